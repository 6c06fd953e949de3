"""``history`` and ``verify``."""

from argparse import Namespace
from dataclasses import asdict, fields

from pandas import DataFrame, concat

from dashboard.commands.engine import asking, database, reading, record
from dashboard.commands.rows import write
from dashboard.commands.speaking import rows, say_json, say_table
from dashboard.errors import LedgerBroken, WrongUse
from dashboard.look.csv_text import csv_text
from dashboard.store import ledger, verifying
from dashboard.store.read_only import read_only
from dashboard.store.row_changes import row_changes, tables_of_upload

_SHOWN = [
    "upload_id",
    "uploaded_at",
    "uploaded_by",
    "dataset",
    "file_name",
    "rows_new",
    "rows_changed",
    "rows_removed",
]
_ALL = [field.name for field in fields(ledger.Upload)]
_TOLD = ["dataset", "change", "column", "old", "new"]


def history(options: Namespace) -> int:
    """Every upload, or what one of them did to the rows; raises WrongUse where there is no such upload."""
    uploads = _uploads(options)
    if options.upload_id is not None:
        entry = next((upload for upload in uploads if upload["upload_id"] == options.upload_id), None)
        if entry is None:
            raise WrongUse("UPLOAD_ID", str(options.upload_id), f"an upload from 1 to {len(uploads)}")
        _one_upload(options, entry)
    elif options.out is not None:
        write(csv_text(DataFrame(uploads, columns=_ALL, dtype=object)), options.out)
    elif options.json:
        say_json({"uploads": uploads})
    else:
        say_table(DataFrame(uploads, columns=[*_SHOWN, "undoes", "note"], dtype=object))
    return 0


def _uploads(options: Namespace) -> list[dict[str, object]]:
    """Newest first; of a folder or of published tables those that the reading side knows."""
    if read_only(database(options)) is None:
        return [asdict(upload) for upload in reversed(ledger.history(record(options)))]
    ask, _ = asking(options)
    return rows(ask("history")[_ALL])


def _one_upload(options: Namespace, entry: dict[str, object]) -> None:
    answers, _ = reading(options)
    tables = tables_of_upload(answers, options.upload_id)
    changes = {name: row_changes(answers, name, upload_id=options.upload_id) for name in tables}
    if options.out is not None:
        told = [found.assign(dataset=name) for name, found in changes.items()] or [DataFrame()]
        together = concat(told)
        # The keys of all tables that it touched, then what is told of every row.
        keys = [name for name in together if name not in _TOLD]
        write(csv_text(together.reindex(columns=["dataset", *keys, *_TOLD[1:]])), options.out)
    elif options.json:
        say_json({"upload": entry, "changes": changes})
    else:
        for name, counts in tables.items():
            print(f"{name}: {counts.new} new, {counts.changed} changed, {counts.removed} removed")
            say_table(changes[name])
        if not tables:
            print("It changed no row.")


def verify(options: Namespace) -> int:
    """Raises LedgerBroken naming the entries that no longer agree, WrongUse where there is no ledger."""
    refused = read_only(database(options))
    if refused is not None:
        raise WrongUse(
            "--database", refused.place, "a record with a ledger to verify, in SQLite or PostgreSQL"
        )
    of = record(options)
    checked, problems = verifying.verify(of)
    if options.json:
        say_json({"uploads": checked, "problems": problems})
        return LedgerBroken.exit_status if problems else 0
    if problems:
        raise LedgerBroken(of.place, problems)
    print(f"{of.place}: {checked} uploads, all agree with their rows and with each other.")
    return 0

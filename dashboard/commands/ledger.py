"""``history`` and ``verify``."""

from argparse import Namespace
from dataclasses import asdict

from pandas import DataFrame

from dashboard.commands.engine import record
from dashboard.commands.speaking import say_json, say_table
from dashboard.errors import LedgerBroken
from dashboard.store import ledger, verifying

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


def history(options: Namespace) -> int:
    uploads = [asdict(upload) for upload in reversed(ledger.history(record(options)))]
    if options.json:
        say_json({"uploads": uploads})
    else:
        say_table(DataFrame(uploads, columns=[*_SHOWN, "undoes", "note"]))
    return 0


def verify(options: Namespace) -> int:
    """Raises LedgerBroken naming the entries that no longer agree."""
    database = record(options)
    checked, problems = verifying.verify(database)
    if options.json:
        say_json({"uploads": checked, "problems": problems})
        return LedgerBroken.exit_status if problems else 0
    if problems:
        raise LedgerBroken(database.place, problems)
    print(f"{database.place}: {checked} uploads, all agree with their rows and with each other.")
    return 0

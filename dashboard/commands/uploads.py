"""``check`` and ``upload``."""

import sys
from argparse import Namespace
from pathlib import Path

from dashboard.commands.alerts import alerts_of_upload, say_alerts
from dashboard.commands.engine import database, record
from dashboard.commands.reading_options import choices, refuse_unmet
from dashboard.commands.speaking import say_error, say_json
from dashboard.errors import DashboardError, FileRefused, WrongUse
from dashboard.ingest.remembering import remember
from dashboard.ingest.shown import shown
from dashboard.ingest.upload import Checked, changes, check, store
from dashboard.model.finding import Finding
from dashboard.opening import open_to_check
from dashboard.settings import settings
from dashboard.store.absent import absent_rows
from dashboard.store.current import KnownRows
from dashboard.store.preview import Preview
from dashboard.store.record import Record

SHOWN_FINDINGS = 50


def check_file(options: Namespace) -> int:
    """Read and check; nothing is stored."""
    content = _content(options.file)
    against = open_to_check(database(options))
    try:
        checked, preview = _previewed(against, options, content=content)
    except FileRefused as refusal:
        return _say_refused(refusal, options)
    _say(checked, preview, options=options, extra=_absent(against, checked))
    return 1 if checked.errors else 0


def upload_file(options: Namespace) -> int:
    """Read, check, commit; a file that changes nothing makes no entry.

    What was chosen is kept for the next file, once the file is stored or turned out to be known: a correction of a
    file that was refused, or whose preview is stale, teaches nothing.
    """
    content = _content(options.file)
    stored_in = record(options, create=True)
    try:
        checked, preview = _previewed(stored_in, options, content=content)
    except FileRefused as refusal:
        return _say_refused(refusal, options)
    if preview is None:
        _say(checked, preview, options=options, extra={"upload_id": None, "absent": 0})
        return 1
    by, at, absent = options.by, settings().now(), _absent(stored_in, checked)
    saved = store(stored_in, checked, seen=preview, by=by, at=at, note=options.note)
    upload_id = None if saved is None else saved.upload_id
    told = {"upload_id": upload_id} | absent | alerts_of_upload(options, stored_in, upload_id=upload_id)
    try:
        remember(
            stored_in, choices(options), dataset=checked.dataset, file_name=checked.file_name, by=by, at=at
        )
    except DashboardError as error:
        # The file is stored by now, and its number must be told; sent again it changes nothing and is remembered.
        _say(checked, preview, options=options, extra=told | {"not_remembered": str(error)})
        print(f"Not remembered for the next file: {error}", file=sys.stderr)
        return error.exit_status
    _say(checked, preview, options=options, extra=told)
    return 0


def _content(file: str) -> bytes:
    """Read before the database is opened: a misspelt name shall not make one."""
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise WrongUse("FILE", shown(file), f"a file that can be read ({error.strerror})") from error


def _previewed(
    against: Record | KnownRows, options: Namespace, *, content: bytes
) -> tuple[Checked, Preview | None]:
    checked = check(
        against,
        content,
        file_name=Path(options.file).name,
        today=settings().today(),
        dataset=options.dataset,
        on=options.date,
        source=options.source,
        choices=choices(options),
    )
    if checked.errors:
        return checked, None
    refuse_unmet(options, checked)
    return checked, changes(against, checked)


def _say_refused(refusal: FileRefused, options: Namespace) -> int:
    """A file that cannot be read at all: one error, on each line that is at fault."""
    say_error(refusal, as_json=False)
    if options.json:
        message = f"{refusal.reason}. {refusal.remedy}"
        findings = [Finding(line, None, refusal.code, message) for line in refusal.lines or (None,)]
        named = {"error": type(refusal).__name__, "message": str(refusal)}
        say_json(named | _document(options.dataset, 0, findings, preview=None))
    return refusal.exit_status


def _document(
    dataset: str | None, rows: int, findings: list[Finding], *, preview: Preview | None
) -> dict[str, object]:
    counted = {name: getattr(preview, name) if preview else 0 for name in ("new", "changed", "unchanged")}
    return {"dataset": dataset, "rows": rows, "findings": findings, "changes": counted}


def _absent(against: Record | KnownRows, checked: Checked) -> dict[str, object]:
    """How many rows the record has of the file's days that the file has not; they are told, not deleted.

    A folder keeps none of its own: a file there is all that is known.
    """
    if checked.errors or not isinstance(against, Record):
        return {"absent": 0}
    rows = checked.tables[checked.dataset]
    return {"absent": absent_rows(against, checked.dataset, uploaded=rows).num_rows}


def _say(checked: Checked, preview: Preview | None, *, options: Namespace, extra: dict[str, object]) -> None:
    if options.json:
        say_json(_document(checked.dataset, checked.rows, checked.findings, preview=preview) | extra)
        return
    errors_first = sorted(checked.findings, key=lambda finding: finding.severity)
    for finding in errors_first[:SHOWN_FINDINGS]:
        print(f"{finding.severity}: {finding}")
    if len(checked.findings) > SHOWN_FINDINGS:
        print(f"and {len(checked.findings) - SHOWN_FINDINGS} more findings; --json lists all")
    outcome = _outcome(preview, extra=extra)
    print(f"{checked.file_name}: {checked.dataset}, {checked.rows} rows: {outcome}")
    say_alerts(extra)
    if extra["absent"]:
        print(f"{extra['absent']} rows of the same days are not in the file; they stay as they are")


def _outcome(preview: Preview | None, *, extra: dict[str, object]) -> str:
    if preview is None:
        return "nothing was stored"
    said = f"{preview.new} new, {preview.changed} changed, {preview.unchanged} unchanged"
    if "upload_id" not in extra:
        return said
    upload_id = extra["upload_id"]
    return f"{said}. Saved as upload {upload_id}" if upload_id is not None else f"{said}. Nothing to do"

"""``check``, ``upload`` and ``undo``."""

from argparse import Namespace
from pathlib import Path

from dashboard.commands.engine import record
from dashboard.commands.speaking import say_json
from dashboard.errors import WrongUse
from dashboard.ingest.shown import shown
from dashboard.ingest.upload import Checked, changes, check, store
from dashboard.settings import settings
from dashboard.store.preview import Preview
from dashboard.store.record import Record
from dashboard.store.undo import undo

SHOWN_FINDINGS = 50


def check_file(options: Namespace) -> int:
    """Read and check; nothing is stored."""
    content = _content(options.file)
    checked, preview = _previewed(record(options, create=True), options, content=content)
    _say(checked, preview, options=options, extra={})
    return 1 if checked.errors else 0


def upload_file(options: Namespace) -> int:
    """Read, check, commit; a file that changes nothing makes no entry."""
    content = _content(options.file)
    database = record(options, create=True)
    checked, preview = _previewed(database, options, content=content)
    if preview is None:
        _say(checked, preview, options=options, extra={"upload_id": None})
        return 1
    saved = store(database, checked, seen=preview, by=options.by, at=settings().now(), note=options.note)
    _say(checked, preview, options=options, extra={"upload_id": None if saved is None else saved.upload_id})
    return 0


def undo_upload(options: Namespace) -> int:
    undone = undo(record(options), options.upload_id, by=options.by, at=settings().now(), note=options.note)
    if options.json:
        say_json({"upload_id": undone.upload.upload_id, "undoes": undone.upload.undoes, "left": undone.left})
        return 0
    counted = undone.upload.rows_new + undone.upload.rows_changed + undone.upload.rows_removed
    print(
        f"Upload {options.upload_id} taken back as upload {undone.upload.upload_id}: {counted} rows as before."
    )
    if undone.left:
        print(f"Left, because a later upload changed or needs them: {'; '.join(undone.left)}")
    return 0


def _content(file: str) -> bytes:
    """Read before the database is opened: a misspelt name shall not make one."""
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise WrongUse("FILE", shown(file), f"a file that can be read ({error.strerror})") from error


def _previewed(database: Record, options: Namespace, *, content: bytes) -> tuple[Checked, Preview | None]:
    checked = check(
        database,
        content,
        file_name=Path(options.file).name,
        today=settings().today(),
        dataset=options.dataset,
        on=options.date,
        source=options.source,
    )
    return checked, None if checked.errors else changes(database, checked)


def _say(checked: Checked, preview: Preview | None, *, options: Namespace, extra: dict[str, object]) -> None:
    counted = {
        "new": preview.new if preview else 0,
        "changed": preview.changed if preview else 0,
        "unchanged": preview.unchanged if preview else 0,
    }
    if options.json:
        findings = [
            {"severity": f.severity, "line": f.line, "column": f.column, "code": f.code, "message": f.message}
            for f in checked.findings
        ]
        document = {
            "dataset": checked.dataset,
            "rows": checked.rows,
            "findings": findings,
            "changes": counted,
        }
        say_json(document | extra)
        return
    for finding in checked.findings[:SHOWN_FINDINGS]:
        print(f"{finding.severity}: {finding}")
    if len(checked.findings) > SHOWN_FINDINGS:
        print(f"and {len(checked.findings) - SHOWN_FINDINGS} more findings; --json lists all")
    print(
        f"{checked.file_name}: {checked.dataset}, {checked.rows} rows: {_outcome(counted, preview, extra=extra)}"
    )


def _outcome(counted: dict[str, int], preview: Preview | None, *, extra: dict[str, object]) -> str:
    if preview is None:
        return "nothing was stored"
    said = f"{counted['new']} new, {counted['changed']} changed, {counted['unchanged']} unchanged"
    if "upload_id" not in extra:
        return said
    upload_id = extra["upload_id"]
    return f"{said}. Saved as upload {upload_id}" if upload_id is not None else f"{said}. Nothing to do"

"""The way of every upload, from a page or the command line: read, check, preview, commit."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pyarrow as pa

from dashboard.errors import FileRefused, RowsRefused
from dashboard.ingest.checks.beside import refuse_personal
from dashboard.ingest.choices import Choices
from dashboard.ingest.files.reading import read_sheet
from dashboard.ingest.files.recognising import recognised
from dashboard.ingest.files.sheet import Sheet
from dashboard.ingest.lines.computed import distances_of_lines, distances_of_towns, region, rows_of_lines
from dashboard.ingest.lines.front_lines import FrontLine, read_front_lines
from dashboard.ingest.places.gazetteer import gazetteer
from dashboard.ingest.shown import shown_name
from dashboard.ingest.table.read_by import ReadBy
from dashboard.ingest.table.rows import TypedRows, meaning_of, typed_rows
from dashboard.ingest.table.vocabulary import vocabulary
from dashboard.model.finding import Finding, WithFindings
from dashboard.store.beside import preview_beside
from dashboard.store.commit import Sender, commit
from dashboard.store.current import KnownRows, RecordRows
from dashboard.store.ledger import Upload
from dashboard.store.preview import Preview, preview
from dashboard.store.record import Record

AS_READ = Choices()
_DAYS_BEFORE = 30  # how far back a report is looked for that a jump can be measured from


@dataclass(frozen=True)
class Checked(WithFindings):
    """A file as read: ``rows`` counts its own rows; ``tables`` also holds the distances computed from them.

    ``version`` is the newest upload when it was checked against the known towns. ``sheet`` and ``typed`` tell how a
    table was read; None for front lines.
    """

    file_name: str
    file_sha256: str
    version: int
    dataset: str
    rows: int
    findings: list[Finding]
    tables: dict[str, pa.Table]
    sheet: Sheet | None = None
    typed: TypedRows | None = None


def check(
    against: Record | KnownRows,
    content: bytes,
    *,
    file_name: str,
    today: date,
    dataset: str | None = None,
    on: date | None = None,
    source: str | None = None,
    choices: Choices = AS_READ,
    step: Callable[[str], None] = lambda _: None,
) -> Checked:
    """Read a file and check every row against what a record, or other rows, know; stores nothing.

    ``on`` and ``source`` are said beside a file that does not say them itself. ``step`` is told what is being done:
    reading, checking, comparing. Raises FileRefused where the file as a whole cannot be taken, ChoiceNeeded where the
    steward must say how to read it; wrong rows are findings.
    """
    step("reading")
    name = shown_name(file_name)
    refuse_personal(file_name=name, source=source)
    current = RecordRows(against) if isinstance(against, Record) else against
    file = (name, hashlib.sha256(content).hexdigest(), current.version())
    towns = current.rows("towns")
    if recognised(content, file_name=name) == "geojson":
        if dataset not in (None, "front_lines"):
            raise FileRefused(name, f"this is GeoJSON, not {dataset}", "Send the table as CSV or XLSX.")
        drawn = read_front_lines(content, file_name=name, on=on, source=source, near=region(towns))
        step("checking")
        tables = {"front_lines": rows_of_lines(drawn), "front_distances": distances_of_lines(drawn, towns)}
        return Checked(*file, "front_lines", len(drawn), _late_lines(drawn, today), tables)
    sheet = read_sheet(content, file_name=name, choices=choices)
    step("checking")
    known = vocabulary(current.rows("spellings"))
    stated = {name: value for name, value in (("date", on), ("source", source)) if value is not None}
    typed = typed_rows(
        sheet,
        dataset=dataset,
        stated=stated,
        towns=gazetteer(towns, remembered=known.towns),
        by=ReadBy(name, known, choices, today),
    )
    findings = typed.findings + _meaning(current, typed, towns=towns)
    findings.sort(key=lambda finding: (finding.line or 0, finding.column or ""))
    tables = {typed.dataset: typed.rows}
    if typed.dataset == "towns" and not any(finding.severity == "error" for finding in findings):
        tables["front_distances"] = distances_of_towns(
            typed.rows, known=towns, lines=current.rows("front_lines")
        )
    return Checked(*file, typed.dataset, typed.rows.num_rows, findings, tables, sheet, typed)


def _meaning(current: KnownRows, typed: TypedRows, *, towns: pa.Table) -> list[Finding]:
    before = current.around(typed.dataset, uploaded=typed.rows, days_before=_DAYS_BEFORE)
    return meaning_of(typed, towns=towns, before=before)


def changes(against: Record | KnownRows, checked: Checked) -> Preview:
    """What the checked rows would change; raises RowsRefused where a row has an error."""
    if checked.errors:
        raise RowsRefused(checked.file_name, [str(finding) for finding in checked.errors])
    if not isinstance(against, Record):
        return preview_beside(against, checked.dataset, rows=checked.tables)
    return preview(against, checked.dataset, rows=checked.tables, made_from=checked.version)


def store(
    record: Record, checked: Checked, *, seen: Preview, by: str, at: datetime, note: str = ""
) -> Upload | None:
    """Commit what was seen; None where the file changes nothing, and then the history has no new entry."""
    if not seen.new and not seen.changed:
        return None
    sender = Sender(checked.file_name, checked.file_sha256, by, at, note)
    return commit(record, seen, sender=sender)


def _late_lines(lines: list[FrontLine], today: date) -> list[Finding]:
    return [
        Finding(
            None,
            "date",
            "date",
            f'found "{line.date}", expected a day that is not in the future (today is {today})',
        )
        for line in lines
        if line.date > today + timedelta(days=1)
    ]

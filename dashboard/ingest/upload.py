"""The way of every upload, from a page or the command line: read, check, preview, commit."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import PurePath

import pyarrow as pa

from dashboard.errors import FileRefused, RowsRefused
from dashboard.ingest.computed import distances_of_lines, distances_of_towns, region, rows_of_lines
from dashboard.ingest.csv_file import read_csv
from dashboard.ingest.front_lines import FrontLine, read_front_lines
from dashboard.ingest.rows import typed_rows
from dashboard.ingest.shown import shown
from dashboard.model.finding import Finding
from dashboard.store import ledger
from dashboard.store.commit import Sender, commit
from dashboard.store.current import current_rows
from dashboard.store.ledger import Upload
from dashboard.store.preview import Preview, preview
from dashboard.store.record import Record


@dataclass(frozen=True)
class Checked:
    """A file as read: ``rows`` counts its own rows; ``tables`` also holds the distances computed from them.

    ``version`` is the newest upload when it was checked against the known towns.
    """

    file_name: str
    file_sha256: str
    version: int
    dataset: str
    rows: int
    findings: list[Finding]
    tables: dict[str, pa.Table]

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity == "error"]


def check(
    record: Record,
    content: bytes,
    *,
    file_name: str,
    today: date,
    dataset: str | None = None,
    on: date | None = None,
    source: str | None = None,
) -> Checked:
    """Read a file and check every row; stores nothing.

    ``on`` and ``source`` belong to a front line whose file does not say them. Raises FileRefused where the file as a
    whole cannot be taken; wrong rows are findings.
    """
    name = shown(PurePath(file_name).name)
    with record.reading() as connection:
        version = ledger.version(connection)
    towns = current_rows(record, "towns")
    file = (name, hashlib.sha256(content).hexdigest(), version)
    if dataset == "front_lines" or content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        if dataset not in (None, "front_lines"):
            raise FileRefused(name, f"this is GeoJSON, not {dataset}", "Send the table as CSV.")
        drawn = read_front_lines(content, file_name=name, on=on, source=source, near=region(towns))
        tables = {"front_lines": rows_of_lines(drawn), "front_distances": distances_of_lines(drawn, towns)}
        return Checked(*file, "front_lines", len(drawn), _late_lines(drawn, today), tables)
    if on is not None or source is not None:
        reason = "a date or a source was stated beside a table; they belong to a front line"
        raise FileRefused(name, reason, "Leave them out: a table has its own columns for them.")
    text, known = read_csv(content, file_name=name), towns["town_code"].combine_chunks()
    typed = typed_rows(text, dataset=dataset, file_name=name, known_towns=known, today=today)
    checked = Checked(*file, typed.dataset, typed.rows.num_rows, typed.findings, {typed.dataset: typed.rows})
    if typed.dataset == "towns" and not checked.errors:
        lines = current_rows(record, "front_lines")
        checked.tables["front_distances"] = distances_of_towns(typed.rows, known=towns, lines=lines)
    return checked


def changes(record: Record, checked: Checked) -> Preview:
    """What the checked rows would change; raises RowsRefused where a row has an error."""
    if checked.errors:
        raise RowsRefused(checked.file_name, [str(finding) for finding in checked.errors])
    return preview(record, checked.dataset, rows=checked.tables, made_from=checked.version)


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

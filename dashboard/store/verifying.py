"""Whether the history still agrees with its rows: every hash made again from what the database holds now."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection

from dashboard.model.tables import TABLES
from dashboard.store.arrow import BATCH_ROWS
from dashboard.store.bulk import Row
from dashboard.store.ledger import Content, Upload, entry_sha256, uploads
from dashboard.store.record import Record


def verify(record: Record) -> tuple[int, list[str]]:
    """How many entries were checked, and a sentence for each that does not agree with its rows or its neighbour.

    Raises DatabaseDamaged where the database itself finds its pages out of order.
    """
    with record.reading() as connection:
        record.check(connection)
        return problems_of(connection)


def problems_of(connection: Connection) -> tuple[int, list[str]]:
    """How many entries there are, and the sentences, as this transaction sees the record."""
    entries = uploads(connection)
    contents, problems = _contents(connection, {entry.upload_id for entry in entries})
    expected, before = 1, ""
    for entry in entries:
        if entry.upload_id != expected:
            problems.append(_missing(expected, entry.upload_id - 1))
        problems += _problems(entry, before=before, content=contents[entry.upload_id])
        expected, before = entry.upload_id + 1, entry.entry_sha256
    return len(entries), problems


def _missing(first: int, last: int) -> str:
    return f"upload {first} is missing" if first == last else f"uploads {first} to {last} are missing"


def _problems(entry: Upload, *, before: str, content: str) -> Iterator[str]:
    name = f"upload {entry.upload_id} ({entry.file_name})"
    if content != entry.content_sha256:
        yield f"{name}: its rows are not those that were committed"
    if entry_sha256(asdict(entry), before=before) != entry.entry_sha256:
        yield f"{name}: the entry is not the one that was written, or the entry before it was changed"


def _contents(connection: Connection, known: set[int]) -> tuple[dict[int, str], list[str]]:
    """The hash of each upload's rows, and a sentence for rows that belong to none."""
    contents = {upload_id: Content() for upload_id in known}
    strays: list[str] = []
    for name, table in TABLES.items():
        columns = f"row_id, {', '.join(table.names)}, upload_id"
        brought = f"select {columns} from {name} order by upload_id, row_id"
        for upload_id, rows in _by_upload(connection, brought):
            if upload_id in contents:
                for chunk in _chunks(rows):
                    contents[upload_id].brought(name, chunk)
            else:
                count = sum(1 for _ in rows)
                strays.append(f"{name}: {count} rows belong to upload {upload_id}, which has no entry")
        replaced = f"row_id, replaced_by from {name} where replaced_by is not null"
        for upload_id, rows in _by_upload(connection, f"select {replaced} order by replaced_by, row_id"):
            if upload_id in contents:
                contents[upload_id].replaced(name, [int(str(row[0])) for row in rows])
            else:
                strays.append(f"{name}: rows are replaced by upload {upload_id}, which has no entry")
    return {upload_id: content.sha256() for upload_id, content in contents.items()}, strays


def _by_upload(connection: Connection, statement: str) -> Iterator[tuple[int, Iterator[Row]]]:
    """Rows of a statement whose last column is the upload, in runs of one upload, without that column."""
    # Not all of them at once: of a large archive they are gigabytes.
    found = connection.execution_options(stream_results=True, max_row_buffer=BATCH_ROWS)
    rows = (tuple(row) for row in found.exec_driver_sql(statement))
    for upload_id, run in groupby(rows, key=itemgetter(-1)):
        yield upload_id, (row[:-1] for row in run)


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    chunk: list[Row] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == BATCH_ROWS:
            yield chunk
            chunk = []
    yield chunk

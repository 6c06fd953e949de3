"""Databases from rows typed in a test, brought in the way a steward brings a file."""

import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache, partial
from pathlib import Path
from typing import TypedDict, Unpack

from dashboard.analysis.asking import Ask
from dashboard.ingest.upload import changes, check, store
from dashboard.model.filters import Filters, last_days
from dashboard.model.formula import marked_as_text
from dashboard.store.following import RecordSource
from dashboard.store.ledger import Upload
from dashboard.store.reading import Reader
from dashboard.store.record import Record
from tests.databases import databases

TODAY = date(2025, 9, 15)
AT = datetime(2025, 9, 15, 12, tzinfo=UTC)

BILO, POKR = "UA1416003001", "UA1416021001"
KOST, KOST_VILLAGE = "UA1412007001", "UA1416013011"  # two places of one name
HULI = "UA2310003001"  # in another oblast

_TOWNS = (
    "town_code town_name town_name_uk other_names admin1_code admin1_name admin2_code admin2_name "
    "admin3_code admin3_name latitude longitude population_baseline"
)
_DONETSKA = ("UA14", "Donetska")
_POKROVSKYI = (*_DONETSKA, "UA1416", "Pokrovskyi")
_NAMES: dict[str, tuple[str, str, str]] = {
    BILO: ("Bilozerske", "Білозерське", "Белозерское;Bilozerskoe"),
    POKR: ("Pokrovsk", "Покровськ", "Покровск;Красноармейск;Krasnoarmiisk"),
    KOST: ("Kostiantynivka", "Костянтинівка", "Константиновка"),
    HULI: ("Huliaipole", "Гуляйполе", ""),
}
_KRAMATORSKYI = (*_DONETSKA, "UA1412", "Kramatorskyi")
_POLOHIVSKYI = ("UA23", "Zaporizka", "UA2310", "Polohivskyi")
TOWN_ROWS: tuple[tuple[object, ...], ...] = (
    (BILO, *_NAMES[BILO], *_POKROVSKYI, "UA1416003", "Bilozerska", 48.54, 37.06, 14634),
    (POKR, *_NAMES[POKR], *_POKROVSKYI, "UA1416021", "Pokrovska", 48.28, 37.18, 60127),
    (KOST, *_NAMES[KOST], *_KRAMATORSKYI, "UA1412007", "Kostiantynivska", 48.53, 37.71, 67350),
    (KOST_VILLAGE, *_NAMES[KOST], *_POKROVSKYI, "UA1416013", "Marinska", 47.85, 37.42, None),
    (HULI, *_NAMES[HULI], *_POLOHIVSKYI, "UA2310003", "Huliaipilska", 47.66, 36.26, 13070),
)


def csv_of(columns: str, *rows: Sequence[object]) -> str:
    """A CSV of blank-separated column names; None is an empty cell, text that looks like a formula is marked."""
    lines = [columns.split(), *([_cell(value) for value in row] for row in rows)]
    return "\n".join(",".join(line) for line in lines) + "\n"


def _cell(value: object) -> str:
    text = "" if value is None else marked_as_text(value) if isinstance(value, str) else str(value)
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if set(text) & set(',"\n') else text


def towns(*rows: Sequence[object]) -> str:
    return csv_of(_TOWNS, *(rows or TOWN_ROWS))


def distances(*rows: Sequence[object]) -> str:
    """Rows of town_code, date, source, front_distance_km."""
    return csv_of("town_code date source front_distance_km", *rows)


def people(*rows: Sequence[object]) -> str:
    """Rows of town_code, date, population_remaining."""
    return csv_of("town_code date population_remaining", *rows)


def departures(*rows: Sequence[object]) -> str:
    """Rows of town_code, date, evacuated."""
    return csv_of("town_code date evacuated", *rows)


@cache
def _begun(engine: str, text: str | None) -> Record:
    """A database with one upload or none; made once, because that takes longer than to copy it."""
    record = databases.new(Path(tempfile.mkdtemp()) / "begun.db", kept=True).prepare(create=True)
    if text is not None:
        send(record, text)
    return record


def send(
    record: Record, text: str, *, by: str = "Olena", name: str = "rows.csv", at: datetime = AT
) -> Upload | None:
    """Check and commit one file; a test whose rows have errors fails with the finding."""
    checked = check(record, text.encode(), file_name=name, today=TODAY)
    return store(record, checked, seen=changes(record, checked), by=by, at=at)


def send_on(record: Record, text: str, *, day: int) -> None:
    """Commits a file at noon of a day in September 2025."""
    send(record, text, at=datetime(2025, 9, day, 12, tzinfo=UTC))


def record_of(file: Path, *texts: str) -> Record:
    """A database with an upload for each text; the first one is mostly that of the towns.

    With SQLite it is that file; with PostgreSQL one of its own on the server.
    """
    record = databases.new(file, like=_begun(databases.engine, texts[0] if texts else None))
    for text in texts[1:]:
        send(record, text)
    return record


def asking(record: Record, *, version: int | None = None) -> Ask:
    """Questions on the newest version of a record, or on an earlier one."""
    reader = Reader(RecordSource(record))
    newest = reader.follow().version
    return partial(reader.ask, version=newest if version is None else version)


class Chosen(TypedDict, total=False):
    """What a reader may choose beside the days."""

    towns: tuple[str, ...]
    area: str | None
    source: str
    count_at: str
    known_after: int | None


def on(day: str, *, since: str | None = None, until: str | None = None, **chosen: Unpack[Chosen]) -> Filters:
    """Filters as of a day; without ``since`` the 30 days up to it. Distances are by "A" unless said otherwise."""
    as_of = date.fromisoformat(day)
    first, last = last_days(as_of, 30)
    first = first if since is None else date.fromisoformat(since)
    last = last if until is None else date.fromisoformat(until)
    narrowed: Chosen = {"source": "A", **chosen}
    return Filters(as_of=as_of, since=first, until=last, **narrowed)

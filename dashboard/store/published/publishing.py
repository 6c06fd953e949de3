"""Publishing the record as Delta tables: only what is new, and safe to repeat after it was broken off."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from dashboard.errors import EngineUnavailable
from dashboard.model.tables import TABLES
from dashboard.store import ledger
from dashboard.store.published.delta import PublishedTable, translated
from dashboard.store.published.news import News, entries, news_of
from dashboard.store.published.tables import LEDGER, history_of, location, places, shown
from dashboard.store.record import Record
from dashboard.store.source import Known


@dataclass(frozen=True)
class Published:
    """What a publish wrote: the uploads after ``since`` up to ``version``, and how many rows of each table."""

    target: str
    since: int
    version: int
    brought: Mapping[str, int]
    replaced: Mapping[str, int]


def publish(record: Record, target: str) -> Published:
    """Bring the tables under ``target`` up to the record's newest upload.

    ``target`` is a folder or the URL of an object store. Raises EngineUnavailable where it cannot be written, where
    somebody else publishes at the same time, and where it holds uploads that are not the record's.
    """
    with translated(shown(target)):
        tables = {place: PublishedTable(location(target, place), types=types) for place, types in places()}
        since = _since(tables[LEDGER])
        until, news = _looked_up(record, tables, target=shown(target))
        for place, found in news.items():
            _bring(tables[place], found, current=place == found.table)
        # Last: who reads up to its newest upload never sees half of one.
        if tables[LEDGER].held is None or since < until.version:
            tables[LEDGER].append([entries(record, since=since, until=until)], until=until)
    histories = {name: tables[history_of(name)] for name in TABLES}
    brought = {name: table.rows["brought"] for name, table in histories.items()}
    replaced = {name: table.rows["replaced"] for name, table in histories.items()}
    return Published(shown(target), since, until.version, brought, replaced)


def _since(table: PublishedTable) -> int:
    return 0 if table.held is None else table.held.version


def _looked_up(
    record: Record, tables: Mapping[str, PublishedTable], *, target: str
) -> tuple[Known, dict[str, News]]:
    """The record's newest upload, and what each table does not have of it."""
    with record.reading() as connection:
        newest = ledger.version(connection)
        until = Known(newest, ledger.entry_sha256_of(connection, newest))
        for place, table in tables.items():
            if not _is_of(connection, table.held or Known(), newest=newest):
                raise EngineUnavailable(
                    target,
                    f"{place} holds upload {_since(table)} of another copy of the database than {record.place}",
                    "Publish that one, or this one into an empty folder",
                )
        owners = [(place, name) for name in TABLES for place in (history_of(name), name)]
        return until, {
            place: news_of(connection, record, table=name, since=_since(tables[place]), until=until)
            for place, name in owners
        }


def _is_of(connection: Connection, held: Known, *, newest: int) -> bool:
    same = held.entry_sha256 in (None, ledger.entry_sha256_of(connection, held.version))
    return held.version <= newest and same


def _bring(table: PublishedTable, news: News, *, current: bool) -> None:
    """One table up to date in one commit; one without news is left as it is."""
    brought = news.brought(current=current)
    if news.between is not None:
        table.change(brought=brought, replaced=news.replaced(), between=news.between, until=news.until)
    elif news.first is not None or table.held is None:
        table.append(brought, until=news.until)

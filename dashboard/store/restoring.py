"""What stood before an upload, and which of it can be brought back."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, text

from dashboard.model.table import Table
from dashboard.model.tables import TABLES, TOWNS
from dashboard.store.bulk import Row


@dataclass(frozen=True)
class Back:
    """What an undo does to one table.

    ``bring`` are rows to bring back, each with the row_id of the current row that it takes the place of, if any;
    ``remove`` the row_ids of current rows that get no successor; ``left`` the keys that it leaves as they are.
    """

    bring: list[tuple[Row, int | None]]
    remove: list[int]
    left: list[Row]


class _Touched(NamedTuple):
    """A key that the upload touched, with its row before, as the upload left it, and now; each begins with row_id."""

    key: Row
    before: Row | None
    after: Row | None
    now: Row | None


def backs(connection: Connection, upload_id: int) -> dict[str, Back]:
    """For each table what the undo of an upload does; a row that a later upload changed is left.

    A town that rows of other uploads speak of stays, and so does the place that later front lines were measured from.
    The rows of a town that stays are left with it, and no row comes back without its town. Distances that came with a
    town were measured from the front lines of then: they go where the undo changes that line.
    """
    touched = {name: _touched(connection, table, upload_id=upload_id) for name, table in TABLES.items()}
    needed, measured = _needed(connection, upload_id), _measured_later(connection, upload_id)
    towns = _back(
        touched["towns"],
        stays=lambda row: (
            row.key[0] in needed if row.before is None else _moved(row) and row.key[0] in measured
        ),
    )
    left = {key[0] for key in towns.left}
    known = _known_after(connection, towns)
    found = {"towns": towns}
    for name, table in TABLES.items():
        if "town_code" in table.key and name != "towns":
            found[name] = _back(
                touched[name],
                stays=lambda row: row.key[0] in left or (row.before is not None and row.key[0] not in known),
            )
        elif name != "towns":
            found[name] = _back(touched[name], stays=lambda _: False)
    lines = [row.key for row in touched["front_lines"] if row.key not in found["front_lines"].left]
    found["front_distances"].remove.extend(_measured_from(connection, lines, upload_id=upload_id))
    return found


def _touched(connection: Connection, table: Table, *, upload_id: int) -> list[_Touched]:
    after = _by_key(connection, table, condition=f"upload_id = {int(upload_id)}")
    before = _by_key(connection, table, condition=f"replaced_by = {int(upload_id)}")
    keys = {**before, **after}
    condition = "replaced_by is null"
    if keys and "date" in table.key:
        days = [str(key[table.key.index("date")]) for key in keys]
        condition += f" and date between '{min(days)}' and '{max(days)}'"
    now = _by_key(connection, table, condition=condition) if keys else {}
    return [_Touched(key, before.get(key), after.get(key), now.get(key)) for key in keys]


def _by_key(connection: Connection, table: Table, *, condition: str) -> dict[Row, Row]:
    places = [1 + table.names.index(name) for name in table.key]
    statement = f"select row_id, {', '.join(table.names)} from {table.name} where {condition}"
    # The driver's own cursor, as in arrow.py: its rows are tuples already.
    rows: Sequence[Row] = connection.exec_driver_sql(statement).cursor.fetchall()
    return {tuple([row[place] for place in places]): row for row in rows}


def _back(touched: Collection[_Touched], *, stays: Callable[[_Touched], bool]) -> Back:
    back = Back([], [], [])
    for row in touched:
        if _values(row.now) != _values(row.after) or stays(row):
            back.left.append(row.key)
        elif row.before is not None:
            back.bring.append((row.before[1:], None if row.now is None else _row_id(row.now)))
        elif row.now is not None:
            back.remove.append(_row_id(row.now))
    return back


def _needed(connection: Connection, upload_id: int) -> set[object]:
    """Towns that rows of other uploads speak of: taking them away would leave those rows without a town."""
    tables = [name for name, table in TABLES.items() if "town_code" in table.key and name != "towns"]
    others = f"where replaced_by is null and upload_id <> {int(upload_id)}"
    statement = " union ".join(f"select town_code from {name} {others}" for name in tables)
    return set(connection.exec_driver_sql(statement).scalars())


def _measured_later(connection: Connection, upload_id: int) -> set[object]:
    """Towns whose distance to a front line came in after the upload, measured from where they stand now."""
    statement = (
        "select distinct d.town_code from front_distances d join uploads u on u.upload_id = d.upload_id "
        f"where d.replaced_by is null and u.dataset = 'front_lines' and u.upload_id > {int(upload_id)}"
    )
    return set(connection.exec_driver_sql(statement).scalars())


def _moved(row: _Touched) -> bool:
    places = [1 + TOWNS.names.index(name) for name in ("latitude", "longitude")]
    return row.before is not None and row.now is not None and any(row.before[p] != row.now[p] for p in places)


def _known_after(connection: Connection, towns: Back) -> set[object]:
    """The codes of the towns that there are when the undo is done."""
    place = TOWNS.names.index("town_code")
    gone = set(towns.remove)
    rows = connection.exec_driver_sql("select row_id, town_code from towns where replaced_by is null")
    return {row[1] for row in rows if row[0] not in gone} | {row[place] for row, _ in towns.bring}


def _measured_from(connection: Connection, lines: Collection[Row], *, upload_id: int) -> list[int]:
    """The row_ids of distances to these lines that towns brought with them when they were uploaded."""
    # The day as text, as SQLite's own driver gives it; PostgreSQL's gives a day.
    statement = text(
        "select d.row_id from front_distances d join uploads u on u.upload_id = d.upload_id "
        "where d.replaced_by is null and u.dataset = 'towns' and d.method = 'computed' "
        "and cast(d.date as text) = :date and d.source = :source and u.upload_id <> :upload_id"
    )
    parameters = [{"date": str(day), "source": source, "upload_id": upload_id} for day, source in lines]
    found = (connection.execute(statement, named).scalars() for named in parameters)
    return [row_id for rows in found for row_id in rows]


def _values(row: Row | None) -> Row | None:
    return None if row is None else row[1:]


def _row_id(row: Row) -> int:
    return int(str(row[0]))

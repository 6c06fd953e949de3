"""What an upload did to the rows of each table, for the history: read from the rows themselves, so also of an undo."""

from typing import NamedTuple

from pandas import DataFrame

from dashboard.model.table import Table
from dashboard.model.tables import TABLES
from dashboard.store.answers import Answers

_OUTLINE_SHOWN = 60  # characters


class Counts(NamedTuple):
    """Rows of one table that an upload brought under a new key, changed, or took away."""

    new: int
    changed: int
    removed: int


def tables_of_upload(answers: Answers, upload_id: int) -> dict[str, Counts]:
    """The tables that an upload touched, in the order of the data model.

    A front line brings distances, too. Empty where the upload is not known or changed nothing.
    """
    parts = [
        f"select {place} as place, '{name}' as name, {_counted(table)}"
        for place, (name, table) in enumerate(TABLES.items())
    ]
    sql = f"select * from ({' union all '.join(parts)}) order by place"
    found = answers.answer(sql, {"upload_id": upload_id})
    rows = zip(found["name"], found["new"], found["changed"], found["removed"], strict=True)
    counts = {name: Counts(int(new), int(changed), int(removed)) for name, new, changed, removed in rows}
    return {name: count for name, count in counts.items() if any(count)}


def row_changes(answers: Answers, table: str, *, upload_id: int, most: int | None = None) -> DataFrame:
    """What an upload did to the rows of one table.

    The columns are the key's, then change, column, old and new, as text. A row whose values ``changed`` has one line
    for each of them. A row that is ``new`` or was ``removed`` has a single line with all values that it has
    (``status: safe; population_remaining: 700``) and no column: one line for each would hide the changes among them.
    Changed rows come first, then removed and new ones, each in the order of the key. At most ``most`` lines.
    """
    limit = "" if most is None else f"limit {int(most)}"
    sql = f"with paired as ({_pairs(TABLES[table])}), {_lines(TABLES[table])} {limit}"
    return answers.answer(sql, {"upload_id": upload_id})


def _counted(table: Table) -> str:
    counts = ", ".join(f"count(*) filter (change = '{change}') as {change}" for change in Counts._fields)
    return f"{counts} from ({_pairs(table)})"


def _pairs(table: Table) -> str:
    """Each key that the upload touched once, with the row before it (old) and the row it brought (new)."""
    key = ", ".join(f"coalesce(new.{name}, old.{name}) as {name}" for name in table.key)
    values = "".join(
        f", {side}.{name}::varchar as {side}_{name}" for name in table.values for side in ("old", "new")
    )
    same_key = " and ".join(f"old.{name} is not distinct from new.{name}" for name in table.key)
    return (
        f"select {key}{values}, "
        "case when old.row_id is null then 'new' when new.row_id is null then 'removed' else 'changed' end as change "
        f"from (from record.{table.name} where replaced_by = $upload_id) as old "
        f"full join (from record.{table.name} where upload_id = $upload_id) as new on {same_key}"
    )


def _lines(table: Table) -> str:
    """The lines of all pairs, with a place for each column, so that their order is always the same."""
    key = ", ".join(table.key)
    changed = [
        f"select {key}, change, '{name}' as \"column\", "
        f"{_shown(table, name, side='old')} as old, {_shown(table, name, side='new')} as new, {place} as place "
        f"from paired where change = 'changed' and old_{name} is distinct from new_{name}"
        for place, name in enumerate(table.values)
    ]
    whole = (
        f"select {key}, change, null as \"column\", if(change = 'removed', {_joined(table, 'old')}, null) as old, "
        f"if(change = 'new', {_joined(table, 'new')}, null) as new, 0 as place from paired where change <> 'changed'"
    )
    order = f"array_position(['changed', 'removed', 'new'], change), {key}, place"
    return f"lines as ({' union all '.join([*changed, whole])}) select * exclude (place) from lines order by {order}"


def _joined(table: Table, side: str) -> str:
    """All values that a row has, each after its column's name; one that is missing is not mentioned."""
    named = ", ".join(f"'{name}: ' || {_shown(table, name, side=side)}" for name in table.values)
    return f"concat_ws('; ', {named})"


def _shown(table: Table, name: str, *, side: str) -> str:
    """A value as text; of an outline its beginning, since it may have thousands of corners."""
    text = f"{side}_{name}"
    return f"left({text}, {_OUTLINE_SHOWN}) || '…'" if table.column(name).kind == "area" else text

"""The dictionary of the data page as cells of a table."""

from collections.abc import Sequence

from pandas import DataFrame

from dashboard.look.tables import Cell, Column
from dashboard.look.words import word
from dashboard.model.tables import DATASETS
from dashboard.ui.data.spelling_rows import Spelling

ALSO_SHOWN = 4  # other names of a column in the dictionary


def dictionary_columns() -> list[Column]:
    names = ("dataset", "column", "kind", "key", "hxl", "meaning", "also")
    return [Column(word(f"dictionary.{name}"), essential=name in ("column", "meaning")) for name in names]


def dictionary_rows(documented: Sequence[Spelling]) -> DataFrame:
    """A row per column of every dataset, with the other names under which a file may have it."""
    also: dict[tuple[str, str | None], list[str]] = {}
    for kind, used_in, spelling, means in documented:
        if kind == "column":
            also.setdefault((used_in, means), []).append(spelling)
    rows = [
        (
            word(f"dataset.{table.name}"),
            column.name,
            ", ".join(column.choices) or word(f"kind.{column.kind}"),
            word("dictionary.in_key") if column.name in table.key else "",
            column.hxl,
            word(f"meaning.{column.name}"),
            "; ".join(also.get((table.name, column.name), []) + also.get(("any", column.name), [])),
        )
        for table in DATASETS.values()
        for column in table.columns
    ]
    return DataFrame(rows, columns=["dataset", "column", "kind", "key", "hxl", "meaning", "also_written"])


def dictionary_cells(rows: DataFrame) -> list[list[Cell]]:
    """The rows as they are, with only the first of the other names; the file has all."""
    return [[*cells, _first(also)] for *cells, also in rows.itertuples(index=False, name=None)]


def _first(also: str) -> str:
    names = also.split("; ")
    return "; ".join(names[:ALSO_SHOWN]) + (" …" if len(names) > ALSO_SHOWN else "")

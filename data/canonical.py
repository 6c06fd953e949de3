"""How these scripts read and write tables: UTF-8, comma, line feed, empty = missing, sorted by key."""

import csv
import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path

from dashboard.model.tables import TABLES

Row = dict[str, str]


def read_rows(path: Path) -> list[Row]:
    """The rows of a CSV file with a header; every cell is text, an empty cell is missing."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_table(path: Path, rows: Iterable[Mapping[str, object]], *, dataset: str) -> int:
    """Write the rows with the header of the dataset and answers how many there were.

    A column the row does not have, or has as None, is written empty. Two rows with one key are refused: the
    file would say two things of one report.
    """
    table = TABLES[dataset]
    lines = [["" if row.get(name) is None else str(row[name]) for name in table.names] for row in rows]
    places = [table.names.index(name) for name in table.key]
    lines.sort(key=lambda line: [line[place] for place in places])
    keys = [tuple(line[place] for place in places) for line in lines]
    if doubled := {key for key, following in itertools.pairwise(keys) if key == following}:
        raise ValueError(f"{path.name}: {len(doubled)} keys stand twice, for example {min(doubled)}")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.names)
        writer.writerows(lines)
    return len(lines)

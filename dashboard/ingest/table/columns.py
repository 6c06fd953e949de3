"""What the columns of a file mean: by their names, by spellings people use, by HXL tags, by what a steward said."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from dashboard.ingest.choices import Choices
from dashboard.ingest.table.header import Header
from dashboard.ingest.table.hxl import tag_of
from dashboard.ingest.table.vocabulary import MILES, PLACE_COLUMNS, Vocabulary, plain
from dashboard.model.table import Table
from dashboard.model.tables import DATASETS

How = Literal["chosen", "remembered", "name", "tag", "spelling", "unknown"]
_STRENGTH: tuple[How, ...] = ("chosen", "remembered", "name", "tag", "spelling", "unknown")
TOWN_COLUMNS = PLACE_COLUMNS[:4]  # the surest first: two codes, two names
# These say nothing about a town by themselves: a file that has no other column is not of that dataset.
_BESIDE = frozenset({"source", "method", "count_at", *PLACE_COLUMNS, "date"})
OF_A_FORM = "_"  # begins the columns that KoboToolbox adds about the form itself: "_status" is not a town's
_WITHOUT_NUMBER = ("towns", "town_status")  # of these no column but the key is needed


@dataclass(frozen=True)
class ColumnRead:
    """One column of the file by its ``place`` and ``title``; ``means`` is None where it is not stored."""

    place: int
    title: str
    means: str | None
    how: How


@dataclass(frozen=True)
class Fit:
    """How the columns of a file fit a dataset: ``doubled`` are titles that mean one column and are equally strong;
    ``perhaps`` are titles that may mean a column and are asked about."""

    table: Table
    columns: list[ColumnRead]
    missing: tuple[str, ...]
    doubled: dict[str, list[str]]
    perhaps: tuple[str, ...]

    @property
    def known(self) -> list[str]:
        """What the file says about towns, in columns of the dataset."""
        means = [column.means for column in self.columns if column.means is not None]
        return [m for m in means if _stored_as(m) in self.table.names and m not in _BESIDE]

    @property
    def weight(self) -> int:
        """How much of the file is of this dataset; towns have no day, but reports of them may have their position."""
        if self.table.name == "towns" and self.of("date") is not None:
            return 0
        return len([means for means in self.known if means != "notes"]) + len(self.perhaps)

    @property
    def is_whole(self) -> bool:
        return not self.missing and (bool(self.known) or self.table.name in ("towns", "front_lines"))

    @property
    def unused(self) -> list[ColumnRead]:
        """Columns that are neither stored nor say which town is meant, other than those left out on purpose."""
        used = (*self.table.names, *PLACE_COLUMNS)
        return [
            c for c in self.columns if c.how == "unknown" or (c.means and _stored_as(c.means) not in used)
        ]

    def of(self, means: str) -> ColumnRead | None:
        return next((column for column in self.columns if column.means == means), None)


def fits(header: Header, *, known: Vocabulary, choices: Choices, stated: Collection[str]) -> list[Fit]:
    """How the header fits each dataset, best first; ``stated`` are columns said beside the file."""
    found = [_fit(table, header, known=known, choices=choices, stated=stated) for table in DATASETS.values()]
    # A file that has the number of evacuated is sooner one of evacuations than of the children who remain.
    return sorted(found, key=lambda fit: (not fit.is_whole, fit.table.name in _WITHOUT_NUMBER, -fit.weight))


def _fit(
    table: Table, header: Header, *, known: Vocabulary, choices: Choices, stated: Collection[str]
) -> Fit:
    read = [
        ColumnRead(place, title, *_meaning(table, header, place, known=known, choices=choices))
        for place, title in enumerate(header.titles)
        if title
    ]
    doubled: dict[str, list[str]] = {}
    columns = []
    for column in read:
        meant = _stored_as(column.means or "")
        rivals = [other for other in read if other.means and _stored_as(other.means) == meant]
        strongest = min((_STRENGTH.index(other.how) for other in rivals), default=0)
        if len(rivals) > 1 and _STRENGTH.index(column.how) > strongest:
            column = ColumnRead(column.place, column.title, None, "unknown")
        elif column.means is not None:
            doubled.setdefault(_stored_as(column.means), []).append(column.title)
        columns.append(column)
    given = {column.means for column in columns} | set(stated)
    missing = tuple(
        column.name
        for column in table.columns
        if column.required and column.default is None and not _is_given(column.name, given, table)
    )
    perhaps = tuple(
        c.title for c in columns if c.how == "unknown" and plain(c.title) in known.perhaps[table.name]
    )
    doubled = {name: titles for name, titles in doubled.items() if len(titles) > 1}
    return Fit(table, columns, missing, doubled, perhaps)


def _stored_as(means: str) -> str:
    return "front_distance_km" if means == MILES else means


def _is_given(name: str, given: Collection[str | None], table: Table) -> bool:
    if name == "town_code":
        return any(
            column in given for column in (TOWN_COLUMNS if table.name != "towns" else TOWN_COLUMNS[:2])
        )
    if name == "source" and table.name == "front_distances":
        return True  # stored as not stated, and told
    return name in given or (name == "front_distance_km" and MILES in given)


def _meaning(
    table: Table, header: Header, place: int, *, known: Vocabulary, choices: Choices
) -> tuple[str | None, How]:
    title = header.titles[place]
    if title in choices.columns:
        return choices.columns[title], "chosen"
    spelling, names = plain(title), known.columns[table.name]
    if ("column", table.name, spelling) in known.remembered:
        return names[spelling], "remembered"
    tag = header.tags[place] if place < len(header.tags) else ""
    tagged = known.tags[table.name].get(tag_of(tag)) if tag else None
    if title.startswith(OF_A_FORM):
        return None, "unknown"
    if spelling in names:
        means = names[spelling]
        if tagged not in (None, means, *PLACE_COLUMNS):
            return None, "unknown"  # a title and a tag that contradict each other: to be asked
        return means, "name" if means is not None and spelling == plain(means) else "spelling"
    if tagged is not None:
        return tagged, "tag"
    return None, "unknown"

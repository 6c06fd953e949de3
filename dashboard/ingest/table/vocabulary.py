"""What people write for our columns, values and tags: the documented spellings and those that stewards taught us."""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import pyarrow as pa

from dashboard.ingest.table.hxl import tag_of
from dashboard.model.codes import SERVICES
from dashboard.model.names import folded
from dashboard.model.tables import DATASETS
from dashboard.settings import PROJECT

DOCUMENTED = PROJECT / "data" / "reference" / "vocabulary.csv"
# Columns that say which town is meant; every dataset takes them, only `towns` stores them.
PLACE_COLUMNS = (
    "town_code",
    "katottg",
    "town_name",
    "town_name_uk",
    *(f"admin{level}_{part}" for level in (1, 2, 3) for part in ("code", "name")),
)
MILES = "front_distance_mi"  # never read as km in silence; a steward may say that a column is this one
COLUMN_MEANINGS = frozenset((*PLACE_COLUMNS, MILES, *(name for t in DATASETS.values() for name in t.names)))

_APOSTROPHES = re.compile("['`´ʹʼˈ‘’‛′＇]")
_INVISIBLE = re.compile("[\xad\u200b-\u200d\u2060\ufeff]")
_BETWEEN_WORDS = re.compile(r"[\s_,;:()\[\]/\-‐-―]+")

Row = tuple[str, str, str, str | None]  # kind, used_in, spelling, means


@dataclass(frozen=True)
class Vocabulary:
    """Plain spelling -> what it means: of columns and tags by dataset, of values by column.

    A column that means None is left out; ``perhaps`` are titles that are asked about and never read in silence:
    "women" may be women of 18 to 59 or of any age. ``towns`` maps what stewards taught of names, folded, to the code;
    ``remembered`` are the keys (kind, used_in, spelling) of all they taught.
    """

    columns: Mapping[str, Mapping[str, str | None]]
    perhaps: Mapping[str, Mapping[str, str]]
    tags: Mapping[str, Mapping[str, str]]
    values: Mapping[str, Mapping[str, str]]
    towns: Mapping[str, str]
    remembered: frozenset[tuple[str, str, str]]
    missing: frozenset[str]
    totals: frozenset[str]

    @cached_property
    def titles(self) -> frozenset[str]:
        """Every spelling of a column, of whatever dataset."""
        return frozenset[str]().union(*self.columns.values())


def plain(text: str) -> str:
    """A title or a value without what people vary: letter case, blanks, underscores, brackets, apostrophes."""
    short = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).casefold().replace("ё", "е")
    return _BETWEEN_WORDS.sub(" ", _APOSTROPHES.sub("", short)).strip() or short.strip()


def spelling_key(spelling: str, *, kind: str, used_in: str) -> str:
    """The form in which a spelling is remembered."""
    return folded(spelling) if (kind, used_in) == ("value", "town_code") else plain(spelling)


def vocabulary(taught: pa.Table) -> Vocabulary:
    """The documented spellings and, over them, the current rows of the table ``spellings``."""
    remembered = [(r["kind"], r["used_in"], r["spelling"], r["means"]) for r in taught.to_pylist()]
    columns: dict[str, dict[str, str | None]] = {name: {} for name in DATASETS}
    values: dict[str, dict[str, str]] = {}
    for kind, used_in, spelling, means in (*_own(), *documented(), *remembered):
        if kind == "column":
            for dataset in DATASETS if used_in == "any" else (used_in,):
                columns[dataset][plain(spelling)] = means
        elif kind == "value" and used_in != "town_code" and means is not None:
            for column in SERVICES if used_in == "service" else (used_in,):
                values.setdefault(column, {})[plain(spelling)] = means
    return Vocabulary(
        columns,
        _by_dataset("perhaps"),
        _tags(),
        values,
        towns={s: m for kind, used_in, s, m in remembered if (kind, used_in) == ("value", "town_code") and m},
        remembered=frozenset((kind, used_in, spelling) for kind, used_in, spelling, _ in remembered),
        missing=frozenset(plain(s) for kind, _, s, _ in documented() if kind == "missing"),
        totals=frozenset(plain(s) for kind, _, s, _ in documented() if kind == "total"),
    )


@cache
def documented() -> tuple[Row, ...]:
    """The rows of the project's own list, see data/README.md."""
    with DOCUMENTED.open(encoding="utf-8", newline="") as file:
        return tuple(
            (r["kind"], r["used_in"], r["spelling"], r["means"] or None) for r in csv.DictReader(file)
        )


def _own() -> Iterator[Row]:
    """Our own names and codes, each a spelling of itself."""
    for name, table in DATASETS.items():
        for column in (*PLACE_COLUMNS, "date", *table.names):  # of every dataset, also where it is not stored
            yield ("column", name, column, column)
        for field in table.columns:
            yield from (("value", field.name, code, code) for code in field.choices)


@cache
def _tags() -> Mapping[str, Mapping[str, str]]:
    own = {name: {tag_of(c.hxl): c.name for c in table.columns} for name, table in DATASETS.items()}
    others = _by_dataset("tag")
    return {name: {tag_of(tag): means for tag, means in others[name].items()} | own[name] for name in own}


@cache
def _by_dataset(listed: str) -> Mapping[str, Mapping[str, str]]:
    """The documented rows of a kind, of columns, by dataset."""
    found: dict[str, dict[str, str]] = {name: {} for name in DATASETS}
    for kind, used_in, spelling, means in documented():
        for dataset in DATASETS if used_in == "any" else (used_in,):
            if kind == listed and means is not None:
                found[dataset][spelling if kind == "tag" else plain(spelling)] = means
    return found

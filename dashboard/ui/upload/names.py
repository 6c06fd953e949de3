"""Columns, codes and values in words: a steward never needs to know a code."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date

from pandas import DataFrame

from dashboard.look.escape import escaped, visible
from dashboard.look.formats import day, is_missing
from dashboard.look.labels import order_name, service_state, status_name
from dashboard.look.tables import Cell
from dashboard.look.words import grouped, word
from dashboard.model.codes import SERVICES
from dashboard.model.tables import DATASETS
from dashboard.ui.column_words import column_name

# Which town is meant may be told in many ways; every dataset takes them, only `towns` stores them.
PLACE = (
    "town_code",
    "katottg",
    "town_name",
    "town_name_uk",
    *(f"admin{level}_{part}" for level in (1, 2, 3) for part in ("name", "code")),
)
IN_MILES = "front_distance_mi"
# What Markdown could act upon within a line.
_MARKUP = re.compile(r"[\\`*\[\]<>$:~&!|@{}#^=]|(?<!\w)_|_(?!\w)|--|->|www", re.IGNORECASE)


def columns_of(dataset: str) -> list[str]:
    """The columns that one of a file of this dataset may mean."""
    own = [name for name in DATASETS[dataset].names if name not in PLACE]
    more = [IN_MILES] if dataset == "front_distances" else []
    return [*PLACE, *own, *more]


def meaning_name(dataset: str, column: str) -> str:
    """What a column of a file means: which town is spoken of, or what is said of it."""
    if dataset != "towns" and column in ("town_code", "town_name", "town_name_uk"):
        return word(f"upload.place_{column}")
    return column_name(column)


def code_name(column: str, code: str) -> str:
    """A code of a closed list as readers know it."""
    if column in SERVICES:
        return service_state(code)
    if column == "status":
        return status_name(code)
    if column == "evacuation_order":
        return order_name(code)
    return word(f"method.{code}") if column == "method" else word(f"count_at.{code}")


def label(text: str) -> str:
    """The label of a field. A screen reader would read every escape aloud: an ordinary name has none."""
    single_line = " ".join(visible(text).split())
    return escaped(single_line) if _MARKUP.search(single_line) else single_line


def value_name(dataset: str, column: str, *, value: object, towns: Mapping[str, str]) -> Cell:
    """A stored value, or its text as a preview has it, as a cell; None where there is none."""
    if is_missing(value):
        return None
    if column == "town_code":
        return towns.get(str(value), str(value))
    kind = DATASETS[dataset].column(column).kind
    if kind == "choice":
        return code_name(column, str(value))
    if kind == "date":
        return day(value if isinstance(value, date) else date.fromisoformat(str(value)[:10]))
    if kind == "people":
        return grouped(int(float(str(value))))
    return word("upload.an_area") if kind == "area" else str(value)


def town_names(towns: DataFrame) -> dict[str, str]:
    """Each town's name with its raion behind it, by its code, in the order of the alphabet; no two the same."""
    columns = (towns[name].fillna("") for name in ("town_code", "town_name", "town_name_uk", "admin2_name"))
    titles = {}
    for code, name, ukrainian, raion in zip(*columns, strict=True):
        both = f"{name or code} · {ukrainian}" if ukrainian else name or code
        titles[code] = f"{both} ({word('filter.area_2', name=raion)})" if raion else both
    counted = Counter(titles.values())
    unique = {code: title if counted[title] == 1 else f"{title} {code}" for code, title in titles.items()}
    return dict(sorted(unique.items(), key=lambda item: item[1].casefold()))

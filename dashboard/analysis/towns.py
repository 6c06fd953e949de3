"""Finding towns by what people call them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any

from pandas import DataFrame, Series

from dashboard.analysis.asking import Ask
from dashboard.analysis.columns import is_among
from dashboard.errors import AmbiguousTown, UnknownTown
from dashboard.model.names import codes_by_name, folded, nearest


def town_codes(ask: Ask, names: Iterable[str]) -> tuple[str, ...]:
    """The codes of towns given by code or by any known spelling.

    Raises UnknownTown with the nearest spellings, AmbiguousTown with the candidates and their raions: a homonym is
    never decided by taking the first.
    """
    given = tuple(names)
    if not given:
        return ()
    titles, known = _index(ask)
    return tuple(dict.fromkeys(_code(name, known, titles) for name in given))


@lru_cache(maxsize=4)
def _index(ask: Ask) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """The titles by code, and the codes behind each folded spelling."""
    towns = ask("towns")
    return town_titles(towns), codes_by_name(_spellings(towns))


def _code(name: str, known: dict[str, tuple[str, ...]], titles: dict[str, str]) -> str:
    if name in titles:
        return name
    codes = known.get(folded(name), ())
    if len(codes) == 1:
        return codes[0]
    if codes:
        raise AmbiguousTown(name, [f"{titles[code]} {code}" for code in codes])
    raise UnknownTown(name, [titles[code] for code in nearest(name, known)])


def town_titles(towns: DataFrame) -> dict[str, str]:
    """Each town's name by its code, no two the same.

    Beside a name that several towns bear stands the raion; the hromada, or at last the code, where that repeats, too.
    """
    repeated = towns["town_name"].duplicated(keep=False)
    raions = towns["admin2_name"].fillna("")
    hromadas = towns["admin3_name"].fillna("")
    twice = towns.assign(raion=raions).duplicated(["town_name", "raion"], keep=False)
    given = (towns["town_code"], towns["town_name"], raions, hromadas, repeated, twice)
    columns = (column.tolist() for column in given)
    titles = {
        code: f"{name} ({hromada if both else raion})" if several and (raion or hromada) else name
        for code, name, raion, hromada, several, both in zip(*columns, strict=True)
    }
    counted = Counter(titles.values())
    return {code: title if counted[title] == 1 else f"{title} ({code})" for code, title in titles.items()}


def town_labels(towns: DataFrame, *, titles: Mapping[str, str]) -> dict[str, str]:
    """Each town's title with its other spellings behind it, so that typing any of them finds it."""
    given = (towns["town_code"], towns["town_name_uk"].fillna(""), towns["other_names"].fillna(""))
    columns = (column.tolist() for column in given)
    labels = {}
    for code, ukrainian, others in zip(*columns, strict=True):
        names = dict.fromkeys(
            part.strip() for part in (titles[code], ukrainian, *others.split(";")) if part.strip()
        )
        labels[code] = " · ".join(names)
    return labels


def of_towns(rows: DataFrame, codes: Collection[str]) -> DataFrame:
    """The rows that speak of these towns."""
    return rows[is_among(rows["town_code"], codes)]


def row_of(rows: DataFrame, code: str) -> "Series[Any]":
    """The one row that speaks of a town."""
    return rows[rows["town_code"] == code].iloc[0]


def areas(towns: DataFrame) -> dict[str, str]:
    """The names of oblasts, raions and hromadas by their codes, each oblast followed by its raions and so on."""
    found: dict[str, str] = {}
    for level in (1, 2, 3):
        pairs = towns[[f"admin{level}_code", f"admin{level}_name"]].dropna().drop_duplicates()
        found |= dict(zip(pairs.iloc[:, 0], pairs.iloc[:, 1], strict=True))
    return dict(sorted(found.items()))


def area_level(towns: DataFrame, code: str) -> int:
    """1 oblast, 2 raion, 3 hromada."""
    return next(level for level in (1, 2, 3) if (towns[f"admin{level}_code"] == code).any())


def _spellings(towns: DataFrame) -> list[tuple[str, str]]:
    names = ("town_code", "town_name", "town_name_uk", "other_names")
    columns = (towns[name].fillna("").tolist() for name in names)
    return [
        (code, spelling.strip())
        for code, name, ukrainian, others in zip(*columns, strict=True)
        for spelling in (name, ukrainian, *others.split(";"))
    ]

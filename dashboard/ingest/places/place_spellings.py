"""Which town each spelling of a file means: never the first of several, never one that only looks alike."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dashboard.ingest.places.areas import Area, areas_in, name_and_areas
from dashboard.ingest.places.gazetteer import Gazetteer
from dashboard.model.names import folded, mixes_alphabets

How = Literal[
    "code", "katottg", "name", "other name", "remembered", "chosen", "likely", "ambiguous", "unknown"
]
Trouble = Literal["", "no town", "no code", "alphabets", "several", "elsewhere", "bad choice"]

# Looking for near names costs 0.3 ms each; a file with more unknown ones has another fault than typing.
SUGGESTED_AT_MOST = 300
_LIKE_A_CODE = re.compile(r"\s*[uу][aа][0-9]+\s*", re.IGNORECASE)  # also in Cyrillic letters


@dataclass(frozen=True)
class Spelling:
    """One way in which a file names a place: ``written`` in the town's cell, ``area`` in the cells of its area.

    ``rows`` say it, the first on ``line``. ``town_code`` is None where it is not known which town is meant;
    ``candidates`` are then the towns of that name, or the nearest by spelling, and ``trouble`` is why.
    """

    written: str
    area: str
    rows: int
    line: int
    town_code: str | None = None
    how: How = "unknown"
    candidates: tuple[str, ...] = ()
    trouble: Trouble = ""

    @property
    def with_area(self) -> str:
        """What tells it from the same name in another area; a choice under this key is for this one alone."""
        return f"{self.written} ({self.area})" if self.area else self.written


def settled(
    spellings: Iterable[Spelling], *, known: Gazetteer, chosen: Mapping[str, str]
) -> tuple[Spelling, ...]:
    """The spellings with their towns; what the clear ones say of the file helps with the homonyms."""
    alone = [_by_code(each, known) or _by_name(each, known, chosen=chosen) for each in spellings]
    oblasts = {known.towns[each.town_code].oblast for each in alone if each.town_code}
    likely = [_likely(each, known, oblasts=oblasts) if each.trouble == "several" else each for each in alone]
    suggested = 0
    for place, each in enumerate(likely):
        if (
            each.trouble in ("no town", "bad choice")
            and not each.candidates
            and suggested < SUGGESTED_AT_MOST
        ):
            suggested += 1
            likely[place] = replace(each, candidates=known.near(name_and_areas(each.written)[0]))
    return tuple(likely)


def _by_code(spelling: Spelling, known: Gazetteer) -> Spelling | None:
    code = known.by_code(spelling.written)
    if code is None:
        return None
    same = spelling.written.strip().upper() == code.upper()
    return replace(spelling, town_code=code, how="code" if same else "katottg")


def _by_name(spelling: Spelling, known: Gazetteer, *, chosen: Mapping[str, str]) -> Spelling:
    name, said, called = _taken_apart(spelling, known)
    fitting = tuple(code for code in called if known.fits(code, said))
    given = _chosen(spelling, fitting, known=known, chosen=chosen)
    given = given or _remembered(spelling, (name, said), known=known)
    if given and given[0] in known.towns:
        return replace(spelling, town_code=given[0], how=given[1])
    if given:
        return replace(spelling, candidates=called, trouble="bad choice")
    if len(fitting) == 1:
        own = known.towns[fitting[0]].is_own_name(name)
        return replace(spelling, town_code=fitting[0], how="name" if own else "other name")
    if called:
        trouble: Trouble = "several" if fitting else "elsewhere"
        return replace(spelling, how="ambiguous", candidates=fitting or called, trouble=trouble)
    if _LIKE_A_CODE.fullmatch(spelling.written):
        return replace(spelling, trouble="no code")
    if mixes_alphabets(name):
        return replace(spelling, candidates=known.looks_like(name)[:3], trouble="alphabets")
    return replace(spelling, trouble="no town")


def _taken_apart(spelling: Spelling, known: Gazetteer) -> tuple[str, tuple[Area, ...], tuple[str, ...]]:
    """The name, what is said of its area in its own cell and beside it, and the towns of that name."""
    beside = areas_in(spelling.area)
    called = known.called(spelling.written)
    if called:
        return spelling.written, beside, called
    name, areas = name_and_areas(spelling.written)
    return name, (*areas, *beside), known.called(name)


def _chosen(
    spelling: Spelling, fitting: Sequence[str], *, known: Gazetteer, chosen: Mapping[str, str]
) -> tuple[str, How] | None:
    """A choice for a name does not move the rows whose area says that they mean its namesake."""
    code = chosen.get(spelling.with_area)
    if code is None and not (spelling.area and len(fitting) == 1):
        code = chosen.get(spelling.written)
    return None if code is None else (known.by_code(code) or code, "chosen")


def _remembered(
    spelling: Spelling, taken_apart: tuple[str, Iterable[Area]], *, known: Gazetteer
) -> tuple[str, How] | None:
    """What was once chosen for the name alone does not hold where the area says another."""
    name, said = taken_apart
    whole = known.remembered.get(folded(spelling.with_area))
    if whole is not None:
        return whole, "remembered"
    for key in (folded(spelling.written), folded(name)):
        code = known.remembered.get(key)
        if code is not None and (code not in known.towns or known.fits(code, said)):
            return code, "remembered"
    return None


def _likely(spelling: Spelling, known: Gazetteer, *, oblasts: Collection[str]) -> Spelling:
    """The one homonym that leads its hromada, in an oblast that the file speaks of."""
    towns = [known.towns[code] for code in spelling.candidates]
    centres = [town.code for town in towns if town.is_centre and (not oblasts or town.oblast in oblasts)]
    if len(centres) != 1:
        return spelling
    return replace(spelling, town_code=centres[0], how="likely", trouble="")

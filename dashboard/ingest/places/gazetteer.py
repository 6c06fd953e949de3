"""The known towns by every code and spelling, as a file is compared with them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from dashboard.ingest.places.areas import Area, consonants
from dashboard.model.names import (
    by_piece,
    codes_by_name,
    folded,
    in_latin,
    in_one_alphabet,
    is_latin,
    nearest,
)

_KATOTTG = re.compile(r"UA\d{17}", re.ASCII)
_READ = ("town_code", "town_name", "town_name_uk", "other_names")
_AREAS = tuple((f"admin{level}_code", f"admin{level}_name") for level in (1, 2, 3))


@dataclass(frozen=True)
class KnownTown:
    """``names`` are its own, English and Ukrainian, then the others; "" where there is none.

    ``areas`` are (code, name) of oblast, raion and hromada, "" where the dataset does not tell.
    """

    code: str
    names: tuple[str, ...]
    areas: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        return self.names[0] or self.names[1] or self.code

    def is_own_name(self, name: str) -> bool:
        return folded(name) in map(folded, self.names[:2])

    @property
    def oblast(self) -> str:
        return self.areas[0][0] or self.code[:4]

    @property
    def is_centre(self) -> bool:
        """Whether its hromada is led from here: P-codes count the towns of a hromada from its centre."""
        return self.code.endswith("001")

    def lies_in(self, area: Area) -> bool:
        """A level the dataset does not tell contradicts nothing."""
        if not area.name:
            return False
        if area.code:
            return self.code.startswith(area.code)
        if area.name.strip().casefold() in (code.casefold() for code, _ in self.areas):
            return True
        names = [name for _, name in self.areas] if area.level is None else [self.areas[area.level - 1][1]]
        told = [name for name in names if name]
        return not told or any(consonants(name) == consonants(area.name) for name in told)

    def title(self, *, hromada: bool = False, code: bool = False) -> str:
        """The name with its raion behind it, and with what else tells it from its namesakes."""
        raion, its_hromada = self.areas[1][1], self.areas[2][1]
        told = [
            f"{its_hromada} hromada" if hromada and its_hromada else "",
            f"{raion} raion" if raion else "",
            self.code if code else "",
        ]
        behind = ", ".join(part for part in told if part)
        return f"{self.name} ({behind})" if behind else self.name


@dataclass(frozen=True)
class Gazetteer:
    """``remembered`` is what stewards once chose for a folded spelling."""

    towns: Mapping[str, KnownTown]
    remembered: Mapping[str, str]

    @cached_property
    def codes(self) -> dict[str, tuple[str, ...]]:
        """The towns behind each folded spelling; made when the first name is looked up, files of codes have none."""
        return codes_by_name((town.code, name) for town in self.towns.values() for name in town.names)

    @cached_property
    def _pieces(self) -> dict[str, list[str]]:
        return by_piece(self.codes)

    def by_code(self, written: str) -> str | None:
        """The town of a P-code or KATOTTG in any letter case; None where it is no code of a known town."""
        code = written.strip().upper()
        return next((each for each in (code, _pcode(code)) if each in self.towns), None)

    @cached_property
    def _in_latin(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, set[str]] = {}
        for spelling, codes in self.codes.items():
            if not is_latin(spelling):
                found.setdefault(in_latin(spelling), set()).update(codes)
        return {spelling: tuple(sorted(codes)) for spelling, codes in found.items()}

    def called(self, name: str) -> tuple[str, ...]:
        """The towns of a name as it is known, else as a Ukrainian or Russian name is written in Latin letters."""
        exact = self.codes.get(folded(name), ())
        return exact or (self._in_latin.get(in_latin(name), ()) if is_latin(name) else ())

    def fits(self, code: str, said: Iterable[Area]) -> bool:
        """Whether all that is said beside the name is true of the town; its second name may stand there, too."""
        town = self.towns[code]
        return all(town.lies_in(area) or (area.name and code in self.called(area.name)) for area in said)

    def near(self, name: str) -> tuple[str, ...]:
        return tuple(nearest(name, self.codes, pieces=self._pieces))

    def looks_like(self, name: str) -> tuple[str, ...]:
        """The towns a name of mixed alphabets was meant for, else the nearest ones."""
        either = in_one_alphabet(name)
        exact = tuple(code for spelling in either for code in self.called(spelling))
        return exact or next((near for near in map(self.near, either) if near), ())

    def titles(self, codes: Sequence[str]) -> list[str]:
        """Names as messages show them, "Bilozerske (Pokrovskyi raion)", no two of one list the same."""
        towns = [self.towns[code] for code in codes]
        plain = Counter(town.title() for town in towns)
        longer = Counter(town.title(hromada=True) for town in towns)
        return [
            town.title(hromada=plain[town.title()] > 1, code=longer[town.title(hromada=True)] > 1)
            for town in towns
        ]


def gazetteer(towns: pa.Table, *, remembered: Mapping[str, str]) -> Gazetteer:
    """From the current rows of the dataset ``towns``; ``remembered`` maps folded spellings to town codes."""
    known: dict[str, KnownTown] = {}
    rows = towns.select([*_READ, *(name for pair in _AREAS for name in pair)]).to_pylist()
    for row in rows:
        others = (name.strip() for name in (row["other_names"] or "").split(";"))
        names = (row["town_name"] or "", row["town_name_uk"] or "", *others)
        areas = tuple((row[of_code] or "", row[of_name] or "") for of_code, of_name in _AREAS)
        known[row["town_code"]] = KnownTown(row["town_code"], names, areas)
    return Gazetteer(known, remembered)


def _pcode(code: str) -> str:
    return code[:12] if _KATOTTG.fullmatch(code) else ""

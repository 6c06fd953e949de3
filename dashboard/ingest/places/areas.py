"""Oblasts, raions and hromadas as people write them beside a town: "Донецька обл.", "Pokrovsk raion", UA1416."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_PARTS = re.compile(r"[,;/()\[\]]+")
_WORDS = re.compile(r"\s+|(?<=\.)(?=\w)")
_CODE = re.compile(r"ua(\d{2})(?:(\d{2})(?:(\d{3})(?:(\d{3})(?:\d{7})?)?)?)?", re.ASCII)
_LEVELS = {
    **dict.fromkeys(("обл", "область", "області", "области", "oblast", "region", "province"), 1),
    **dict.fromkeys(("рн", "район", "району", "района", "raion", "rayon", "rajon", "district"), 2),
    **dict.fromkeys(("громада", "громади", "община", "тг", "отг", "мтг", "hromada", "community"), 3),
}
_KINDS_OF_AREA = frozenset(
    (
        *(
            "міська",
            "селищна",
            "сільська",
            "територіальна",
            "міської",
            "селищної",
            "сільської",
            "територіальної",
        ),
        *("городская", "поселковая", "сельская", "территориальная"),
        *("urban", "rural", "settlement", "city", "territorial"),
    )
)
_SAYS_NOTHING = frozenset(
    (
        *("україна", "украина", "ukraine", "місто", "город", "село", "селище", "смт", "пгт", "м", "г", "с"),
        *("city", "town", "village", "settlement"),
    )
)
# Names are compared by consonants: Харківська, Харьковская, Kharkivska and Kharkiv differ in vowels and endings alone.
_CYRILLIC = dict(zip("бвгґджзклмнпрстфхчшщ", "bvhhdzzklmnprstfxqww", strict=True)) | {"ц": "ts"}
_LATIN = (("shch", "w"), ("zh", "z"), ("kh", "x"), ("ch", "q"), ("sh", "w"), ("g", "h"))


@dataclass(frozen=True)
class Area:
    """``name`` as written; ``level`` 1 oblast, 2 raion, 3 hromada, None where the file does not say."""

    name: str
    level: int | None = None

    @property
    def code(self) -> str:
        """The P-code that towns of the area begin with; empty where ``name`` is a name. KATOTTG are cut to it."""
        found = _CODE.fullmatch(self.name.strip().casefold())
        groups = [group for group in found.groups() if group and int(group)] if found else []
        return "UA" + "".join(groups) if groups else ""


def areas_in(text: str) -> tuple[Area, ...]:
    """What a cell of an area column says, from "Донецька обл., Покровський р-н" both."""
    return _read(text, named=True)[1]


def name_and_areas(text: str) -> tuple[str, tuple[Area, ...]]:
    """A town's cell taken apart, in either order; the name is the first part that does not call itself an area."""
    name, areas = _read(text, named=False)
    return (name, areas) if name else (text, ())


def _read(text: str, *, named: bool) -> tuple[str, tuple[Area, ...]]:
    name = ""
    areas: list[Area] = []
    for part in _PARTS.split(unicodedata.normalize("NFC", text)):
        words: list[str] = []
        before, alone = len(areas), None
        for word in _WORDS.split(part.strip()):
            level = _LEVELS.get(_bare(word))
            if level is None:
                words.append(word)
                continue
            alone = level
            while words and _bare(words[-1]) in _KINDS_OF_AREA:
                words.pop()
            if words:
                # before the town is named, "Новий Донбас Покровський р-н" leaves all but one word for its name
                own = words if named or name else words[-1:]
                areas.append(Area(" ".join(own), level))
                words = words[: len(words) - len(own)]
        rest = " ".join(words)
        if alone and name and not named and not rest and len(areas) == before:
            areas.append(Area("", alone))  # "Покровськ (громада)" is the hromada, not the town
        if _bare(rest) in _SAYS_NOTHING or not rest:
            continue
        if named or name:
            areas.append(Area(rest))
        else:
            name = rest
    return name, tuple(areas)


def _bare(word: str) -> str:
    return word.casefold().replace(".", "").replace("-", "").strip()


@lru_cache(maxsize=20_000)
def consonants(name: str) -> str:
    """What is left of an area's name in every language and ending: "Донецька", "Donetsk" -> "dnt"."""
    text = unicodedata.normalize("NFC", name).casefold()
    for written, letter in _LATIN:
        text = text.replace(written, letter)
    begins = "a" if text[:1] in "aeiouyjаеєёиіїйоуэюяы" else ""
    letters = (_CYRILLIC.get(letter, letter) for letter in text)
    left = re.sub(r"[^bcdfhklmnpqrstvwxz0-9]", "", "".join(letters))
    left = re.sub(r"^nkl", "mkl", re.sub(r"(.)\1+", r"\1", left))  # Николаевская is Миколаївська
    return begins + (re.sub(r"s?(?:kh?)?$", "", left) or left)

"""Names of towns as people write them: in several languages, with every kind of apostrophe and hyphen."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping

_APOSTROPHES = re.compile("['`´ʹʼˈ‘’‛′＇]")
_HYPHENS = re.compile("[-‐‑‒–—−\\s]+")


def folded(name: str) -> str:
    """The spelling without what people vary: letter case, ё/е, apostrophes, kinds of hyphen, blanks."""
    text = unicodedata.normalize("NFC", name).casefold().replace("ё", "е")
    return _HYPHENS.sub(" ", _APOSTROPHES.sub("", text)).strip()


def codes_by_name(names: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """From pairs of (town_code, spelling) to the codes behind each folded spelling; homonyms have several."""
    found: dict[str, set[str]] = {}
    for town_code, spelling in names:
        if spelling:
            found.setdefault(folded(spelling), set()).add(town_code)
    return {name: tuple(sorted(codes)) for name, codes in found.items()}


def nearest(name: str, known: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Up to three town codes whose spelling is nearest to a name nobody knows, best first."""
    close = difflib.get_close_matches(folded(name), known, n=3, cutoff=0.75)
    return list(dict.fromkeys(code for spelling in close for code in known[spelling]))[:3]

"""Names of towns as people write them: in several languages, with every kind of apostrophe and hyphen."""

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

_MARKS = re.compile("['`´ʹʺʼʽˈ‘’‛“”„′″＇\"«»]")  # apostrophes, quotes, and what stands for ь and ъ in Latin
_SOFT = re.compile("[ьъ](?=[яюєїе])")  # Словьянск: typed where the keyboard has no apostrophe
_HYPHENS = re.compile("[-‐‑‒–—−\\s]+")
_KIND = re.compile(  # what kind of place it is; a letter must follow, so that "м. 18" stays as it is
    "^(?:(?:м|г|с ще|с|п|смт|пгт|сел|пос)(?:\\. ?| )|(?:m|s|smt|pgt)\\. ?"
    "|(?:місто|город|село|селище міського типу|селище|поселок городского типа|поселок"
    "|(?:city|town|village|settlement) of|smt|pgt) )(?=[^\\W\\d_])"
)
_LATIN, _CYRILLIC = re.compile("[a-zà-ɏ]"), re.compile("[\u0400-\u04ff]")
_LOOK_LATIN, _LOOK_CYRILLIC = "abcehijkmoptxy", "авсеніјкмортху"  # by either letter case: H is Н, B is В
_LETTERS = str.maketrans(
    dict(zip("абвгґдеэзиіїйыклмнопрстуф", "abvhhdeeziiiiiklmnoprstuf", strict=True))
    | {"є": "ye", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya"}
    | {"ъ": "", "ь": ""}
)
_LONGEST = 60  # characters; no town is called by more


def folded(name: str) -> str:
    """The spelling without what people vary: letter case, ё/е, apostrophes, hyphens, blanks, "м." or "city of"."""
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).replace("ё", "е")
    return _KIND.sub("", _HYPHENS.sub(" ", _SOFT.sub("", _MARKS.sub("", text))).strip(), count=1)


def codes_by_name(names: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """From pairs of (town_code, spelling) to the codes behind each folded spelling; homonyms have several."""
    found: dict[str, set[str]] = {}
    for town_code, spelling in names:
        if spelling:
            found.setdefault(folded(spelling), set()).add(town_code)
    return {name: tuple(sorted(codes)) for name, codes in found.items()}


def by_piece(known: Iterable[str]) -> dict[str, list[str]]:
    """The folded spellings that hold each run of three letters: where ``nearest`` looks."""
    found: dict[str, list[str]] = {}
    for spelling in known:
        for piece in _pieces(spelling):
            found.setdefault(piece, []).append(spelling)
    return found


def nearest(
    name: str, known: Mapping[str, tuple[str, ...]], *, pieces: Mapping[str, Sequence[str]] | None = None
) -> list[str]:
    """Up to three town codes whose spelling is nearest to a name nobody knows, best first.

    Whoever asks for many names gives ``pieces``, which is ``by_piece(known)``: a question is then 0.3 ms.
    """
    wanted = folded(name)
    if len(wanted) > _LONGEST:
        return []
    where = by_piece(known) if pieces is None else pieces
    shared: Counter[str] = Counter()
    for piece in sorted(_pieces(wanted)):
        shared.update(where.get(piece, ()))
    likely = [spelling for spelling, _ in shared.most_common(30)]
    close = difflib.get_close_matches(wanted, likely, n=3, cutoff=0.75)
    return list(dict.fromkeys(code for spelling in close for code in known[spelling]))[:3]


def mixes_alphabets(name: str) -> bool:
    """Whether one word has Latin and Cyrillic letters: "Пoкpoвcьк" with a Latin o, p and c."""
    words = re.findall(r"[^\W_]+", folded(name))
    return any(_LATIN.search(word) and _CYRILLIC.search(word) for word in words)


def in_one_alphabet(name: str) -> tuple[str, str]:
    """The folded name with the letters that look alike all Cyrillic, and all Latin."""
    text = folded(name)
    return (
        text.translate(str.maketrans(_LOOK_LATIN, _LOOK_CYRILLIC)),
        text.translate(str.maketrans(_LOOK_CYRILLIC, _LOOK_LATIN)),
    )


def is_latin(name: str) -> bool:
    """Whether it has Latin letters and no Cyrillic ones."""
    return bool(_LATIN.search(name.casefold())) and not _CYRILLIC.search(name)


def in_latin(name: str) -> str:
    """The folded name in Latin letters, without what the ways to write Ukrainian and Russian names differ in.

    "Белозерское", "Belozerskoye" and "Belozerskoe" are one, and so are "Kostiantynivka" and "Kostyantynivka"; the
    Ukrainian and the Russian name of a town stay two.
    """
    latin = folded(name).translate(_LETTERS)
    soft = re.sub("[yij]+(?=[aeou])", "", latin.replace("g", "h").replace("w", "v"))
    return re.sub("[yij]+", "i", soft)


def _pieces(spelling: str) -> set[str]:
    padded = f"  {spelling} "
    return {padded[start : start + 3] for start in range(len(padded) - 2)}

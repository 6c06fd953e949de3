"""What is said about the spellings of towns: what was found, what was expected, and which towns it may mean."""

from collections.abc import Iterable, Sequence

from dashboard.ingest.places.gazetteer import Gazetteer
from dashboard.ingest.places.place_spellings import Spelling, Trouble
from dashboard.ingest.shown import shown
from dashboard.model.finding import Finding, misfit

_LISTED = 6  # towns in one message
_CODES: dict[Trouble, str] = {
    "no town": "unknown_town",
    "no code": "unknown_town",
    "bad choice": "unknown_town",
    "alphabets": "mixed_alphabet",
    "several": "ambiguous_town",
    "elsewhere": "ambiguous_town",
}


def errors(
    spelling: Spelling, lines: Iterable[int], *, known: Gazetteer, column: str, area: str | None
) -> list[Finding]:
    """One for each line on which a spelling stands that leads to no town; ``area`` is it with its area, as shown."""
    found = shown(spelling.written) if area is None else area
    expected = _expected(spelling, known)
    first = misfit(None, column, code=_CODES[spelling.trouble], found=found, expected=expected)
    return [
        Finding(line, column, first.code, first.message, found=found, expected=expected) for line in lines
    ]


def _expected(spelling: Spelling, known: Gazetteer) -> str:
    towns = _list(known.titles(spelling.candidates))
    match spelling.trouble:
        case "several":
            return f"its area beside it or its code; several towns are called so: {towns}"
        case "elsewhere":
            return f"the area in which the town lies, or its code; of this name is known {towns}"
        case "alphabets":
            meant = f"; it looks like {towns}" if towns else ""
            return f"letters of one alphabet, not Latin and Cyrillic in one word{meant}"
        case "no code":
            return "the code of a known town" + ("" if spelling.written.isascii() else ", in Latin letters")
        case "bad choice":
            return "a known town; the code that was chosen for it is none" + _near(towns)
    return "a known town" + _near(towns)


def _near(towns: str) -> str:
    return f"; near in spelling: {towns}" if towns else ""


def _list(titles: Sequence[str]) -> str:
    more = f" and {len(titles) - _LISTED} more" if len(titles) > _LISTED else ""
    return ", ".join(titles[:_LISTED]) + more


def likely(spelling: Spelling, *, known: Gazetteer, column: str) -> Finding:
    """How a homonym was read, and as which towns it was not."""
    titles = dict(zip(spelling.candidates, known.titles(spelling.candidates), strict=True))
    read = titles.pop(spelling.town_code or "")
    found, others = shown(spelling.with_area), _list(list(titles.values()))
    message = (
        f'"{found}" is read as {read}, the centre of its hromada, not {others}: '
        "give the area or the code where another is meant"
    )
    return Finding(spelling.line, column, "likely_town", message, "notice", found=found, expected=read)


def as_a_whole(spellings: Sequence[Spelling], *, known: Gazetteer, column: str) -> list[Finding]:
    """A file of which no town is known, three or more names: its letters were misread, or it is of elsewhere."""
    rows = sum(spelling.rows for spelling in spellings)
    lost = all(spelling.trouble in ("no town", "no code") for spelling in spellings)
    if len(spellings) < 3 or not lost:
        return []
    reason = "wrong encoding or other country?" if known.towns else "no town is known yet, upload towns first"
    return [Finding(None, column, "unknown_town", f"unknown towns in {rows} of {rows} rows: {reason}")]

"""What one kind of personal data looks like in a text; and what of a text is none, though it looks like it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pattern:
    """Personal data of one kind; ``kind`` is the words for it in a message.

    ``hint`` is wider than ``pattern``, in RE2 and without boundaries of words (RE2 knows these in Latin only): most
    texts meet none and cost no more. Where there is a ``proof``, it decides about what the pattern matched. Patterns
    ``in_links`` look into links, the others at a text without what is `HARMLESS`.
    """

    kind: str
    hint: str
    pattern: str
    proof: Callable[[str], bool] | None = None
    in_links: bool = False


# Reports are full of this, in RE2: links to sources, whom a school is named after, groups by age, spans of years.
_YEARS = r"(?:р\.|років|роки|рік|лет|года|год|years|year)"
_MORE = "(?:старш|більш|over|old|above|more)"
HARMLESS = (
    r"(?i)(?:https?://|www\.)\S+"
    r"|(?:^|\PL)(?:ім|им)(?:\.|ен[іи])\s*(?:\pL\.\s?){0,2}(?-i:\p{Lu})[\pL'’ʼ-]+(?:\s(?-i:\p{Lu})[\pL'’ʼ-]+){0,2}"
    r"|(?:^|\PL)(?:до|понад|старш\pL*|молодш\pL*|більше|менше|протягом|через|після|від|младше|более|менее|свыше|от"
    rf"|under|over|above|below|for)\s+\d{{1,3}}\s?{_YEARS}"
    rf"|\d{{1,4}}\s?[-–/]\s?\d{{1,3}}\s?{_YEARS}(?:\s?old)?"
    rf"|\d{{1,3}}\s?{_YEARS}\s?(?:тому|війни|назад|ago|(?:і|й|та|и|and|or)\s{_MORE})"
)

"""Which texts hold personal data, of what kind. A net, not a guarantee: what is spelt so as to pass does."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.model.personal.contact_patterns import CONTACT_PATTERNS
from dashboard.model.personal.patterns import HARMLESS, Pattern
from dashboard.model.personal.person_patterns import PERSON_PATTERNS
from dashboard.model.personal.place_patterns import PLACE_PATTERNS
from dashboard.model.tables import TEXT_AT_MOST

PATTERNS = (*CONTACT_PATTERNS, *PERSON_PATTERNS, *PLACE_PATTERNS)
_ANY_HINT = "|".join(f"(?:{hint})" for hint in dict.fromkeys(pattern.hint for pattern in PATTERNS))
_UNSEEN = r"[\x{0}-\x{8}\x{e}-\x{1f}\x{7f}\x{ad}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}\x{2066}-\x{2069}\x{feff}]"


def personal_kinds(texts: pa.Array) -> dict[int, list[str]]:
    """The kinds of personal data, in words, by the place of the text that has any; a missing text has none."""
    texts = pc.utf8_slice_codeunits(texts, 0, 2 * TEXT_AT_MOST)  # longer cells have an error of their own
    texts = pc.replace_substring_regex(texts, _UNSEEN, "")
    # Blanks, digits and letters of every width become one; № would become the letters No.
    texts = pc.utf8_normalize(pc.replace_substring(texts, "№", "#"), form="NFKC")
    places = pc.indices_nonzero(pc.match_substring_regex(texts, _ANY_HINT))
    if not len(places):
        return {}
    whole = texts.take(places)
    bare = pc.replace_substring_regex(whole, HARMLESS, " ")
    found: dict[int, list[str]] = {}
    for pattern in PATTERNS:
        suspects = whole if pattern.in_links else bare
        hinted = pc.match_substring_regex(suspects, pattern.hint)
        tried = zip(places.filter(hinted).to_pylist(), suspects.filter(hinted).to_pylist(), strict=True)
        for place, text in tried:
            if pattern.kind not in found.get(place, ()) and _meets(text, pattern):
                found.setdefault(place, []).append(pattern.kind)
    return found


def _meets(text: str, pattern: Pattern) -> bool:
    matches = re.compile(pattern.pattern).finditer(text)
    return any(pattern.proof is None or pattern.proof(match[0]) for match in matches)

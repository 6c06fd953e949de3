"""HXL hashtags: the row of tags in a file, and which column of ours a tag means (hxlstandard.org, 1.1 and older)."""

import re
from collections.abc import Sequence

_TAG = re.compile(r"#[a-z][a-z0-9_]*(\s*\+\s*[a-z][a-z0-9_]*)*", re.IGNORECASE)
# Attributes that do not change what a column of ours means; any other one does: "+f" is not everybody.
_ADDS_NOTHING = re.compile(r"ind|num|displaced|i_en|v_\w+")
_FEWEST_TAGS = 2


def are_tags(row: Sequence[str]) -> bool:
    """Whether a row is one of tags: two at least, every other cell empty."""
    titles = [cell.strip() for cell in row if cell.strip()]
    return len(titles) >= _FEWEST_TAGS and all(_TAG.fullmatch(title) for title in titles)


def tag_of(text: str) -> str:
    """A tag in one spelling: small letters, no blanks, attributes in order, without those that add nothing."""
    name, *attributes = (part.strip() for part in text.casefold().replace("#", "").split("+"))
    return "+".join([f"#{name}", *sorted(a for a in set(attributes) if not _ADDS_NOTHING.fullmatch(a))])

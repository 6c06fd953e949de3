"""In which of two encodings, that can read each other's bytes, a text is Ukrainian or Russian."""

import re

_WORD = re.compile(r"[^\W\d_]+")
_SMALL, _CAPITAL = "[а-яґёєії]", "[А-ЯҐЁЄІЇ]"
# A word that was read in the wrong one of Windows-1251 and KOI8 has its capitals and small letters exchanged.
_WELL_FORMED = re.compile(rf"{_CAPITAL}?{_SMALL}*(?:{_CAPITAL}{_SMALL}+)*|{_CAPITAL}+")
# The most frequent letters of both languages, four of five in any text; the same bytes read wrongly give other letters.
_FREQUENT = frozenset("оаиінтервслкмдпу")
_PUNCTUATION = frozenset("\u00a0–—‘’“”„…«»№°§•·±©®™†€")
_OF_CAPITALS = (
    0.75  # a word of capitals may be one of small letters that was read wrongly; these are far more
)


# Of 15,000 files made of 1 to 40 names of the gazetteer none was read wrongly and 6 of a single name were refused;
# of files with names in capitals alone about half are, and some of one to three such names are read wrongly.
_LIKE_ENOUGH, _CLEARLY = 0.5, 0.1
_CODECS = {"windows-1251": "cp1251", "koi8-u": "koi8-u"}


def cyrillic_encoding(sample: bytes) -> str | None:
    """None where neither gives words, or both do."""
    alike = {encoding: _likeness_in(codec, sample) for encoding, codec in _CODECS.items()}
    other, best = sorted(alike, key=lambda encoding: alike[encoding])
    return best if alike[best] >= _LIKE_ENOUGH and alike[best] - alike[other] >= _CLEARLY else None


def _likeness_in(codec: str, sample: bytes) -> float:
    try:
        return _likeness(sample.decode(codec))
    except UnicodeDecodeError:
        return 0.0


def _likeness(text: str) -> float:
    """Between 0 and 1: the share of frequent letters in well-formed words, of all letters that are not English.

    A word counts once, however often it stands there. 1 where the text has no such letters and no signs but
    punctuation; 0 where it has strange signs alone.
    """
    words = {word for word in _WORD.findall(text) if not word.isascii()}
    letters = sum(map(len, words))
    strange = {letter for letter in text if letter > "\x7f" and not letter.isalpha()} - _PUNCTUATION
    if not letters:
        return 0.0 if strange else 1.0
    return sum(map(_frequent, words)) / (letters + sum(map(text.count, strange)))


def _frequent(word: str) -> float:
    if not _WELL_FORMED.fullmatch(word):
        return 0.0
    frequent = sum(letter in _FREQUENT for letter in word.lower())
    return frequent * _OF_CAPITALS if len(word) > 1 and word.isupper() else float(frequent)

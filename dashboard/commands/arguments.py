"""What an option may be: each function takes the text and answers its value, or says what was expected."""

import unicodedata
from argparse import ArgumentTypeError
from datetime import date

from dashboard.ingest.table.vocabulary import COLUMN_MEANINGS


def line(text: str) -> str:
    """What is kept for others to read: nothing that moves their cursor or turns their text around."""
    if {unicodedata.category(letter) for letter in text} & {"Cc", "Cf", "Cs", "Zl", "Zp"}:
        raise ArgumentTypeError(f"found {text!a}, expected one line without control characters")
    return text.strip()


def name(text: str) -> str:
    if not text.strip():
        raise ArgumentTypeError("found nothing, expected a name")
    return line(text)


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f'found "{text}", expected a day like 2025-09-12') from error


def column_meaning(text: str) -> tuple[str, str | None]:
    """``TITLE=COLUMN``; nothing after the = leaves the column of the file out."""
    title, equals, column = line(text).rpartition("=")
    if not (equals and title) or (column and column not in COLUMN_MEANINGS):
        raise ArgumentTypeError(f"found {text!a}, expected TITLE=COLUMN with a column of the dataset")
    return title, column or None


def value_meaning(text: str) -> tuple[tuple[str, str], str]:
    """``COLUMN:SPELLING=MEANING``; a town's name is a spelling in town_code."""
    left, equals, meaning = line(text).rpartition("=")
    column, colon, spelling = left.partition(":")
    if not (equals and colon and meaning and spelling) or column not in COLUMN_MEANINGS:
        raise ArgumentTypeError(f"found {text!a}, expected COLUMN:SPELLING=MEANING")
    return (column, spelling), meaning

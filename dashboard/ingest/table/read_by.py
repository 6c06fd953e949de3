"""What the values of a file are read with."""

from dataclasses import dataclass
from datetime import date

from dashboard.ingest.choices import Choices
from dashboard.ingest.table.vocabulary import Vocabulary


@dataclass(frozen=True)
class ReadBy:
    """The file's name, the spellings, the steward's choices, and the day at the place."""

    file_name: str
    known: Vocabulary
    choices: Choices
    today: date

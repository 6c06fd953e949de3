"""What the columns of the data are called where people read."""

from dashboard.look.words import word
from dashboard.model.tables import TABLES

# Files may also name a town by its KATOTTG code, and state distances in miles; neither is stored so.
_OF_FILES = ("katottg", "front_distance_mi")
NAMES = (*dict.fromkeys(name for table in TABLES.values() for name in table.names), *_OF_FILES)


def column_name(name: str) -> str:
    """The name of a column of ``NAMES`` in words."""
    return word(f"field.{name}")

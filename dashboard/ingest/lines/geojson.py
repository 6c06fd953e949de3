"""The bytes of a file -> its GeoJSON document, or a refusal that says what the file is instead."""

import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import NoReturn

from dashboard.errors import FileRefused
from dashboard.ingest.shown import shown

MAX_BYTES = 20_000_000
BLANK = b"\xef\xbb\xbf \t\r\n"
EXPORT_AGAIN = "Export the area again as GeoJSON."
OTHER_FORMATS = {
    b"PK": "a ZIP archive (perhaps a zipped shapefile or a KMZ)",
    b"<": "XML or a web page (perhaps a KML)",
    b"\x00\x00'\n": "a shapefile",
    b"SQLite format 3": "a database (perhaps a GeoPackage)",
    b"\x1f\x8b": "a gzip archive",
}


@dataclass(frozen=True)
class Place:
    """Where in which file something stands; makes the refusal that names it."""

    file_name: str
    part: str = ""

    def within(self, part: str) -> "Place":
        return replace(self, part=f"{self.part}, {part}" if self.part else part)

    def refused(self, reason: str, remedy: str) -> FileRefused:
        return FileRefused(self.file_name, f"{self.part}: {reason}" if self.part else reason, remedy)


def as_found(value: object) -> str:
    """A value of the file as a message may repeat it."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    if value is None:
        return "nothing"
    return f'"{shown(value)}"' if isinstance(value, str) else shown(json.dumps(value))


def read_document(content: bytes, place: Place) -> dict[str, object]:
    """The outermost object of the file; all that is sure of it is that its member ``type`` is a text."""
    if len(content) > MAX_BYTES:
        reason = f"the file has {len(content) / 1e6:,.1f} MB, expected at most {MAX_BYTES / 1e6:.0f} MB"
        raise place.refused(reason, "Send fewer dates at once, or simplify the outline.")
    if not content.strip(BLANK):
        raise place.refused("the file is empty", EXPORT_AGAIN)
    start = content[:64].lstrip(BLANK)
    for mark, name in OTHER_FORMATS.items():
        if start.startswith(mark):
            raise place.refused(f"this is {name}, expected GeoJSON", EXPORT_AGAIN)
    document = _parsed(content, place)
    if not isinstance(document, dict) or not isinstance(document.get("type"), str):
        raise place.refused("this is JSON, but not GeoJSON: it does not say its type", EXPORT_AGAIN)
    return document


def _parsed(content: bytes, place: Place) -> object:
    def constant(name: str) -> NoReturn:
        raise place.refused(f"found {name}, expected a number", "Correct or remove that position.")

    def members(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            raise place.refused(
                f"an object in the file holds the member {as_found(_doubled(pairs))} twice",
                "Remove the wrong one, or export the area again.",
            )
        return found

    try:
        return json.loads(content, parse_constant=constant, object_pairs_hook=members)
    except RecursionError as error:
        raise place.refused("its brackets are nested too deeply for GeoJSON", EXPORT_AGAIN) from error
    except json.JSONDecodeError as error:
        reason = f"this is not JSON: line {error.lineno}, column {error.colno}: {error.msg}"
        raise place.refused(reason, "Send the file whole and unchanged, as it was exported.") from error
    except ValueError as error:
        # Undecodable bytes, or a number of more than 4,300 digits.
        raise place.refused("this is not JSON in UTF-8", EXPORT_AGAIN) from error


def _doubled(pairs: list[tuple[str, object]]) -> str:
    times = Counter(name for name, _ in pairs)
    return next(name for name, count in times.items() if count > 1)

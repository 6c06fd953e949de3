"""The upload page of a database that this dashboard does not write: why, and what to do instead."""

from dashboard.errors import ReadOnlyDatabase
from dashboard.look.html import element, page_link
from dashboard.look.words import word
from dashboard.settings import settings
from dashboard.store.read_only import FOLDER
from dashboard.ui.figure import heading, piece


def read_only_part(refused: ReadOnlyDatabase) -> None:
    """The sentence of the refusal; of a folder with the way to its files."""
    heading(word("upload.read_only"), note=refused.place)
    reason = refused.reason[:1].upper() + refused.reason[1:]
    piece(element("p", f"{reason}. {refused.remedy}."))
    if settings().database.startswith(FOLDER):
        piece(
            element(
                "div",
                page_link(word("upload.see_files"), "data", part=word("data.files")),
                class_="dash-changes",
            )
        )

"""The databases that can be read and not written: what is uploaded elsewhere, and where that is."""

from urllib.parse import urlsplit

from dashboard.errors import ReadOnlyDatabase

FOLDER, SPARK = "csv:", "sc:"


def read_only(url: str) -> ReadOnlyDatabase | None:
    """Why nothing can be stored in the database of a URL, and what to do; None where something can."""
    if url.startswith(FOLDER):
        return ReadOnlyDatabase(
            url.removeprefix(FOLDER),
            "the tables are the files of this folder",
            "Change the files there: a page shows the change when it is opened next",
        )
    if url.startswith(SPARK):
        host = urlsplit(url).netloc.rpartition("@")[2].partition(";")[0]
        return ReadOnlyDatabase(
            f"sc://{host}",
            "these tables were published from a record",
            "Upload where the record is; python -m dashboard publish brings it here",
        )
    return None

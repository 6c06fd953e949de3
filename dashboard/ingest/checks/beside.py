"""What is said beside a file, its name and its source: kept for good like its rows, and searched like them."""

import pyarrow as pa

from dashboard.errors import FileRefused
from dashboard.ingest.checks.repeating import PERSONAL
from dashboard.model.personal.kinds import personal_kinds


def refuse_personal(*, file_name: str, source: str | None) -> None:
    """Raises FileRefused where the name of a file, or the source that is given for it, holds personal data."""
    found = personal_kinds(pa.array([file_name, source], pa.string()))
    if 0 in found:
        raise _refused(PERSONAL, "its name", found[0], remedy="Rename the file and send it again.")
    if 1 in found:
        remedy = "Name the organisation or the publication."
        raise _refused(file_name, "the source given for it", found[1], remedy=remedy)


def _refused(file: str, what: str, kinds: list[str], *, remedy: str) -> FileRefused:
    reason = f"{what} holds {' and '.join(kinds)}, which would be kept for good; it is not repeated here"
    return FileRefused(file, reason, remedy, code="personal_data")

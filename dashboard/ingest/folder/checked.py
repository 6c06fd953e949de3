"""A file of a folder as it was checked."""

from dataclasses import dataclass

import pyarrow as pa

from dashboard.ingest.folder.listing import FolderFile
from dashboard.model.finding import Finding, WithFindings


@dataclass(frozen=True)
class FileRows:
    """``rows`` have every column of the table, ``lines`` is the line of each in the file, missing for front lines.

    ``computed`` are the distances that follow from a file of front lines.
    """

    rows: pa.Table
    lines: pa.Array
    computed: pa.Table | None


@dataclass(frozen=True)
class CheckedFile(WithFindings):
    """``held`` is None where the file has an error. ``sha256`` is empty where it could not be read.

    ``beside`` is what else it was checked with: the day, and the hashes of those files. ``ends_a_line`` is false of a
    file that may have been cut in the middle of a number.
    """

    file: FolderFile
    sha256: str
    beside: tuple[str, ...]
    findings: tuple[Finding, ...]
    held: FileRows | None = None
    ends_a_line: bool = True

    @property
    def count(self) -> int | None:
        """Its rows, without those that repeat one of another file; None where it has an error."""
        return None if self.held is None else int(self.held.rows.num_rows)

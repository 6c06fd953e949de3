"""Which files of a folder hold which table.

A table's file is called by the table: ``town_status.csv``, or ``town_status_2025.csv`` beside others of the same table;
front lines end in ``.geojson``. By name and not by content, so that a draft or a copy beside them is not mixed in.
"""

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dashboard.errors import EngineUnavailable
from dashboard.ingest.shown import shown
from dashboard.model.tables import DATASETS

_ENDINGS = {name: r"\.geojson" if name == "front_lines" else r"\.csv" for name in DATASETS}
_NAMES = {name: re.compile(rf"{name}(_.+)?{_ENDINGS[name]}", re.IGNORECASE) for name in DATASETS}
# What programs leave beside a file while it is open or on its way: hidden, locks, copies half made.
_OF_PROGRAMS = re.compile(
    r"\..*|~.*|.*~|.*\.(tmp|temp|part|partial|crdownload|bak|swp|lock)|desktop\.ini|thumbs\.db", re.IGNORECASE
)


@dataclass(frozen=True)
class FolderFile:
    """A file that holds rows of ``table``; two of equal facts are taken to have the same content."""

    table: str
    name: str
    path: Path
    size: int
    mtime_ns: int

    @property
    def changed_at(self) -> datetime:
        """When it was last written, by the clock of the machine that wrote it."""
        return datetime.fromtimestamp(self.mtime_ns // 1_000_000_000, UTC)


@dataclass(frozen=True)
class Listing:
    """``files`` in the order in which they are checked: towns first. ``others`` are names that are no table's."""

    files: tuple[FolderFile, ...]
    others: tuple[str, ...]


def listing(folder: Path) -> Listing:
    """What stands in a folder now; raises EngineUnavailable where nobody can say.

    Links are followed as long as they stay in the folder; what leads out of it is not read.
    """
    files, others = [], []
    try:
        inside = folder.resolve(strict=True)
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            path = Path(entry.path).resolve()
            if _OF_PROGRAMS.fullmatch(entry.name) or not entry.is_file():
                continue
            table = next((name for name, called in _NAMES.items() if called.fullmatch(entry.name)), None)
            if table is None or not path.is_relative_to(inside):
                others.append(shown(entry.name))
                continue
            with suppress(FileNotFoundError):  # taken away since it was listed
                facts = entry.stat()
                files.append(FolderFile(table, shown(entry.name), path, facts.st_size, facts.st_mtime_ns))
    except OSError as error:
        remedy = "Name a folder that can be read in DASHBOARD_DATABASE, or connect its drive again"
        raise EngineUnavailable(
            str(folder), f"the folder cannot be read ({error.strerror})", remedy
        ) from error
    order = list(DATASETS)
    return Listing(tuple(sorted(files, key=lambda file: order.index(file.table))), tuple(others))

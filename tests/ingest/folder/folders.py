"""Folders of files typed in a test, and readers that follow them."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

from dashboard.ingest.folder.reader import FolderReader
from dashboard.ingest.folder.source import FolderSource
from tests.records import BILO, POKR, TODAY, distances, people, towns

WRITTEN = datetime(2025, 9, 14, 8, 30, tzinfo=UTC)


def write(folder: Path, *, minutes: int = 0, **texts: str) -> Path:
    """Files by the name before ``.csv``, written some minutes after all others."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        file = folder / (f"{name}.geojson" if name.startswith("front_lines") else f"{name}.csv")
        file.write_text(text, encoding="utf-8")
        at = WRITTEN.timestamp() + 60 * minutes
        os.utime(file, (at, at))
    return folder


def begun(folder: Path) -> Path:
    """Five towns, the people of two of them and the front at one."""
    return write(
        folder,
        towns=towns(),
        town_status=people((POKR, "2025-09-01", 1400), (BILO, "2025-09-01", 700)),
        front_distances=distances((POKR, "2025-09-01", "Map", 9.0)),
    )


def following(folder: Path, *, today: date = TODAY) -> FolderReader:
    return FolderReader(FolderSource(folder, today=lambda: today))

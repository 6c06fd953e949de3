"""A small disk in memory, to be filled up."""

import os
from pathlib import Path
from shutil import which
from subprocess import run


def mounted(folder: Path, *, options: str) -> str:
    """Puts the disk in the place of a folder; tells what stood against it, nothing where it is there."""
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if which("mount") is None:
        return "mount is not there"
    return run(mount, capture_output=True, text=True).stderr


def filled(disk: Path, *, but_bytes: int) -> Path:
    """A file that takes the room that is left, but for so many bytes."""
    room = os.statvfs(disk)
    filler = disk / "filler"
    filler.write_bytes(bytes(room.f_bavail * room.f_frsize - but_bytes))
    return filler

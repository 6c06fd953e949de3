"""A folder of CSV files as what the reading side follows: looked at again at every rerun, checked where it changed."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb

from dashboard.errors import EngineUnavailable, FolderBroken
from dashboard.ingest.folder.checked import CheckedFile
from dashboard.ingest.folder.checking import checked_files
from dashboard.ingest.folder.entry import entry_of
from dashboard.ingest.folder.listing import FolderFile, listing
from dashboard.ingest.folder.repeating import has_all
from dashboard.ingest.folder.tables import state_of, tables_of
from dashboard.ingest.folder.taking_over import take_over
from dashboard.model.finding import Finding
from dashboard.store.current import TablesAtHand
from dashboard.store.source import Known

# A file that is being written, or put in the place of another, changes within this time. The longer one is for a file
# whose last line has no end: whoever copies it over a slow line may have stopped in a number, which is then another.
LOOK_AGAIN_S = 0.1
LOOK_AGAIN_UNENDED_S = 1.0

Files = tuple[CheckedFile, ...]


class FolderSource:
    """A state is taken over whole, and only where no file has an error; until then the last one stays.

    ``files`` are those of the newest look with their findings, ``others`` the names of files that hold no table.
    """

    behind = None  # what is on the disk is the newest there is

    def __init__(self, path: Path, *, today: Callable[[], date]) -> None:
        self.place = str(path)
        self.files: Files = ()
        self.others: tuple[str, ...] = ()
        self._path, self._today = path, today
        self._seen: tuple[tuple[FolderFile, ...], date] | None = None
        self._good: Files = ()
        self._known = Known()

    def bring(self, memory: duckdb.DuckDBPyConnection, *, since: Known) -> Known:
        """Raises FolderBroken where a file has an error or is gone, EngineUnavailable where there is nothing to read.

        Files that are being written are left for the next look.
        """
        self._look()
        if any(checked.errors for checked in self.files):
            raise self._broken()
        if self.files is not self._good or since != self._known:
            self._known, self._good = self._taken(memory, since=since), self.files
        return self._known

    def must_be_there(self) -> None:
        """Raises EngineUnavailable where the folder cannot be listed."""
        listing(self._path)

    def known(self) -> TablesAtHand:
        """The rows of the files that have no error, as they are now."""
        self._look()
        return TablesAtHand(tables_of(self.files))

    def _look(self) -> None:
        found, today = listing(self._path), self._today()
        if (found.files, today) == self._seen:
            return
        begun = time.monotonic()
        before = {checked.file.name: checked for checked in (*self._good, *self.files) if checked.sha256}
        files = checked_files(found.files, before=before, today=today)
        new = [checked for checked in files if checked is not before.get(checked.file.name)]
        rest_s = LOOK_AGAIN_S if all(checked.ends_a_line for checked in new) else LOOK_AGAIN_UNENDED_S
        time.sleep(max(0.0, begun + rest_s - time.monotonic()))
        if listing(self._path).files != found.files:
            if not self.files:
                remedy = "It is read as soon as nothing changes in it any more"
                raise EngineUnavailable(self.place, "the files of this folder are being written", remedy)
            return
        if not self._good and all(file.table != "towns" for file in found.files):
            remedy = "Put the file of the towns into it first, then those of their reports"
            raise EngineUnavailable(self.place, "there is no towns.csv in this folder", remedy)
        self.files, self.others = (*files, *self._gone(files, found.files)), found.others
        self._seen = (found.files, today) if all(checked.sha256 for checked in self.files) else None

    def _gone(self, files: Sequence[CheckedFile], there: Sequence[FolderFile]) -> list[CheckedFile]:
        """The files of the last good state that are there no more, and whose rows no other file has.

        Taken for a slip: a drive that is not connected, a file that was moved by mistake.
        """
        names = {file.name for file in there}
        said = "the file is gone. Put it back, or restart the server if its rows shall go"
        told = (Finding(None, None, "gone", said),)
        return [
            replace(checked, sha256="", findings=told, held=None)
            for checked in self._good
            if checked.file.name not in names and not has_all(files, of=checked)
        ]

    def _broken(self) -> FolderBroken:
        errors = {c.file.name: [str(error) for error in c.errors] for c in self.files if c.errors}
        shown = max((checked.file.changed_at for checked in self._good), default=None)
        return FolderBroken(self.place, errors, shown)

    def _taken(self, memory: duckdb.DuckDBPyConnection, *, since: Known) -> Known:
        # Tables that others brought so far may hold anything: then every file is compared with them.
        before = {checked.sha256 for checked in self._good} if since == self._known else set()
        changed = [checked for checked in self.files if checked.sha256 not in before]
        if not changed:
            return since
        entry = entry_of(self.files, changed=changed, base_version=since.version)
        entry_sha256 = take_over(memory, state_of(self.files, changed=changed), entry=entry)
        return since if entry_sha256 is None else Known(since.version + 1, entry_sha256)

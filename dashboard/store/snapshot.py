"""A snapshot: the rows of a source in a DuckDB of their own, locked against everything outside it."""

from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import duckdb

from dashboard.model.tables import TABLES
from dashboard.store.memory import newest_upload, tables, touched
from dashboard.store.source import Known, Source

# Of a snapshot in a file; what does not fit is read from the file again, and a process stays below 4 GB.
MEMORY_LIMIT = "2500MB"


class Snapshot:
    """Rows up to the upload that is ``known``; ``touched`` are the uploads that touched each table, oldest first.

    In memory, or with ``file`` in that file, new or begun. The file may be removed once it is open: it goes when the
    process does, however that ends. What is brought later stays in memory; the file holds what is ``compressed``.
    """

    def __init__(self, file: Path | None = None) -> None:
        begun = file is not None and file.exists()
        self.memory = duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false"})
        # Nothing is written to the disk but to the file itself; of a torn file there is nothing to recover.
        self.memory.execute("set temp_directory = ''")
        if file is None:
            # Compressed, codes are numbers: grouping 6 million distances by town takes a third of the time.
            self.memory.execute("attach ':memory:' as record (compress)")
        else:
            self.memory.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
            path = str(file).replace("'", "''")
            self.memory.execute(f"attach '{path}' as record (recovery_mode 'no_wal_writes')")
        self.memory.execute("set enable_external_access = false")
        self._locked = False
        if begun:
            self._lock()
        for table in () if begun else tables():
            self.memory.execute(table)
        self.file: BinaryIO | None = None if file is None else file.open("rb")
        self.touched = touched(self.memory, since=0)
        self.known = self.compressed = newest_upload(self.memory)

    def bring(self, source: Source) -> None:
        """What the source has had since."""
        before = self.known
        with self.memory.cursor() as memory:
            known = source.bring(memory, since=before)
            self._lock()
            if known == before:
                return
            news = touched(memory, since=before.version)
        # In this order: who knows of an upload finds the tables that it touched.
        self.touched = {name: ids + news[name] for name, ids in self.touched.items()}
        self.known = known

    def _lock(self) -> None:
        """Before anybody asks; while the first rows come it is still open how they are written."""
        if not self._locked:
            self.memory.execute("set enable_optimistic_write = true")
            self.memory.execute("set lock_configuration = true")
            self._locked = True

    @property
    def is_new(self) -> bool:
        """Whether all of it came at once, and nothing of it is compressed."""
        return self.compressed == Known() != self.known

    def compress_if_new(self) -> None:
        if self.is_new:
            self.compress()

    def compress(self) -> None:
        """Who asks meanwhile is answered; who brings rows waits."""
        known = self.known
        with suppress(duckdb.TransactionException), self.memory.cursor() as memory:
            memory.execute("checkpoint record")
            self.compressed = known

    @property
    def rows(self) -> int:
        counts = " union all ".join(f"select count(*) as rows from record.{name}" for name in TABLES)
        with self.memory.cursor() as memory:
            (found,) = memory.execute(f"select sum(rows)::bigint from ({counts})").fetchall()
        return int(found[0])

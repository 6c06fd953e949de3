"""One published table: a Delta table that says itself up to which upload it holds everything."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, Transaction, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError
from deltalake.schema import Schema

from dashboard.errors import EngineUnavailable
from dashboard.store.source import Known

# A file is written anew where one of its rows was replaced: a fraction of the library's own size.
MADE_WITH: Mapping[str, str | None] = {"delta.targetFileSize": str(16 * 1024**2)}
_APPLICATION = "dashboard"
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_TOLD = 300  # characters of a library's reason


class PublishedTable:
    """``held`` is what it was brought up to, None where there is no table yet; ``rows`` counts brought and replaced.

    What it holds stands in the same commit as the rows, as Delta's transaction of an application: a publish that was
    broken off and is repeated finds out what is there, and of two at one time the second is refused.
    """

    def __init__(self, location: str, *, types: Mapping[str, pa.DataType]) -> None:
        self._location = location
        self._schema = pa.schema(list(types.items()))
        self._table = DeltaTable(location) if DeltaTable.is_deltatable(location) else None
        self.held = None if self._table is None else _held(self._table)
        self.rows = Counter[str]()
        self._unread: Exception | None = None

    def append(self, pieces: Iterable[pa.Table], *, until: Known) -> None:
        """Bring rows; makes the table where there is none."""
        rows, noted = self._stream(self._counted(pieces, "brought")), _noted(until)
        with self._reading():
            if self._table is None:
                place, made_with = self._location, MADE_WITH
                write_deltalake(place, rows, mode="error", commit_properties=noted, configuration=made_with)
            else:
                self._widen(self._table)
                write_deltalake(self._table, rows, mode="append", commit_properties=noted)

    def change(
        self,
        *,
        brought: Iterable[pa.Table],
        replaced: Iterable[pa.Table],
        between: tuple[int, int],
        until: Known,
    ) -> None:
        """Bring rows and note of others that they were replaced, or remove them where the table has no such column.

        In one commit; files without a replaced row, whose row_id are all ``between``, are left as they are.
        """
        table = DeltaTable(self._location) if self._table is None else self._table
        self._widen(table)
        names = self._schema.names
        merge = table.merge(
            self._stream(chain(self._counted(replaced, "replaced"), self._counted(brought, "brought"))),
            f"t.row_id = s.row_id and t.row_id between {between[0]} and {between[1]}",
            source_alias="s",
            target_alias="t",
            commit_properties=_noted(until),
        )
        if "replaced_by" in names:
            merge = merge.when_matched_update({"replaced_by": "s.replaced_by"})
        else:
            merge = merge.when_matched_delete()
        with self._reading():
            merge.when_not_matched_insert({name: f"s.{name}" for name in names}).execute()

    def _widen(self, table: DeltaTable) -> None:
        """A column that the data model got since."""
        there = {field.name for field in table.schema().fields}
        if new := [field for field in Schema.from_arrow(self._schema).fields if field.name not in there]:
            table.alter.add_columns(new)

    def _counted(self, pieces: Iterable[pa.Table], what: str) -> Iterator[pa.Table]:
        for piece in pieces:
            self.rows[what] += piece.num_rows
            yield piece

    def _stream(self, pieces: Iterator[pa.Table]) -> pa.RecordBatchReader:
        """Columns that a piece does not have are empty."""

        def batches() -> Iterator[pa.RecordBatch]:
            try:
                for piece in pieces:
                    columns = (
                        piece[field.name]
                        if field.name in piece.column_names
                        else pa.nulls(len(piece), field.type)
                        for field in self._schema
                    )
                    yield from pa.Table.from_arrays(list(columns), schema=self._schema).to_batches()
            except Exception as error:
                self._unread = error
                raise

        return pa.RecordBatchReader.from_batches(self._schema, batches())

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """What is wrong with the source of the rows is told as it is, and not as a failure to write."""
        try:
            yield
        except Exception:
            if self._unread is not None:
                raise self._unread from None
            raise


def _noted(until: Known) -> CommitProperties:
    return CommitProperties(
        custom_metadata={"entry_sha256": until.entry_sha256 or ""},
        app_transactions=[Transaction(_APPLICATION, until.version)],
    )


def _held(table: DeltaTable) -> Known:
    """Without a hash where its own commits are so long ago that the table's log does not tell them any more."""
    version = table.transaction_version(_APPLICATION)
    if version is None:
        raise DeltaError("there is a table that publish did not write")
    told = (commit["entry_sha256"] for commit in table.history() if "entry_sha256" in commit)
    return Known(version, next(told, None) or None)


@contextmanager
def translated(target: str) -> Iterator[None]:
    """The library's errors as ours; after any of them each table is as before or as it shall be."""
    try:
        yield
    except CommitFailedError as error:
        reason = "somebody else wrote these tables at the same time"
        raise EngineUnavailable(target, reason, "Publish again when the other one is done") from error
    except (DeltaError, OSError) as error:
        told = " ".join(_COLOURS.sub("", str(error)).split())[:_TOLD].rstrip(".")
        remedy = "Check the address and the right to write there, then publish again: what is there is kept"
        raise EngineUnavailable(target, f"the tables cannot be written ({told})", remedy) from error

"""What the reading side follows: a record, or a folder of files."""

from dataclasses import dataclass
from typing import Protocol

import duckdb

from dashboard.errors import EngineUnavailable


@dataclass(frozen=True)
class Known:
    """The newest upload that was taken over (0: none), and the hash that tells it from one of another copy."""

    version: int = 0
    entry_sha256: str | None = None


class Source(Protocol):
    """``place`` names it in sentences, without a password."""

    @property
    def place(self) -> str: ...

    @property
    def behind(self) -> EngineUnavailable | None:
        """Why the newest that it had when it was last brought may not be the newest there is; None where it is."""
        ...

    def bring(self, memory: duckdb.DuckDBPyConnection, *, since: Known) -> Known:
        """Bring the tables of ``memory`` from ``since`` to the newest version, or leave them as they are.

        Raises EngineUnavailable where the source does not answer, or is not the one that was followed before.
        """
        ...

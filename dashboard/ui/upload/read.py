"""What the pieces of the upload page need to know of a checked file."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from dashboard.model.finding import Finding


class ColumnRead(Protocol):
    """A column of the file, the column of ours that it means (None: not stored), and how that is known."""

    @property
    def place(self) -> int: ...

    @property
    def title(self) -> str: ...

    @property
    def means(self) -> str | None: ...

    @property
    def how(self) -> str: ...


class Spelling(Protocol):
    """A town as the file names it; ``candidates`` are the towns it may mean where ``town_code`` is None."""

    @property
    def written(self) -> str: ...

    @property
    def with_area(self) -> str: ...

    @property
    def rows(self) -> int: ...

    @property
    def line(self) -> int: ...

    @property
    def town_code(self) -> str | None: ...

    @property
    def how(self) -> str: ...

    @property
    def candidates(self) -> tuple[str, ...]: ...


class Sheet(Protocol):
    """The cells of a table as the file has them; see ``ingest.sheet``."""

    @property
    def rows(self) -> list[list[str]]: ...

    @property
    def lines(self) -> list[int]: ...

    @property
    def columns(self) -> list[Any] | None: ...

    @property
    def encoding(self) -> str | None: ...

    @property
    def separator(self) -> str | None: ...

    @property
    def sheet(self) -> str | None: ...

    @property
    def sheets(self) -> tuple[str, ...]: ...


class Typed(Protocol):
    """How a table was understood; ``values`` are the words that were read as codes, by column."""

    @property
    def columns(self) -> Sequence[ColumnRead]: ...

    @property
    def towns(self) -> Sequence[Spelling]: ...

    @property
    def values(self) -> Mapping[str, Mapping[str, str]]: ...


class Checked(Protocol):
    """A file as read: its dataset, its own rows counted, everything found, and how a table was understood."""

    @property
    def file_name(self) -> str: ...

    @property
    def dataset(self) -> str: ...

    @property
    def rows(self) -> int: ...

    @property
    def findings(self) -> list[Finding]: ...

    @property
    def errors(self) -> list[Finding]: ...

    @property
    def notices(self) -> list[Finding]: ...

    @property
    def tables(self) -> Mapping[str, Any]: ...

    @property
    def sheet(self) -> Sheet | None: ...

    @property
    def typed(self) -> Typed | None: ...

"""What ``sc://host:port/;tables=TARGET`` names: an engine, and the published tables that it reads."""

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from dashboard.errors import SettingRefused
from dashboard.store.published.tables import location, shown

_EXPECTED = "an engine and its published tables, like sc://host:15002/;tables=s3://bucket/folder"


@dataclass(frozen=True)
class Address:
    """``remote`` is the URL for Spark Connect, which may hold a token; ``tables`` is as the engine finds them."""

    remote: str = field(repr=False)
    tables: str

    @property
    def place(self) -> str:
        """For sentences: without what follows the engine's name."""
        return f"sc://{urlsplit(self.remote).netloc.rpartition('@')[2]}"

    @property
    def shown_tables(self) -> str:
        return shown(self.tables)

    def table(self, place: str) -> str:
        return location(self.tables, place)


def address(url: str) -> Address:
    """Of a URL whose parts after the engine are ``;key=value``; all but ``tables`` are Spark Connect's own.

    A ``;`` or ``%`` in a value is written as in every URL, as %3B and %25.
    """
    engine, *parts = url.split(";")
    tables = [unquote(part.removeprefix("tables=")) for part in parts if part.startswith("tables=")]
    if len(tables) != 1 or not tables[0] or not urlsplit(engine).hostname:
        raise SettingRefused("DASHBOARD_DATABASE", "sc:...", _EXPECTED)
    others = [part for part in parts if part and not part.startswith("tables=")]
    return Address(";".join([engine, *others]), tables[0])

"""What the operator sets: the only reader of the environment and of the clock."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from math import inf
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dashboard.errors import SettingRefused

PROJECT = Path(__file__).resolve().parents[1]
STORE_FOLDER = PROJECT / "data" / "store"
DEFAULT_DATABASE = f"sqlite:///{STORE_FOLDER / 'dashboard.db'}"
# The kinds of database by scheme, each with what must follow the colon.
_DATABASES = {
    "sqlite": r"///.+",
    "postgresql": r"//[^/]*/[^/?]+(\?.*)?",
    "csv": r".+",
    "sc": r"//[^/]+(/.*)?",
}
_DATABASE_EXPECTED = (
    "a URL like sqlite:///folder/name.db, postgresql://user@host/name, csv:folder or sc://host:port"
)
PLACE_TIME_ZONE = ZoneInfo("Europe/Kyiv")  # "today" and "in the future" are judged where the towns are


@dataclass(frozen=True)
class Settings:
    """``bands_km`` are the upper edges of the distance bands; ``clock`` is None unless the clock is set.

    ``hosts`` are the names under which readers reach the server; empty: this machine's own names while it listens on
    this machine only, else any.
    """

    database: str
    address: str
    port: int
    hosts: tuple[str, ...]
    bands_km: tuple[float, ...]
    basemap_style_url: str | None
    clock: date | None

    @property
    def basemap_origin(self) -> str | None:
        """Where the online basemap comes from: the only other server that readers' browsers may then ask."""
        if self.basemap_style_url is None:
            return None
        parts = urlsplit(self.basemap_style_url)
        return f"{parts.scheme}://{parts.netloc}"

    def today(self) -> date:
        """The day at the place, or the day that DASHBOARD_TODAY sets."""
        return self.clock if self.clock is not None else datetime.now(PLACE_TIME_ZONE).date()

    def now(self) -> datetime:
        """This moment in UTC; on the day that DASHBOARD_TODAY sets, its noon."""
        if self.clock is not None:
            return datetime(self.clock.year, self.clock.month, self.clock.day, 12, tzinfo=UTC)
        return datetime.now(UTC).replace(microsecond=0)


def settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings as the environment has them now; raises SettingRefused naming the variable."""
    given = os.environ if environment is None else environment
    return Settings(
        database=_database(given),
        address=given.get("DASHBOARD_ADDRESS") or "127.0.0.1",
        port=_port(given.get("DASHBOARD_PORT") or "8501"),
        hosts=tuple(name.strip() for name in given.get("DASHBOARD_HOSTS", "").split(",") if name.strip()),
        bands_km=_bands_km(given.get("DASHBOARD_BANDS_KM") or "10,15,25,50"),
        basemap_style_url=_https_url(given.get("DASHBOARD_BASEMAP_STYLE_URL") or None),
        clock=_clock(given.get("DASHBOARD_TODAY") or None),
    )


def _database(given: Mapping[str, str]) -> str:
    """A secret is handed over as a file: its line counts where DASHBOARD_DATABASE itself is not set."""
    text, file = given.get("DASHBOARD_DATABASE"), given.get("DASHBOARD_DATABASE_FILE")
    if text or not file:
        return _database_url("DASHBOARD_DATABASE", text or DEFAULT_DATABASE)
    try:
        return _database_url("DASHBOARD_DATABASE_FILE", Path(file).read_text(encoding="utf-8").strip())
    except (OSError, UnicodeDecodeError) as error:
        raise SettingRefused(
            "DASHBOARD_DATABASE_FILE", file, "a file that holds the database's URL"
        ) from error


def _database_url(name: str, text: str) -> str:
    scheme, colon, rest = text.partition(":")
    if re.fullmatch(_DATABASES.get(scheme, r"(?!)"), rest) is not None:
        return text
    # An address of a server may hold a password before its "@" or after its "?": nothing of it is repeated.
    hidden = f"{scheme}:..." if colon else "..."
    shown = hidden if {"@", "?", "=", ";"} & set(text) or name.endswith("_FILE") else text
    raise SettingRefused(name, shown, _DATABASE_EXPECTED)


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise SettingRefused("DASHBOARD_PORT", text, "a port number from 1 to 65535")


def _bands_km(text: str) -> tuple[float, ...]:
    try:
        edges = tuple(float(part) for part in text.split(","))
    except ValueError:
        edges = ()
    if edges and edges[0] > 0 and edges[-1] < inf and all(low < high for low, high in pairwise(edges)):
        return edges
    raise SettingRefused("DASHBOARD_BANDS_KM", text, "rising distances in km, like 10,15,25,50")


def _https_url(text: str | None) -> str | None:
    if text is None or _has_host(text):
        return text
    raise SettingRefused("DASHBOARD_BASEMAP_STYLE_URL", text, "the https address of a map style")


def _has_host(text: str) -> bool:
    try:
        return urlsplit(text).scheme == "https" and bool(urlsplit(text).hostname)
    except ValueError:
        return False


def _clock(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise SettingRefused("DASHBOARD_TODAY", text, "a day like 2025-09-12") from error

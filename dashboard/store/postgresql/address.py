"""Where a PostgreSQL server is: its URL with our own patience, and without a password for sentences."""

from math import ceil
from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from dashboard.errors import SettingRefused

# A server that is gone without a word (power, cable) is noticed after about 15 s, not after the system's two hours.
_PATIENCE = {
    "keepalives_idle": 5,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}


def address(url: str, *, wait_s: float) -> str:
    """What libpq connects by; what the URL says itself is kept."""
    ours: dict[str, Any] = {
        "application_name": "dashboard",
        "connect_timeout": max(2, ceil(wait_s)),
        **_PATIENCE,
    }
    return make_conninfo(**(ours | _parts(url)))


def place_of(url: str) -> str:
    """Host, port and name; whoever reads it learns neither the login nor its password."""
    parts = _parts(url)
    hosts = parts.get("host", "").split(",")
    ports = parts.get("port", "").split(",")
    ports = ports * len(hosts) if len(ports) == 1 else ports
    servers = [f"{host}:{port}" if port else host for host, port in zip(hosts, ports, strict=False)]
    return f"postgresql://{','.join(servers)}/{parts.get('dbname', '')}"


def _parts(url: str) -> dict[str, str]:
    try:
        return {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    except ProgrammingError:
        # libpq's own sentence repeats parts of the address, of which one is the password.
        raise SettingRefused(
            "DASHBOARD_DATABASE", "postgresql:...", "a URL like postgresql://user@host:5432/name"
        ) from None

"""An address becomes what libpq connects by, and a place that tells no login."""

import pytest
from psycopg.conninfo import conninfo_to_dict

from dashboard.errors import SettingRefused
from dashboard.store.postgresql.address import address, place_of
from tests.postgresql import PASSWORD, Server


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("postgresql://olena:sesame@host:5433/name", "postgresql://host:5433/name"),
        ("postgresql://host/name", "postgresql://host/name"),
        ("postgresql://olena:sesame@a:1,b:2/name?target_session_attrs=any", "postgresql://a:1,b:2/name"),
        (
            "postgresql://olena@[::1]:5432/name?password=sesame&sslpassword=sesame",
            "postgresql://::1:5432/name",
        ),
        ("postgresql:///name?host=/run/postgresql&user=olena", "postgresql:///run/postgresql/name"),
        ("postgresql://host/name?options=-c%20application_name%3Dsesame", "postgresql://host/name"),
    ],
)
def test_the_place_is_host_port_and_name(url: str, place: str) -> None:
    assert place_of(url) == place


def test_a_login_may_have_any_signs_and_reaches_libpq_as_it_was_meant(postgresql: Server) -> None:
    found = conninfo_to_dict(address(postgresql.url("name"), wait_s=5))
    assert (found["password"], found["port"], found["dbname"]) == (PASSWORD, str(postgresql.port), "name")


def test_patience_is_ours_where_the_address_says_nothing() -> None:
    found = conninfo_to_dict(address("postgresql://host/name?connect_timeout=7&keepalives_idle=60", wait_s=5))
    assert (found["connect_timeout"], found["keepalives_idle"], found["tcp_user_timeout"]) == (
        "7",
        "60",
        "15000",
    )
    assert conninfo_to_dict(address("postgresql://host/name", wait_s=0.2))["connect_timeout"] == "2"


@pytest.mark.parametrize("url", ["postgresql://olena:sesame@[host", "postgresql://olena:sesame@host/?no=1"])
def test_what_libpq_cannot_read_is_not_repeated(url: str) -> None:
    with pytest.raises(SettingRefused) as raised:
        address(url, wait_s=5)
    expected = "a URL like postgresql://user@host:5432/name"
    assert str(raised.value) == f'DASHBOARD_DATABASE is "postgresql:...": expected {expected}'
    assert raised.value.__suppress_context__

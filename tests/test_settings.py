"""What the operator sets, and the sentence for what cannot be."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from dashboard.errors import SettingRefused
from dashboard.settings import DEFAULT_DATABASE, PLACE_TIME_ZONE, PROJECT, settings

EXPECTED = (
    "expected a URL like sqlite:///folder/name.db, postgresql://user@host/name, csv:folder or sc://host:port"
)


def refusal(name: str, value: str) -> str:
    with pytest.raises(SettingRefused) as raised:
        settings({name: value})
    assert (raised.value.name, raised.value.exit_status) == (name, 2)
    return str(raised.value)


def test_without_any_setting_it_runs_on_this_machine_alone() -> None:
    found = settings({})
    assert found.database == DEFAULT_DATABASE == f"sqlite:///{PROJECT}/data/store/dashboard.db"
    assert (found.address, found.port, found.hosts) == ("127.0.0.1", 8501, ())
    assert found.bands_km == (10, 15, 25, 50)
    assert (found.basemap_style_url, found.basemap_origin, found.clock) == (None, None, None)


def test_an_empty_setting_is_as_if_it_were_not_set() -> None:
    names = ("DATABASE", "ADDRESS", "PORT", "HOSTS", "BANDS_KM", "BASEMAP_STYLE_URL", "TODAY")
    assert settings({f"DASHBOARD_{name}": "" for name in names}) == settings({})


def test_what_is_set_is_taken() -> None:
    found = settings(
        {
            "DASHBOARD_DATABASE": "sqlite:///own.db",
            "DASHBOARD_ADDRESS": "0.0.0.0",
            "DASHBOARD_PORT": "80",
            "DASHBOARD_HOSTS": "dashboard.example.org, second.example.org",
            "DASHBOARD_BANDS_KM": "5, 12.5",
            "DASHBOARD_BASEMAP_STYLE_URL": "https://tiles.example.org/style.json?key=1",
            "DASHBOARD_TODAY": "2025-09-12",
        }
    )
    assert (found.database, found.address, found.port) == ("sqlite:///own.db", "0.0.0.0", 80)
    assert found.hosts == ("dashboard.example.org", "second.example.org")
    assert found.bands_km == (5, 12.5)
    assert found.basemap_origin == "https://tiles.example.org"
    assert (found.today(), found.now()) == (date(2025, 9, 12), datetime(2025, 9, 12, 12, tzinfo=UTC))


def test_the_environment_is_read_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_PORT", "9000")
    assert settings().port == 9000
    monkeypatch.setenv("DASHBOARD_PORT", "9001")
    assert settings().port == 9001


def test_without_a_set_clock_today_is_the_day_at_the_place() -> None:
    found = settings({})
    before = datetime.now(PLACE_TIME_ZONE).date()
    assert before <= found.today() <= before + timedelta(days=1)
    assert abs(found.now() - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize(
    "text",
    [
        "sqlite:///own.db",
        "postgresql://olena:s3cret@host:5432/name?sslmode=require",
        "postgresql://first,second:5433/name",
        "postgresql:///name?host=/run/postgresql",
        "csv:/srv/shared/towns",
        "sc://host:15002/;token=s3cret",
    ],
)
def test_each_kind_of_database_is_taken_as_it_was_written(text: str, tmp_path: Path) -> None:
    assert settings({"DASHBOARD_DATABASE": text}).database == text
    (tmp_path / "secret").write_text(f"{text}\n")
    assert settings({"DASHBOARD_DATABASE_FILE": f"{tmp_path / 'secret'}"}).database == text


def test_what_is_set_itself_comes_before_what_stands_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("sqlite:///secret.db")
    both = {"DASHBOARD_DATABASE": "sqlite:///own.db", "DASHBOARD_DATABASE_FILE": f"{tmp_path / 'secret'}"}
    assert settings(both).database == "sqlite:///own.db"


def test_a_file_that_holds_no_database_is_named_and_not_repeated(tmp_path: Path) -> None:
    gone, wrong = tmp_path / "gone", tmp_path / "wrong"
    wrong.write_text("s3cret")
    assert refusal("DASHBOARD_DATABASE_FILE", f"{gone}") == (
        f'DASHBOARD_DATABASE_FILE is "{gone}": expected a file that holds the database\'s URL'
    )
    assert refusal("DASHBOARD_DATABASE_FILE", f"{wrong}") == f'DASHBOARD_DATABASE_FILE is "...": {EXPECTED}'


@pytest.mark.parametrize(
    "text",
    [
        "postgres:/x",
        "own.db",
        "sqlite:///",
        "sqlite://own.db",
        "mysql://host/name",
        "postgresql://host",
        "csv:",
    ],
)
def test_a_database_that_cannot_be_used_is_named(text: str) -> None:
    assert refusal("DASHBOARD_DATABASE", text) == (f'DASHBOARD_DATABASE is "{text}": {EXPECTED}')


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql://olena:s3cret@host/", "postgresql:..."),
        ("postgres://olena:s3cret@host/name", "postgres:..."),
        ("postgresql:olena:s3cret@host/name", "postgresql:..."),
        ("postgresql://host?password=s3cret", "postgresql:..."),
        ("sc:host:15002/;token=s3cret", "sc:..."),
        ("s3cret@host", "..."),
        ("password=s3cret", "..."),
    ],
)
def test_an_address_that_may_hold_a_password_is_not_repeated(text: str, shown: str) -> None:
    assert refusal("DASHBOARD_DATABASE", text) == (f'DASHBOARD_DATABASE is "{shown}": {EXPECTED}')


@pytest.mark.parametrize(
    ("name", "expected", "values"),
    [
        (
            "DASHBOARD_PORT",
            "a port number from 1 to 65535",
            ["0", "65536", "-1", "8501.0", "٨٥٠١", "http", "1e3", " 1"],
        ),
        (
            "DASHBOARD_BANDS_KM",
            "rising distances in km, like 10,15,25,50",
            ["0,10", "-5", "10,10", "15,10", "10,,15", "ten", "10;15", "nan", "10,nan", "10,inf", "inf"],
        ),
        (
            "DASHBOARD_BASEMAP_STYLE_URL",
            "the https address of a map style",
            ["http://tiles.example.org", "https://", "https://[", "tiles.example.org", "file:///etc/passwd"],
        ),
        (
            "DASHBOARD_TODAY",
            "a day like 2025-09-12",
            ["12.09.2025", "2025-02-30", "today", "2025-09", "2025-09-12T00:00"],
        ),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_what_was_expected(
    name: str, expected: str, values: list[str]
) -> None:
    for value in values:
        assert refusal(name, value) == f'{name} is "{value}": expected {expected}'

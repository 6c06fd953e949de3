"""A database that does not answer: the pages say so, keep the last figures, and come back by themselves."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dashboard.look.words import word
from dashboard.store.record import Record
from dashboard.store.records import record_at
from tests.pages.checks import faults
from tests.records import HULI, people, send
from tests.screens import PAGES, Screen
from tests.ui.conftest import Opens

pytestmark = pytest.mark.sqlite_only  # what happens to a file; of a server tells test_database_server.py

PAGE = pytest.mark.parametrize("name", PAGES)
PEOPLE = word("situation.people")


@pytest.fixture
def file(small: Record, tmp_path: Path) -> Path:
    """A database of this test alone."""
    return Path(shutil.copy(small.path, tmp_path / "dashboard.db"))


def url(file: Path) -> str:
    return f"sqlite:///{file}"


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Another program holds the file for itself."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield
    other.execute("ROLLBACK")
    other.close()


def damaged(file: Path) -> None:
    file.write_bytes(b"This is not a database." * 1000)


def zeroed(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:100] + bytes(len(content) - 100))


def cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def only_said(page: Screen, sentence: str) -> None:
    """The page says one sentence and shows no figure."""
    assert page.notices == [sentence]
    assert faults(page) == []
    assert page.files == []
    assert page.cards == {}


@PAGE
def test_without_a_database_a_page_says_how_to_begin_and_opens_once_there_is_one(
    screen: Opens, file: Path, name: str
) -> None:
    kept = file.rename(file.with_suffix(".kept"))
    page = screen(url(file)).open(name)
    only_said(
        page,
        f"{file}: there is no database here. Start one with: python -m dashboard upload FILE --by NAME",
    )
    assert not file.exists()
    kept.rename(file)
    page.run()
    assert page.notices == []
    assert page.files or name == "upload"


@PAGE
def test_a_damaged_database_is_named_and_left_as_it_is(screen: Opens, file: Path, name: str) -> None:
    damaged(file)
    before = file.read_bytes()
    page = screen(url(file)).open(name)
    only_said(
        page,
        f"{file}: the database file is damaged (file is not a database). It was left as it is. Stop the server, "
        "put the file aside and restore the newest backup in its place",
    )
    assert file.read_bytes() == before


@pytest.mark.parametrize("damage", [zeroed, cut_off])
def test_every_damage_is_told_and_a_backup_in_its_place_is_shown(
    screen: Opens, file: Path, small: Record, damage: Callable[[Path], None]
) -> None:
    damage(file)
    page = screen(url(file)).open("situation")
    assert len(page.notices) == 1
    assert page.notices[0].startswith(f"{file}: the database file is damaged")
    assert page.cards == {}
    shutil.copy(small.path, file)
    page.run()
    assert page.notices == []
    assert page.cards[PEOPLE][0] == "10 100"


def test_a_locked_database_is_told_and_shown_as_soon_as_it_is_free(screen: Opens, file: Path) -> None:
    page = screen(url(file))
    with locked(file):
        page.open("situation")
        assert len(page.notices) == 1
        assert page.notices[0].startswith(f"{file}: the database is locked by another process (waited ")
    page.run()
    assert page.notices == []
    assert page.cards[PEOPLE][0] == "10 100"


def test_a_database_of_a_newer_version_is_refused(screen: Opens, file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("update alembic_version set version_num = '9999'")
    page = screen(url(file)).open("situation")
    assert len(page.notices) == 1
    assert page.notices[0].startswith(f"{file}: the database was written by a newer version (schema 9999,")
    assert page.cards == {}


@pytest.mark.parametrize(
    ("name", "damage"),
    [*((name, Path.unlink) for name in PAGES), ("situation", damaged), ("town", zeroed), ("data", emptied)],
)
def test_a_database_that_goes_away_leaves_the_last_figures_and_comes_back_by_itself(
    screen: Opens, file: Path, name: str, damage: Callable[[Path], None]
) -> None:
    page = screen(url(file)).open(name)
    files = {key: page.download(key) for key in page.files}
    kept = shutil.copy(file, file.with_suffix(".kept"))
    damage(file)
    page.run()
    assert len(page.notices) == 1
    assert page.notices[0].startswith(
        "The database does not answer; these figures are as read 0 minutes ago. "
    )
    assert faults(page) == []
    assert {key: page.download(key) for key in page.files} == files
    shutil.copy(kept, file)
    page.run()
    assert page.notices == []
    assert {key: page.download(key) for key in page.files} == files


def test_a_new_session_finds_the_last_figures_while_the_database_is_away(screen: Opens, file: Path) -> None:
    screen(url(file)).open("situation")
    file.unlink()
    page = screen(url(file)).open("situation")
    assert page.notices == [
        "The database does not answer; these figures are as read 0 minutes ago. "
        f"{file}: the database file is gone. Put it back, or restore a backup"
    ]
    assert page.cards[PEOPLE][0] == "10 100"


def test_a_lock_does_not_make_a_reader_wait_or_lose_figures(screen: Opens, file: Path) -> None:
    page = screen(url(file)).open("situation")
    with locked(file):
        page.run()
        assert page.notices[0].startswith(
            "The database does not answer; these figures are as read 0 minutes ago."
        )
        assert page.cards[PEOPLE][0] == "10 100"
    page.run()
    assert page.notices == []


def test_an_older_copy_in_the_place_of_the_database_is_noticed(
    screen: Opens, file: Path, tmp_path: Path
) -> None:
    older = shutil.copy(file, tmp_path / "older.db")
    send(record_at(url(file)), people((HULI, "2025-09-12", 50)))
    page = screen(url(file)).open("situation")
    assert page.cards[PEOPLE][0] == "10 150"
    shutil.copy(older, file)
    page.run()
    assert len(page.notices) == 1
    assert page.notices[0].startswith(
        f"What is shown may not be the newest. {file}: this replica is behind: "
    )
    assert page.cards[PEOPLE][0] == "10 150"


@pytest.mark.parametrize("name", [name for name in PAGES if name != "upload"])
def test_an_upload_is_seen_at_the_next_rerun(screen: Opens, file: Path, name: str) -> None:
    page = screen(url(file)).open(name)
    before = [page.download(key) for key in page.files]
    send(
        record_at(url(file)),
        "town_code,date,evacuated,destination\n" + f"{HULI},2025-09-12,50,Zaporizhzhia\n",
    )
    send(record_at(url(file)), f"town_code,date,source,front_distance_km\n{HULI},2025-09-12,Map,3.3\n")
    if name == "town":
        page.open(name, town=HULI)
    page.run()
    assert [page.download(key) for key in page.files] != before
    assert faults(page) == []


@PAGE
@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("DASHBOARD_BANDS_KM", "10,5", 'DASHBOARD_BANDS_KM is "10,5": expected rising distances in km'),
        ("DASHBOARD_TODAY", "today", 'DASHBOARD_TODAY is "today": expected a day like 2025-09-12'),
        ("DASHBOARD_DATABASE", "postgres:/x", 'DASHBOARD_DATABASE is "postgres:/x": expected a URL like'),
    ],
)
def test_a_setting_that_cannot_be_is_named(
    screen: Opens,
    small_url: str,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    variable: str,
    value: str,
    sentence: str,
) -> None:
    page = screen(small_url)
    monkeypatch.setenv(variable, value)
    page.open(name)
    assert len(page.notices) == 1
    assert page.notices[0].startswith(sentence)
    assert faults(page) == []


def test_the_edges_of_the_bands_can_be_set(
    screen: Opens, small_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_BANDS_KM", "4,14.5,20")
    page = screen(small_url).open("situation")
    value, text = page.cards[word("situation.near", edge="4")]
    assert value == "1"
    assert "14.5 km: 2 · 20 km: 2" in text
    crossed = page.open("front").csv("front.crossings")
    assert {row["edge_km"] for row in crossed} == {"0.0", "4.0", "14.5"}

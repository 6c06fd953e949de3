"""The database of a URL, whatever its kind: what answers, what is checked against, and whether it is there."""

from pathlib import Path

import pytest

from dashboard.errors import EngineUnavailable, FolderBroken, ReadOnlyDatabase
from dashboard.ingest.folder.reader import FolderReader
from dashboard.opening import open_answers, open_to_check, place_of, readiness_of
from dashboard.store.current import TablesAtHand
from dashboard.store.reading import Reader
from dashboard.store.record import Record
from tests.databases import databases
from tests.ingest.folder.folders import begun, write
from tests.records import POKR, people, record_of, towns


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return begun(tmp_path / "shared")


def test_a_record_and_a_folder_answer_the_same_question(folder: Path, tmp_path: Path) -> None:
    database = databases.url_of(record_of(tmp_path / "some.db", towns()))
    one, other = open_answers(f"csv:{folder}"), open_answers(database)
    assert (type(one), type(other)) == (FolderReader, Reader)
    codes = [
        list(answers.ask("towns", version=answers.follow().version)["town_code"]) for answers in (one, other)
    ]
    assert codes[0] == codes[1] != []


def test_a_database_that_is_not_there_is_not_made_to_ask_it(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable, match="there is no database here"):
        open_answers(f"sqlite:///{tmp_path / 'none.db'}")
    assert list(tmp_path.iterdir()) == []


def test_what_a_file_is_checked_against(folder: Path, tmp_path: Path) -> None:
    assert isinstance(open_to_check(f"csv:{folder}"), TablesAtHand)
    assert isinstance(open_to_check(f"sqlite:///{tmp_path / 'new.db'}"), Record)
    with pytest.raises(ReadOnlyDatabase):
        open_to_check("sc://spark.example:15002")


def test_a_folder_is_ready_while_it_can_be_listed_also_with_a_broken_file(folder: Path) -> None:
    ready = readiness_of(f"csv:{folder}")
    write(folder, town_status=people((POKR, "2025-09-01", "ten")))
    ready()
    with pytest.raises(FolderBroken):
        open_answers(f"csv:{folder}").follow()
    folder.rename(folder.parent / "away")
    with pytest.raises(EngineUnavailable, match="the folder cannot be read"):
        ready()


def test_a_record_is_ready_while_it_tells_its_version(tmp_path: Path) -> None:
    record = record_of(tmp_path / "some.db", towns())
    ready = readiness_of(databases.url_of(record))
    ready()
    (tmp_path / "some.db").unlink()
    with pytest.raises(EngineUnavailable, match="the database file is gone"):
        ready()


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("csv:shared/towns", "shared/towns"),
        ("sc://olena:secret@spark.example:15002/;token=abc", "sc://spark.example:15002"),
        ("sc://olena:secret@spark.example:15002;token=abc", "sc://spark.example:15002"),
        ("postgresql://olena:secret@db.example/towns", "postgresql://db.example/towns"),
    ],
)
def test_a_place_is_told_without_what_opens_it(url: str, place: str) -> None:
    assert place_of(url) == place

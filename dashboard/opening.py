"""The database that a URL names, whatever its kind: what answers the questions, and what a file is checked against."""

from collections.abc import Callable
from pathlib import Path

from dashboard.ingest.folder.reader import FolderReader
from dashboard.ingest.folder.source import FolderSource
from dashboard.settings import STORE_FOLDER, settings
from dashboard.store import ledger
from dashboard.store.answers import Answers
from dashboard.store.current import KnownRows
from dashboard.store.following import RecordSource
from dashboard.store.read_only import FOLDER, SPARK, read_only
from dashboard.store.reading import Reader
from dashboard.store.record import Record
from dashboard.store.records import record_at


def open_answers(url: str, *, keep: Path | None = None) -> Answers:
    """What answers the questions; it knows nothing before ``follow`` is called.

    With the folder ``keep`` a large snapshot of a record is kept there between starts. Raises the database's error
    where it cannot be opened at all.
    """
    if url.startswith(FOLDER):
        return FolderReader(_folder(url))
    if url.startswith(SPARK):
        # Loaded only where it is meant: its client takes a second and 100 MB.
        from dashboard.store.spark.answers import SparkAnswers

        return SparkAnswers(url)
    return Reader(RecordSource(record_at(url).prepare(create=False)), keep=keep)


def open_to_serve(url: str) -> Answers:
    """As the server opens it: a large snapshot is kept from one start to the next."""
    return open_answers(url, keep=STORE_FOLDER / "snapshots")


def open_to_check(url: str) -> Record | KnownRows:
    """What a file is checked against; a record is made where there is none, as for an upload.

    Raises ReadOnlyDatabase where it is neither a record nor a folder.
    """
    return _folder(url).known() if url.startswith(FOLDER) else record_at(url).prepare(create=True)


def place_of(url: str) -> str:
    """The database in sentences, without a password."""
    refused = read_only(url)
    return record_at(url).place if refused is None else refused.place


def readiness_of(url: str) -> Callable[[], None]:
    """What raises while the database does not answer. A folder with a broken file does: its last good state stays."""
    if url.startswith(FOLDER):
        folder = _folder(url)
        return folder.must_be_there
    if url.startswith(SPARK):
        answers = open_answers(url)
        return lambda: _raise_problem(answers)
    record = record_at(url)
    return lambda: _ask_version(record)


def _folder(url: str) -> FolderSource:
    return FolderSource(Path(url.removeprefix(FOLDER)), today=lambda: settings().today())


def _raise_problem(answers: Answers) -> None:
    problem = answers.follow().problem
    if problem is not None:
        raise problem


def _ask_version(record: Record) -> None:
    with record.reading() as connection:
        ledger.version(connection)

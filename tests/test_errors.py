"""The tree of errors: sorted by who must act, with facts as attributes and the sentence as text."""

import inspect
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from dashboard import errors
from dashboard.errors import (
    AlertRefused,
    AmbiguousTown,
    ChoiceNeeded,
    CopyRefused,
    DashboardError,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseFull,
    DatabaseNewer,
    DatabaseNotWritable,
    EngineUnavailable,
    FileRefused,
    FolderBroken,
    LedgerBroken,
    MigrationNeeded,
    NotAnswering,
    OperatorError,
    OtherCopy,
    ReaderError,
    ReadOnlyDatabase,
    ReplicaBehind,
    ReplicaLate,
    RowsRefused,
    SettingRefused,
    SignatureRefused,
    StalePreview,
    StewardError,
    UndoRefused,
    UnknownTown,
    UnknownWord,
    WrongUse,
)

ROWS = ["A, 2025-09-12", "B", "C", "D"]
SENTENCES = [
    (FileRefused("a.csv", "the file is empty", "Send another."), "a.csv: the file is empty. Send another."),
    (
        ChoiceNeeded(
            "a.xlsx", "it has two sheets", "Choose one.", choice="sheet", options=["May", "June"], lines=[1]
        ),
        "a.xlsx: it has two sheets. Choose one.",
    ),
    (
        RowsRefused("a.csv", ["line 2: found x"]),
        "a.csv: nothing was stored. line 2: found x. Correct the file and send it again.",
    ),
    (
        RowsRefused("a.csv", ["line 2: found x", "line 3: found y", "line 4: found z"]),
        "a.csv: nothing was stored. line 2: found x and 2 more. Correct the file and send it again.",
    ),
    (
        StalePreview("town_status", 7, "Olena", ROWS[:1]),
        "town_status changed since your preview (upload 7 by Olena): A, 2025-09-12. "
        "Nothing was stored. Look at a new preview and commit again.",
    ),
    (
        StalePreview("town_status", 7, "Olena", ROWS),
        "town_status changed since your preview (upload 7 by Olena): A, 2025-09-12; B; C and 1 more. "
        "Nothing was stored. Look at a new preview and commit again.",
    ),
    (
        AlertRefused("rule R7", "no rule of this id is in force"),
        "rule R7: no rule of this id is in force. Nothing was stored.",
    ),
    (
        UndoRefused(7, "it changed nothing"),
        "upload 7 cannot be undone: it changed nothing. The history lists what can be.",
    ),
    (
        UndoRefused(7, "later uploads changed its rows", ROWS),
        "upload 7 cannot be undone: later uploads changed its rows: A, 2025-09-12; B; C and 1 more. "
        "The history lists what can be.",
    ),
    (
        SignatureRefused("the note", ["a phone number", "an age"]),
        "the note: found a phone number and an age, expected no personal data: the history keeps it for good. "
        "It is not repeated here, and nothing was stored. Take it out and send it again.",
    ),
    (
        ReadOnlyDatabase("/srv/towns", "the tables are its files", "Change them there"),
        "/srv/towns: nothing can be uploaded here: the tables are its files. Change them there",
    ),
    (
        FolderBroken("/srv/towns", {"towns.csv": ["line 2: found x"]}, None),
        "/srv/towns: towns.csv has an error: line 2: found x. Until that is mended, nothing is shown",
    ),
    (
        FolderBroken(
            "/srv/towns",
            {
                "a.csv": ["line 2: found x", "line 3: found y"],
                "b.csv": ["line 4: found z"],
                "c.csv": ["gone"],
            },
            datetime(2025, 9, 15, 12, 30, tzinfo=UTC),
        ),
        "/srv/towns: a.csv has 2 errors, the first: line 2: found x. Errors are also in b.csv, c.csv. "
        "Until that is mended, the state of 2025-09-15 12:30 UTC stays",
    ),
    (WrongUse("--town", "x", "a town"), '--town: found "x", expected a town'),
    (UnknownTown("Pokrovks"), 'No town is called "Pokrovks".'),
    (
        UnknownTown("Pokrovks", ["Pokrovsk", "Pokrovske"]),
        'No town is called "Pokrovks". Near in spelling: Pokrovsk, Pokrovske.',
    ),
    (
        AmbiguousTown("Lyman", ["Lyman (A) 1", "Lyman (B) 2"]),
        '2 towns are called "Lyman": Lyman (A) 1; Lyman (B) 2. Give the code.',
    ),
    (UnknownWord("a.b", "uk"), "data/words/uk.toml has no text for a.b"),
    (SettingRefused("DASHBOARD_PORT", "x", "a number"), 'DASHBOARD_PORT is "x": expected a number'),
    (
        CopyRefused("db", 7),
        "db: found 7 uploads, expected an empty database. Name another one with --to",
    ),
    (
        MigrationNeeded("db", "0001", "0002"),
        "db: its tables are of version 0001, this version needs 0002, and this login may not make them. "
        "Run python -m dashboard migrate with the login that owns the database",
    ),
    (EngineUnavailable("db", "it is gone", "Put it back"), "db: it is gone. Put it back"),
    (
        DatabaseBusy("db", 5.0),
        "db: the database is locked by another process (waited 5 s). "
        "Nothing was stored. Try again when the other upload is done",
    ),
    (
        DatabaseDamaged("db", "malformed"),
        "db: the database file is damaged (malformed). It was left as it is. "
        "Stop the server, put the file aside and restore the newest backup in its place",
    ),
    (
        DatabaseNewer("db", "0009", "0001"),
        "db: the database was written by a newer version (schema 0009, this version knows 0001). "
        "Update the dashboard, or use the version that wrote the file",
    ),
    (
        DatabaseNotWritable("db"),
        "db: the database cannot be written. Nothing was stored. "
        "Give the server's user the right to write this file and its folder",
    ),
    (DatabaseFull("db"), "db: the disk is full. Nothing was stored. Free some space and send it again"),
    (
        NotAnswering("db", 3.04),
        "db: the database has not answered for 3.0 s. It is still being asked, and shown as soon as it has answered",
    ),
    (
        OtherCopy("db", 7),
        "db: upload 7 is not the one that was read before: another copy was put in its place. "
        "Restart the server if that was intended",
    ),
    (ReplicaLate("db", "it is late", "Look at it"), "db: it is late. Look at it"),
    (
        ReplicaBehind("db", 9, 10),
        "db: this replica is behind: it has upload 9, upload 10 was seen before. It is read again when it has "
        "caught up. Restart the server if an older backup was put in its place",
    ),
    (
        LedgerBroken("db", ["upload 2 is missing", "upload 3 differs"]),
        "db: the history does not agree with the rows: upload 2 is missing; upload 3 differs. "
        "Compare with the newest backup before anything else is uploaded",
    ),
]


def classes() -> Iterator[type[DashboardError]]:
    for _, found in inspect.getmembers(errors, inspect.isclass):
        if issubclass(found, Exception):
            yield found


@pytest.mark.parametrize(("error", "sentence"), SENTENCES)
def test_the_text_of_an_error_is_the_finished_sentence(error: DashboardError, sentence: str) -> None:
    assert str(error) == sentence
    assert "!" not in sentence


def test_every_error_is_tried_here() -> None:
    bases = {DashboardError, StewardError, ReaderError, OperatorError}
    assert {type(error) for error, _ in SENTENCES} == set(classes()) - bases


@pytest.mark.parametrize(
    ("base", "status"), [(StewardError, 1), (ReaderError, 2), (SettingRefused, 2), (EngineUnavailable, 3)]
)
def test_the_status_says_who_must_act(base: type[DashboardError], status: int) -> None:
    assert {found.exit_status for found in classes() if issubclass(found, base)} == {status}


def test_what_a_sentence_tells_can_also_be_asked_for() -> None:
    stale = StalePreview("town_status", 7, "Olena", ROWS)
    assert (stale.dataset, stale.upload_id, stale.uploaded_by, stale.rows) == (
        "town_status",
        7,
        "Olena",
        tuple(ROWS),
    )
    assert RowsRefused("a.csv", ["x", "y"]).messages == ("x", "y")
    assert UnknownTown("x", ["y"]).nearest == ("y",)
    assert DatabaseBusy("db", 5).waited_s == 5
    asked = ChoiceNeeded("a", "b", "c", choice="sheet", options=["x", "y"], suggested={"z": "x"}, lines=[3])
    assert (asked.choice, asked.options, asked.suggested) == ("sheet", ("x", "y"), {"z": "x"})
    assert (asked.code, asked.lines) == ("sheet", (3,))


def test_the_tree_in_the_first_lines_is_the_tree_of_the_classes() -> None:
    drawn = set(re.findall(r"[A-Z][a-z]+[A-Z]\w+", str(errors.__doc__)))
    assert drawn == {found.__name__ for found in classes()}

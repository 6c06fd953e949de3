"""The tree of errors: sorted by who must act, with facts as attributes and the sentence as text."""

import inspect
import re
from collections.abc import Iterator

import pytest

from dashboard import errors
from dashboard.errors import (
    AmbiguousTown,
    ChoiceNeeded,
    DashboardError,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseFull,
    DatabaseNewer,
    DatabaseNotWritable,
    EngineUnavailable,
    FileRefused,
    LedgerBroken,
    OperatorError,
    ReaderError,
    RowsRefused,
    SettingRefused,
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
        UndoRefused(7, "it changed nothing"),
        "upload 7 cannot be undone: it changed nothing. The history lists what can be.",
    ),
    (
        UndoRefused(7, "later uploads changed its rows", ROWS),
        "upload 7 cannot be undone: later uploads changed its rows: A, 2025-09-12; B; C and 1 more. "
        "The history lists what can be.",
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

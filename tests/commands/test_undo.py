"""``undo``: what it says and how it ends."""

from dashboard.store.ledger import history
from dashboard.store.records import record_at
from tests.commands.conftest import Shell, Writing
from tests.records import BILO, POKR, people

DAY = "2025-09-12"


def test_undo_says_what_it_brought_back_and_what_it_left(run: Shell, file: Writing) -> None:
    run("upload", file(people((BILO, DAY, 700), (POKR, DAY, 5))), "--by", "Olena")
    run("upload", file(people((POKR, DAY, 4))), "--by", "Olena")
    answer = run("undo", 2, "--by", "Petro", "--note", "wrong town")
    assert answer.status == 0
    assert answer.out.splitlines() == [
        "Upload 2 taken back as upload 4: 1 rows as before.",
        f"Left, because a later upload changed or needs them: town_status {POKR}, {DAY}",
    ]
    assert run("undo", 4, "--by", "Petro", "--json").json == {"upload_id": 5, "undoes": 4, "left": []}
    assert history(record_at(run.url))[3].note == "wrong town"


def test_undo_of_nothing_ends_with_1(run: Shell) -> None:
    answer = run("undo", 77, "--by", "Petro", "--json")
    assert (answer.status, answer.json["error"]) == (1, "UndoRefused")
    assert answer.err == (
        "upload 77 cannot be undone: the history has no such upload. The history lists what can be.\n"
    )
    assert run("undo", "first", "--by", "Petro").status == 2

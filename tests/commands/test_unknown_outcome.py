"""An upload whose answer never came, or that met another one: what the same command says the next time."""

import os
import signal
import sqlite3
import subprocess
import sys

from dashboard.store.ledger import history
from dashboard.store.records import record_at
from dashboard.store.verifying import verify
from tests.commands.conftest import Shell, Writing
from tests.commands.test_main import PROJECT
from tests.records import BILO, people
from tests.store.seen import rows_of

DAY = "2025-09-12"
# Dies between COMMIT and the answer: the name is that of what comes next in the command.
KILLED = """
import os, signal, sys
from importlib import import_module
from dashboard.__main__ import main
module = import_module(f"dashboard.commands.{sys.argv[1]}")
setattr(module, sys.argv[2], lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
main(sys.argv[3:])
"""


def killed_before(step: str, run: Shell, *command: object) -> None:
    """The command as a process that is killed when it comes to a step; nothing was answered by then."""
    arguments = [*step.split("."), *map(str, command), "--database", run.url]
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, *arguments],
        cwd=PROJECT,
        env=os.environ | {"DASHBOARD_TODAY": "2025-09-15"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (-signal.SIGKILL, ""), ended.stderr


def test_killed_after_the_commit_and_sent_again_there_is_nothing_to_do(run: Shell, file: Writing) -> None:
    rows = file(f"town_code,date,Left\n{BILO},{DAY},700\n")
    command = ("upload", rows, "--by", "Olena", "--column", "Left=population_remaining")
    killed_before("uploads.remember", run, *command)
    assert [entry.dataset for entry in history(record_at(run.url))] == ["towns", "town_status"]
    again = run(*command)
    assert (again.status, again.err) == (0, "")
    assert again.out == "rows.csv: town_status, 1 rows: 0 new, 0 changed, 1 unchanged. Nothing to do\n"
    record = record_at(run.url)
    assert [entry.dataset for entry in history(record)] == ["towns", "town_status", "spellings"]
    assert verify(record) == (3, [])


def test_killed_before_the_commit_and_sent_again_it_is_stored(run: Shell, file: Writing) -> None:
    command = ("upload", file(people((BILO, DAY, 700))), "--by", "Olena")
    killed_before("uploads.store", run, *command)
    assert len(history(record_at(run.url))) == 1
    assert run(*command).out.endswith("Saved as upload 2\n")


def test_an_undo_killed_before_its_answer_and_sent_again_says_that_it_was_done(
    run: Shell, file: Writing
) -> None:
    run("upload", file(people((BILO, DAY, 700))), "--by", "Olena")
    killed_before("undo.say_json", run, "undo", 2, "--by", "Petro", "--json")
    again = run("undo", 2, "--by", "Petro")
    assert (again.status, again.out) == (1, "")
    assert again.err == (
        f"upload 2 cannot be undone: upload 3 took it back already: town_status {BILO}, {DAY}. "
        "The history lists what can be.\n"
    )
    assert rows_of(record_at(run.url), "town_status") == []


def test_while_another_process_writes_an_upload_ends_with_3_and_works_afterwards(
    run: Shell, file: Writing
) -> None:
    command = ("upload", file(people((BILO, DAY, 700))), "--by", "Olena")
    with sqlite3.connect(run.url.removeprefix("sqlite:///"), isolation_level=None) as other:
        other.execute("begin immediate")
        answer = run(*command, "--json")
        other.execute("rollback")
    sentence = (
        f"{record_at(run.url).place}: the database is locked by another process (waited 5 s). "
        "Nothing was stored. Try again when the other upload is done"
    )
    assert (answer.status, answer.err) == (3, f"{sentence}\n")
    assert answer.json == {"error": "DatabaseBusy", "message": sentence}
    assert run(*command).out.endswith("Saved as upload 2\n")

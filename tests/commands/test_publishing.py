"""``publish``: says what it wrote, and the figures of a command are the same on Spark."""

from pathlib import Path

import pytest

from dashboard.__main__ import main
from tests.commands.conftest import Shell, Writing
from tests.records import BILO, people
from tests.sail import Sail


def test_publishing_says_what_is_new(run: Shell, file: Writing, tmp_path: Path) -> None:
    target = tmp_path / "published"
    assert run("publish", target).out == (
        f"{target}: uploads 1 to 1 were published.\ntowns: 5 rows brought, 0 replaced\n"
    )
    assert run("publish", target).out == f"{target}: nothing is new since upload 1.\n"
    run("upload", file(people((BILO, "2025-09-12", 700))), "--by", "Olena")
    run("upload", file(people((BILO, "2025-09-12", 650))), "--by", "Olena")
    done = run("publish", target, "--json").json
    assert (done["target"], done["since"], done["version"]) == (str(target), 1, 3)
    assert {name: count for name, count in done["brought"].items() if count} == {"town_status": 2}
    run("undo", 3, "--by", "Olena")
    assert run("publish", target).out == (
        f"{target}: uploads 4 to 4 were published.\ntown_status: 1 rows brought, 1 replaced\n"
    )


def test_a_place_that_cannot_be_written_is_refused(run: Shell, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    answer = run("publish", tmp_path / "file" / "published")
    assert answer.status == 3
    assert answer.err.startswith(f"{tmp_path}/file/published: the tables cannot be written (")


def test_published_tables_are_not_published_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["publish", str(tmp_path), "--database", "sc://host:1/;token=sesame;tables=/a"])
    said = capsys.readouterr()
    assert (status, said.out) == (2, "")
    assert said.err == (
        '--database: found "sc://host:1", expected a database that keeps a history: sqlite:///.. or postgresql://..\n'
    )


def test_the_figures_are_the_same_on_spark(demonstration: Shell, sail: Sail, tmp_path: Path) -> None:
    target = tmp_path / "published"
    demonstration("publish", target)
    commands = (
        ("situation",),
        ("evacuations", "--json", "--unit", "month"),
        ("front", "--json", "--as-known-after", "6"),
        ("export", "town_status", "--town", "Bilozerske"),
        ("template", "evacuations", "--prefilled", "--as-of", "2025-09-12"),
    )
    for command in commands:
        expected = demonstration(*command)
        found = demonstration(*command, "--database", sail.url(target), database=False)
        assert (found.status, found.out, found.err) == (expected.status, expected.out, expected.err)
        assert len(found.out) > 100

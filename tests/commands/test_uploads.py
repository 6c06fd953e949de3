"""``check`` and ``upload``: what they say and how they end."""

from pathlib import Path

import pytest

from dashboard.store.ledger import history
from dashboard.store.records import record_at
from tests.commands.conftest import Shell, Writing
from tests.records import BILO, POKR, csv_of, people
from tests.store.seen import rows_of

DAY = "2025-09-12"
HELD = '{"type":"Polygon","coordinates":[[[38,48],[39,48],[39,49],[38,48]]]}'


def entries(run: Shell) -> int:
    return len(history(record_at(run.url)))


def test_check_says_what_would_change_and_stores_nothing(run: Shell, file: Writing) -> None:
    rows = file(people((BILO, DAY, 700), (POKR, DAY, 5)))
    answer = run("check", rows)
    assert answer.out == "rows.csv: town_status, 2 rows: 2 new, 0 changed, 0 unchanged\n"
    assert (answer.status, answer.err, entries(run)) == (0, "", 1)
    assert run("check", rows, "--json").json == {
        "dataset": "town_status",
        "rows": 2,
        "findings": [],
        "changes": {"new": 2, "changed": 0, "unchanged": 0},
        "absent": 0,
    }


def test_check_names_every_finding_and_ends_with_1(run: Shell, file: Writing) -> None:
    rows = file(csv_of("town_code date population_remaining mine", (BILO, DAY, "ten", 1), ("X", DAY, 1, 2)))
    answer = run("check", rows)
    assert answer.status == 1
    assert answer.out.splitlines() == [
        'error: line 2, population_remaining: found "ten", expected a whole number of people from 0 to 10000000',
        'error: line 3, town_code: found "X", expected a known town',
        "notice: line 1, mine: not a column of town_status, it is not stored",
        "rows.csv: town_status, 2 rows: nothing was stored",
    ]
    found = run("check", rows, "--json")
    assert found.status == 1
    assert found.json["changes"] == {"new": 0, "changed": 0, "unchanged": 0}
    assert found.json["findings"][1] == {
        "severity": "error",
        "line": 2,
        "column": "population_remaining",
        "code": "people",
        "message": 'found "ten", expected a whole number of people from 0 to 10000000',
        "found": "ten",
        "expected": "a whole number of people from 0 to 10000000",
    }


def test_many_findings_are_counted_for_people_and_listed_for_programs(run: Shell, file: Writing) -> None:
    rows = file(
        people(*((BILO, f"2025-01-{day:02}", "x") for day in range(1, 31)), *[(BILO, "no", "y")] * 30)
    )
    lines = run("check", rows).out.splitlines()
    assert len(lines) == 52
    assert lines[50] == "and 40 more findings; --json lists all"
    assert len(run("check", rows, "--json").json["findings"]) == 90


def test_upload_stores_and_says_under_which_number(run: Shell, file: Writing) -> None:
    answer = run("upload", file(people((BILO, DAY, 700))), "--by", "Olena", "--note", "week 37")
    assert answer.out == "rows.csv: town_status, 1 rows: 1 new, 0 changed, 0 unchanged. Saved as upload 2\n"
    assert (answer.status, answer.err) == (0, "")
    changed = run("upload", file(people((BILO, DAY, 650), (POKR, DAY, 1))), "--by", "Petro", "--json")
    assert changed.json == {
        "dataset": "town_status",
        "rows": 2,
        "findings": [],
        "changes": {"new": 1, "changed": 1, "unchanged": 0},
        "absent": 0,
        "upload_id": 3,
        "alerts_raised": [],
        "alerts_ended": [],
    }
    newest = history(record_at(run.url))[1]
    assert (newest.uploaded_by, newest.note, newest.uploaded_at) == (
        "Olena",
        "week 37",
        "2025-09-15T12:00:00Z",
    )


def test_the_same_file_again_says_that_there_is_nothing_to_do(run: Shell, file: Writing) -> None:
    rows = file(people((BILO, DAY, 700)))
    run("upload", rows, "--by", "Olena")
    again = run("upload", rows, "--by", "Olena")
    assert (again.status, again.out) == (
        0,
        "rows.csv: town_status, 1 rows: 0 new, 0 changed, 1 unchanged. Nothing to do\n",
    )
    assert run("upload", rows, "--by", "Olena", "--json").json["upload_id"] is None
    assert entries(run) == 2


def test_a_file_with_an_error_is_not_stored_and_ends_with_1(run: Shell, file: Writing) -> None:
    rows = file(people((BILO, DAY, 700), (POKR, DAY, "x")))
    assert run("upload", rows, "--by", "Olena").status == 1
    answer = run("upload", rows, "--by", "Olena", "--json")
    assert (answer.status, answer.json["upload_id"], len(answer.json["findings"])) == (1, None, 1)
    assert entries(run) == 1


def test_a_file_that_cannot_be_taken_is_refused_in_a_sentence_and_ends_with_1(
    run: Shell, file: Writing
) -> None:
    nothing = file("", name="empty.csv")
    sentence = "empty.csv: the file is empty. Send a file with a header and at least one row."
    for command in (["check", nothing], ["upload", nothing, "--by", "Olena"]):
        plain, document = run(*command), run(*command, "--json")
        assert (plain.status, plain.out, plain.err) == (1, "", f"{sentence}\n")
        assert document.json == {
            "error": "FileRefused",
            "message": sentence,
            "dataset": None,
            "rows": 0,
            "findings": [
                {
                    "severity": "error",
                    "line": None,
                    "column": None,
                    "code": "empty",
                    "message": "the file is empty. Send a file with a header and at least one row.",
                    "found": "",
                    "expected": "",
                }
            ],
            "changes": {"new": 0, "changed": 0, "unchanged": 0},
        }
        assert (document.status, document.err) == (1, f"{sentence}\n")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\x1b[31m\n\u202eb.csv", "a\\u001b[31m\\u000a\\u202eb.csv"),
        ("\x1b" * 200 + ".csv", "\\u001b" * 10),
        ("=cmd('x').csv", "=cmd('x').csv"),
    ],
)
def test_no_name_of_a_file_moves_the_cursor_or_fills_the_screen(
    run: Shell, file: Writing, name: str, shown: str
) -> None:
    path = file(people((BILO, DAY, 700)), name=name)
    answers = [run("upload", path, "--by", "Olena"), run("history"), run("history", "--json")]
    answers += [
        run("check", file(people((BILO, DAY, "x")), name=name)),
        run("check", path.with_suffix(".none")),
    ]
    for answer in answers:
        said = (answer.out + answer.err).replace("\n", "")
        assert said.isprintable()
        assert max(map(len, answer.out.splitlines() or [""])) < 300
    assert shown in answers[0].out
    assert history(record_at(run.url))[-1].file_name.startswith(shown)
    assert [answer.status for answer in answers] == [0, 0, 0, 1, 2]


def test_a_file_that_is_not_there_is_wrong_use_and_makes_no_database(tmp_path: Path, run: Shell) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    answer = run("check", tmp_path / "none.csv", "--database", url, database=False)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith('FILE: found "/')
    assert answer.err.endswith('", expected a file that can be read (No such file or directory)\n')
    assert not (tmp_path / "new.db").exists()


def test_upload_makes_the_database_where_there_is_none(tmp_path: Path, run: Shell, file: Writing) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'own.db'}"
    answer = run(
        "upload",
        file(csv_of("town_code town_name", (BILO, "B"))),
        "--by",
        "O",
        "--database",
        url,
        database=False,
    )
    assert answer.status == 0
    assert rows_of(record_at(url), "towns", "town_code") == [(BILO,)]


def test_a_front_line_takes_its_day_and_source_from_the_command(run: Shell, file: Writing) -> None:
    area = file(HELD, name="front.geojson")
    refused = run("upload", area, "--by", "Olena")
    assert refused.status == 1
    assert refused.err.startswith(
        "front.geojson: date: found nothing, expected a date such as 2025-08-10. Give every"
    )
    answer = run("upload", area, "--by", "Olena", "--date", DAY, "--source", "DeepState")
    assert answer.out == (
        "front.geojson: front_lines, 1 rows: 6 new, 0 changed, 0 unchanged. Saved as upload 2\n"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--by", ""], "argument --by: found nothing, expected a name"),
        (["--by", "  "], "argument --by: found nothing, expected a name"),
        (["--by", "\udcff"], "argument --by: found '\\udcff', expected one line without control characters"),
        (["--by", "a\x1b[31m"], "argument --by: found 'a\\x1b[31m', expected one line without control"),
        (
            ["--by", "O", "--note", "a\nb"],
            "argument --note: found 'a\\nb', expected one line without control",
        ),
        (
            ["--by", "O", "--note", "a\u202eb"],
            "argument --note: found 'a\\u202eb', expected one line without",
        ),
        (["--by", "O", "--date", "12.09.2025"], 'argument --date: found "12.09.2025", expected a day like'),
        (["--by", "O", "--dataset", "people"], "argument --dataset: invalid choice: 'people'"),
        ([], "the following arguments are required: --by"),
    ],
)
def test_wrong_use_ends_with_2_and_stores_nothing(
    run: Shell, file: Writing, arguments: list[str], sentence: str
) -> None:
    answer = run("upload", file(people((BILO, DAY, 700))), *arguments)
    assert (answer.status, answer.out) == (2, "")
    assert sentence in answer.err
    assert entries(run) == 1

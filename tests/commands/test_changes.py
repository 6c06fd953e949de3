"""``changes``: what the first page tells of what changed, by the same code."""

import pytest

from tests.commands.conftest import Shell, Writing
from tests.records import BILO, POKR, csv_of, distances, people

DAY = "2025-09-12"


@pytest.fixture
def told(run: Shell, file: Writing) -> Shell:
    """Uploads 2 to 5; the fourth corrects the second, the fifth came late."""
    for text in (
        people((BILO, "2025-09-05", 700), (POKR, "2025-09-05", 1000), (POKR, DAY, 899)),
        distances((BILO, "2025-09-05", "A", 21.6), (BILO, DAY, "A", 14.8)),
        people((BILO, "2025-09-05", 690)),
        csv_of("town_code date water", (BILO, "2025-09-01", "open"), (BILO, "2025-09-08", "closed")),
    ):
        assert run("upload", file(text), "--by", "Olena").status == 0
    return run


def test_without_data_nothing_changed(run: Shell) -> None:
    answer = run("changes")
    assert (answer.status, answer.out) == (0, "as of 2025-09-15, since 2025-09-08\n(nothing changed)\n")
    document = run("changes", "--json").json
    assert (document["changed_since"], document["known_before"], document["changes"]) == (
        "2025-09-08",
        None,
        [],
    )


def test_the_changes_of_a_week_are_told_most_important_first(told: Shell) -> None:
    assert told("changes").out.replace("\u00a0", " ").splitlines() == [
        "as of 2025-09-12, since 2025-09-05",
        "12 Sep 2025  front      Bilozerske: front 21.6 km on 5 Sep 2025, 14.8 km on 12 Sep 2025: now within 15 km",
        " 8 Sep 2025  service    Bilozerske: water closed, before open (1 Sep 2025)",
        "12 Sep 2025  people     Pokrovsk: people remaining 1 000 on 5 Sep 2025, 899 on 12 Sep 2025 (−10 %)",
        "15 Sep 2025  corrected  Bilozerske: people remaining of 5 Sep 2025 corrected from 700 to 690 (upload 4)",
    ]


def test_every_change_is_a_row_with_its_values_days_source_and_sentence(told: Shell) -> None:
    document = told("changes", "--json", "--changed-since", "2025-09-05").json
    assert (document["version"], document["changed_since"], document["filters"]["as_of"]) == (
        5,
        "2025-09-05",
        DAY,
    )
    assert document["changes"][0] == {
        "town_code": BILO,
        "town_name": "Bilozerske",
        "kind": "nearer",
        "what": None,
        "date": DAY,
        "before": 21.6,
        "after": 14.8,
        "before_date": "2025-09-05",
        "after_date": DAY,
        "edge_km": 15.0,
        "days_before": None,
        "days_after": None,
        "source": "A",
        "upload_id": None,
        "destination": None,
        "team": None,
        "importance": 2,
        "sentence": "front 21.6\u00a0km on 5 Sep 2025, 14.8\u00a0km on 12 Sep 2025: now within 15 km",
    }
    corrected = document["changes"][-1]
    assert (corrected["kind"], corrected["what"]) == ("correction", "population_remaining")
    assert (corrected["before"], corrected["after"], corrected["upload_id"]) == (700, 690, 4)


def test_against_what_was_known_after_an_upload_late_reports_and_corrections_are_told(told: Shell) -> None:
    document = told("changes", "--json", "--known-before", "3").json
    assert (document["changed_since"], document["known_before"]) == (DAY, 3)
    assert [(row["kind"], row["what"], row["upload_id"]) for row in document["changes"]] == [
        ("correction", "population_remaining", 4),
    ]
    assert told("changes", "--json", "--known-before", "5").json["changes"] == []


def test_filters_narrow_what_changed(told: Shell) -> None:
    def kinds(*filters: str) -> list[str]:
        return [row["kind"] for row in told("changes", "--json", *filters).json["changes"]]

    assert kinds("--town", "Pokrovsk") == ["people_down"]
    assert kinds("--area", "UA23") == []
    assert kinds("--as-known-after", "2", "--town", "Bilozerske") == []
    assert kinds("--as-of", "2025-09-11", "--town", "Pokrovsk") == []
    assert kinds("--since", "2025-09-12", "--town", "Pokrovsk") == ["people_down"]
    assert kinds("--changed-since", "2025-09-12", "--town", "Pokrovsk") == []


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            ["--changed-since", "2025-09-13"],
            '--changed-since: found "2025-09-13", expected a day on or before 2025-09-12',
        ),
        (
            ["--changed-since", "soon"],
            'argument --changed-since: found "soon", expected a day like 2025-09-12',
        ),
        (["--known-before", "6"], '--known-before: found "6", expected an upload from 1 to 5'),
        (["--known-before", "0"], '--known-before: found "0", expected an upload from 1 to 5'),
        (
            ["--known-before", "3", "--as-known-after", "2"],
            '--known-before: found "3", expected an upload from 1 to 2',
        ),
    ],
)
def test_what_cannot_be_compared_is_wrong_use(told: Shell, options: list[str], sentence: str) -> None:
    answer = told("changes", *options)
    assert (answer.status, answer.out) == (2, "")
    assert sentence in answer.err

"""Which town first and pace against time from the command line: what the pages show, by the same code."""

import pytest

from tests.commands.conftest import Shell, Writing
from tests.records import BILO, POKR, departures, distances, people

DAY = "2025-09-12"


@pytest.fixture
def told(run: Shell, file: Writing) -> Shell:
    for text in (
        people((BILO, DAY, 700), (POKR, DAY, 100)),
        departures(*((BILO, f"2025-09-{day:02}", 35) for day in (9, 10, 12)), (POKR, DAY, 5)),
        distances((BILO, DAY, "A", 14.8), (POKR, DAY, "A", 3)),
    ):
        run("upload", file(text), "--by", "Olena")
    return run


def test_the_order_of_towns_with_every_part_of_it(told: Shell) -> None:
    document = told("situation", "--json", "--weights", "5-0-0-0-0").json
    first, second = document["attention"][:2]
    assert [first["town_code"], second["town_code"]] == [POKR, BILO]
    assert (first["rank"], first["part_contact"], first["score"], first["contact_by"]) == (
        1,
        1.0,
        1.0,
        "today",
    )
    assert (second["rank"], second["part_contact"], second["days_to_clear"]) == (2, 0.0, 20)
    assert document["attention_steadiness"] is None
    turned = told("situation", "--json", "--weights", "0-5-0-0-0", "--within-km", "15").json["attention"]
    assert [row["town_code"] for row in turned[:2]] == [BILO, POKR]
    assert [row["part_contact"] for row in turned[:2]] == [1.0, 1.0]


def test_the_days_to_clear_of_every_town(told: Shell) -> None:
    rows = {row["town_code"]: row for row in told("evacuations", "--json").json["time_to_clear"]}
    assert len(rows) == 5
    assert (rows[BILO]["per_day"], rows[BILO]["days_to_clear"], rows[BILO]["clear_on"]) == (
        35.0,
        20,
        "2025-10-02",
    )
    assert (rows[BILO]["why"], rows[BILO]["chance"], rows[BILO]["within_km"]) == (None, None, 10)
    assert (rows[POKR]["why"], rows[POKR]["days_to_clear"]) == ("few_reports", None)
    wider = told("evacuations", "--json", "--within-km", "25").json["time_to_clear"]
    assert {row["within_km"] for row in wider} == {25}


def test_weights_and_distances_that_there_are_not_are_wrong_use(told: Shell) -> None:
    refused = told("situation", "--weights", "5-5-5-5-11")
    assert (refused.status, refused.out) == (2, "")
    assert 'weights: found "5-5-5-5-11", expected 5 whole numbers from 0 to 10, like 5-5-5-5-5' in refused.err
    assert told("evacuations", "--within-km", "7").status == 2

"""Every page stands in every state of the data: no error, no trace of one, a credit under each figure."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.look.words import word
from tests.databases import databases
from tests.pages.checks import faults
from tests.records import (
    BILO,
    HULI,
    KOST,
    POKR,
    TOWN_ROWS,
    csv_of,
    departures,
    distances,
    people,
    record_of,
    towns,
)
from tests.screens import PAGES, Screen
from tests.ui.conftest import Opens

PAGE = pytest.mark.parametrize("name", PAGES)
PARTS = ("history", "freshness", "dictionary", "outlook", "downloads")

NOWHERE = towns(*((*row[:10], None, None, None) for row in TOWN_ROWS))
NAMES_ALONE = csv_of("town_code town_name", *(row[:2] for row in TOWN_ROWS))
STATES: dict[str, tuple[str, ...]] = {
    "nothing": (),
    "towns": (towns(),),
    "towns with nothing but a name": (NAMES_ALONE, people((POKR, "2025-09-01", 5))),
    "no coordinates": (NOWHERE, distances((POKR, "2025-09-01", "A", 5.0)), people((POKR, "2025-09-01", 5))),
    "one estimate": (towns(), people((POKR, "2025-09-01", 5))),
    "one departure": (towns(), departures((POKR, "2025-09-01", 5))),
    "one departure of nobody": (towns(), departures((POKR, "2025-09-01", 0))),
    "one transit": (towns(), csv_of("town_code date count_at evacuated", (POKR, "2025-09-01", "transit", 5))),
    "one distance": (towns(), distances((POKR, "2025-09-01", "A", 5.0))),
    "one town held": (towns(), distances((POKR, "2025-09-01", "A", 0))),
    "one order": (towns(), csv_of("town_code date evacuation_order", (POKR, "2025-09-01", "mandatory"))),
    "one service": (towns(), csv_of("town_code date water", (POKR, "2025-09-01", "unknown"))),
    "an empty report": (towns(), csv_of("town_code date notes", (POKR, "2025-09-01", None))),
    "no status": (
        towns(),
        departures((POKR, "2025-09-01", 5), (BILO, "2025-08-01", 5)),
        distances((POKR, "2025-09-01", "A", 5.0), (BILO, "2025-07-01", "A", 50.0)),
    ),
    "all on one day": (
        towns(),
        people(*((code, "2025-09-01", 5) for code in (POKR, BILO, KOST, HULI))),
        departures(*((code, "2025-09-01", 5) for code in (POKR, BILO, KOST, HULI))),
        distances(*((code, "2025-09-01", "A", 5.0) for code in (POKR, BILO, KOST, HULI))),
    ),
    "a report of tomorrow": (towns(), people((POKR, "2025-09-16", 5)), departures((POKR, "2025-09-16", 5))),
}


@pytest.fixture(scope="module")
def database_of(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """A database in one of the states, made once."""
    urls: dict[str, str] = {}

    def url(state: str) -> str:
        if state not in urls:
            file: Path = tmp_path_factory.mktemp("state") / "dashboard.db"
            urls[state] = databases.url_of(record_of(file, *STATES[state]))
        return urls[state]

    return url


def opened(page: Screen, name: str) -> Screen:
    """A page and, where it has several, each of its parts in turn; every one is looked at."""
    page.open(name)
    assert faults(page) == []
    if name == "data":
        for part in PARTS[1:]:
            page.at.segmented_control(key="part").set_value(part)
            assert faults(page.run()) == [], part
    return page


@PAGE
def test_a_page_of_the_demonstration_has_figures_with_credit(
    screen: Opens, demonstration: str, name: str
) -> None:
    page = opened(screen(demonstration), name)
    assert page.notices == [word("app.demonstration")]
    assert page.empty == []


@PAGE
@pytest.mark.parametrize("state", STATES)
def test_a_page_stands_in_every_state_of_the_data(
    screen: Opens, database_of: Callable[[str], str], state: str, name: str
) -> None:
    page = opened(screen(database_of(state)), name)
    assert page.notices == []


@PAGE
@pytest.mark.parametrize("state", ["one estimate", "one distance", "one departure", "no coordinates"])
def test_a_page_stands_for_a_town_without_a_report(
    screen: Opens, database_of: Callable[[str], str], state: str, name: str
) -> None:
    page = screen(database_of(state)).open(name, town=BILO)
    assert faults(page) == []
    page.open(name, town=POKR, period="7")
    assert faults(page) == []


@PAGE
def test_a_page_without_a_town_says_what_to_do(
    screen: Opens, database_of: Callable[[str], str], name: str
) -> None:
    page = screen(database_of("nothing")).open(name)
    if name == "upload":
        assert page.empty == [] and len(page.at.file_uploader) == 1
    elif name == "data":
        assert page.empty == [word("missing.rows")] or page.markup.count("dash-empty") == 1
    else:
        assert page.empty == [f"{word('empty.towns')} {word('empty.towns_remedy')}"]
        assert page.files == []


@PAGE
def test_a_choice_that_holds_no_town_says_so(screen: Opens, demonstration: str, name: str) -> None:
    page = screen(demonstration).open(name, town=BILO, area="UA1412")
    assert faults(page) == []
    if name not in ("data", "upload"):
        assert page.empty == [f"{word('empty.towns')} {word('empty.towns_remedy')}"]


@PAGE
def test_a_report_of_nothing_is_shown_as_missing_and_not_as_zero(
    screen: Opens, database_of: Callable[[str], str], name: str
) -> None:
    page = screen(database_of("towns")).open(name)
    values = [value for value, _ in page.cards.values()]
    counts_of_towns = {word("evacuations.towns"), word("evacuations.coverage")}
    for label, (value, _) in page.cards.items():
        assert value == word("missing.report") or label in counts_of_towns, label
    assert values or name in ("map", "front", "upload", "data")


def test_an_evacuation_of_nobody_is_zero_and_not_missing(
    screen: Opens, database_of: Callable[[str], str]
) -> None:
    page = screen(database_of("one departure of nobody")).open("evacuations")
    assert page.cards[word("evacuations.total", point="departure")][0] == "0"
    assert [row["evacuated"] for row in page.csv("evacuations.periods")] == ["0"]


def test_the_page_never_reaches_the_clock_or_the_network(screen: Opens, demonstration: str) -> None:
    page = screen(demonstration)
    for name in PAGES:
        page.open(name)
        assert not re.search(r"https?://(?!www\.w3\.org)", page.everything()), name

"""What changed on the first page: what is compared, the list, the field and the address."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dashboard.look.words import word
from dashboard.ui import changes_part
from dashboard.ui.kept import kept
from tests.databases import databases
from tests.records import (
    BILO,
    HULI,
    KOST,
    KOST_VILLAGE,
    POKR,
    TOWN_ROWS,
    csv_of,
    distances,
    people,
    record_of,
    send_on,
    towns,
)
from tests.screens import Screen
from tests.ui.conftest import Opens

SERVICES = "electricity water gas heating hospital pharmacy bank shop mobile_network road"
Visited = Callable[[int, int], None]


@pytest.fixture
def visited(monkeypatch: pytest.MonkeyPatch) -> Visited:
    """The reader was here before, at an hour of a day in September 2025."""

    def at(day: int, hour: int) -> None:
        moment = datetime(2025, 9, day, hour, 5, tzinfo=UTC)
        monkeypatch.setattr(changes_part, "last_visit", lambda: moment)

    return at


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Uploads 1 to 4 at noon of the 1st, 2nd, 10th and 12th; the last corrects the second."""
    record = record_of(tmp_path / "dashboard.db")
    send_on(record, towns(), day=1)
    send_on(record, people((POKR, "2025-09-02", 1000), (BILO, "2025-09-02", 40)), day=2)
    send_on(record, people((POKR, "2025-09-10", 800)), day=10)
    send_on(record, people((BILO, "2025-09-02", 50)), day=12)
    return databases.url_of(record)


def listed(page: Screen) -> list[str]:
    items = re.findall(r"<li>(.*?)</li>", page.markup)
    return [re.sub(r"<[^>]*>", "|", item).strip("|") for item in items if "dash-note" in item]


def note(page: Screen) -> str:
    (found,) = re.findall(r"<h2>What changed</h2><div class=\"dash-note\">(.*?)</div>", page.markup)
    return str(found)


def test_without_a_visit_the_week_before_the_as_of_day_is_compared(screen: Opens, url: str) -> None:
    page = screen(url).open("situation")
    assert (
        note(page)
        == "What the newest reports say now against what they said on 3 Sep 2025. Most important first."
    )
    assert page.at.date_input(key="changed_since").value == date(2025, 9, 3)
    assert page.address == {}
    assert [row["kind"] for row in page.csv("situation.changes")] == ["silent", "people_down", "correction"]


def test_since_the_last_visit_is_what_was_known_then_against_now(
    screen: Opens, url: str, visited: Visited
) -> None:
    visited(9, 14)
    page = screen(url).open("situation")
    assert note(page) == (
        "Since your last visit, 9 Sep 2025, 14:05 UTC (upload 2): what the newest reports say now against what you "
        "could see then, as of 2 Sep 2025."
    )
    rows = page.csv("situation.changes")
    assert [(row["kind"], row["before"], row["after"], row["upload_id"]) for row in rows] == [
        ("silent", "", "8", ""),
        ("people_down", "1000", "800", ""),
        ("correction", "40", "50", "4"),
    ]
    assert rows[1]["sentence"] == "people remaining 1\u00a0000 on 2 Sep 2025, 800 on 10 Sep 2025 (−20\u00a0%)"


def test_a_visit_after_the_newest_upload_says_so_and_compares_with_the_week(
    screen: Opens, url: str, visited: Visited
) -> None:
    visited(13, 9)
    page = screen(url).open("situation")
    assert note(page) == (
        "Nothing was uploaded since your last visit, 13 Sep 2025, 09:05 UTC. What the newest reports say now against "
        "3 Sep 2025, seven days before the as-of date."
    )


def test_a_day_of_the_readers_own_counts_more_than_a_visit_and_stands_in_the_address(
    screen: Opens, url: str, visited: Visited
) -> None:
    visited(9, 14)
    page = screen(url).open("situation")
    page.at.date_input(key="changed_since").set_value(date(2025, 9, 5))
    page.run()
    assert page.address == {"changed_since": "2025-09-05"}
    assert note(page).startswith("What the newest reports say now against what they said on 5 Sep 2025.")
    page.at.date_input(key="changed_since").set_value(date(2025, 9, 2))
    assert page.run().address == {}


def test_a_link_opens_with_its_day(screen: Opens, url: str) -> None:
    page = screen(url).open("situation", changed_since="2025-09-08")
    assert page.at.date_input(key="changed_since").value == date(2025, 9, 8)
    assert page.address == {"changed_since": "2025-09-08"}
    assert page.notices == []


@pytest.mark.parametrize("day", ["soon", "2025-09-11", "1999-01-01", "<b>"])
def test_a_link_with_a_day_that_is_not_in_the_data_says_so(screen: Opens, url: str, day: str) -> None:
    page = screen(url).open("situation", changed_since=day)
    shown = day.replace("<", "&lt;").replace(">", "&gt;")
    assert f"Since: “{shown}” is not in the data, so the default is shown." in page.markup
    assert page.at.date_input(key="changed_since").value == date(2025, 9, 3)
    assert page.address == {}


def test_the_default_moves_along_with_the_as_of_day_and_a_chosen_day_stays_within_it(
    screen: Opens, url: str
) -> None:
    page = screen(url).open("situation", as_of="2025-09-09")
    assert page.at.date_input(key="changed_since").value == date(2025, 9, 2)
    page.at.date_input(key="changed_since").set_value(date(2025, 9, 8))
    page.run()
    page.at.date_input(key="as_of").set_value(date(2025, 9, 4))
    assert page.run().at.date_input(key="changed_since").value == date(2025, 9, 4)


def test_a_chosen_day_stays_through_a_change_of_page(screen: Opens, url: str) -> None:
    page = screen(url).open("situation", changed_since="2025-09-08")
    page.go("front").go("situation")
    assert page.at.date_input(key="changed_since").value == date(2025, 9, 8)


def test_a_change_leads_to_its_town_and_a_correction_to_its_upload(screen: Opens, url: str) -> None:
    page = screen(url).open("situation")
    assert f'<a href="./town?code={POKR}" target="_self">Pokrovsk</a>' in page.markup
    assert '(<a href="./data?upload=4" target="_self">upload 4</a>)' in page.markup
    assert listed(page)[1].startswith("people|||Pokrovsk|: people remaining 1")
    assert listed(page)[1].endswith("|10 Sep 2025")


def test_towns_of_one_name_are_told_apart(screen: Opens, tmp_path: Path) -> None:
    counts = [
        (code, day, count)
        for code in (KOST, KOST_VILLAGE)
        for day, count in (("2025-09-01", 9), ("2025-09-08", 5))
    ]
    record = record_of(tmp_path / "dashboard.db", towns(), people(*counts))
    page = screen(databases.url_of(record)).open("situation")
    assert [item.split("|")[3] for item in listed(page)] == [
        "Kostiantynivka (Kramatorskyi)",
        "Kostiantynivka (Pokrovskyi)",
    ]


def test_eight_changes_are_shown_and_the_rest_opens_behind_a_tap(screen: Opens, tmp_path: Path) -> None:
    states = [(POKR, "2025-09-01", *["open"] * 10), (POKR, "2025-09-08", *["closed"] * 10)]
    record = record_of(tmp_path / "dashboard.db", towns(), csv_of(f"town_code date {SERVICES}", *states))
    page = screen(databases.url_of(record)).open("situation")
    shown, rest = page.markup.split("<summary>and 2 more</summary>")
    assert shown.count("closed, before open") == 8
    assert rest.count("closed, before open") == 2
    assert len(page.csv("situation.changes")) == 10
    assert "Demands action: " in shown


def test_names_that_are_markup_are_shown_as_text(screen: Opens, tmp_path: Path) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    rows = [(code, hostile if code == POKR else name, *rest) for code, name, *rest in TOWN_ROWS]
    columns = "town_code date evacuated team destination source"
    counts = (
        (POKR, "2025-09-01", count, "<script>1</script>", "<b>Dnipro</b>", "<i>S</i>") for count in (5, 6)
    )
    record = record_of(tmp_path / "dashboard.db", towns(*rows), *(csv_of(columns, row) for row in counts))
    page = screen(databases.url_of(record)).open("situation")
    assert "corrected from 5 to 6" in page.markup
    assert "&lt;script&gt;1&lt;/script&gt;" in page.markup
    assert not re.search(r"<(img src=x|script|b>D|i>S)", page.markup)


@pytest.mark.parametrize("hour", [None, 14])
def test_of_a_large_country_a_town_that_was_taken_is_told_although_it_is_near_to_nothing_now(
    screen: Opens, tmp_path: Path, visited: Visited, monkeypatch: pytest.MonkeyPatch, hour: int | None
) -> None:
    monkeypatch.setattr("dashboard.analysis.near_towns.MOST_TOWNS", 1)
    kept.clear()
    record = record_of(tmp_path / "dashboard.db")
    send_on(record, towns(), day=1)
    then = [(BILO, "2025-09-04", "A", 3.0), (POKR, "2025-09-04", "A", 9.0), (HULI, "2025-09-04", "A", 0.0)]
    send_on(record, distances(*then), day=4)
    send_on(
        record,
        distances(*((code, "2025-09-12", "A", 9.0 if code == POKR else 0.0) for code, *_ in then)),
        day=12,
    )
    if hour is not None:
        visited(5, hour)
    page = screen(databases.url_of(record)).open("situation")
    assert [(row["town_code"], row["kind"]) for row in page.csv("situation.changes")] == [(BILO, "held")]
    assert word("changed.cut_towns", towns=len(TOWN_ROWS), count=2) in page.markup
    kept.clear()


def test_where_nothing_changed_a_sentence_says_so(screen: Opens, tmp_path: Path) -> None:
    record = record_of(tmp_path / "dashboard.db", towns(), people((POKR, "2025-09-10", 1000)))
    page = screen(databases.url_of(record)).open("situation")
    assert "Nothing changed in this time." in page.markup
    assert page.csv("situation.changes") == []

"""Two towns of one name are told apart wherever they are named, and each link leads to its own."""

import re

import pytest

from dashboard.model.alert_rule import AlertRule
from dashboard.store.record import Record
from tests.databases import databases
from tests.pages.checks import faults
from tests.records import KOST, KOST_VILLAGE, POKR, csv_of, departures, distances, send, towns
from tests.store.alerted import ruled
from tests.ui.conftest import Opens

TITLES = {KOST: "Kostiantynivka (Kramatorskyi)", KOST_VILLAGE: "Kostiantynivka (Pokrovskyi)"}


@pytest.fixture
def url(empty_record: Record) -> str:
    """Both lost their water, came within 10 km, and have been silent since; people leave one of them."""
    send(empty_record, towns())
    titles = "town_code date status population_remaining water"
    days = ("2025-08-20", "open"), ("2025-08-31", "closed")
    rows = [(code, day, "at_risk", 700, water) for code in TITLES for day, water in days]
    send(empty_record, csv_of(titles, *rows, (POKR, "2025-09-05", "at_risk", 5, "open")))
    send(
        empty_record,
        distances(*((code, f"2025-09-0{day}", "Map", 16 - 3.5 * day) for code in TITLES for day in (1, 3))),
    )
    send(
        empty_record, departures(*((code, f"2025-08-{day}", 12) for code in TITLES for day in range(28, 32)))
    )
    ruled(empty_record, AlertRule("front_nearer_than", 10.0))
    return databases.url_of(empty_record)


@pytest.mark.parametrize("page", ["situation", "front", "evacuations"])
def test_each_of_them_is_named_by_a_title_of_its_own(screen: Opens, url: str, page: str) -> None:
    found = screen(url).open(page)
    assert faults(found) == []
    for code, title in TITLES.items():
        linked = re.findall(rf'<a href="\./town\?code={code}"[^>]*>(.*?)</a>', found.markup)
        assert {name for name in linked if name.startswith("Kost")} == {title}
    said = re.sub(r"<[^>]*>", "", found.markup)
    assert re.findall(r"Kostiantynivka(?! \(|&nbsp;\()", said) == []

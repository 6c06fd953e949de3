"""The tested error on the pages: worked out when asked for, kept until the distances change, never waited for."""

from datetime import date
from pathlib import Path

import pytest
from pandas import DataFrame

from dashboard.analysis.ahead.backtest import Backtest
from dashboard.look.words import word
from dashboard.store.reading import open_reader
from dashboard.ui import near_towns, outlook_tested
from tests.databases import databases
from tests.outlooks import outlook_of
from tests.pages.checks import faults
from tests.records import BILO, distances, people, record_of, send, towns
from tests.screens import Screen
from tests.ui.conftest import Opens

PART = word("data.outlook")
CLAIMS = ("outlook", "nothing", "line", "how_often")
Asked = list[dict[str, object]]


def error(brier: float, *, days: int = 9) -> Backtest:
    scores = [(h, km, 50, 20, brier, 0.05, 0.06, 0.04) for h in (14, 30, 60, 90) for km in (5, 10, 15, 25)]
    ranges = [(h, 50, 0.82, 0.2, 0.3, 0.4, 0.25) for h in (14, 30, 60, 90)]
    return Backtest(
        judged=DataFrame({"town_code": ["x"] * 1000}),
        scores=DataFrame(scores, columns=["horizon_days", "threshold_km", "cases", "came", *CLAIMS]),
        ranges=DataFrame(
            ranges, columns=["horizon_days", "cases", "held", *(f"pinball_{c}" for c in CLAIMS)]
        ),
        days=days,
        first=date(2025, 1, 1) if days else None,
        last=date(2025, 8, 1) if days else None,
    )


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """What was tested, in the place of a test that takes a minute; each finds another error."""
    calls: Asked = []

    def given(ask: object, **of: object) -> Backtest:
        calls.append(of)
        return error(len(calls) / 1000)

    monkeypatch.setattr(outlook_tested, "backtest", given)
    return calls


@pytest.fixture
def database(engine: str, tmp_path: Path) -> str:
    record = record_of(tmp_path / "own.db", towns(), distances((BILO, "2025-09-12", "Map", 14.5)))
    return databases.url_of(record)


@pytest.fixture
def with_outlook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        near_towns, "outlook", lambda ask, filters: outlook_of(BILO, name="Bilozerske", km=14.5)
    )


def pressed(page: Screen) -> Screen:
    page.at.button(key="test_outlook").click()
    return page.run()


def test_nothing_is_worked_out_before_somebody_asks(screen: Opens, database: str, asked: Asked) -> None:
    page = screen(database).open("data", part=PART)
    assert faults(page) == [] and asked == [] and "<table" not in page.markup
    assert page.at.button(key="test_outlook").label == word("tested.now")


def test_who_asks_sees_the_scores_and_ranges_with_their_credit(
    screen: Opens, database: str, asked: Asked
) -> None:
    page = pressed(screen(database).open("data", part=PART))
    assert faults(page) == []
    assert asked == [{"source": "Map", "as_of": date(2025, 9, 12)}]
    shown = page.table(word("tested.scores"))
    assert len(shown) == 16
    assert shown[5][:8] == ["30 days", "10", "50", "40 %", "0.0010", "0.0500", "0.0600", "0.0400"]
    assert [row[2] for row in page.table(word("tested.ranges"))] == ["82 %"] * 4
    assert "tested on 9 past days, 1 Jan 2025 to 1 Aug 2025" in page.markup
    assert len(page.csv("data.outlook_scores")) == 16 and len(page.csv("data.outlook_ranges")) == 4


def test_it_is_kept_for_every_reader_until_the_distances_change(
    screen: Opens, database: str, asked: Asked
) -> None:
    pressed(screen(database).open("data", part=PART))
    other = screen(database).open("data", part=PART)
    assert len(asked) == 1
    assert other.table(word("tested.scores"))[0][4] == "0.0010"
    assert "test_outlook" not in [button.key for button in other.at.button]


def test_other_uploads_leave_it_and_new_distances_take_it_away(
    screen: Opens, engine: str, tmp_path: Path, asked: Asked
) -> None:
    record = record_of(tmp_path / "own.db", towns(), distances((BILO, "2025-09-12", "Map", 14.5)))
    url = databases.url_of(record)
    page = pressed(screen(url).open("data", part=PART))
    send(record, people((BILO, "2025-09-12", 500)))
    assert page.open("data", part=PART).table(word("tested.scores"))[0][4] == "0.0010"
    send(record, distances((BILO, "2025-09-11", "Map", 14.6)))
    page.open("data", part=PART)
    assert "<table" not in page.markup and len(asked) == 1
    assert pressed(page).table(word("tested.scores"))[0][4] == "0.0020"


def test_another_day_is_another_test(screen: Opens, engine: str, tmp_path: Path, asked: Asked) -> None:
    rows = [(BILO, day, "Map", 14.5) for day in ("2025-09-10", "2025-09-12")]
    url = databases.url_of(record_of(tmp_path / "own.db", towns(), distances(*rows)))
    pressed(screen(url).open("data", part=PART))
    pressed(screen(url).open("data", part=PART, as_of="2025-09-10"))
    assert [of["as_of"] for of in asked] == [date(2025, 9, 12), date(2025, 9, 10)]


@pytest.mark.usefixtures("with_outlook")
def test_the_town_links_to_it_and_tells_it_once_it_is_known(
    screen: Opens, database: str, asked: Asked
) -> None:
    before = screen(database).open("town", code=BILO).markup
    assert word("tested.unknown") in before and asked == []
    assert "./data?part=Outlook+tested" in before
    pressed(screen(database).open("data", part=PART))
    after = screen(database).open("town", code=BILO).markup
    assert word("tested.unknown") not in after and len(asked) == 1
    assert "Brier score of the chance within 10 km 0.0010 (0 is perfect)" in after
    assert "The 10–90 % range held in 82\u00a0% of 50 cases." in after


def test_what_was_judged_day_by_day_is_not_kept_in_memory(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outlook_tested, "backtest", lambda ask, **of: error(0.02))
    answers = open_reader(database)
    made = outlook_tested._worked_out(answers, version=1, source="Map", as_of=date(2025, 9, 12))
    assert len(made.judged) == 0 and len(made.scores) == 16


def test_too_little_data_is_said_with_what_it_takes(screen: Opens, database: str) -> None:
    page = pressed(screen(database).open("data", part=PART))
    assert page.empty == [
        "Not enough data to test: the distances by Map must reach back more than 120 days, and 14 more."
    ]
    assert faults(page) == []


@pytest.mark.parametrize(
    ("name", "address"), [("data", {"part": PART}), ("town", {"code": BILO}), ("front", {"town": BILO})]
)
def test_the_name_of_a_source_is_text(
    screen: Opens, engine: str, tmp_path: Path, name: str, address: dict[str, str]
) -> None:
    source = "</div><script>alert(2)</script> **x** {0}"
    rows = distances((BILO, "2025-09-12", source, 14.5))
    url = databases.url_of(record_of(tmp_path / "hostile.db", towns(), rows))
    page = screen(url).open(name, **address)
    if name == "data":
        pressed(page)
    assert faults(page) == [] and "<script>" not in page.markup
    assert any(f"distances by {source} " in sentence for sentence in page.empty)

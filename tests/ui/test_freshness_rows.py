"""How fresh the data is, as cells of tables and as sentences."""

import re
from datetime import date
from html import unescape

import pandas as pd
from pandas import DataFrame

from dashboard.analysis.freshness import TableNow
from dashboard.analysis.silence import longest_silent
from dashboard.look.tables import Cell
from dashboard.ui.data.freshness_rows import gap_cells, week_cells, week_legend
from dashboard.ui.freshness_part import table_cells
from dashboard.ui.freshness_words import fresh_sentence, silent_sentence

AS_OF = date(2025, 9, 12)
DAY = pd.Timestamp("2025-09-09")


def plain(cell: Cell) -> str:
    text = re.sub('<span class="dash-unseen">.*?</span>|<[^>]*>', " ", "–" if cell is None else cell)
    return " ".join(unescape(text).replace("\u00a0", " ").split())


def silences(*rows: tuple[str, int, bool]) -> DataFrame:
    """Name, age and whether it is silent."""
    found = DataFrame(rows, columns=["town_name", "age_days", "silent"])
    return found.assign(town_code=found["town_name"].str.lower())


def weeks(**changes: object) -> DataFrame:
    row: dict[str, object] = {
        "town_code": "a",
        "town_name": "A",
        "age_days": 3,
        "usual_gap_days": 2,
        "silent_after_days": 4,
        "silent": False,
        "town_status": DAY,
        "evacuations": pd.NaT,
        "front_distances": DAY,
    }
    kinds = ["both", "town_status", "evacuations", *[None] * 9]
    row |= {f"{day:%Y-%m-%d}": kind for day, kind in zip(_mondays(), kinds, strict=True)}
    return DataFrame([row | changes])


def _mondays() -> pd.DatetimeIndex:
    return pd.date_range("2025-06-23", periods=12, freq="W-MON")


def test_a_town_has_its_newest_reports_its_rhythm_and_a_square_for_each_week() -> None:
    (cells,) = week_cells(weeks(), as_of=AS_OF)
    assert [plain(cell) for cell in cells[:5]] == [
        "A",
        "9 Sep 2025 3 days old",
        "–",
        "9 Sep 2025 3 days old",
        "within 2 days; silent after 4",
    ]
    squares = re.findall(r'<i class="dash-week ([a-z-]+)">', str(cells[5]))
    assert squares == ["dash-both", "dash-status", "dash-left", *["dash-silent"] * 9]
    assert 'aria-label="a report in 3 of 12 weeks"' in str(cells[5])


def test_a_silent_town_is_marked_and_an_unknown_rhythm_is_said() -> None:
    (cells,) = week_cells(
        weeks(silent=True, age_days=9, usual_gap_days=pd.NA, silent_after_days=7), as_of=AS_OF
    )
    assert plain(cells[0]) == "A silent 9 d"
    assert plain(cells[4]) == "rhythm not known; silent after 7"


def test_each_square_has_its_word() -> None:
    assert plain(week_legend()) == "status and evacuations status only evacuations only no report"
    assert re.findall(r"dash-week ([a-z-]+)", week_legend()) == [
        "dash-both",
        "dash-status",
        "dash-left",
        "dash-silent",
    ]


def gaps(**changes: object) -> list[str]:
    row: dict[str, object] = {
        "town_code": "a",
        "town_name": "A",
        "dataset": "town_status",
        "source": None,
        "newest": DAY,
        "usual_gap_days": 7,
        "longest_gap_days": 6,
        "gap_since": pd.Timestamp("2025-08-14"),
        "gap_until": pd.Timestamp("2025-08-19"),
        "days_reported": 5,
        "days": 30,
        "weeks_reported": 4,
        "weeks": 5,
    }
    (cells,) = gap_cells(DataFrame([row | changes]), as_of=AS_OF)
    return [plain(cell) for cell in cells]


def test_a_table_of_a_town_has_its_longest_gap_with_its_days() -> None:
    assert gaps() == [
        "A",
        "town status",
        "9 Sep 2025 3 days old",
        "7",
        "6",
        "14 Aug 2025 to 19 Aug 2025",
        "17 % 5 of 30",
        "80 % 4 of 5",
    ]


def test_a_source_of_distances_speaks_of_all_towns() -> None:
    cells = gaps(town_code=None, town_name=None, dataset="front_distances", source="DeepState")
    assert cells[:2] == ["all these towns", "front distances, DeepState"]


def test_a_gap_of_no_day_has_no_days() -> None:
    cells = gaps(
        usual_gap_days=pd.NA,
        longest_gap_days=0,
        gap_since=pd.NaT,
        gap_until=pd.NaT,
        silent_days=12,
    )
    assert cells[:6] == ["A silent 12 d", "town status", "9 Sep 2025 3 days old", "–", "0", ""]


TABLES = (
    TableNow("town_status", date(2025, 9, 9), 3, recent_towns=2, towns=3),
    TableNow("evacuations", None, None, recent_towns=0, towns=3),
    TableNow("front_distances", date(2025, 8, 20), 23, recent_towns=0, towns=0),
)


def test_a_table_on_the_first_page_has_its_newest_day_and_who_reports() -> None:
    cells = table_cells(TABLES, source="DeepState", as_of=AS_OF)
    assert [[plain(cell) for cell in row] for row in cells] == [
        ["town status", "9 Sep 2025 3 days old", "2 of 3"],
        ["evacuations", "–", "0 of 3"],
        ["front distances, DeepState", "20 Aug 2025 23 days old", "–"],
    ]
    assert "dash-stale" in str(cells[2][1])


def said(*rows: tuple[str, int, bool], towns: int) -> str:
    return fresh_sentence(TABLES, silences(*rows), towns=towns).replace("\u00a0", " ")


def test_a_sentence_tells_who_reports_who_is_silent_and_who_never_reported() -> None:
    assert said(("A", 3, False), ("B", 9, True), ("C", 20, True), towns=5) == (
        "Of 3 towns that ever reported, 2 reported their status in the last 7 days and 0 an evacuation. "
        "2 towns are silent: C (silent 20 d), B (silent 9 d). 2 towns never reported."
    )
    assert said(("A", 3, False), towns=1) == (
        "Of 1 town that ever reported, 2 reported its status in the last 7 days and 0 an evacuation. "
        "No town is silent."
    )
    assert said(towns=5) == "None of the 5 chosen towns ever reported."


def test_many_silent_towns_are_counted_and_the_longest_silent_named() -> None:
    many = silences(*((f"T{age}", age, True) for age in range(10, 21)))
    assert silent_sentence(longest_silent(many)).replace("\u00a0", " ") == (
        "11 towns are silent: "
        + ", ".join(f"T{age} (silent {age} d)" for age in range(20, 12, -1))
        + ", and 3 more."
    )

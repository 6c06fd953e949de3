"""A pace stalls or doubles from the 14 days up to one day to the 14 days up to the other."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dashboard.analysis.pace import lead_in, pace
from dashboard.store.undo import undo
from tests.analysis.conftest import Told
from tests.analysis.told_changes import Tuples, changed, seen
from tests.records import AT, BILO, POKR, asking, csv_of, departures, on, people, record_of, towns

LONG_AGO = date(
    2025, 8, 12
)  # its 14 days are 30 July to 12 August, those of the as-of day 30 August to 12 September
NAMES = ("kind", "before", "after", "days_before", "days_after", "before_date", "after_date", "date")


def paces(told: Told, before: list[int], after: list[int], **more: object) -> Tuples:
    """One report a day from 30 July on, and from 30 August on; the changes of pace."""
    rows = [
        (POKR, f"2025-{'07-30' if n == 0 else '07-31' if n == 1 else f'08-{n - 1:02}'}", count)
        for n, count in enumerate(before)
    ]
    rows += [
        (POKR, f"2025-{'08-30' if n == 0 else '08-31' if n == 1 else f'09-{n - 1:02}'}", count)
        for n, count in enumerate(after)
    ]
    found = changed(told(departures(*rows)), since=LONG_AGO, **more)
    return seen(found[found["kind"].str.startswith("pace")], *NAMES)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([4, 4, 4], [8, 8, 8], ("pace_doubled", 4.0, 8.0, 3, 3, None, "09-01", "09-01")),
        ([4, 4, 4], [8, 8, 7], None),
        ([4, 4, 4], [9, 9, 9], ("pace_doubled", 4.0, 9.0, 3, 3, None, "09-01", "09-01")),
        ([4, 4], [8, 8, 8], None),  # two days tell no pace
        ([4, 4, 4], [8, 8], None),
        ([0, 0, 0], [1, 1, 1], ("pace_doubled", 0.0, 1.0, 3, 3, None, "09-01", "09-01")),
        ([0, 0, 0], [1, 1, 0], None),  # less than one a day
        ([4, 4, 4], [2, 2, 2], None),
        ([1], [0], ("pace_stalled", 1.0, 0.0, 1, 1, None, "08-30", "08-30")),
        ([1, 1, 0], [0], None),  # less than one a day before
        ([2, 0], [0, 0], ("pace_stalled", 1.0, 0.0, 2, 2, None, "08-31", "08-31")),
        ([5], [0, 1], None),
        ([0], [], None),
        ([], [5, 5, 5], None),
    ],
)
def test_a_pace_stalls_at_nobody_and_doubles_at_twice_as_many(
    told: Told, before: list[int], after: list[int], expected: tuple[object, ...] | None
) -> None:
    assert paces(told, before, after) == ([] if expected is None else [expected])


def test_a_town_whose_reports_were_all_taken_back_has_no_stalled_pace(tmp_path: Path) -> None:
    rows = departures(*((POKR, f"2025-09-{day:02}", 5) for day in range(1, 11)))
    record = record_of(tmp_path / "dashboard.db", towns(), people((BILO, "2025-09-12", 900)), rows)
    undo(record, 3, by="Olena", at=AT)
    seen_then = {"known_before": 3, "then_ask": asking(record, version=3)}
    found = changed(asking(record), since=date(2025, 9, 12), **seen_then)
    assert set(found["kind"]) == {"correction"}
    assert len(found) == 10


def test_no_report_in_fourteen_days_is_stalled_and_not_nobody(told: Told) -> None:
    assert paces(told, [5, 7], []) == [("pace_stalled", 6.0, None, 2, 0, "07-31", None, "08-14")]


def test_the_last_report_between_the_two_times_is_told(told: Told) -> None:
    rows = ((POKR, "2025-08-01", 5), (POKR, "2025-08-20", 9), (POKR, "2025-09-13", 9))
    found = changed(told(departures(*rows)), since=LONG_AGO)
    assert seen(found, *NAMES)[0] == ("pace_stalled", 5.0, None, 1, 0, "08-20", None, "09-03")


def test_the_first_and_the_last_of_the_fourteen_days_count_and_none_beside_them(told: Told) -> None:
    rows = [(POKR, day, 6) for day in ("2025-07-29", "2025-08-13")]
    assert changed(told(departures(*rows)), since=LONG_AGO).empty
    for day in ("2025-07-30", "2025-08-12"):
        found = changed(told(departures((BILO, day, 6), (BILO, "2025-08-29", 6))), since=LONG_AGO)
        assert ("pace_stalled", 6.0) in seen(found, "kind", "before")


def test_reports_of_one_day_are_one_day_and_other_points_are_not_counted(told: Told) -> None:
    days = ("2025-08-01", "2025-08-02", "2025-08-03", "2025-09-01", "2025-09-02", "2025-09-03")
    rows = [(POKR, day, "departure", team, 5 if day < "2025-09" else 10) for day in days for team in "AB"]
    rows += [(POKR, day, "transit", "A", 3) for day in days]
    found = changed(told(csv_of("town_code date count_at team evacuated", *rows)), since=LONG_AGO)
    assert seen(found, *NAMES[:5]) == [("pace_doubled", 10.0, 20.0, 3, 3)]
    assert changed(
        told(csv_of("town_code date count_at team evacuated", *rows)), since=LONG_AGO, count_at="transit"
    ).empty


def test_the_paces_are_those_of_the_chart(told: Told) -> None:
    rows = [(POKR, f"2025-08-{day:02}", 3) for day in (1, 4, 9)] + [
        (POKR, f"2025-09-{day:02}", 2 * day) for day in (2, 5, 9)
    ]
    ask = told(departures(*rows))
    ((before, after),) = seen(changed(ask, since=LONG_AGO), "before", "after")
    filters = on("2025-09-12", since="2025-08-12")
    drawn = pace(ask("evacuated_daily", filters, since=lead_in(filters)), filters).set_index("date")[
        "per_day"
    ]
    assert (before, after) == (drawn[pd.Timestamp(LONG_AGO)], drawn[pd.Timestamp("2025-09-12")])

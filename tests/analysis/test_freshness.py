"""How fresh each town and table is, and where its gaps are."""

from dataclasses import replace
from datetime import date

import pandas as pd
from pandas import DataFrame

from dashboard.analysis.asking import Ask
from dashboard.analysis.freshness import TableNow, by_week, freshness, tables_now, weeks_back
from dashboard.analysis.silence import silence
from dashboard.model.filters import Filters
from tests.analysis.conftest import Told
from tests.records import BILO, HULI, KOST, POKR, csv_of, departures, distances, on, people

DAY = "2025-09-12"
PERIOD = on(DAY, since="2025-09-01")  # Monday 1 to Friday 12: twelve days of two weeks


def status(*days: int, code: str = POKR) -> str:
    return people(*((code, f"2025-09-{day:02}", 1400) for day in days))


def gap(ask: Ask, filters: Filters = PERIOD) -> tuple[int, str | None, str | None]:
    (row,) = freshness(ask, filters).to_dict("records")
    since, until = (None if pd.isna(day) else f"{day:%d}" for day in (row["gap_since"], row["gap_until"]))
    return int(row["longest_gap_days"]), since, until


def test_a_row_says_how_old_the_newest_report_is_and_on_how_much_of_the_time_there_is_one(told: Told) -> None:
    ask = told(status(1, 3, 3 + 4, 9))
    (row,) = freshness(ask, PERIOD).to_dict("records")
    assert (row["town_code"], row["dataset"], row["reports"]) == (POKR, "town_status", 4)
    assert (row["newest"], row["age_days"]) == (pd.Timestamp("2025-09-09"), 3)
    assert (row["days_reported"], row["days"], row["weeks_reported"], row["weeks"]) == (4, 12, 2, 2)
    assert pd.isna(row["source"]) and pd.isna(row["usual_gap_days"])  # three gaps are no rhythm


def test_the_longest_gap_is_the_longest_run_of_days_without_a_report(told: Told) -> None:
    assert gap(told(status(1, 3, 7, 9))) == (3, "04", "06")  # of two of three days the earlier


def test_a_gap_reaches_to_the_ends_of_the_chosen_days(told: Told) -> None:
    assert gap(told(status(6, 11))) == (5, "01", "05")
    assert gap(told(status(1, 2))) == (10, "03", "12")


def test_without_a_report_in_the_chosen_days_all_of_them_are_the_gap(told: Told) -> None:
    ask = told(people((POKR, "2025-08-01", 1400)))
    (row,) = freshness(ask, PERIOD).itertuples()
    assert (row.days_reported, row.weeks_reported, row.longest_gap_days) == (0, 0, 12)
    assert gap(ask) == (12, "01", "12")


def test_with_a_report_on_every_day_there_is_no_gap(told: Told) -> None:
    assert gap(told(status(*range(1, 13)))) == (0, None, None)


def test_a_week_that_the_chosen_days_only_touch_is_a_week(told: Told) -> None:
    ask = told(status(7, 8))
    (row,) = freshness(ask, on(DAY, since="2025-09-07")).itertuples()  # a Sunday
    assert (row.weeks_reported, row.weeks, row.days) == (2, 2, 6)
    (row,) = freshness(ask, on(DAY, since="2025-09-08")).itertuples()
    assert (row.weeks_reported, row.weeks, row.days) == (1, 1, 5)


def test_tables_have_rows_and_rhythms_of_their_own_and_distances_one_for_each_source(told: Told) -> None:
    ask = told(
        status(1, 2, 3, 4, 5),
        csv_of(
            "town_code date count_at evacuated",
            *((POKR, f"2025-09-{day:02}", point, 5) for day in (2, 12) for point in ("departure", "transit")),
        ),
        distances(
            *((code, f"2025-09-{day:02}", "A", 5.0) for code in (POKR, HULI) for day in (1, 3, 5, 7, 9)),
            (POKR, "2025-09-03", "B", 6.0),
        ),
    )
    rows = freshness(ask, PERIOD)
    names = ("town_code", "dataset", "source", "age_days", "usual_gap_days", "reports", "days_reported")
    assert rows[list(names)].astype(object).where(rows[list(names)].notna(), None).to_numpy().tolist() == [
        [POKR, "town_status", None, 7, 1, 5, 5],
        [POKR, "evacuations", None, 0, None, 4, 2],  # two points of one day are one day
        [None, "front_distances", "A", 3, 2, 10, 5],
        [None, "front_distances", "B", 9, None, 1, 1],
    ]


def test_distances_are_those_of_the_chosen_towns(told: Told) -> None:
    ask = told(distances((HULI, "2025-09-09", "A", 5.0), (POKR, "2025-09-01", "A", 5.0)))
    assert freshness(ask, replace(PERIOD, towns=(POKR,)))["age_days"].tolist() == [11]
    assert len(freshness(ask, replace(PERIOD, towns=(BILO,)))) == 0


def test_nothing_after_the_as_of_day_counts(told: Told) -> None:
    ask = told(status(1, 8))
    (row,) = freshness(ask, on("2025-09-07", since="2025-09-01")).itertuples()
    assert (row.age_days, row.reports, row.days_reported) == (6, 1, 1)


def now(ask: Ask, filters: Filters) -> tuple[TableNow, ...]:
    return tables_now(ask("report_rhythm", filters), ask("overview", filters), as_of=filters.as_of)


def test_a_table_says_how_many_towns_reported_in_the_last_seven_days(told: Told) -> None:
    ask = told(
        people((POKR, "2025-09-06", 1), (BILO, "2025-09-05", 1)),  # six and seven days before
        departures((KOST, "2025-09-12", 1), (BILO, "2025-08-01", 1)),
        distances(
            (HULI, "2025-09-01", "A", 5.0), (POKR, "2025-09-07", "A", 5.0), (BILO, "2025-09-12", "B", 1.0)
        ),
    )
    assert now(ask, on(DAY)) == (
        TableNow("town_status", date(2025, 9, 6), 6, recent_towns=1, towns=3),
        TableNow("evacuations", date(2025, 9, 12), 0, recent_towns=1, towns=3),
        TableNow("front_distances", date(2025, 9, 7), 5, recent_towns=1, towns=2),
    )


def test_a_table_without_a_report_has_no_newest_day(told: Told) -> None:
    assert now(told(), on(DAY)) == tuple(
        TableNow(name, None, None, recent_towns=0, towns=0)
        for name in ("town_status", "evacuations", "front_distances")
    )
    ask = told(people((POKR, "2025-01-01", 1)), departures((POKR, "2025-09-01", 1)))
    assert now(ask, on(DAY))[0] == TableNow(
        "town_status", None, None, recent_towns=0, towns=1
    )  # not in 180 days


def weeks(ask: Ask, filters: Filters) -> DataFrame:
    status, moved = (
        ask("reports_by_week", filters, dataset=name, since=weeks_back(filters.as_of), until=filters.as_of)
        for name in ("town_status", "evacuations")
    )
    return by_week(
        freshness(ask, filters),
        silence(ask, filters),
        overview=ask("overview", filters),
        status=status,
        evacuations=moved,
        as_of=filters.as_of,
    )


def test_a_week_tells_which_of_the_tables_has_a_report(told: Told) -> None:
    ask = told(
        people((POKR, "2025-09-08", 1), (POKR, "2025-08-31", 1), (POKR, "2025-06-22", 1)),
        departures((POKR, "2025-09-12", 1), (POKR, "2025-08-24", 1)),
    )
    (row,) = weeks(ask, on(DAY)).to_dict("records")
    told_of = {str(name): kind for name, kind in row.items() if str(name).startswith("2025-")}
    assert (min(told_of), max(told_of), len(told_of)) == ("2025-06-23", "2025-09-08", 12)
    assert {name: kind for name, kind in told_of.items() if not pd.isna(kind)} == {
        "2025-09-08": "both",
        "2025-08-25": "town_status",
        "2025-08-18": "evacuations",
    }
    assert (row["town_status"], row["evacuations"]) == (
        pd.Timestamp("2025-09-08"),
        pd.Timestamp("2025-09-12"),
    )
    assert pd.isna(row["front_distances"])


def test_silent_towns_come_first_the_longest_silent_before_the_others(told: Told) -> None:
    ask = told(
        people(
            (BILO, "2025-09-12", 1), (KOST, "2025-09-04", 1), (POKR, "2025-08-01", 1), (HULI, "2025-09-11", 1)
        )
    )
    rows = weeks(ask, on(DAY))
    assert rows["town_code"].tolist() == [POKR, KOST, BILO, HULI]
    assert rows["silent"].tolist() == [True, True, False, False]

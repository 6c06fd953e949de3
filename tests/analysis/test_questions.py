"""The questions that charts and tables ask straight: histories, lists of reports, days and weeks."""

import json
from datetime import date
from pathlib import Path

import pandas as pd

from dashboard.store.undo import undo
from tests.analysis.conftest import Told
from tests.analysis.told_rows import seen
from tests.records import (
    AT,
    BILO,
    HULI,
    KOST,
    KOST_VILLAGE,
    POKR,
    asking,
    csv_of,
    departures,
    distances,
    on,
    people,
    record_of,
    send,
    towns,
)

DAY = "2025-09-12"
JULY, AUGUST = date(2025, 7, 1), date(2025, 8, 1)


def test_a_history_begins_with_the_newest_report_before_the_chosen_days_of_each_source(told: Told) -> None:
    ask = told(
        distances(
            (POKR, "2025-07-01", "A", 30.0),
            (POKR, "2025-07-15", "A", 20.0),
            (POKR, "2025-07-01", "B", 40.0),
            (POKR, "2025-09-02", "A", 10.0),
            (POKR, "2025-09-11", "A", 1.0),
            (BILO, "2025-09-02", "B", 5.0),
        )
    )
    filters = on(DAY, since="2025-09-01", until="2025-09-10")
    names = ("town_code", "source", "date", "front_distance_km", "method")
    assert seen(ask("distance_history", filters, source=None), *names) == [
        (BILO, "B", "09-02", 5.0, "reported"),
        (POKR, "A", "07-15", 20.0, "reported"),
        (POKR, "A", "09-02", 10.0, "reported"),
    ], "B told nothing of Pokrovsk in these days"
    assert seen(ask("distance_history", filters, source="B"), *names) == [
        (BILO, "B", "09-02", 5.0, "reported"),
    ]
    assert ask("distance_history", filters, source="").empty
    assert ask("distance_history", filters, source=None, towns=[]).empty


def test_the_history_of_people_has_every_estimate_and_no_report_without_one(told: Told) -> None:
    ask = told(
        csv_of(
            "town_code date status population_remaining source",
            (POKR, "2025-08-01", None, 2000, "S"),
            (POKR, "2025-08-10", None, 1900, "S"),
            (POKR, "2025-08-20", "at_risk", None, "S"),
            (POKR, "2025-09-02", None, 0, None),
            (POKR, "2025-09-11", None, 7, "S"),
        )
    )
    history = ask("people_history", on(DAY, since="2025-09-01", until="2025-09-10"))
    assert seen(history, "date", "people", "source") == [("08-10", 1900, "S"), ("09-02", 0, None)]


def test_service_states_begin_with_the_newest_one_before_the_chosen_days_of_each_service(told: Told) -> None:
    ask = told(
        csv_of(
            "town_code date water gas source",
            (POKR, "2025-08-01", "open", "open", "S"),
            (POKR, "2025-08-10", "limited", None, "S"),
            (POKR, "2025-09-02", None, "unknown", "S"),
            (POKR, "2025-09-11", "closed", "closed", "S"),
        )
    )
    states = ask("service_states", on(DAY, since="2025-09-01", until="2025-09-10"))
    assert seen(states, "service", "date", "state") == [
        ("gas", "08-01", "open"),
        ("gas", "09-02", "unknown"),
        ("water", "08-10", "limited"),
    ]


def test_the_newest_state_of_a_service_has_the_date_of_the_report_that_gave_it(told: Told) -> None:
    ask = told(
        csv_of(
            "town_code date water gas bank",
            (POKR, "2025-08-01", "open", "closed", None),
            (POKR, "2025-09-02", None, "unknown", None),
            (POKR, "2025-09-13", "closed", "closed", "closed"),
            (HULI, "2025-09-02", None, None, "open"),
        )
    )
    states = ask("newest_states", on(DAY, area="UA14"))
    told_of = ("town_code", "water", "water_date", "gas", "gas_date", "bank", "bank_date", "services_date")
    assert seen(states, *told_of) == [(POKR, "open", "08-01", "unknown", "09-02", None, None, "09-02")]


def test_people_on_a_day_are_the_newest_estimates_of_the_towns_that_have_one(told: Told) -> None:
    ask = told(
        people((POKR, "2025-07-01", 5000), (POKR, "2025-08-01", 0), (BILO, "2025-07-15", 700)),
        people((HULI, "2025-07-15", 100)),
    )
    days = [date(2025, 6, 30), JULY, date(2025, 7, 31), AUGUST]
    found = ask("people_on_days", on(DAY), days=days)
    assert seen(found, "day", "people", "towns") == [
        ("07-01", 5000, 1),
        ("07-31", 5800, 3),
        ("08-01", 800, 3),
    ]
    only = ask("people_on_days", on(DAY, towns=(POKR,)), days=[AUGUST])
    assert seen(only, "people", "towns") == [(0, 1)]


def test_reports_of_a_town_are_all_of_the_chosen_days_newest_first_with_their_upload(told: Told) -> None:
    ask = told(
        csv_of(
            "town_code date status population_remaining notes source",
            (POKR, "2025-09-01", "at_risk", 1400, "=1+1", "S"),
            (POKR, "2025-08-31", None, 1500, None, "S"),
        ),
        departures((POKR, "2025-09-10", 0), (POKR, "2025-09-11", 5), (BILO, "2025-09-02", 5)),
        distances((POKR, "2025-09-02", "A", 4.2)),
    )
    filters = on(DAY, since="2025-09-01", until="2025-09-10", towns=(POKR,))
    names = ("date", "dataset", "status", "people", "front_distance_km", "evacuated", "notes", "upload_id")
    assert seen(ask("town_reports", filters), *names) == [
        ("09-10", "evacuations", None, None, None, 0, "departure", 3),
        ("09-02", "front_distances", None, None, 4.2, None, "reported", 4),
        ("09-01", "town_status", "at_risk", 1400, None, None, "=1+1", 2),
    ]


def test_reports_are_counted_by_week_from_monday_of_one_dataset(told: Told) -> None:
    ask = told(
        people((POKR, "2025-08-31", 1), (POKR, "2025-09-01", 2), (POKR, "2025-09-07", 3), (BILO, DAY, 3)),
        departures((POKR, "2025-09-08", 1)),
    )
    filters = on(DAY, since="2025-08-31", until="2025-09-11")
    weeks = ask("reports_by_week", filters, dataset="town_status")
    assert seen(weeks, "town_code", "week", "reports") == [(POKR, "08-25", 1), (POKR, "09-01", 2)]
    weeks = ask("reports_by_week", filters, dataset="evacuations")
    assert seen(weeks, "town_code", "week", "reports") == [(POKR, "09-08", 1)]


def test_the_overview_is_nearest_first_with_unknown_distances_last(told: Told) -> None:
    ask = told(
        distances((KOST, DAY, "A", 9.0), (HULI, DAY, "A", 0), (POKR, "2025-09-13", "A", 1.0)),
    )
    found = seen(ask("overview", on(DAY)), "town_code", "front_distance_km")
    assert found[:2] == [(HULI, 0.0), (KOST, 9.0)]
    assert {code for code, _ in found[2:]} == {BILO, KOST_VILLAGE, POKR}
    assert {distance for _, distance in found[2:]} == {None}


def test_evacuated_in_14_days_begins_13_days_before(told: Told) -> None:
    ask = told(
        departures(
            (POKR, DAY, 1), (POKR, "2025-08-30", 10), (POKR, "2025-08-29", 100), (BILO, "2025-08-01", 7)
        )
    )
    found = ask("overview", on(DAY)).set_index("town_code")
    assert (found.loc[POKR, "evacuated_14_days"], found.loc[POKR, "evacuated"]) == (11, 111)
    assert pd.isna(found.loc[BILO, "evacuated_14_days"])
    assert found.loc[BILO, "evacuated"] == 7
    assert pd.isna(found.loc[HULI, "evacuated"])


def test_the_extent_of_each_dataset_is_its_own(told: Told) -> None:
    ask = told(people((POKR, "2025-08-01", 1), (POKR, "2025-09-01", 2)))
    assert seen(ask("extent"), "dataset", "oldest", "newest", "reports") == [
        ("evacuations", None, None, 0),
        ("front_distances", None, None, 0),
        ("front_lines", None, None, 0),
        ("town_status", "08-01", "09-01", 2),
    ]


def test_the_front_line_is_the_newest_of_the_source_or_else_of_any(tmp_path: Path) -> None:
    record = record_of(tmp_path / "dashboard.db", towns())
    for day, source, west in (
        ("2025-09-01", "A", 37.0),
        ("2025-09-10", "B", 37.1),
        ("2025-09-13", "A", 37.2),
    ):
        send(record, front_line(day, source, west), name="line.geojson")
    ask = asking(record)

    def line(**chosen: object) -> list[tuple[object, ...]]:
        return seen(ask("front_line", on(DAY, **chosen)), "date", "source")

    assert line(source="A") == [("09-01", "A")]
    assert line(source="nobody") == [("09-10", "B")]
    assert ask("front_line", on("2025-08-31")).empty
    days = ask("front_line_dates", on(DAY, since="2025-09-01", source="A"))
    assert seen(days, "date") == [("09-01",)]
    computed = ask("overview", on(DAY, source="A")).set_index("town_code")["front_distance_km"]
    assert computed[HULI] > 0


def front_line(day: str, source: str, west: float) -> str:
    ring = [[west, 47.0], [west + 1, 47.0], [west + 1, 48.0], [west, 48.0], [west, 47.0]]
    feature = {
        "type": "Feature",
        "properties": {"date": day, "source": source},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


def test_the_history_names_what_each_upload_did_and_what_took_it_back(tmp_path: Path) -> None:
    record = record_of(tmp_path / "dashboard.db", towns())
    send(record, people((POKR, "2025-09-01", 1400)), by="Olena")
    send(record, people((POKR, "2025-09-01", 900), (BILO, DAY, 700)), by="Taras")
    undo(record, 3, by="Olena", at=AT, note="twice too low")
    ask = asking(record)
    assert seen(
        ask("history"), "upload_id", "uploaded_by", "rows_new", "rows_changed", "undoes", "undone_by"
    ) == [
        (4, "Olena", 0, 1, 3, None),
        (3, "Taras", 1, 1, None, 4),
        (2, "Olena", 1, 0, None, None),
        (1, "Olena", 5, 0, None, None),
    ]
    before = asking(record, version=3)("history")
    assert seen(before, "upload_id", "undone_by")[0] == (3, None)
    assert seen(ask("people_history", on(DAY)), "town_code", "people") == [(POKR, 1400)]


def test_towns_are_those_known_after_the_upload_in_the_order_of_their_names(told: Told) -> None:
    assert list(told()("towns")["town_name"]) == [
        "Bilozerske",
        "Huliaipole",
        "Kostiantynivka",
        "Kostiantynivka",
        "Pokrovsk",
    ]
    assert told(version=0)("towns").empty

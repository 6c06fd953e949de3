"""What the columns of a file mean: the surest reason wins, and two equal ones are asked."""

from itertools import permutations

import pytest

from dashboard.errors import ChoiceNeeded
from dashboard.ingest.choices import Choices
from tests.ingest.typed import read, refusal, rows, said
from tests.records import BILO, POKR, TODAY


def meanings(header: str, **how: object) -> dict[str, tuple[str | None, str]]:
    """Of each title what it means and how that is known; the file holds one row."""
    found = read(f"{header}\n{'x,' * header.count(',')}x\n", **how)  # type: ignore[arg-type]
    return {column.title: (column.means, column.how) for column in found.columns}


@pytest.mark.parametrize(
    ("title", "means"),
    [
        ("Населений пункт", "town_name"),
        ("НАСЕЛЕНИЙ  ПУНКТ", "town_name"),
        ("Код КАТОТТГ", "katottg"),
        ("ADM4_PCODE", "town_code"),
        ("Town (Ukrainian)", "town_name_uk"),
        ("Дата", "date"),
        ("as of", "date"),
        ("Світло", "electricity"),
        ("Мобільний зв'язок", "mobile_network"),
        ("Залишилось людей", "population_remaining"),
        ("Population-Remaining", "population_remaining"),
        ("population remaining:", "population_remaining"),
        ("Область", "admin1_name"),
        ("Джерело даних", "source"),
    ],
)
def test_a_title_is_known_in_every_documented_spelling(title: str, means: str) -> None:
    beside = "katottg" if means == "town_code" else "town_code"
    found = meanings(f"{beside},{title},status", stated={"date": TODAY})
    assert found[title] == (means, "name" if title.startswith(("Pop", "pop")) else "spelling")


def test_columns_come_in_any_order() -> None:
    for order in permutations(["town", "date", "status"]):
        cells = {"town": BILO, "date": "2025-09-12", "status": "safe"}
        text = f"{','.join(order)}\n{','.join(cells[name] for name in order)}\n"
        assert rows(text, "town_code", "status") == [(BILO, "safe")]


def test_a_column_nobody_knows_is_told_and_not_stored() -> None:
    text = f"town_code,date,<b>mine</b>,status\n{BILO},2025-09-12,x,safe\n"
    assert said(text) == ["notice: line 1, <b>mine</b>: not a column of town_status, it is not stored"]
    assert read(text).rows.column_names == ["town_code", "date", "status"]


def test_the_name_of_the_model_is_surer_than_a_spelling_and_the_other_is_told() -> None:
    assert meanings("town,report date,date,status")["report date"] == (None, "unknown")
    assert said(f"town,report date,date,status\n{BILO},2025-09-11,2025-09-12,safe\n") == [
        "notice: line 1, report date: not a column of town_status, it is not stored"
    ]


def test_two_titles_that_mean_one_column_are_asked() -> None:
    found = refusal(f"town,дата,as of,status\n{BILO},2025-09-12,2025-09-12,safe\n")
    assert isinstance(found, ChoiceNeeded)
    assert str(found) == (
        "a.csv: line 1: дата and as of both mean date. Correct its name, say what it means, or take the template "
        "of this dataset."
    )
    assert found.choice == "columns"
    chosen = Choices(columns={"as of": None})
    assert rows(f"town,дата,as of,status\n{BILO},2025-09-12,x,safe\n", "status", choices=chosen) == [
        ("safe",)
    ]


def test_a_column_that_stands_twice_is_asked() -> None:
    assert "status and status both mean status" in str(
        refusal(f"town,date,status,status\n{BILO},2025-09-12,safe,empty\n")
    )


def test_what_the_steward_said_comes_first_then_what_was_taught() -> None:
    taught = [("column", "town_status", "x", "water"), ("column", "town_status", "стан", None)]
    header = "town,date,x,стан,status"
    assert meanings(header, taught=taught)["x"] == ("water", "remembered")
    assert meanings(header, taught=taught)["стан"] == (None, "remembered")
    chosen = Choices(columns={"x": "gas"})
    assert meanings(header, taught=taught, choices=chosen)["x"] == ("gas", "chosen")
    assert (
        said(
            f"town,date,x,status\n{BILO},2025-09-12,yes,safe\n", taught=[("column", "town_status", "x", None)]
        )
        == []
    )


def test_miles_are_never_read_as_km_in_silence() -> None:
    text = f"town,date,source,Distance to front (miles)\n{BILO},2025-09-12,A,10\n"
    found = refusal(text)
    assert isinstance(found, ChoiceNeeded)
    assert found.suggested == {"Distance to front (miles)": "front_distance_mi"}
    assert str(found) == (
        "a.csv: line 1: missing column: front_distance_km; found town, date, source, Distance to front (miles); did "
        'you mean front_distance_km, in miles where it says "Distance to front (miles)". Correct its name, '
        "say what it means, or take the template of this dataset."
    )
    chosen = Choices(columns=found.suggested)
    assert rows(text, "front_distance_km", choices=chosen) == [(16.1,)]
    assert said(text, choices=chosen) == [
        "notice: Distance to front (miles): miles are stored as km (1 mi = 1.609344 km), to one decimal"
    ]


def test_of_km_and_miles_in_one_file_the_km_are_read_and_two_chosen_are_asked() -> None:
    text = f"town,date,source,front_distance_km,front_distance_mi\n{BILO},2025-09-12,A,10,6.2\n"
    assert rows(text, "front_distance_km") == [(10.0,)]
    both = Choices(
        columns={"front_distance_mi": "front_distance_mi", "front_distance_km": "front_distance_km"}
    )
    assert "both mean front_distance_km" in str(refusal(text, choices=both))


@pytest.mark.parametrize("unit", ["m", "м", "метрів", "%", "тис."])
def test_a_distance_in_another_unit_is_not_taken_for_km(unit: str) -> None:
    found = refusal(
        f"town,date,source,front distance ({unit})\n{BILO},2025-09-12,A,800\n", dataset="front_distances"
    )
    assert isinstance(found, ChoiceNeeded)
    assert found.suggested == {}


@pytest.mark.parametrize(
    ("dataset", "title", "means"),
    [
        ("evacuations", "women", "women_18_59"),
        ("evacuations", "Жінки", "women_18_59"),
        ("town_status", "Населення", "population_remaining"),
    ],
)
def test_a_title_that_may_mean_more_than_the_column_is_asked(dataset: str, title: str, means: str) -> None:
    more = "evacuated" if dataset == "evacuations" else "status"
    found = refusal(f"town,date,{more},{title}\n{BILO},2025-09-12,5,5\n")
    assert isinstance(found, ChoiceNeeded)
    assert (found.dataset, found.suggested) == (dataset, {title: means})


def test_both_codes_and_names_of_a_town_may_stand_in_one_file() -> None:
    text = f"town_code,katottg,town,name_uk,oblast,date,status\n{POKR},,Pokrovsk,Покровськ,Донецька,2025-09-12,safe\n"
    assert (rows(text, "town_code"), said(text)) == ([(POKR,)], [])


def test_a_report_with_the_position_of_the_town_is_a_report() -> None:
    text = f"town_code,lat,lon,date,status\n{POKR},48.3,37.2,2025-09-12,safe\n"
    assert (read(text).dataset, rows(text, "status")) == ("town_status", [("safe",)])
    assert said(text) == [
        "notice: line 1, lat: not a column of town_status, it is not stored",
        "notice: line 1, lon: not a column of town_status, it is not stored",
    ]


def test_a_column_that_another_dataset_has_is_told_too() -> None:
    assert said(f"town_code,town_name,lat,date\n{POKR},P,48.3,2025-09-12\n") == [
        "notice: line 1, date: not a column of towns, it is not stored"
    ]

"""Which dataset a file is, and what is said where it fits none, two, or another than was asked for."""

import pytest

from dashboard.errors import ChoiceNeeded
from dashboard.ingest.choices import Choices
from dashboard.model.tables import DATASETS
from tests.ingest.typed import read, refusal, said
from tests.records import BILO

READABLE = [name for name in DATASETS if name != "front_lines"]


def asked(header: str, *, dataset: str | None = None, **how: object) -> ChoiceNeeded:
    found = refusal(f"{header}\n{'x,' * header.count(',')}x\n", dataset=dataset, **how)
    assert isinstance(found, ChoiceNeeded)
    assert found.lines == (1,)
    return found


@pytest.mark.parametrize(
    ("header", "dataset"),
    [
        ("town_code,town_name", "towns"),
        ("katottg,name_en,name_uk,lat,lon", "towns"),
        ("town_code,date,population_remaining", "town_status"),
        ("Населений пункт,Дата,Світло,Вода", "town_status"),
        ("town,oblast,raion,name_uk,date,status", "town_status"),
        ("town,date,notes", "town_status"),
        ("date,town_code,evacuated", "evacuations"),
        ("date,town_code,evacuated,notes", "evacuations"),
        ("№ з/п,Населений пункт,Дата,Евакуйовано осіб", "evacuations"),
        ("date,town,evacuated,girls,boys,children", "evacuations"),
        ("town_code,date,source,front_distance_km", "front_distances"),
        ("Населений пункт,Дата,Відстань до лінії фронту (км)", "front_distances"),
        *((",".join(DATASETS[name].names), name) for name in READABLE),
    ],
)
def test_a_dataset_is_known_by_its_columns(header: str, dataset: str) -> None:
    assert read(f"{header}\n{'x,' * header.count(',')}x\n").dataset == dataset


@pytest.mark.parametrize("header", ["a,b", "town,day,x", "town,date", "town,date,source", "a;b"])
def test_columns_that_fit_no_dataset_are_refused_with_what_was_found(header: str) -> None:
    found = asked(header.replace(";", ","))
    titles = header.replace(";", ",").replace(",", ", ")
    assert str(found) == (
        f"a.csv: line 1: the columns fit no dataset; found {titles}. Say which it is (--dataset), or take its template."
    )
    assert (found.choice, list(found.options)) == ("dataset", READABLE)


def test_a_column_that_is_needed_and_missing_is_asked_for() -> None:
    found = asked("town_code,evacuated", dataset="evacuations")
    assert str(found) == (
        "a.csv: line 1: missing column: date; found town_code, evacuated. Correct its name, say what it means, or "
        "take the template of this dataset."
    )
    assert (found.choice, found.options, found.suggested) == ("columns", ("town_code", "evacuated"), {})
    assert str(asked("date,evacuated")).startswith(
        "a.csv: line 1: missing column: town_code; found date, evacuated"
    )


def test_a_day_said_beside_the_file_is_not_missing() -> None:
    text = f"town_code,evacuated\n{BILO},30\n"
    assert read(text, stated={"date": None}).dataset == "evacuations"


def test_a_file_that_says_nothing_of_the_dataset_asked_for_is_refused() -> None:
    assert str(asked("town_code,date", dataset="town_status")) == (
        "a.csv: line 1: missing column: status, population_remaining, children_remaining (one of these at least); "
        "found town_code, date. Correct its name, say what it means, or take the template of this dataset."
    )


def test_a_file_of_another_dataset_is_offered_as_that() -> None:
    found = asked("town_code,date,evacuated", dataset="front_distances")
    assert str(found) == (
        "a.csv: line 1: these columns are a file of evacuations, not of front_distances. Send it as evacuations "
        "(--dataset)."
    )
    assert (found.choice, found.options) == ("dataset", ("evacuations",))


@pytest.mark.parametrize("columns", ["evacuated,children", "evacuated,children,limited mobility,order"])
def test_children_who_left_are_never_taken_for_children_who_remain(columns: str) -> None:
    assert asked(f"town,date,{columns}").options == ("evacuations", "town_status")


def test_a_file_that_fits_two_datasets_is_asked() -> None:
    found = asked("town,date,status,evacuated")
    assert str(found) == (
        "a.csv: line 1: the columns fit more than one dataset: evacuations, town_status. Say which it is (--dataset)."
    )
    assert found.options == ("evacuations", "town_status")
    assert read("town,date,status,evacuated\nx,x,x,x\n", dataset="evacuations").dataset == "evacuations"


def test_the_dataset_asked_for_is_taken_where_it_fits() -> None:
    text = f"town_code,date,status,evacuated,water,gas\n{BILO},2025-09-12,safe,30,yes,yes\n"
    assert asked("town,date,status,evacuated,water,gas").options == ("evacuations", "town_status")
    assert read(text, dataset="town_status").rows["water"].to_pylist() == ["open"]
    assert read(text, dataset="evacuations").rows["evacuated"].to_pylist() == [30]


def test_a_slip_in_a_title_is_asked_and_what_it_may_mean_is_suggested() -> None:
    found = asked("town,date,staus,populaton_remaining,water")
    assert str(found) == (
        'a.csv: line 1: did you mean status where it says "staus", population_remaining where it says '
        '"populaton_remaining". Correct its '
        "name, say what it means, or take the template of this dataset."
    )
    assert found.suggested == {"staus": "status", "populaton_remaining": "population_remaining"}
    text = f"town,date,staus,water\n{BILO},2025-09-12,safe,yes\n"
    assert said(text, choices=Choices(columns={"staus": None})) == []
    assert said(text, choices=Choices(columns={"staus": "status"})) == []


@pytest.mark.parametrize(
    ("title", "suggested"),
    [
        ("Date (dd.mm.yyyy)", {"Date (dd.mm.yyyy)": "date"}),
        ("as of (day)", {"as of (day)": "date"}),
        ("population remaining (thousands)", {}),
        ("population remaining, тис.", {}),
    ],
)
def test_a_remark_behind_a_title_is_no_part_of_it_but_a_unit_is(
    title: str, suggested: dict[str, str]
) -> None:
    written = f'"{title}"'
    found = refusal(f"town,{written},water\n{BILO},x,x\n", dataset="town_status", stated={})
    assert isinstance(found, ChoiceNeeded)
    assert found.suggested == suggested


def test_a_second_way_to_say_the_town_is_no_slip() -> None:
    assert said(f"town_code,adm4_pcode,date,status\n{BILO},{BILO},2025-09-12,safe\n") == [
        "notice: line 1, adm4_pcode: not a column of town_status, it is not stored"
    ]


@pytest.mark.parametrize("dataset", [None, "front_lines"])
def test_a_front_line_is_not_read_from_a_table(dataset: str | None) -> None:
    found = refusal("date,source,area\n2025-09-12,A,here\n", dataset=dataset)
    assert str(found) == (
        "a.csv: front lines are read from GeoJSON, this is a table. Export the area as GeoJSON."
    )


def test_titles_that_do_something_are_repeated_as_text() -> None:
    found = asked("a\u202e,b\x1b", dataset="town_status")
    assert "found a\\u202e, b\\u001b" in str(found)


@pytest.mark.parametrize(
    ("header", "suggested"),
    [
        ("date,settlement,population", {"population": "population_remaining"}),
        ("Date,Settlement,Total reached,Girls (0-17)", {"Total reached": "evacuated"}),
        ("дата,нп,всього евакуйовано", {"всього евакуйовано": "evacuated"}),
        ("date,town,total evacuated", {"total evacuated": "evacuated"}),
        ("date,community,evacuated", {"community": "town_name"}),
        ("date,town,distance_km", {"distance_km": "front_distance_km"}),
        (
            "today,services/electricity,site/settlement,water",
            {"services/electricity": "electricity", "site/settlement": "town_name"},
        ),
    ],
)
def test_what_may_be_another_figure_is_asked(header: str, suggested: dict[str, str]) -> None:
    assert asked(header).suggested == suggested


def test_a_count_of_the_day_is_read_and_the_running_total_beside_it_is_not() -> None:
    text = f"дата,нп,евакуйовано за добу,всього евакуйовано\n2025-09-12,{BILO},12,1200\n"
    assert said(text) == ["notice: line 1, всього евакуйовано: not a column of evacuations, it is not stored"]
    assert read(text).rows["evacuated"].to_pylist() == [12]


@pytest.mark.parametrize(
    "header",
    [
        "Survey Date,Oblast,Settlement,Settlement P-code,Number of IDPs",
        "Settlement,Settlement P-code,Girls (0-17),Boys (0-17)",
    ],
)
def test_a_report_with_codes_and_names_of_towns_is_no_file_of_towns(header: str) -> None:
    asked(header)
    assert read(f"{header}\n{BILO},{BILO},{BILO},{BILO},\n", dataset="towns").dataset == "towns"


def test_columns_that_a_form_adds_about_itself_are_not_ours() -> None:
    text = f"today,town,electricity,_id,_status,_notes\n2025-09-12,{BILO},yes,1,submitted_via_web,x\n"
    assert [line for line in said(text) if not line.endswith("it is not stored")] == []
    assert read(text).rows.column_names == ["town_code", "date", "electricity"]

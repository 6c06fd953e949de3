"""Which town a row is about: the surest column decides, and what contradicts it is told."""

import pytest

from dashboard.ingest.choices import Choices
from tests.ingest.typed import rows, said
from tests.records import BILO, KOST, KOST_VILLAGE, POKR

KATOTTG = f"{BILO}0012345"


def codes(header: str, *lines: str, **how: object) -> list[object]:
    return [code for (code,) in rows(file(header, *lines), "town_code", **how)]  # type: ignore[arg-type]


def file(header: str, *lines: str) -> str:
    days = (f"{line},2025-09-{day:02},safe\n" for day, line in enumerate(lines, 1))
    return f"{header},date,status\n{''.join(days)}"


def test_a_town_is_known_by_code_katottg_or_name_in_any_column_of_these() -> None:
    for header in ("town", "town_code", "katottg", "name_uk"):
        assert (
            codes(header, BILO, BILO.lower(), KATOTTG, "Bilozerske", "Білозерське", "м. Білозерське")
            == [BILO] * 6
        )


def test_the_surest_column_that_is_filled_decides() -> None:
    lines = (f"{BILO},,", f",{KATOTTG},", ",,Bilozerske", f"{BILO},{KATOTTG},Білозерське")
    assert codes("town_code,katottg,town", *lines) == [BILO] * 4
    assert said(file("town_code,katottg,town", *lines)) == []


def test_a_name_of_another_town_beside_a_code_is_an_error() -> None:
    assert said(file("town,town_code", f"Pokrovsk,{BILO}", f"Bilozerske,{BILO}", f"Pokrovsk,{BILO}")) == [
        f'line {line}, town: found "Pokrovsk", expected a name of Bilozerske (Pokrovskyi raion), whose code stands '
        "beside it"
        for line in (2, 4)
    ]


def test_a_code_of_another_town_beside_a_code_is_an_error() -> None:
    assert said(file("town_code,katottg", f"{BILO},{POKR}0057824")) == [
        f'line 2, katottg: found "{POKR}0057824", expected a name of Bilozerske (Pokrovskyi raion), whose code stands '
        "beside it"
    ]


def test_a_name_that_several_towns_have_fits_the_code_of_each() -> None:
    assert said(file("town_code,town", f"{KOST_VILLAGE},Kostiantynivka", f"{KOST},Костянтинівка")) == []


def test_a_name_nobody_knows_beside_a_code_is_told() -> None:
    assert said(file("town_code,town", f"{BILO},Atlantis", f"{BILO},Atlantis", f"{POKR},<b>")) == [
        'notice: town: names that nobody knows, the column before it says which town: "Atlantis" for Bilozerske '
        '(Pokrovskyi raion) on line 2; "<b>" for Pokrovsk (Pokrovskyi raion) on line 4'
    ]


def test_an_area_in_which_the_coded_town_does_not_lie_is_told() -> None:
    text = file(
        "town_code,oblast,raion", f"{BILO},Zaporizka,Pokrovskyi", f"{BILO},Донецька обл.,Покровський р-н"
    )
    assert said(text) == [
        'notice: oblast: areas in which the town beside them does not lie: "Zaporizka" for Bilozerske (Pokrovskyi '
        "raion) on line 2"
    ]


def test_the_area_beside_a_name_says_which_of_its_towns_is_meant() -> None:
    lines = ("Kostiantynivka,Pokrovskyi", "Kostiantynivka,Kramatorskyi")
    assert codes("town,raion", *lines) == [KOST_VILLAGE, KOST]
    assert said(file("town,raion", *lines)) == []


def test_a_row_without_a_town_is_an_error() -> None:
    assert said(file("town_code,town", ",", f"{BILO},")) == ['line 2, town_code: found "", expected a town']


def test_towns_that_were_read_by_other_names_are_told_once() -> None:
    assert said(file("town", "Красноармейск", "Красноармейск", "Pokrovsk")) == [
        'notice: town: towns read by other names: "Красноармейск" as Pokrovsk (Pokrovskyi raion)'
    ]


def test_a_town_that_the_steward_named_is_that_town() -> None:
    choices = Choices(values={("town_code", "Atlantis"): POKR, ("water", "Bilozerske"): "open"})
    assert codes("town", "Atlantis", "Bilozerske", choices=choices) == [POKR, BILO]


@pytest.mark.parametrize("code", ["UA1416003999", "ua1416003999", "UA14160039990012345", "MD0101", "ROU123"])
def test_a_new_town_has_a_p_code_of_its_country(code: str) -> None:
    text = f"town_code,town_name\n{code},New\n"
    assert (said(text), rows(text, "town_code")) == ([], [(code.upper()[:12],)])


@pytest.mark.parametrize(
    "code", ["X1", "UA1", "UA14160039", "UA141600399999", "New", "1416003999", "UA14160039٩٩"]
)
def test_a_code_of_no_form_is_an_error_in_a_file_of_towns(code: str) -> None:
    assert said(f"town_code,town_name\n{code},New\n,Empty\n") == [
        f'line 2, town_code: found "{code}", expected a P-code: UA and 10 digits in Ukraine',
        'line 3, town_code: found "", expected a value',
    ]

"""Names as people write them."""

import pytest

from dashboard.model.names import codes_by_name, folded, nearest


@pytest.mark.parametrize(
    "spelling",
    ["Slov'iansk", "slov’iansk", "SLOVʼIANSK", " Slov`iansk ", "Slovʹiansk", "Slov′iansk", "Sloviansk"],
)
def test_kinds_of_apostrophe_letter_case_and_blanks_do_not_matter(spelling: str) -> None:
    assert folded(spelling) == "sloviansk"


@pytest.mark.parametrize(
    "spelling", ["Чорний Яр", "чорний-яр", "Чорний\u00a0Яр", "Чорний \u2013 Яр", "ЧОРНИЙ‑ЯР"]
)
def test_kinds_of_hyphen_and_blank_do_not_matter(spelling: str) -> None:
    assert folded(spelling) == "чорний яр"


def test_yo_is_ye_and_composed_letters_are_one() -> None:
    assert folded("Белозёрское") == folded("Белозерское")
    assert folded("Гуляи\u0306поле") == folded("Гуляйполе")


def test_a_name_of_several_towns_leads_to_all_of_them_and_an_empty_one_to_none() -> None:
    pairs = [("B", "Lyman"), ("A", "ЛИМАН"), ("A", "Лиман"), ("C", "Лиман"), ("C", "")]
    assert codes_by_name(pairs) == {"lyman": ("B",), "лиман": ("A", "C")}


def test_the_nearest_names_are_at_most_three_towns_best_first() -> None:
    known = codes_by_name([("P", "Pokrovsk"), ("P", "Покровськ"), ("K", "Kurakhove"), ("Q", "Pokrovske")])
    assert nearest("Pokrovks", known) == ["P", "Q"]
    assert nearest("Покровск", known) == ["P"]
    assert nearest("Odesa", known) == []

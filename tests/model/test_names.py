"""Names as people write them."""

import pytest

from dashboard.model.names import (
    by_piece,
    codes_by_name,
    folded,
    in_latin,
    in_one_alphabet,
    is_latin,
    mixes_alphabets,
    nearest,
)


@pytest.mark.parametrize(
    "spelling",
    [
        "Slov'iansk",
        "slov’iansk",
        "SLOVʼIANSK",
        " Slov`iansk ",
        "Slovʹiansk",
        "Slov′iansk",
        "Sloviansk",
        "Slov＇iansk",
        '«Slov"iansk»',
    ],
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


@pytest.mark.parametrize("spelling", ["Словьянск", "Словъянск", "Слов'янск", "Словянск"])
def test_a_soft_or_hard_sign_before_a_vowel_is_an_apostrophe(spelling: str) -> None:
    assert folded(spelling) == "словянск"


@pytest.mark.parametrize(
    "before",
    [
        *(
            "м. ",
            "м.",
            "м ",
            "місто ",
            "г. ",
            "город ",
            "с. ",
            "село ",
            "смт ",
            "пгт. ",
            "с-ще ",
            "с\u2011ще ",
        ),
        *("селище ", "селище міського типу ", "посёлок ", "посёлок городского типа "),
    ],
)
def test_the_kind_of_a_place_before_its_name_does_not_matter(before: str) -> None:
    assert folded(f"{before}Покровськ") == folded(f"{before.upper()}ПОКРОВСЬК") == "покровськ"


@pytest.mark.parametrize("before", ["m. ", "city of ", "Town of ", "village of ", "smt "])
def test_nor_does_it_in_english(before: str) -> None:
    assert folded(f"{before}Pokrovsk") == "pokrovsk"


@pytest.mark.parametrize(
    "name", ["село", "Городище", "Новгород-Сіверський", "М. 18-59", "M 18-59", "m Pokrovsk"]
)
def test_what_only_looks_like_a_kind_of_place_stays(name: str) -> None:
    assert folded(name) == name.casefold().replace("-", " ")


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Belozerskoe", "Белозёрское"),
        ("Belozerskoye", "Белозерское"),
        ("Bilozers'ke", "Білозерське"),
        ("Kostyantynivka", "Костянтинівка"),
        ("Kostiantynivka", "Костянтинівка"),
        ("Slavyansk", "Славянск"),
        ("Gorlovka", "Горловка"),
        ("Andriivka", "Андріївка"),
        ("Mariupol", "Маріуполь"),
        ("Lyman", "Лиман"),
    ],
)
def test_a_name_in_latin_letters_is_the_cyrillic_one_however_it_was_transliterated(
    latin: str, cyrillic: str
) -> None:
    assert in_latin(latin) == in_latin(cyrillic)
    assert is_latin(latin) and not is_latin(cyrillic)


def test_ukrainian_and_russian_names_stay_two_in_latin_letters() -> None:
    assert in_latin("Білозерське") != in_latin("Белозерское")
    assert not is_latin("Пoкрoвськ")
    assert not is_latin("12")


def test_a_word_of_two_alphabets_is_seen_and_two_words_of_one_each_are_not() -> None:
    assert mixes_alphabets("Пoкpoвcьк")
    assert mixes_alphabets("Слов'янcк")
    assert not mixes_alphabets("Покровськ Pokrovsk")
    assert not mixes_alphabets("Покровськ-2")
    assert in_one_alphabet("Пoкpoвcьк")[0] == "покровськ"
    assert in_one_alphabet("Маrіuроl")[1] == "mariupol"


def test_a_name_of_several_towns_leads_to_all_of_them_and_an_empty_one_to_none() -> None:
    pairs = [("B", "Lyman"), ("A", "ЛИМАН"), ("A", "Лиман"), ("C", "Лиман"), ("C", "")]
    assert codes_by_name(pairs) == {"lyman": ("B",), "лиман": ("A", "C")}


def test_the_nearest_names_are_at_most_three_towns_best_first() -> None:
    known = codes_by_name([("P", "Pokrovsk"), ("P", "Покровськ"), ("K", "Kurakhove"), ("Q", "Pokrovske")])
    assert nearest("Pokrovks", known) == ["P", "Q"]
    assert nearest("Покровск", known) == ["P"]
    assert nearest("Odesa", known) == []


def test_with_the_pieces_given_the_answer_is_the_same_and_long_text_is_near_nothing() -> None:
    known = codes_by_name([("P", "Pokrovsk"), ("K", "Kurakhove"), ("Q", "Pokrovske"), ("L", "Лиман")])
    pieces = by_piece(known)
    for name in ("Pokrovks", "Лимань", "Kurahove", "", "Odesa"):
        assert nearest(name, known, pieces=pieces) == nearest(name, known)
    assert nearest("Лимань", known, pieces=pieces) == ["L"]
    assert nearest("Pokrovsk" * 9, known) == []

"""Towns are found by any spelling; a homonym is never decided by taking the first."""

import pytest
from pandas import DataFrame

from dashboard.analysis.asking import Ask
from dashboard.analysis.towns import area_level, areas, town_codes, town_labels, town_titles
from dashboard.errors import AmbiguousTown, UnknownTown
from tests.analysis.conftest import Told
from tests.records import HULI, KOST, KOST_VILLAGE, POKR, TOWN_ROWS, towns

ODD = (
    "UA1416009001",
    "Mar'inka",
    "Мар’їнка",
    "Марьинка; Maryinka ;;",
    "UA14",
    "Donetska",
    "UA1416",
    "Pokrovskyi",
)
WITH_ODD = towns(
    *TOWN_ROWS,
    (*ODD, "UA1416009", "Marinska", 47.94, 37.5, 9256),
    ("UA1416009002", "Velyka Novosilka", "Велика Новосілка", "Большая Новосёлка", *[None] * 9),
)


def labels_of(towns: DataFrame) -> dict[str, str]:
    return town_labels(towns, titles=town_titles(towns))


@pytest.fixture
def ask(told: Told) -> Ask:
    return told(known_towns=WITH_ODD)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("UA1416021001", POKR),
        ("Pokrovsk", POKR),
        ("  pokrovsk ", POKR),
        ("POKROVSK", POKR),
        ("Покровськ", POKR),
        ("Красноармейск", POKR),
        ("красноармейск", POKR),
        ("Krasnoarmiisk", POKR),
        ("Гуляйполе", HULI),
        ("Мар’їнка", "UA1416009001"),
        ("Мар'їнка", "UA1416009001"),
        ("Марʼїнка", "UA1416009001"),
        ("Marinka", "UA1416009001"),
        ("Maryinka", "UA1416009001"),
        ("Velyka-Novosilka", "UA1416009002"),
        ("Велика   Новосілка", "UA1416009002"),
        ("большая новоселка", "UA1416009002"),
    ],
)
def test_a_town_is_found_by_its_code_and_by_every_known_spelling(ask: Ask, name: str, code: str) -> None:
    assert town_codes(ask, [name]) == (code,)


def test_several_names_of_one_town_are_one_town_in_the_order_given(ask: Ask) -> None:
    assert town_codes(ask, ["Гуляйполе", "Pokrovsk", "Покровськ", HULI]) == (HULI, POKR)
    assert town_codes(ask, []) == ()


@pytest.mark.parametrize("name", ["Kostiantynivka", "Костянтинівка", "константиновка"])
def test_a_homonym_names_its_candidates_and_their_raions(ask: Ask, name: str) -> None:
    with pytest.raises(AmbiguousTown) as caught:
        town_codes(ask, [name])
    assert str(caught.value) == (
        f'2 towns are called "{name}": Kostiantynivka (Kramatorskyi) {KOST}; '
        f"Kostiantynivka (Pokrovskyi) {KOST_VILLAGE}. Give the code."
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Pokrosvk", 'No town is called "Pokrosvk". Near in spelling: Pokrovsk.'),
        ("Білозерськ", 'No town is called "Білозерськ". Near in spelling: Bilozerske.'),
        ("Atlantis", 'No town is called "Atlantis".'),
        ("", 'No town is called "".'),
        (" ", 'No town is called " ".'),
        (";", 'No town is called ";".'),
        ("UA14", 'No town is called "UA14".'),
    ],
)
def test_a_name_nobody_knows_is_refused_with_the_nearest_spellings(ask: Ask, name: str, message: str) -> None:
    with pytest.raises(UnknownTown) as caught:
        town_codes(ask, [name])
    assert str(caught.value) == message


def test_a_name_near_to_a_homonym_offers_both(ask: Ask) -> None:
    with pytest.raises(UnknownTown) as caught:
        town_codes(ask, ["Kostiantynovka"])
    assert str(caught.value) == (
        'No town is called "Kostiantynovka". Near in spelling: Kostiantynivka (Kramatorskyi), '
        "Kostiantynivka (Pokrovskyi)."
    )


def test_a_title_carries_the_raion_the_hromada_or_the_code_where_a_name_repeats(told: Told) -> None:
    same = ("Kostiantynivka", None, None, "UA14", "Donetska", "UA1416", "Pokrovskyi")
    third = ("UA1416099001", *same, "UA1416099", "Third", None, None, None)
    fourth = ("UA1416098001", *same, "UA1416098", "Fourth", None, None, None)
    fifth = ("UA1416098002", *fourth[1:])
    titles = town_titles(told(known_towns=towns(*TOWN_ROWS, third, fourth, fifth))("towns"))
    assert titles[POKR] == "Pokrovsk"
    assert titles[KOST] == "Kostiantynivka (Kramatorskyi)"
    assert titles[KOST_VILLAGE] == "Kostiantynivka (Marinska)"
    assert titles["UA1416099001"] == "Kostiantynivka (Third)"
    assert titles["UA1416098001"] == "Kostiantynivka (Fourth) (UA1416098001)"
    assert titles["UA1416098002"] == "Kostiantynivka (Fourth) (UA1416098002)"
    assert len(set(titles.values())) == len(titles)


def test_a_label_holds_every_spelling_once(ask: Ask) -> None:
    labels = labels_of(ask("towns"))
    assert labels[POKR] == "Pokrovsk · Покровськ · Покровск · Красноармейск · Krasnoarmiisk"
    assert labels["UA1416009001"] == "Mar'inka · Мар’їнка · Марьинка · Maryinka"
    assert labels[HULI] == "Huliaipole · Гуляйполе"


def test_areas_follow_the_area_they_lie_in(ask: Ask) -> None:
    found = areas(ask("towns"))
    assert list(found)[:4] == ["UA14", "UA1412", "UA1412007", "UA1416"]
    assert found["UA1416"] == "Pokrovskyi"
    assert list(found)[-3:] == ["UA23", "UA2310", "UA2310003"]
    assert [area_level(ask("towns"), code) for code in ("UA14", "UA1416", "UA1416021")] == [1, 2, 3]


def test_without_towns_there_is_nothing_to_find(told: Told) -> None:
    ask = told(version=0)
    assert areas(ask("towns")) == {}
    assert labels_of(ask("towns")) == {}
    with pytest.raises(UnknownTown, match=r'^No town is called "Pokrovsk"\.$'):
        town_codes(ask, ["Pokrovsk"])

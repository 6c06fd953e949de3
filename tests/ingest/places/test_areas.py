"""Oblasts, raions and hromadas as people write them beside a town."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from dashboard.ingest.places.areas import Area, areas_in, consonants, name_and_areas

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("written", "name", "areas"),
    [
        ("Білозерське", "Білозерське", ()),
        ("Білозерське, Донецька обл.", "Білозерське", (Area("Донецька", 1),)),
        ("Білозерське (Донецька область)", "Білозерське", (Area("Донецька", 1),)),
        ("Bilozerske, Donetska oblast", "Bilozerske", (Area("Donetska", 1),)),
        ("Білозерське Донецька обл.", "Білозерське", (Area("Донецька", 1),)),
        ("Покровськ, Покровський район", "Покровськ", (Area("Покровський", 2),)),
        ("Покровськ, Покровський р-н", "Покровськ", (Area("Покровський", 2),)),
        ("Pokrovsk (Pokrovskyi raion)", "Pokrovsk", (Area("Pokrovskyi", 2),)),
        ("Pokrovsk, Pokrovska urban hromada", "Pokrovsk", (Area("Pokrovska", 3),)),
        ("Зоря, Лиманська міська громада", "Зоря", (Area("Лиманська", 3),)),
        (
            "Донецька область, Краматорський район, м. Лиман",
            "м. Лиман",
            (Area("Донецька", 1), Area("Краматорський", 2)),
        ),
        (
            "с.Новоселівка Перша Покровський р-н Донецька обл.",
            "с. Новоселівка Перша",
            (Area("Покровський", 2), Area("Донецька", 1)),
        ),
        ("Бахмут (Артемівськ)", "Бахмут", (Area("Артемівськ"),)),
        ("Pokrovsk, Ukraine", "Pokrovsk", ()),
        ("Покровський р-н", "Покровський р-н", ()),
        ("Новгород-Сіверський", "Новгород-Сіверський", ()),
    ],
)
def test_a_cell_is_taken_apart_into_the_town_and_its_areas(
    written: str, name: str, areas: tuple[Area, ...]
) -> None:
    assert name_and_areas(written) == (name, areas)


def test_a_cell_of_an_area_column_is_all_area() -> None:
    assert areas_in("Донецька обл., Покровський р-н") == (Area("Донецька", 1), Area("Покровський", 2))
    assert areas_in("Nova Kakhovka hromada") == (Area("Nova Kakhovka", 3),)
    assert areas_in("Донецька") == (Area("Донецька"),)
    assert areas_in("") == ()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("UA14", "UA14"),
        ("ua1416", "UA1416"),
        ("UA1416021", "UA1416021"),
        ("UA14000000000091971", "UA14"),
        ("UA14160000000079463", "UA1416"),
        ("UA141602100", ""),
        ("Донецька", ""),
    ],
)
def test_a_code_of_an_area_is_what_the_codes_of_its_towns_begin_with(written: str, code: str) -> None:
    assert Area(written).code == code


@pytest.mark.parametrize(
    "spellings",
    [
        "Donetska|Donetsk|Донецька|Донецкая|Донецької",
        "Kharkivska|Kharkiv|Харківська|Харьковская",
        "Zaporizka|Zaporizhzhia|Запорізька|Запорожская",
        "Mykolaivska|Mykolaiv|Миколаївська|Николаевская",
        "Luhanska|Luhansk|Lugansk|Луганська|Луганская",
        "Odeska|Odesa|Odessa|Одеська|Одесская",
        "Cherkaska|Cherkasy|Черкаська|Черкасская",
        "Vinnytska|Vinnytsia|Вінницька|Винницкая",
        "Khersonska|Kherson|Херсонська|Херсонская",
        "Pokrovskyi|Pokrovsk|Покровський|Покровский|Покровського",
    ],
)
def test_an_area_is_the_same_in_every_language_and_ending(spellings: str) -> None:
    assert len({consonants(name) for name in spellings.split("|")}) == 1


def test_no_two_oblasts_or_raions_of_the_register_are_taken_for_one(shared: Path) -> None:
    with (shared / "data" / "gazetteer" / "settlements.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for level in ("admin1_name", "admin2_name"):
        alike: defaultdict[str, set[str]] = defaultdict(set)
        for row in rows:
            alike[consonants(row[level])].add(row[level])
        assert [names for names in alike.values() if len(names) > 1] == []


def test_a_level_without_a_name_says_that_the_area_is_meant_and_not_the_town() -> None:
    for text in ("Покровськ (громада)", "Покровськ, міська громада", "Pokrovsk (hromada)"):
        assert name_and_areas(text)[1] == (Area("", 3),)
    assert name_and_areas("Водяне (р-н Покровський)")[1] == (Area("Покровський"),)

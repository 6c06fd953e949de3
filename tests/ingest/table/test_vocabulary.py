"""The documented spellings agree with the model and with each other, and what stewards taught comes over them."""

import csv
from collections import defaultdict

import pytest

from dashboard.ingest.table.hxl import tag_of
from dashboard.ingest.table.vocabulary import (
    COLUMN_MEANINGS,
    DOCUMENTED,
    MILES,
    PLACE_COLUMNS,
    documented,
    plain,
    spelling_key,
)
from dashboard.model.codes import SERVICES
from dashboard.model.tables import DATASETS
from tests.ingest.typed import known

CHOICES = {c.name: c.choices for table in DATASETS.values() for c in table.columns if c.choices}


def test_a_row_of_the_list_has_a_kind_a_place_a_spelling_and_a_meaning() -> None:
    with DOCUMENTED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["kind"] for row in rows} == {"column", "perhaps", "value", "missing", "total", "tag"}
    for row in rows:
        assert row["spelling"] == row["spelling"].strip() != ""
        assert bool(row["means"]) is (row["kind"] not in ("missing", "total"))
    assert len({tuple(row.values()) for row in rows}) == len(rows)


def test_every_documented_spelling_means_a_column_or_code_that_exists() -> None:
    for kind, used_in, spelling, means in documented():
        if kind in ("column", "perhaps", "tag"):
            assert used_in in (*DATASETS, "any"), spelling
            own = DATASETS[used_in].names if used_in in DATASETS else ("date", "source")
            assert means in (MILES, *PLACE_COLUMNS, *own), spelling
            assert means in COLUMN_MEANINGS
        elif kind == "value":
            columns = SERVICES if used_in == "service" else (used_in,)
            assert all(means in CHOICES[column] for column in columns), spelling
        else:
            assert used_in == "any"


@pytest.mark.parametrize("dataset", DATASETS)
def test_no_spelling_of_a_column_or_tag_means_two_things_in_one_dataset(dataset: str) -> None:
    meanings: defaultdict[tuple[str, str], set[str | None]] = defaultdict(set)
    table = DATASETS[dataset]
    for column in table.columns:
        meanings["column", plain(column.name)].add(column.name)
        meanings["tag", tag_of(column.hxl)].add(column.name)
    for kind, used_in, spelling, means in documented():
        if used_in in (dataset, "any") and kind in ("column", "perhaps", "tag"):
            key = tag_of(spelling) if kind == "tag" else plain(spelling)
            meanings["tag" if kind == "tag" else "column", key].add(means)
    assert {key: found for key, found in meanings.items() if len(found) > 1} == {}


@pytest.mark.parametrize("column", CHOICES)
def test_no_word_means_two_codes_of_one_column(column: str) -> None:
    meanings: defaultdict[str, set[str | None]] = defaultdict(set)
    for code in CHOICES[column]:
        meanings[plain(code)].add(code)
    for kind, used_in, spelling, means in documented():
        if kind == "value" and (used_in == column or (used_in == "service" and column in SERVICES)):
            meanings[plain(spelling)].add(means)
    assert {word: found for word, found in meanings.items() if len(found) > 1} == {}


def test_no_word_for_unknown_is_a_total_or_a_number() -> None:
    assert known().missing & known().totals == frozenset()
    assert [word for word in known().missing if word.isnumeric()] == []


def test_letter_case_blanks_brackets_and_apostrophes_do_not_tell_titles_apart() -> None:
    for text in (
        "Town Name",
        "town_name",
        " TOWN-NAME ",
        "Town (name)",
        "town\u00a0name:",
        "t\u200bown name\ufeff",
    ):
        assert plain(text) == "town name"
    assert plain("Мобільний зв'язок") == plain("мобільний звʼязок") == plain("МОБІЛЬНИЙ ЗВ’ЯЗОК")
    assert plain("Ёлка") == plain("елка")
    assert plain("и\u0306") == "й"
    assert plain("—") == "—"
    assert plain("  ") == ""


def test_every_column_and_code_is_a_spelling_of_itself() -> None:
    for name, table in DATASETS.items():
        for column in table.columns:
            assert known().columns[name][plain(column.name)] == column.name
            assert known().tags[name][tag_of(column.hxl)] == column.name
            for code in column.choices:
                assert known().values[column.name][plain(code)] == code


def test_a_tag_of_a_group_of_people_is_not_everybody() -> None:
    assert "#population+remaining+f" not in known().tags["town_status"]
    assert "#affected+evacuated+f" not in known().tags["evacuations"]


def test_what_stewards_taught_comes_over_the_documented_spellings() -> None:
    taught = known(
        ("column", "town_status", "стан", "notes"),
        ("column", "town_status", "power", None),
        ("value", "water", "так", "limited"),
        ("value", "town_code", "білик", "UA1416003001"),
    )
    assert taught.columns["town_status"]["стан"] == "notes"
    assert taught.columns["town_status"]["power"] is None
    assert taught.values["water"]["так"] == "limited"
    assert known().values["water"]["так"] == "open"
    assert taught.values["gas"]["так"] == "open"
    assert taught.towns == {"білик": "UA1416003001"}
    assert ("value", "water", "так") in taught.remembered
    assert known().remembered == frozenset()


def test_a_spelling_is_remembered_without_what_people_vary() -> None:
    assert spelling_key("Town_Name ", kind="column", used_in="town_status") == "town name"
    assert spelling_key("Є!", kind="value", used_in="water") == "є!"
    assert spelling_key("м. Слов'янськ", kind="value", used_in="town_code") == "словянськ"


def test_a_yes_is_no_kind_of_evacuation_order() -> None:
    assert "yes" not in known().values["evacuation_order"]
    assert known().values["evacuation_order"]["no"] == "none"

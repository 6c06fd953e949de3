"""Rules, spellings and the dictionary on the data page: what the checks know, told from where they know it."""

from pathlib import Path

import pytest

from dashboard.ingest.checks.rules import RULES
from dashboard.ingest.table.vocabulary import documented
from dashboard.look.words import word
from dashboard.model.tables import DATASETS, PEOPLE_AT_MOST, TABLES
from dashboard.store.record import Record
from dashboard.store.undo import undo
from dashboard.ui.column_words import NAMES, column_name
from dashboard.ui.data.ledger_rows import ALSO_SHOWN
from dashboard.ui.data.rule_rows import rule_rows
from dashboard.ui.data.spelling_rows import KINDS
from dashboard.ui.kept import kept
from tests.databases import databases
from tests.pages.checks import faults
from tests.records import AT, BILO
from tests.screens import Screen
from tests.store.spelled import spell
from tests.ui.conftest import Opens


def part(page: Screen, name: str) -> Screen:
    page.open("data")
    page.at.segmented_control(key="part").set_value(name)
    page.run()
    assert faults(page) == []
    return page


def test_every_rule_of_the_checks_is_shown_with_what_happens_otherwise(screen: Opens, small_url: str) -> None:
    page = part(screen(small_url), "rules")
    shown = page.table(word("rule.meanings"))
    assert len(shown) == len(page.csv("data.rules")) == len(RULES)
    for cells, rule in zip(shown, RULES, strict=True):
        assert cells[0] == word(f"dataset.{rule.dataset}")
        assert cells[3] == word(f"rule.{rule.severity}")
    expected = [cells[2] for cells in shown]
    assert "at most 1.2 times the ‹people before the war› people who lived there before" in expected
    assert not any("{" in text for text in expected)


def test_every_column_is_told_once_with_its_limit(screen: Opens, small_url: str) -> None:
    rows = part(screen(small_url), "rules").csv("data.values")
    told = [name for row in rows for name in row["columns"].split(", ")]
    columns = {column.name for table in DATASETS.values() for column in table.columns}
    assert sorted(told) == sorted(map(column_name, columns))
    people = next(row for row in rows if "people remaining" in row["columns"])
    assert people["may_hold"] == word("rule.holds_people", most=PEOPLE_AT_MOST)
    assert people["required"] == "evacuated"
    status = next(row for row in rows if row["columns"] == "status")
    assert (
        status["may_hold"]
        == "one of safe, at_risk, contested, occupied, empty, or a spelling of it listed below"
    )


def test_a_limit_on_the_page_follows_the_limit_of_the_checks(
    screen: Opens, small_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.ui.data.rule_rows.PEOPLE_AT_MOST", 4321)
    kept.clear()
    rows = part(screen(small_url), "rules").csv("data.values")
    kept.clear()
    assert any("from 0 to 4 321," in row["may_hold"].replace("\u00a0", " ") for row in rows)


def test_a_rule_that_names_a_value_nobody_has_a_word_for_is_still_shown() -> None:
    rule = next(rule for rule in RULES if "{earlier_date}" in rule.expected)
    assert "‹earlier date›" in rule_rows([rule])["expected"].iloc[0]


def test_every_documented_spelling_is_in_the_file_and_kinds_have_words(screen: Opens, small_url: str) -> None:
    page = part(screen(small_url), "rules")
    rows = page.csv("data.spellings")
    assert len(rows) == len(documented())
    assert {row["kind"] for row in rows} <= set(KINDS)
    assert ["населення", "people remaining", word("spelling.kind_perhaps"), "town status"] in _narrowed(
        page, typed="насел"
    )


def test_spellings_are_narrowed_to_a_column_and_to_what_was_typed(screen: Opens, small_url: str) -> None:
    page = part(screen(small_url), "rules")
    found = _narrowed(page, column="evacuated")
    assert {cells[1] for cells in found} == {"evacuated"}
    assert {row["means"] for row in page.csv("data.spellings")} == {"evacuated"}
    assert len(_narrowed(page, column="evacuated", typed="ЕВАКУЙ")) < len(found)
    assert _narrowed(page, column="status", typed="сіра") == [["сіра зона", "contested", "value", "status"]]
    page.at.text_input(key="spelling_search").set_value("nothing is written so")
    assert faults(page.run()) == []
    assert page.csv("data.spellings") == []


def _narrowed(page: Screen, *, column: str | None = None, typed: str = "") -> list[list[str]]:
    page.at.selectbox(key="spelling_column").set_value(column)
    page.at.text_input(key="spelling_search").set_value(typed)
    page.run()
    assert faults(page) == []
    return page.table(word("spelling.documented"))


@pytest.fixture
def record(small: Record, tmp_path: Path) -> Record:
    return databases.new(tmp_path / "dashboard.db", like=small)


def test_remembered_spellings_name_the_town_the_steward_and_the_upload(screen: Opens, record: Record) -> None:
    spell(
        record,
        ("value", "town_code", "біло", BILO),
        ("column", "town_status", "людей", "population_remaining"),
    )
    spell(record, ("column", "evacuations", "<b>no</b>", None), by="=Petro")
    page = part(screen(databases.url_of(record)), "rules")
    at = "15 Sep 2025, 12:00"
    assert page.table(word("spelling.remembered")) == [
        ["<b>no</b>", "not stored", "evacuations", "=Petro", at, "6"],
        ["людей", "people remaining", "town status", "Olena", at, "5"],
        ["біло", "Bilozerske", "town", "Olena", at, "5"],
    ]
    assert {"./data?upload=5", "./data?upload=6"} <= set(page.links)
    assert "<b>no" not in page.markup
    assert page.csv("data.remembered")[0]["uploaded_by"] == "'=Petro"


def test_a_spelling_whose_upload_was_taken_back_is_forgotten(screen: Opens, record: Record) -> None:
    spell(record, ("value", "town_code", "біло", BILO))
    undo(record, 5, by="Petro", at=AT)
    page = part(screen(databases.url_of(record)), "rules")
    assert "csv_data_remembered" not in page.markup
    assert "Nothing was corrected yet." in page.markup


def test_the_dictionary_gives_the_other_names_of_a_column(screen: Opens, small_url: str) -> None:
    page = part(screen(small_url), "dictionary")
    rows = {(row["dataset"], row["column"]): row["also_written"] for row in page.csv("data.dictionary")}
    own = [
        s
        for kind, used_in, s, means in documented()
        if (kind, used_in, means) == ("column", "evacuations", "team")
    ]
    assert rows["evacuations", "team"].split("; ")[: len(own)] == own
    assert "населення" not in rows["town status", "population_remaining"].split(
        "; "
    )  # asked about, not understood
    shown = {(cells[0], cells[1]): cells[6] for cells in page.table(word("data.dictionary"))}
    for key, also in rows.items():
        names = also.split("; ")
        more = " …" if len(names) > ALSO_SHOWN else ""
        assert shown[key] == "; ".join(names[:ALSO_SHOWN]) + more


def test_every_column_has_a_name_in_words() -> None:
    assert set(NAMES) >= {column for table in TABLES.values() for column in table.names}
    assert all(column_name(name) for name in NAMES)

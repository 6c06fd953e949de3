"""Rows of HXL tags, in the standard's spelling and in older ones."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.errors import ChoiceNeeded
from dashboard.ingest.table.hxl import are_tags, tag_of
from dashboard.model.tables import DATASETS
from tests.ingest.typed import known, refusal, rows, said
from tests.records import BILO


@pytest.mark.parametrize(
    ("row", "tags"),
    [
        (["#adm4+code", "#date"], True),
        (["#adm4 +code", "", " #Date+Reported "], True),
        (["#period_date", "#idp_num", "#refugee_num", "#aff_num"], True),
        (["#date"], False),
        (["#date", "", ""], False),
        (["#date", "2025-09-12"], False),
        (["#1", "#2"], False),
        (["#REF!", "#N/A"], False),
        (["# of people", "#date"], False),
        ([], False),
    ],
)
def test_a_row_is_one_of_tags_where_all_its_cells_are(row: list[str], tags: bool) -> None:
    assert are_tags(row) is tags


def test_a_tag_is_the_same_in_every_order_and_with_attributes_that_add_nothing() -> None:
    assert (
        tag_of("#Affected +ind+ Evacuated+displaced")
        == tag_of("#affected+evacuated")
        == "#affected+evacuated"
    )
    assert tag_of("#adm4+name+i_en") == "#adm4+name"
    assert tag_of("#adm4+code+v_pcode") == "#adm4+code"
    assert tag_of("#adm4+name+i_uk") != tag_of("#adm4+name")
    assert tag_of("#affected+evacuated+f") != tag_of("#affected+evacuated")


def test_tags_say_what_columns_of_any_title_mean() -> None:
    text = f"куди,А,Б\n#adm4+code,#date,#population+remaining\n{BILO},2025-09-12,7\n"
    assert rows(text, "town_code", "population_remaining") == [(BILO, 7)]
    assert rows(text.partition("\n")[2], "town_code", "population_remaining") == [(BILO, 7)]


def test_tags_stand_on_any_of_the_first_25_lines() -> None:
    table = f"a,b,c\n#adm4+code,#date,#population+remaining\n{BILO},2025-09-12,7\n"
    assert rows("t,,\n" * 23 + table, "population_remaining") == [(7,)]
    assert "fit no dataset" in str(refusal("t,,\n" * 24 + table))


def test_a_tag_of_women_alone_is_not_read_as_everybody() -> None:
    text = f"a,b,c,d\n#adm4+code,#date,#population+remaining+f,#status+town\n{BILO},2025-09-12,7,safe\n"
    assert said(text) == ["notice: line 1, c: not a column of town_status, it is not stored"]


def test_a_title_and_a_tag_that_contradict_each_other_are_asked() -> None:
    text = f"town,date,people remaining\n#adm4,#date,#population+remaining+children\n{BILO},2025-09-12,7\n"
    found = refusal(text, dataset="town_status")
    assert isinstance(found, ChoiceNeeded)
    assert (found.choice, found.suggested) == ("columns", {"people remaining": "population_remaining"})


def test_our_own_tags_mean_our_columns() -> None:
    for name, table in DATASETS.items():
        assert [known().tags[name][tag_of(column.hxl)] for column in table.columns] == list(table.names)


@pytest.mark.parametrize(
    ("name", "tags"),
    [
        ("mali-population-movements.csv", {"#period_date": "date"}),
        (
            "rowca-3w-hxl.csv",
            {"#period_date": "date", "#org": "team", "#adm1": "admin1_name", "#adm2": "admin2_name"},
        ),
        ("unhcr-3w.csv", {"#adm1": "admin1_name", "#org": "team"}),
    ],
)
def test_tags_of_older_files_are_known(shared: Path, name: str, tags: dict[str, str]) -> None:
    content = (shared / "data" / "hxl" / name).read_text(encoding="utf-8")
    row = list(csv.reader(content.splitlines()))[1]
    assert are_tags(row)
    meant = {
        tag: known().tags["evacuations"][tag_of(tag)]
        for tag in row
        if tag and tag_of(tag) in known().tags["evacuations"]
    }
    assert meant == tags


@pytest.mark.parametrize("name", ["mali-population-movements.csv", "rowca-3w-hxl.csv", "unhcr-3w.csv"])
def test_a_tagged_file_of_something_else_is_refused_with_what_was_found(shared: Path, name: str) -> None:
    found = refusal((shared / "data" / "hxl" / name).read_bytes())
    assert isinstance(found, ChoiceNeeded)
    assert found.lines == (1,)
    assert "; found " in str(found)


@given(st.text(max_size=40))
def test_any_text_has_one_spelling_as_a_tag(text: str) -> None:
    assert tag_of(tag_of(text)) == tag_of(text)

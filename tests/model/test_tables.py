"""The data model: what every table promises to those who read it."""

import pytest

from dashboard.model import codes
from dashboard.model.table import Table
from dashboard.model.tables import DATASETS, TABLES

FILED = [pytest.param(table, id=name) for name, table in DATASETS.items()]
EVERY = [pytest.param(table, id=name) for name, table in TABLES.items()]


def test_the_datasets_are_those_of_the_command_line() -> None:
    assert list(DATASETS) == ["towns", "town_status", "evacuations", "front_distances", "front_lines"]


def test_the_record_also_holds_what_stewards_corrected_and_what_managers_watch() -> None:
    others = ["spellings", "alert_rules", "alert_acknowledgements"]
    assert {name: table for name, table in TABLES.items() if name not in others} == DATASETS
    assert list(TABLES) == [*DATASETS, *others]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("towns", ("town_code",)),
        ("town_status", ("town_code", "date")),
        ("evacuations", ("town_code", "date", "count_at", "team", "destination")),
        ("front_distances", ("town_code", "date", "source")),
        ("front_lines", ("date", "source")),
        ("spellings", ("kind", "used_in", "spelling")),
        ("alert_rules", ("rule_id",)),
        ("alert_acknowledgements", ("town_code", "rule_id", "began", "source")),
    ],
)
def test_a_row_is_known_by_its_key(name: str, key: tuple[str, ...]) -> None:
    assert TABLES[name].key == key
    assert set(TABLES[name].values) == set(TABLES[name].names) - set(key)


@pytest.mark.parametrize("table", EVERY)
def test_names_are_unique(table: Table) -> None:
    assert len(set(table.names)) == len(table.names)


@pytest.mark.parametrize("table", FILED)
def test_every_column_that_a_file_may_hold_has_a_tag_of_its_own(table: Table) -> None:
    tags = [column.hxl for column in table.columns]
    assert len(set(tags)) == len(tags)
    assert all(tag.startswith("#") for tag in tags)


@pytest.mark.parametrize("table", EVERY)
def test_a_column_has_choices_exactly_where_it_is_a_choice_and_its_default_is_one(table: Table) -> None:
    for column in table.columns:
        assert bool(column.choices) == (column.kind == "choice")
        assert column.default is None or column.default in column.choices


def test_every_service_is_a_column_with_the_same_states() -> None:
    for service in codes.SERVICES:
        assert TABLES["town_status"].column(service).choices == ("open", "limited", "closed", "unknown")


def test_every_group_is_a_column_of_evacuations() -> None:
    assert [TABLES["evacuations"].column(group).kind for group in codes.GROUPS] == ["people"] * 6
    tags = [TABLES["evacuations"].column(group).hxl.rpartition("+ind")[2] for group in codes.GROUPS]
    assert tags == [
        "+f+age0_17",
        "+m+age0_17",
        "+f+age18_59",
        "+m+age18_59",
        "+f+age60_plus",
        "+m+age60_plus",
    ]

"""A file of a dataset becomes typed rows, or every finding at once."""

import re
import unicodedata
from datetime import date, timedelta

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.errors import FileRefused
from dashboard.ingest.csv_file import read_csv
from dashboard.ingest.rows import TypedRows, typed_rows
from dashboard.look.csv_text import csv_text
from dashboard.model.tables import PEOPLE_AT_MOST, TABLES, Column
from dashboard.store.arrow import ARROW_TYPES

TODAY = date(2025, 9, 15)
TOWNS = ["UA1", "UA2", "UA3"]
TABLES_OF_ROWS = [name for name in TABLES if name != "front_lines"]


def read(text: str, *, dataset: str | None = None) -> TypedRows:
    rows = read_csv(text.encode(), file_name="a.csv")
    towns = pa.array(TOWNS, pa.string())
    return typed_rows(rows, dataset=dataset, file_name="a.csv", known_towns=towns, today=TODAY)


def findings(text: str, *, dataset: str | None = None) -> list[tuple[str, str, str]]:
    return [(f.severity, f.code, str(f)) for f in read(text, dataset=dataset).findings]


def refusal(text: str, *, dataset: str | None = None) -> str:
    with pytest.raises(FileRefused) as raised:
        read(text, dataset=dataset)
    return str(raised.value)


@pytest.mark.parametrize(
    ("header", "dataset"),
    [
        ("town_code,town_name", "towns"),
        ("town_code,date", "town_status"),
        ("town_code,date,population_remaining", "town_status"),
        ("date,town_code,evacuated", "evacuations"),
        ("town_code,date,source,front_distance_km", "front_distances"),
        *((",".join(TABLES[name].names), name) for name in TABLES_OF_ROWS),
    ],
)
def test_a_dataset_is_known_by_its_columns(header: str, dataset: str) -> None:
    assert read(f"{header}\n{',' * header.count(',')}\n").dataset == dataset


def test_columns_that_fit_no_dataset_are_refused_with_what_was_found() -> None:
    assert refusal("town,day\nx,y\n") == (
        "a.csv: line 1: the columns fit no dataset; found town, day. "
        "Name it with --dataset: towns, town_status, evacuations, front_distances, front_lines, "
        "or take its template."
    )


def test_a_column_that_is_needed_and_missing_refuses_the_file() -> None:
    assert refusal("town_code,evacuated\nUA1,3\n", dataset="evacuations") == (
        "a.csv: line 1: date missing for evacuations; found town_code, evacuated. "
        "Add the column, or take the template of this dataset."
    )


def test_a_file_of_another_table_is_refused() -> None:
    assert refusal("town_code,date,evacuated\nUA1,2025-09-12,3\n", dataset="front_distances") == (
        "a.csv: line 1: source, front_distance_km missing for front_distances; "
        "found town_code, date, evacuated. Add the column, or take the template of this dataset."
    )


@pytest.mark.parametrize("dataset", [None, "front_lines"])
def test_a_front_line_is_not_read_from_a_table(dataset: str | None) -> None:
    assert refusal("date,source,area\n2025-09-12,A,here\n", dataset=dataset) == (
        "a.csv: front lines are read from GeoJSON, this is a table. Export the area as GeoJSON."
    )


def test_a_column_nobody_knows_is_told_and_not_stored() -> None:
    found = read("town_code,date,<b>mine</b>,status\nUA1,2025-09-12,x,safe\n")
    assert [(f.severity, str(f)) for f in found.findings] == [
        ("notice", "line 1, <b>mine</b>: not a column of town_status, it is not stored")
    ]
    assert found.rows.to_pylist() == [{"town_code": "UA1", "date": date(2025, 9, 12), "status": "safe"}]


def test_a_town_nobody_knows_is_an_error_but_in_a_file_of_towns() -> None:
    assert findings("town_code,date\nUA1,2025-09-12\nUA9,2025-09-12\n") == [
        ("error", "unknown_town", 'line 3, town_code: found "UA9", expected the code of a known town')
    ]
    assert findings("town_code,town_name\nUA9,New\n") == []


def test_a_cell_that_is_needed_and_empty_is_an_error() -> None:
    assert findings("town_code,date,evacuated\n,2025-09-12,\nUA1,,3\n") == [
        ("error", "missing", "line 2, evacuated: found nothing, expected a value"),
        ("error", "missing", "line 2, town_code: found nothing, expected a value"),
        ("error", "missing", "line 3, date: found nothing, expected a value"),
    ]


def test_an_empty_cell_is_unknown_and_not_zero() -> None:
    found = read("town_code,date,population_remaining,electricity\nUA1,2025-09-12,,\n").rows.to_pylist()
    assert (found[0]["population_remaining"], found[0]["electricity"]) == (None, None)


def test_where_nothing_is_said_people_were_counted_at_departure() -> None:
    absent = read("town_code,date,evacuated\nUA1,2025-09-12,3\n").rows.to_pylist()[0]
    empty = read("town_code,date,evacuated,count_at\nUA1,2025-09-12,3,\n").rows.to_pylist()[0]
    assert absent["count_at"] == empty["count_at"] == "departure"
    assert (absent["team"], absent["destination"]) == (None, None)


def test_a_row_that_repeats_another_is_counted_once_and_told() -> None:
    found = read("town_code,date,evacuated\nUA1,2025-09-12,3\nUA2,2025-09-12,4\nUA1,2025-09-12,3\n")
    assert [(f.severity, str(f)) for f in found.findings] == [
        ("notice", "line 4: repeats line 2 (UA1, 2025-09-12, departure), counted once")
    ]
    assert found.rows["evacuated"].to_pylist() == [3, 4]


def test_rows_that_contradict_each_other_are_both_named() -> None:
    text = "town_code,date,evacuated\nUA1,2025-09-12,3\nUA1,2025-09-12,4\nUA2,2025-09-12,4\n"
    assert findings(text) == [
        (
            "error",
            "contradiction",
            "line 2: line 3 has the same key (UA1, 2025-09-12, departure) with other values",
        ),
        (
            "error",
            "contradiction",
            "line 3: line 2 has the same key (UA1, 2025-09-12, departure) with other values",
        ),
    ]


def test_rows_of_two_teams_do_not_contradict_each_other() -> None:
    text = "town_code,date,evacuated,team\nUA1,2025-09-12,3,A\nUA1,2025-09-12,4,B\nUA1,2025-09-12,5,\n"
    assert findings(text) == []


def test_rows_whose_key_is_wrong_are_not_said_to_repeat_each_other() -> None:
    text = (
        "town_code,date,evacuated\nUA1,12.09.2025,3\nUA1,13.09.2025,4\nUA1,2025-09-12,5\nUA1,2025-09-12,5\n"
    )
    assert findings(text) == [
        ("error", "date", 'line 2, date: found "12.09.2025", expected a day that exists, like 2025-09-12'),
        ("error", "date", 'line 3, date: found "13.09.2025", expected a day that exists, like 2025-09-12'),
        ("notice", "repeated", "line 5: repeats line 4 (UA1, 2025-09-12, departure), counted once"),
    ]
    assert read(text).rows.num_rows == 3


def test_a_day_beyond_tomorrow_is_an_error_and_tomorrow_is_not() -> None:
    text = "town_code,date\nUA1,2025-09-15\nUA1,2025-09-16\nUA1,2025-09-17\n"
    assert [line for _, _, line in findings(text)] == [
        'line 4, date: found "2025-09-17", expected a day that is not in the future (today is 2025-09-15)'
    ]


def test_all_findings_of_a_file_come_at_once_in_the_order_of_its_lines() -> None:
    text = (
        "town_code,date,evacuated,count_at,team,girls_0_17,mine\r\n"
        'UA1,2025-09-12,ten,departure,"White\nAngels",1,x\r\n'
        "UA9,2025-02-30,3,station,\u202eTeam,-1,\r\n"
        "UA1,2025-09-12\r\n"
        "\r\n"
        "UA2,2025-09-12,3,arrival,T,1,\r\n"
        "UA2,2025-09-12,4,arrival,T,1,\r\n"
    )
    assert [line for _, _, line in findings(text)] == [
        "line 1, mine: not a column of evacuations, it is not stored",
        'line 2, evacuated: found "ten", expected a whole number of people from 0 to 10000000',
        'line 4, count_at: found "station", expected one of departure, transit, arrival',
        'line 4, date: found "2025-02-30", expected a day that exists, like 2025-09-12',
        'line 4, girls_0_17: found "-1", expected a whole number of people from 0 to 10000000',
        'line 4, team: found "\\u202eTeam", expected text without control or direction characters',
        'line 4, town_code: found "UA9", expected the code of a known town',
        "line 5: found 2 fields, expected 7 as in the header",
        "line 7: line 8 has the same key (UA2, 2025-09-12, arrival, T) with other values",
        "line 8: line 7 has the same key (UA2, 2025-09-12, arrival, T) with other values",
    ]


def test_a_file_of_which_every_row_is_torn_says_so_for_every_row() -> None:
    assert findings("town_code,date,status\nUA1\nUA2\n") == [
        ("error", "fields", "line 2: found 1 fields, expected 3 as in the header"),
        ("error", "fields", "line 3: found 1 fields, expected 3 as in the header"),
    ]


def _text(limit: int) -> st.SearchStrategy[str]:
    """Text as it is stored: NFC, without blanks around it, nothing unseen; formulas and quotes in plenty."""
    letters = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp"))
    spicy = st.sampled_from(list("='\"+-@,;\n\t#| "))
    words = st.text(st.one_of(letters, spicy), min_size=1, max_size=limit)
    folded = words.map(lambda text: unicodedata.normalize("NFC", re.sub(r"\s+", " ", text)).strip())
    return folded.filter(lambda text: bool(text) and not text.startswith("#"))


def _values(column: Column) -> st.SearchStrategy[object]:
    if column.name == "town_code":
        return st.sampled_from(TOWNS)
    if column.kind == "people":
        return st.integers(0, PEOPLE_AT_MOST)
    if column.kind == "km":
        return st.integers(0, 15_000).map(lambda tenths: tenths / 10)
    if column.kind in ("latitude", "longitude"):
        limit = 90 if column.kind == "latitude" else 180
        return st.integers(-limit * 1_000_000, limit * 1_000_000).map(
            lambda millionths: millionths / 1_000_000
        )
    if column.kind == "date":
        return st.dates(date(1700, 1, 1), TODAY + timedelta(days=1))
    return st.sampled_from(column.choices) if column.choices else _text(15)


def _rows(dataset: str) -> st.SearchStrategy[list[dict[str, object]]]:
    table = TABLES[dataset]
    needed = {c.name: _values(c) for c in table.columns if c.required or c.default is not None}
    free = {c.name: st.one_of(st.none(), _values(c)) for c in table.columns if c.name not in needed}
    row = st.fixed_dictionaries(needed | free)
    return st.lists(row, min_size=1, max_size=6, unique_by=lambda r: tuple(r[name] for name in table.key))


@pytest.mark.parametrize("dataset", TABLES_OF_ROWS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_valid_rows_that_an_export_wrote_are_read_back_as_they_were(
    dataset: str, data: st.DataObject
) -> None:
    given_rows = data.draw(_rows(dataset))
    table = TABLES[dataset]
    types = {column.name: ARROW_TYPES[column.kind] for column in table.columns}
    columns = {name: pa.array([row[name] for row in given_rows], kind) for name, kind in types.items()}
    frame = pd.DataFrame(
        {
            name: pd.array(column.to_pylist(), dtype="Int64")
            if column.type == pa.int64()
            else pd.to_datetime(column.to_pylist())
            if column.type == pa.date32()
            else column.to_pandas()
            for name, column in columns.items()
        }
    )
    for tags in (None, {column.name: column.hxl for column in table.columns}):
        found = read(csv_text(frame, tags=tags), dataset=dataset)
        assert found.findings == []
        assert found.rows.to_pylist() == given_rows

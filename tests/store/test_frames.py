"""Answers as frames: what days, texts and missing values become, alike for every engine."""

from datetime import date

import pandas as pd
import pyarrow as pa

from dashboard.store.frames import frame_of

TYPES = {
    "town_code": pa.string(),
    "date": pa.date32(),
    "people": pa.int32(),
    "days": pa.int64(),
    "km": pa.float64(),
}


def _rows(*rows: tuple[object, ...]) -> pa.Table:
    schema = pa.schema(list(TYPES.items()))
    return pa.Table.from_pylist([dict(zip(TYPES, row, strict=True)) for row in rows], schema=schema)


def test_what_is_known_keeps_its_kind() -> None:
    found = frame_of(_rows(("UA1", date(2025, 9, 12), 700, 3, 14.5)))
    assert found.dtypes.map(str).to_dict() == {
        "town_code": "str",
        "date": "datetime64[us]",
        "people": "int32",
        "days": "int64",
        "km": "float64",
    }
    assert found.iloc[0].tolist() == ["UA1", pd.Timestamp(2025, 9, 12), 700, 3, 14.5]


def test_a_whole_number_stays_whole_where_another_is_missing() -> None:
    people = frame_of(_rows(("UA1", None, 700, None, None), ("UA2", None, None, 2**53 + 1, None)))
    assert [str(people["people"].dtype), str(people["days"].dtype)] == ["Int32", "Int64"]
    assert people["people"].tolist() == [700, pd.NA]
    assert people["days"].tolist() == [pd.NA, 2**53 + 1]


def test_what_is_missing_everywhere_has_the_kind_of_its_column() -> None:
    found = frame_of(_rows((None,) * len(TYPES)))
    assert found.isna().all(axis=None)
    assert [str(found[name].dtype) for name in ("town_code", "date", "km")] == [
        "str",
        "datetime64[us]",
        "float64",
    ]


def test_an_empty_answer_has_the_columns_of_a_full_one() -> None:
    full = frame_of(_rows(("UA1", date(2025, 9, 12), 700, 3, 14.5)))
    pd.testing.assert_frame_equal(frame_of(_rows()), full.iloc[:0])

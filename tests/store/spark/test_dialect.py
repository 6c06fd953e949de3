"""What is translated beside the words: values that DuckDB passes over, stars, groups, parts of one name."""

import pytest
from sqlglot import UnsupportedError

from dashboard.store.spark.answers import SparkAnswers
from dashboard.store.spark.dialect import spark_sql

VALUES = "(values ('a', 1, null), ('a', 2, 'x'), ('a', 3, null), ('b', 1, null)) as v(k, n, t)"


def test_the_newest_value_passes_over_missing_ones(there: SparkAnswers) -> None:
    sql = f"select k, arg_max(t, n) as newest, arg_min(t, n) as oldest from {VALUES} group by all order by k"
    found = there.answer(sql, {}).astype(object)
    assert found.where(found.notna(), None).to_numpy().tolist() == [["a", "x", "x"], ["b", None, None]]


def test_missing_values_come_last_in_both_directions(there: SparkAnswers) -> None:
    for direction in ("asc", "desc"):
        sql = f"select t from {VALUES} where k = 'a' order by t {direction}"
        assert there.answer(sql, {})["t"].tolist()[0] == "x"


def test_every_column_is_named() -> None:
    sql = spark_sql("select * exclude (upload_id) from record.spellings where upload_id <= $version")
    assert sql == (
        "SELECT `spellings`.`row_id` AS `row_id`, `spellings`.`kind` AS `kind`, `spellings`.`used_in` AS `used_in`, "
        "`spellings`.`spelling` AS `spelling`, `spellings`.`means` AS `means`, "
        "`spellings`.`replaced_by` AS `replaced_by` FROM `record_spellings` AS `spellings` "
        "WHERE `spellings`.`upload_id` <= :version"
    )


def test_two_parts_of_one_name_are_refused() -> None:
    part = "(with a as (select {} as x) select x from a)"
    with pytest.raises(UnsupportedError, match="two parts of a query are called a"):
        spark_sql(f"select * from {part.format(1)} union all select * from {part.format(2)}")

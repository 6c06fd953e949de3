"""The rows of a dataset as they were uploaded: all of them, or those of some towns and days."""

from collections.abc import Sequence
from datetime import date

from pandas import DataFrame

from dashboard.model.tables import TABLES
from dashboard.store.answers import Answers
from dashboard.store.statements import over_logical_tables


def dataset_rows(
    answers: Answers,
    dataset: str,
    *,
    version: int,
    towns: Sequence[str] | None = None,
    since: date | None = None,
    until: date | None = None,
) -> DataFrame:
    """One row per current row as known after upload ``version``, in the columns and the order of the table's key.

    ``towns`` are codes; None is every town, and an empty list none.
    """
    table = TABLES[dataset]
    conditions, parameters = ["true"], dict[str, object](version=version)
    if towns is not None and "town_code" in table.names:
        conditions.append("list_contains($codes, town_code)")
        parameters["codes"] = list(towns)
    for name, comparison, day in (("since", ">=", since), ("until", "<=", until)):
        if day is not None and "date" in table.names:
            conditions.append(f"date {comparison} ${name}")
            parameters[name] = day
    columns, key = ", ".join(table.names), ", ".join(table.key)
    query = f"select {columns} from {dataset} where {' and '.join(conditions)} order by {key}"
    return answers.answer(over_logical_tables(query), parameters)

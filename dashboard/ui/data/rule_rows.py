"""The rules of the checks as cells of tables: written by the code that checks, in the words of the pages."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from pandas import DataFrame

from dashboard.look.formats import day
from dashboard.look.tables import Column
from dashboard.look.words import word
from dashboard.model.table import Column as Field
from dashboard.model.tables import (
    DATASETS,
    DISTANCE_KM_AT_MOST,
    PEOPLE_AT_MOST,
    TEXT_AT_MOST,
)
from dashboard.ui.column_words import NAMES, column_name


class Rule(Protocol):
    """A rule about what rows mean, as the checks have it; names in braces of ``expected`` are values of the row."""

    @property
    def dataset(self) -> str: ...
    @property
    def column(self) -> str: ...
    @property
    def expected(self) -> str: ...
    @property
    def severity(self) -> str: ...


def value_columns() -> list[Column]:
    return [
        Column(word("rule.columns"), essential=True),
        Column(word("rule.may_hold"), essential=True),
        Column(word("rule.required")),
    ]


def value_rows(first_day: date) -> DataFrame:
    """A row per kind of value: the columns that hold it, what it may be, which of them no row may lack."""
    fields: dict[tuple[str, tuple[str, ...]], dict[str, Field]] = {}
    for table in DATASETS.values():
        for field in table.columns:
            fields.setdefault((field.kind, field.choices), {})[field.name] = field
    rows = [
        (
            ", ".join(map(column_name, named)),
            _may_hold(kind, choices, first_day=first_day),
            ", ".join(column_name(name) for name, field in named.items() if field.required),
        )
        for (kind, choices), named in fields.items()
    ]
    return DataFrame(rows, columns=["columns", "may_hold", "required"])


def rule_columns() -> list[Column]:
    return [
        Column(word("column.dataset_held")),
        Column(word("rule.column"), essential=True),
        Column(word("rule.expected"), essential=True),
        Column(word("rule.otherwise")),
    ]


def rule_rows(rules: Sequence[Rule]) -> DataFrame:
    """A row per rule about what the rows of a dataset say together."""
    rows = [
        (
            word(f"dataset.{rule.dataset}"),
            column_name(rule.column),
            _filled(rule.expected),
            word(f"rule.{rule.severity}"),
        )
        for rule in rules
    ]
    return DataFrame(rows, columns=["dataset", "column", "expected", "otherwise"])


def _may_hold(kind: str, choices: Sequence[str], *, first_day: date) -> str:
    if choices:
        return word("rule.holds_choice", choices=", ".join(choices))
    limits: dict[str, object] = {"people": PEOPLE_AT_MOST, "km": DISTANCE_KM_AT_MOST, "text": TEXT_AT_MOST}
    if kind == "date":
        return word("rule.holds_date", first=day(first_day))
    return word(f"rule.holds_{kind}", most=limits.get(kind, ""))


def _filled(expected: str) -> str:
    """The sentence with the names of the values that a check would put in."""

    def named(field: re.Match[str]) -> str:
        name = field[1]
        return f"‹{column_name(name) if name in NAMES else name.replace('_', ' ')}›"

    return re.sub(r"{(\w+)}", named, expected)

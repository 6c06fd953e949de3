"""How a command answers: a sentence or a table for people, one JSON document with ``--json``."""

import dataclasses
import sys
from datetime import date
from typing import Any

import orjson
import pandas as pd
from pandas import DataFrame

from dashboard.errors import DashboardError
from dashboard.look.formats import is_missing


def say_json(document: object) -> None:
    """One JSON document on standard output: days as ISO dates, missing as null, frames as lists of rows."""
    encoded = orjson.dumps(document, default=_plain, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS)
    sys.stdout.write(encoded.decode() + "\n")


def say_error(error: DashboardError, *, as_json: bool) -> None:
    if as_json:
        say_json({"error": type(error).__name__, "message": str(error)})
    print(error, file=sys.stderr)


def rows(frame: DataFrame) -> list[dict[str, object]]:
    """The rows of a frame with missing values as None and days as ISO dates."""
    columns = {name: [_cell(value) for value in frame[name].tolist()] for name in frame.columns}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def say_table(frame: DataFrame) -> None:
    """The rows as aligned text; missing stays empty."""
    if frame.empty:
        print("(no rows)")
        return
    shown = DataFrame(rows(frame), dtype=object)  # or numbers among missing ones would become decimals
    print(shown.where(shown.notna(), "").to_string(index=False))


def _cell(value: Any) -> object:
    if is_missing(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) > 1e15:
        return int(value)
    return value


def _plain(value: object) -> object:
    if isinstance(value, DataFrame):
        return rows(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "item"):
        return value.item()
    raise TypeError(f"{type(value).__name__} has no form in JSON")

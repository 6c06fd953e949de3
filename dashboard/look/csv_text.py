"""Rows as CSV for people's spreadsheets: ISO days, missing left empty, and no text that a spreadsheet would run."""

from collections.abc import Mapping
from typing import Any, cast

import numpy as np
import pandas as pd
from pandas import DataFrame, Series

from dashboard.model.formula import marked_as_text


def csv_text(rows: DataFrame, *, tags: Mapping[str, str] | None = None) -> str:
    """The rows under their column names; with ``tags`` a row of HXL tags under the header."""
    shown = DataFrame({name: _column(rows[name]) for name in rows.columns}, columns=rows.columns)
    body = shown.to_csv(index=False, lineterminator="\n")
    if tags is None:
        return body
    header, _, lines = body.partition("\n")
    return f"{header}\n{','.join(tags.get(str(name), '') for name in rows.columns)}\n{lines}"


def _column(values: "Series[Any]") -> "Series[Any]":
    if pd.api.types.is_datetime64_any_dtype(values):
        return cast("Series[Any]", values.dt.strftime("%Y-%m-%d"))
    if pd.api.types.is_float_dtype(values):
        return values.map(_digits, na_action="ignore")
    if pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        return values
    return values.map(_harmless, na_action="ignore")


def _harmless(value: object) -> str:
    """A return that stands alone ends a line for some readers of CSV and is not quoted for others."""
    return marked_as_text(str(value).replace("\r\n", "\n").replace("\r", "\n"))


def _digits(number: float) -> str:
    """Plain digits, as checks expect them: not 1e-06."""
    return np.format_float_positional(number, trim="0")

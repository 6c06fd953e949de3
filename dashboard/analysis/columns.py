"""Columns of figures as plain arrays, in which pandas is spared a hundred small steps, and back again."""

from collections.abc import Collection
from typing import cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame, Series
from pandas.api.extensions import ExtensionArray

from dashboard.analysis.floats import Floats


def floats(values: "Series[float]") -> Floats:
    """Of a count or figure of a question, in whatever type it comes; NaN is missing."""
    return cast("Floats", values.to_numpy(dtype=float, na_value=np.nan))


def whole(values: Floats) -> ExtensionArray:
    """Whole numbers, missing where NaN."""
    missing = np.isnan(values)
    return pd.arrays.IntegerArray(np.where(missing, 1, values).astype("int64"), missing)


def texts(values: NDArray[np.str_]) -> ExtensionArray:
    """Short words, missing where empty."""
    return cast("ExtensionArray", pd.array([value or None for value in values.tolist()], dtype="str"))


def is_among(texts: "Series[str]", wanted: Collection[str]) -> NDArray[np.bool_]:
    """Of each text whether it is one of those wanted: a tenth of the time that pandas takes for it."""
    known = frozenset(wanted)
    return np.fromiter((text in known for text in texts.tolist()), dtype=bool, count=len(texts))


def of_towns(codes: "Series[str]", rows: DataFrame) -> DataFrame:
    """The columns of ``rows``, of each ``town_code`` at most one, a row per code; missing where there is none."""
    return rows.set_index("town_code").reindex(codes).reset_index(drop=True)

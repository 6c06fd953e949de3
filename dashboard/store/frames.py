"""Answers as frames: alike from every engine, whatever its own driver would make of days and of what is missing."""

import pandas as pd
import pyarrow as pa
from pandas import DataFrame

# A number that is missing somewhere would otherwise become 3.0.
WHOLE_NUMBERS = {pa.int32(): pd.Int32Dtype(), pa.int64(): pd.Int64Dtype()}


def frame_of(rows: pa.Table) -> DataFrame:
    """Its rows and columns: days are midnights (NaT where missing), texts ``str`` (NaN), measures floats (NaN).

    Whole numbers are as in Arrow where none is missing, and pandas' own (NA) where one is.
    """
    frame: DataFrame = rows.cast(pa.schema(map(_with_moments, rows.schema))).to_pandas()
    for place, column in enumerate(rows.columns):
        if column.null_count and column.type in WHOLE_NUMBERS:
            frame.isetitem(place, column.to_pandas(types_mapper=WHOLE_NUMBERS.get))
    return frame


def _with_moments(field: pa.Field) -> pa.Field:
    return field.with_type(pa.timestamp("us")) if pa.types.is_date(field.type) else field

"""How often reports come: the gap between two days with a report that is seldom exceeded."""

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from dashboard.analysis.floats import Floats

LEAST_GAPS = 4  # fewer tell no rhythm
_WORD_DAYS = 60
_WORDS = ("reported_0", "reported_60", "reported_120")
_DAYS = _WORD_DAYS * len(_WORDS)


def usual_gap_days(rows: DataFrame) -> Floats:
    """Of each row the gap in days that 19 of 20 gaps of the last 180 days do not exceed; NaN with fewer than 4 gaps.

    A gap is the number of days from one day with a report to the next. With fewer than 20 it is the longest. The rows
    are those of ``report_rhythm`` or ``report_gaps``, which say in three columns on which days there was a report.
    """
    at = np.flatnonzero(_reported(rows)).astype(np.int32)  # which is sorted in half the time
    of = at // _DAYS
    between = of[1:] == of[:-1]
    of, gap_days = of[1:][between], np.diff(at)[between]
    by_length = np.sort(of * _DAYS + gap_days) % _DAYS  # row by row, the shortest gap first
    gaps = np.bincount(of, minlength=len(rows))
    known = gaps >= LEAST_GAPS
    of_twenty = np.cumsum(gaps) - gaps + (19 * gaps + 19) // 20 - 1
    usual = np.full(len(rows), np.nan)
    usual[known] = by_length[of_twenty[known]]
    return usual


def _reported(rows: DataFrame) -> NDArray[np.bool_]:
    """A row each, and a column for each of the 180 days back from the as-of day: whether there was a report."""
    words = np.ascontiguousarray(rows[list(_WORDS)].to_numpy(dtype="<i8")).reshape(-1, 1)
    bits = np.unpackbits(words.view(np.uint8), axis=1, count=_WORD_DAYS, bitorder="little")
    return bits.reshape(len(rows), _DAYS).view(bool)

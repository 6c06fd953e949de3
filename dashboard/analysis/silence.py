"""Which towns have gone silent: no report for longer than they usually take."""

from collections.abc import Mapping

import numpy as np
from pandas import DataFrame, Series

from dashboard.analysis.asking import Ask
from dashboard.analysis.columns import whole
from dashboard.analysis.rhythm import usual_gap_days
from dashboard.model.filters import Filters

UNKNOWN_RHYTHM_DAYS = 7
LEAST_GRACE_DAYS = 2


def silence(ask: Ask, filters: Filters) -> DataFrame:
    """One row per chosen town that ever reported its status or an evacuation, in order of their names.

    ``newest_report`` is ``age_days`` before the as-of date. ``usual_gap_days`` is what 19 of 20 gaps between its days
    with a report in the last 180 days do not exceed (the longest, where there are fewer than 20), missing with fewer
    than 4 gaps. ``silent`` is a town whose newest report is older than ``silent_after_days``: the usual gap and half
    of it again, at least 2 days more; 7 days where the rhythm is not known. So a town that reports daily is silent
    after 3 days, weekly after 10, monthly after 46.

    Not twice the median, which seems simpler: a town that reports on most days, but not on all, would on the
    demonstration go silent 15 times a year and come back, with this rule 3.5 times.

    A town that never reported is not silent, it is not covered. Front distances are no reports from a town.
    """
    return silence_of(ask("report_rhythm", filters), filters)


def silence_of(rhythms: DataFrame, filters: Filters) -> DataFrame:
    """The same from the rows of ``report_rhythm``."""
    newest = rhythms["newest_report"].to_numpy(dtype="datetime64[D]")
    age_days = (np.datetime64(filters.as_of) - newest).astype(int)
    usual = usual_gap_days(rhythms)
    grace = np.maximum(usual // 2, LEAST_GRACE_DAYS)
    after = np.where(np.isnan(usual), UNKNOWN_RHYTHM_DAYS, usual + grace).astype(int)
    return DataFrame(
        {
            "town_code": rhythms["town_code"],
            "town_name": rhythms["town_name"],
            "newest_report": rhythms["newest_report"],
            "age_days": age_days,
            "usual_gap_days": whole(usual),
            "silent_after_days": after,
            "silent": age_days > after,
        }
    )


def days_silent(silences: DataFrame) -> dict[str, int]:
    """The days since the newest report of each silent town, by code."""
    found = silences[silences["silent"]]
    return dict(zip(found["town_code"].tolist(), found["age_days"].tolist(), strict=True))


def with_silence(rows: DataFrame, silent: Mapping[str, int]) -> DataFrame:
    """The rows with ``silent_days``, the days without a report of their town; missing where it is not silent."""
    days = [silent.get(code) for code in rows["town_code"].tolist()]
    return rows.assign(silent_days=Series(days, index=rows.index, dtype="Int64"))


def longest_silent(silences: DataFrame) -> DataFrame:
    """The silent towns, the longest silent first."""
    return silences[silences["silent"]].sort_values("age_days", ascending=False, kind="stable")

"""Which towns have gone silent."""

from datetime import date

import pandas as pd
from pandas import DataFrame

SILENT_AFTER_DAYS = 7


def silent_towns(overview: DataFrame, *, as_of: date) -> tuple[DataFrame, int]:
    """The towns whose newest report of status or evacuation is older than 7 days, and how many towns ever reported.

    A town that never reported is not silent, it is not covered. Front distances are no reports from a town.
    """
    age_days = (pd.Timestamp(as_of) - overview["newest_report"]).dt.days
    silent = age_days[age_days > SILENT_AFTER_DAYS].sort_values(ascending=False)
    return overview.loc[silent.index].assign(age_days=silent.astype(int)), int(age_days.notna().sum())

"""Which alerts an upload raised, and which it ended."""

from datetime import date

from pandas import DataFrame

from dashboard.analysis.alerts.standing import NO_ALERTS, alerts
from dashboard.analysis.asking import Ask
from dashboard.analysis.choosing import Choice, chosen
from dashboard.analysis.defaults import count_points, front_sources


def alerts_changed(before: Ask, after: Ask, *, today: date) -> tuple[DataFrame, DataFrame]:
    """The alerts that stand after an upload and did not before it, and those that no longer do; rows of ``alerts``.

    Of all towns, before and after looked at from the newest day that was known then, so a day that an upload brings
    makes the silence of others longer. Both times by the source that came first before, and counted at the same point:
    where the upload puts another one first, nothing moved by that. One that began anew was raised anew.
    """
    if after("alert_rules").empty and before("alert_rules").empty:
        return NO_ALERTS, NO_ALERTS
    filters = chosen(before, Choice(), today=today)
    still = Choice(
        source=filters.source if filters.source in front_sources(after, as_of=today) else None,
        count_at=filters.count_at if filters.count_at in count_points(after, as_of=today) else None,
    )
    then, now = alerts(before, filters), alerts(after, chosen(after, still, today=today))
    key = ["rule_id", "town_code"]
    met = now.merge(then[[*key, "began"]], on=key, how="left", suffixes=("", "_before"))
    raised = now[(met["began_before"].isna() | (met["began_before"] < met["began"])).to_numpy(dtype=bool)]
    left = then.merge(now[key].drop_duplicates(), on=key, how="left", indicator=True)["_merge"]
    return raised.reset_index(drop=True), then[(left == "left_only").to_numpy()].reset_index(drop=True)

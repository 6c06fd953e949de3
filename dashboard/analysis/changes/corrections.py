"""Figures that were published, and were corrected since."""

from datetime import date
from typing import Any

import pandas as pd

from dashboard.analysis.asking import Ask
from dashboard.analysis.cells import known, rows
from dashboard.model.filters import Filters
from dashboard.model.tables import DATASETS

_KINDS = {column.name: column.kind for table in DATASETS.values() for column in table.columns}


def known_on(ask: Ask, day: date) -> int:
    """The newest upload of a day or before it (UTC); 0 where there was none."""
    uploads = ask("history")
    moments = zip(uploads["upload_id"].tolist(), uploads["uploaded_at"].tolist(), strict=True)
    return max((upload_id for upload_id, moment in moments if moment[:10] <= day.isoformat()), default=0)


def corrections(
    ask: Ask, filters: Filters, *, since: date, known_before: int | None = None
) -> list[dict[str, Any]]:
    """One row per figure of a day up to the as-of day that was published and is another one now.

    With ``known_before``, the newest upload that a reader had seen, those that he could have seen: what was known
    after that upload against what is known now. Without it those that an upload after the day ``since`` changed,
    against what was published first: of a figure that was corrected twice the first and the newest value, and none
    where it is again what it was. ``before_date`` and ``after_date`` are the figure's own day, ``date`` that of the
    upload ``upload_id`` that changed it last; ``after`` is missing where it was taken back or is not stated any more.
    """
    base = known_on(ask, since) if known_before is None else known_before
    uploads = ask("history")
    columns = (uploads[name].tolist() for name in ("upload_id", "rows_changed", "rows_removed"))
    if not any(changed + removed for upload, changed, removed in zip(*columns, strict=True) if upload > base):
        return []
    found = ask("corrections", filters, base=base)
    if known_before is not None:
        found = found[found["first_upload"] <= known_before]
    if found.empty:
        return []
    uploaded = dict(zip(uploads["upload_id"], pd.to_datetime(uploads["uploaded_at"].str[:10]), strict=True))
    return [
        {
            **{name: row[name] for name in ("town_code", "town_name", "what", "source", "upload_id")},
            **{name: known(row[name]) for name in ("team", "destination")},
            "kind": "correction",
            "date": uploaded[row["upload_id"]],
            "before": _value(row["value_then"], of=row["what"]),
            "after": _value(row["value_now"], of=row["what"]),
            "before_date": row["date"],
            "after_date": row["date"],
        }
        for row in rows(found)
    ]


def _value(text: Any, *, of: str) -> str | int | float | None:
    """A value of the question's text in its own kind; missing as None."""
    if pd.isna(text):
        return None
    kind = _KINDS[of]
    return int(text) if kind == "people" else float(text) if kind == "km" else str(text)

"""Which earlier look at the data the present one is compared with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from dashboard.analysis.asking import Ask
from dashboard.analysis.defaults import extent
from dashboard.model.filters import Filters, a_week_before
from dashboard.model.tables import DATASETS

_DATA = (*DATASETS, "folder")  # of an upload; spellings and rules of alerts are no news of a town


@dataclass(frozen=True)
class EarlierLook:
    """``since`` is the day looked from; ``known_before`` the newest upload then, None where only a day is known.

    ``why`` is "visit" where it is the reader's last one, "nothing_new" where nothing was uploaded after that, and "day"
    where no visit is known, or the reader looks back.
    """

    since: date
    known_before: int | None
    why: Literal["visit", "nothing_new", "day"]


def earlier_look(
    ask: Ask, filters: Filters, *, visited: datetime | None, known_after: Callable[[int], Ask]
) -> EarlierLook:
    """The look that a reader had who was here last at ``visited``, or the day seven days before the as-of day.

    What he saw then is what was known after the newest upload of that moment or before, as of the newest date in it; of
    the as-of day, where the reports of later days were taken back since.
    ``known_after`` answers as known after an upload. A reader who looks from a day before that one compares with the
    week before, as does one who asks what was known earlier: both want to see that time and not the way back to it.
    """
    week = EarlierLook(a_week_before(filters.as_of), None, "day")
    if visited is None or filters.known_after is not None:
        return week
    uploads = ask("history")
    told = uploads["uploaded_at"] <= visited.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if not told.any():
        return week
    if not uploads.loc[~told, "dataset"].isin(_DATA).any():
        return EarlierLook(week.since, None, "nothing_new")
    seen = int(uploads.loc[told, "upload_id"].max())
    span, newest = extent(known_after(seen)), extent(ask)
    looks_back = newest is not None and filters.as_of < newest[1]
    if span is None or (looks_back and span[1] > filters.as_of):
        return week
    return EarlierLook(min(span[1], filters.as_of), seen, "visit")

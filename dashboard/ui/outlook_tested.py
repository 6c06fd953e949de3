"""How well outlooks were right in the past: worked out once for the distances at hand, told beside the outlook."""

from dataclasses import replace
from datetime import date
from functools import partial
from threading import Lock
from typing import Any

from dashboard.analysis.ahead.backtest import WITHIN_KM, Backtest, backtest
from dashboard.analysis.ahead.scores import YARDSTICKS
from dashboard.analysis.choosing import Choice, chosen
from dashboard.look.formats import day, people, score, share
from dashboard.look.html import element, joined, page_link
from dashboard.look.rows import rows_of
from dashboard.look.words import word
from dashboard.model.filters import Filters
from dashboard.store.answers import Answers
from dashboard.ui.figure import piece
from dashboard.ui.here import Here
from dashboard.ui.kept import kept

QUESTIONS = (
    "past_distances",
    "present_distances",
)  # what it is made of: an upload of anything else changes nothing
ALIKE = 0.005  # of the best yardstick: nearer than this the two are told as the same

_ONE_AT_A_TIME = Lock()  # it takes up to a minute of the processor; who waits finds it done


def known_error(at: Here) -> Backtest | None:
    """The tested error, if it was worked out since the distances last changed; a page never waits for it."""
    return kept.known(_worked_out, at.answers, **_made_of(at.answers, at.filters, version=at.version))


def work_out_error(at: Here) -> Backtest:
    """The tested error; takes up to a minute."""
    with _ONE_AT_A_TIME:
        return kept(_worked_out, at.answers, **_made_of(at.answers, at.filters, version=at.version))


def work_out_newest(answers: Answers, *, today: date) -> None:
    """The tested error of what pages show where nothing is chosen, unless it is known; nothing without distances."""
    version = answers.follow().version
    filters = chosen(partial(answers.ask, version=version), Choice(), today=today)
    if filters.source:
        with _ONE_AT_A_TIME:
            kept(_worked_out, answers, **_made_of(answers, filters, version=version))


def error_line(at: Here, *, horizon_days: int, within_km: int) -> None:
    """The error of one kind of chance, or that it was not worked out yet, with the link to where all of it stands."""
    found = known_error(at)
    if found is None:
        said, link = word("tested.unknown"), word("tested.begin")
    elif not found.days:
        said, link = "", word("tested.none")
    else:
        said, link = (
            error_sentence(found, horizon_days=horizon_days, within_km=within_km),
            word("tested.all"),
        )
    where = page_link(link, "data", part=word("data.outlook"))
    piece(element("div", joined([said, where], " ") if said else where, class_="dash-note"))


def error_sentence(found: Backtest, *, horizon_days: int, within_km: int) -> str:
    """Brier score of one horizon and distance beside the best of the yardsticks, and how often the range held.

    Empty where nothing was judged after so many days.
    """
    scores, ranges = found.scores, found.ranges
    rows = scores[(scores["horizon_days"] == horizon_days) & (scores["threshold_km"] == within_km)]
    held = ranges[ranges["horizon_days"] == horizon_days]
    if rows.empty or held.empty:
        return ""
    row = next(iter(rows_of(rows)))
    return word(
        "tested.sentence",
        days=days_said(found),
        near=f"{WITHIN_KM:g}",
        edge=within_km,
        count=horizon_days,
        brier=score(row.outlook),
        often=score(row.how_often),
        verdict=verdict(row),
        held=share(float(held["held"].iloc[0])),
        cases=people(float(held["cases"].iloc[0])),
    )


def days_said(found: Backtest) -> str:
    """The past days that were looked from."""
    return word("tested.days", count=found.days, first=day(found.first), last=day(found.last))


def verdict(row: Any) -> str:
    """Whether the outlook of a row of ``scores`` was better than the best of the yardsticks, and by how much of it."""
    yardsticks = {name: float(getattr(row, name)) for name in YARDSTICKS}
    best = min(yardsticks, key=yardsticks.__getitem__)
    apart, than = row.outlook - yardsticks[best], {"best": word(f"tested.than_{best}")}
    if abs(apart) <= ALIKE * yardsticks[best]:
        return word("tested.alike", **than)
    if not yardsticks[best]:
        return word("tested.never_failed", **than)
    by = share(abs(apart) / yardsticks[best])
    return word("tested.better" if apart < 0 else "tested.worse", share=by, **than)


def _made_of(answers: Answers, filters: Filters, *, version: int) -> dict[str, Any]:
    changed = max(answers.last_change(question, version=version) for question in QUESTIONS)
    return {"version": changed, "source": filters.source, "as_of": filters.as_of}


def _worked_out(answers: Answers, *, version: int, source: str, as_of: date) -> Backtest:
    """Without what was judged day by day: of it nothing is shown, and it would push everything else out of memory.

    For the same reason the answers it asks for, a hundred times all distances, are not kept.
    """
    found = backtest(partial(answers.ask, version=version), source=source, as_of=as_of)
    return replace(found, judged=found.judged.iloc[:0].copy())

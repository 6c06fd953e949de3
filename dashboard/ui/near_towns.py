"""Which towns are looked ahead for on a page: all that are chosen, or of a large country those nearest to the front."""

from dataclasses import dataclass, replace

from pandas import DataFrame

from dashboard.analysis.ahead.outlook import outlook
from dashboard.analysis.asking import Ask
from dashboard.analysis.changes.earlier_look import EarlierLook
from dashboard.analysis.changes.newer_reports import as_before
from dashboard.analysis.near_towns import of_nearest, with_taken
from dashboard.analysis.towns import of_towns
from dashboard.look.html import element
from dashboard.look.words import word
from dashboard.model.filters import Filters, Parameter
from dashboard.ui.figure import piece
from dashboard.ui.here import Here
from dashboard.ui.kept import kept
from dashboard.ui.loading import Bound

OUTLOOK_ASKS = ("towns", "present_distances", "past_distances")
ROW_PER_TOWN = ("overview", "newest_states", "report_rhythm")


@dataclass(frozen=True)
class CutOut:
    """Asks about some of the chosen towns: what the page asks about all of them anyway is not asked again."""

    ask: Ask
    chosen: Filters
    near: Filters

    def __call__(self, question: str, filters: Filters | None = None, /, **more: Parameter) -> DataFrame:
        if question not in ROW_PER_TOWN or filters != self.near:
            return self.ask(question, filters, **more)
        return kept(_of_towns, self.ask(question, self.chosen, **more), filters.towns)


def _of_towns(rows: DataFrame, codes: tuple[str, ...]) -> DataFrame:
    return of_towns(rows, codes).reset_index(drop=True)


def near_towns(at: Here) -> Filters:
    """The reader's filters for these towns and the as-of day alone: another period changes nothing ahead."""
    as_of = at.filters.as_of
    looked_from = replace(at.filters, since=as_of, until=as_of)
    return kept(of_nearest, looked_from, at.ask("overview", at.filters))


def near_or_taken(at: Here, look: EarlierLook) -> Filters:
    """Those and the towns that were taken since an earlier look: they are near to nothing now, and come first."""
    near = near_towns(at)
    if near.towns == at.filters.towns:
        return near
    now = at.ask("overview", at.filters, before=look.since)
    if look.known_before is None:
        return kept(_with_taken_since, near, now)
    then = Bound(at.answers, look.known_before)("overview", replace(at.filters, as_of=look.since))
    return kept(with_taken, near, then=then, now=now)


def _with_taken_since(near: Filters, now: DataFrame) -> Filters:
    distances = now[["town_code", "town_name", "front_distance_km", "front_distance_km_before"]]
    return with_taken(near, then=as_before(distances), now=distances)


def near_ask(at: Here, near: Filters) -> Ask:
    """Asks about ``near_towns``, or those that were taken, too."""
    return at.ask if near.towns == at.filters.towns else CutOut(at.ask, at.filters, near)


def outlooks_of(at: Here, filters: Filters) -> DataFrame:
    """The outlook, reckoned again only after an upload that touched what it is made of."""
    version = max(at.answers.last_change(question, version=at.version) for question in OUTLOOK_ASKS)
    return kept(outlook, Bound(at.answers, version), filters)


def cut_note(at: Here, near: Filters, *, said: str = "near.cut") -> None:
    """That not all towns are looked at, and how to see others; nothing where all are."""
    if near.towns != at.filters.towns:
        towns = len(at.ask("overview", at.filters))
        piece(element("div", word(said, towns=towns, count=len(near.towns)), class_="dash-note"))

"""Which towns are looked ahead for on a page: all that are chosen, or of a large country those nearest to the front."""

from dataclasses import dataclass, replace

from pandas import DataFrame

from dashboard.analysis.ahead.outlook import outlook
from dashboard.analysis.asking import Ask
from dashboard.analysis.near_towns import MOST_TOWNS, of_nearest
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
    return rows[rows["town_code"].isin(codes)].reset_index(drop=True)


def near_towns(at: Here) -> Filters:
    """The reader's filters for these towns and the as-of day alone: another period changes nothing ahead."""
    as_of = at.filters.as_of
    looked_from = replace(at.filters, since=as_of, until=as_of)
    return kept(of_nearest, looked_from, at.ask("overview", at.filters))


def near_ask(at: Here, near: Filters) -> Ask:
    """Asks about ``near_towns``."""
    return at.ask if near.towns == at.filters.towns else CutOut(at.ask, at.filters, near)


def outlooks_of(at: Here, filters: Filters) -> DataFrame:
    """The outlook, reckoned again only after an upload that touched what it is made of."""
    version = max(at.answers.last_change(question, version=at.version) for question in OUTLOOK_ASKS)
    return kept(outlook, Bound(at.answers, version), filters)


def cut_note(at: Here, near: Filters) -> None:
    """That not all towns are looked ahead for, and how to see others; nothing where all are."""
    if near.towns != at.filters.towns:
        towns = len(at.ask("overview", at.filters))
        said = word("near.cut", towns=towns, count=MOST_TOWNS)
        piece(element("div", said, class_="dash-note"))

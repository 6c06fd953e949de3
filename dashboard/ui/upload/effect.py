"""What an upload would do to the key figures of the first page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dashboard.analysis.asking import Ask
from dashboard.analysis.defaults import count_points, extent, front_sources
from dashboard.analysis.silence import silence
from dashboard.analysis.situation import Situation, situation
from dashboard.look.formats import day, people, signed
from dashboard.look.html import element
from dashboard.look.tables import Cell, Column, data_table
from dashboard.look.words import word
from dashboard.model.filters import Filters
from dashboard.ui.figure import piece

_NUMBERS = ("before", "after", "change")


@dataclass(frozen=True)
class Effect:
    """``figures`` are (name, before, after) of those that change; None is a figure without a report.

    ``said`` tells from which day and by which source it is looked, before and after.
    """

    figures: tuple[tuple[str, int | None, int | None], ...]
    said: str


def effect(before: Ask, after: Ask, *, filters: Filters, edges_km: Sequence[float]) -> Effect:
    """The figures that change.

    Readers who look from the newest day, by the source that covers most towns, will look from the file's newest day
    and perhaps by its source: figures of the last days are then those of other days.
    """
    filters_after = _moved(before, after, filters)
    old, new = (
        dict(_figures(situation(ask, of, silences=silence(ask, of), edges_km=edges_km)))
        for ask, of in ((before, filters), (after, filters_after))
    )
    changed = tuple((name, old[name], new[name]) for name in old if old[name] != new[name])
    return Effect(changed, _said(filters, filters_after))


def effect_table(found: Effect) -> None:
    """Each key figure that changes, before and after; or that none does."""
    piece(element("h4", word("upload.effect"), class_="dash-part"))
    if not found.figures:
        piece(element("div", word("upload.no_effect")))
    else:
        heads = [Column(word("upload.figure"), essential=True)]
        heads += [Column(word(f"upload.{name}"), "number", essential=name != "change") for name in _NUMBERS]
        cells = [[name, _shown(old), _shown(new), _change(old, new)] for name, old, new in found.figures]
        piece(data_table(heads, cells, label=word("upload.effect")))
    said = f"{word('upload.effect_source')} {found.said}"
    piece(element("div", said, class_="dash-credit"))


def _shown(value: int | None) -> Cell:
    return None if value is None else people(value)


def _change(old: int | None, new: int | None) -> Cell:
    return "" if old is None or new is None else signed(new - old)


def _said(before: Filters, after: Filters) -> str:
    """From which day it is looked, and by whose distances, where one of these changes."""
    if before.as_of == after.as_of:
        days = word("upload.effect_day", day=day(before.as_of))
    else:
        days = word("upload.effect_days", before=day(before.as_of), after=day(after.as_of))
    if before.source == after.source or not before.source:
        return days
    return f"{days} {word('upload.effect_sources', before=before.source, after=after.source)}"


def _moved(before: Ask, after: Ask, filters: Filters) -> Filters:
    old, new = extent(before), extent(after)
    as_of = filters.as_of
    if new is not None and (old is None or as_of == old[1]):
        as_of = new[1]
    source = filters.source
    if source in ("", next(iter(front_sources(before, as_of=filters.as_of)), "")):
        source = next(iter(front_sources(after, as_of=as_of)), "")
    points = count_points(after, as_of=as_of)
    count_at = filters.count_at if filters.count_at in points or not points else points[0]
    return replace(
        filters, as_of=as_of, since=min(filters.since, as_of), until=as_of, source=source, count_at=count_at
    )


def _figures(found: Situation) -> Iterator[tuple[str, int | None]]:
    yield word("situation.people"), found.people.people
    yield word("situation.evacuated"), found.evacuated.in_7_days
    yield word("upload.evacuated_30"), found.evacuated.in_30_days
    yield word("upload.evacuated_all"), found.evacuated.in_all
    for edge, towns in found.nearness.within.items():
        yield word("situation.near", edge=f"{edge:g}"), towns
    yield word("upload.inside"), found.nearness.inside
    yield word("situation.lost"), len(found.lost)
    yield word("situation.silent"), len(found.silent)

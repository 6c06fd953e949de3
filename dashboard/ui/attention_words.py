"""Why a town stands where it does, in words: each part with its figures, its days and its sources."""

from collections.abc import Callable
from datetime import date
from typing import Any

from dashboard.analysis.ahead.time_to_clear import LAST_DAYS
from dashboard.analysis.attention_parts import AHEAD_DAYS, PARTS
from dashboard.analysis.pace import WINDOW_DAYS
from dashboard.look.formats import age, chance, dated, is_missing, pace, people
from dashboard.look.labels import service_name
from dashboard.look.words import word
from dashboard.ui.outlook_words import why_words
from dashboard.ui.pace_words import PROJECTED, clear_in, why_of

REASONS_AT_MOST = 3
SPEAKS_FROM = 0.05  # what a part adds to the rank; less than this is no reason


def reasons(row: Any) -> str:
    """The figures of the parts that add most, most first, for a row of ``attention``."""
    added = [(getattr(row, f"adds_{name}"), name) for name in PARTS if not is_missing(part_of(row, name))]
    largest = sorted((found for found in added if found[0] >= SPEAKS_FROM), key=lambda found: -found[0])
    said = [figures(row, name) for _, name in largest[:REASONS_AT_MOST]]
    if not row.ever_reported:
        said.insert(0, word("attention.never"))
    return " · ".join(said) or word("attention.little")


def part_of(row: Any, name: str) -> float:
    part: float = getattr(row, f"part_{name}")
    return part


def figures(row: Any, name: str) -> str:
    """What stands behind a part in short; why it is missing where it is."""
    said: str = _FIGURES[name](row)
    return said


def details(row: Any, name: str) -> str:
    """The same with all that belongs to it: which services, at what pace."""
    if name == "services" and not is_missing(row.services_known) and row.services_closed:
        parts = [figures(row, name), _named(row.closed_services)]
        lost = [word("attention.lost_named", names=_named(row.lost_services))] if row.services_lost else []
        return "; ".join([*parts, *lost])
    if name == "pace" and not is_missing(row.per_day):
        at = word("clear.at", pace=pace(row.per_day), count=int(row.days_reported), days=WINDOW_DAYS)
        return f"{at}: {figures(row, name)}"
    return figures(row, name)


def _named(services: str) -> str:
    return ", ".join(service_name(code) for code in services.split())


def sources(row: Any, name: str, *, as_of: date) -> str:
    """Who reported the figures of a part, and of which day; a figure of the same report is not told again."""
    said: dict[str, str] = {}
    for what, source, on in _SOURCES[name](row):
        if not is_missing(on):
            said.setdefault(_source(source, on, as_of=as_of), what)
    return "; ".join(f"{what}: {source}" if what else source for source, what in said.items())


def _people_sources(row: Any) -> list[tuple[str, Any, Any]]:
    return [
        ("", row.people_source, row.people_date),
        (word("attention.children_head"), row.children_source, row.children_date),
        (word("attention.limited_head"), row.limited_mobility_source, row.limited_mobility_date),
    ]


# What a figure is of, where a part has several; who reported it; of which day.
_SOURCES: dict[str, Callable[[Any], list[tuple[str, Any, Any]]]] = {
    "contact": lambda row: [("", row.distance_source, row.distance_date)],
    "people": _people_sources,
    "pace": lambda row: [("", row.evacuated_source, row.evacuated_date)],
    "services": lambda row: [("", row.services_source, row.services_date)],
    "age": lambda row: [("", word("attention.newest"), row.newest_report)],
}


def _source(source: Any, on: date, *, as_of: date) -> str:
    named = word("credit.no_source") if is_missing(source) or not source else str(source)
    return f"{named}, {dated(on, as_of=as_of)}"


def _contact(row: Any) -> str:
    within = {"edge": int(row.within_km)}
    if row.contact_by == "outlook":
        return word("attention.contact", chance=chance(row.part_contact), days=AHEAD_DAYS, **within)
    if row.contact_by == "today":
        return word("attention.within_today" if row.part_contact else "attention.beyond_today", **within)
    why = row.why_no_outlook
    return word("attention.no_contact", why=why_words(why, source=row.distance_source, kind="brief"))


def _people(row: Any) -> str:
    if is_missing(row.people):
        return word("attention.no_people")
    parts = [word("attention.people", count=int(row.people))]
    if not is_missing(row.children):
        parts.append(word("attention.children", count=int(row.children)))
    if not is_missing(row.limited_mobility):
        parts.append(word("attention.limited", count=int(row.limited_mobility)))
    return ", ".join(parts)


def _pace(row: Any) -> str:
    if why_of(row) not in PROJECTED:
        return word("attention.no_pace", why=clear_in(row))
    said = word("attention.pace", clear_in=clear_in(row))
    if not is_missing(row.chance):
        return f"{said}, {word('attention.by_then', chance=chance(row.chance))}"
    if not is_missing(row.chance_in_90_days):
        shown = chance(row.chance_in_90_days)
        return f"{said}, {word('attention.by_last', chance=shown, days=LAST_DAYS)}"
    return said


def _services(row: Any) -> str:
    if is_missing(row.services_known):
        return word("attention.no_services")
    said = word("attention.services", closed=people(row.services_closed), count=int(row.services_known))
    return f"{said}, {word('attention.lost', count=int(row.services_lost))}" if row.services_lost else said


def _age(row: Any) -> str:
    if is_missing(row.age_days):
        return word("attention.never")
    return word("attention.age", age=age(row.age_days), count=int(row.silent_after_days))


_FIGURES = {"contact": _contact, "people": _people, "pace": _pace, "services": _services, "age": _age}


def bars_said(row: Any) -> str:
    """The parts for who cannot see the bars."""
    return "; ".join(f"{word(f'attention.part_{name}')} {part_said(row, name)}" for name in PARTS)


def part_said(row: Any, name: str) -> str:
    part = part_of(row, name)
    return word("attention.halved") if is_missing(part) else f"{part:.2f}"

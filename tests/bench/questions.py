"""Every question of every page on the archive, as the pages ask it: through the store, and the same SQL by hand."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from dashboard.analysis.ahead.outlook import PAST
from dashboard.analysis.evacuation import DIMENSIONS
from dashboard.analysis.freshness import DATED, weeks_back
from dashboard.analysis.pace import lead_in
from dashboard.analysis.templates import TEMPLATES
from dashboard.model.bands import EDGES_KM
from dashboard.model.filters import Filters, last_days
from dashboard.settings import PROJECT
from dashboard.store.statements import parameters_of, statement
from dashboard.ui.kept import kept
from dashboard.ui.loading import Bound
from tests.bench.archive import DAILY, FIRST, LAST, Archive, MadeUp
from tests.bench.table import Line

REPEATS = 5
QUESTIONS = PROJECT / "dashboard" / "store" / "questions"
RATIO, SLOWEST_MS = 1.5, 150.0
SHOWN_TOWNS = 32  # lines of the distance chart
TOWNS_WITH_LOSSES = 200  # an alert rule about services asks only for towns where one is closed

DEFAULT = Filters(LAST, *last_days(LAST, 30), source=DAILY)
WIDEST = replace(DEFAULT, since=FIRST)


def asked_by_pages(filters: Filters, codes: list[str]) -> Iterator[tuple[str, dict[str, object]]]:
    """Each question with its parameters; one that several pages ask differently comes several times."""
    every, as_of = filters.parameters(), filters.as_of
    town = filters.of_town(codes[0]).parameters()
    edges = {"edges_km": [float(edge) for edge in EDGES_KM]}
    for question in ("overview", "newest_states", "evacuated_by_group", "flows", "front_line"):
        yield question, every
    for question in (
        "front_line_dates",
        "front_days",
        "report_rhythm",
        "extent",
        "history",
        "towns",
    ):
        yield question, every
    yield "counts_at", every | {"towns": None, "area": None}
    yield "people_on_days", every | {"days": [as_of - timedelta(days=7 * n) for n in range(7, -1, -1)]}
    yield from (("evacuated_by_period", every | {"unit": unit}) for unit in ("day", "week"))
    yield from (("evacuated_by", every | {"dimension": name}) for name in DIMENSIONS if name != "group")
    yield "evacuated_daily", every | {"since": lead_in(filters)}
    yield "crossings", every | edges
    yield "closing", every | {"window_days": 30}
    yield "present_distances", every
    yield "past_distances", every | PAST
    yield "nearer_since", every | {"limit_km": 10.0}
    yield from ((name, every) for name in ("alert_rules", "alert_acknowledgements"))
    yield "closed_since", every | {"towns": codes[:TOWNS_WITH_LOSSES]}
    yield "corrections", every | {"base": 1}
    yield "standing_since", every | {"since": as_of - timedelta(days=7), "towns": codes[:SHOWN_TOWNS]}
    yield "distance_history", every | {"source": None, "towns": codes[:SHOWN_TOWNS]}
    yield from (("report_gaps", every | {"dataset": name}) for name in DATED)
    yield "reports_by_week", every | {"dataset": "town_status", "since": weeks_back(as_of)}
    yield "distance_history", town | {"source": None}
    yield "crossings", town | edges
    yield from ((f"template_{name}", every) for name in TEMPLATES)
    yield from ((question, town) for question in ("people_history", "service_states", "town_reports"))


def measure() -> Iterator[Line]:
    _every_question_or_error()
    archive = Archive(MadeUp())
    codes = codes_of(archive)
    for name, filters in (("30 days", DEFAULT), ("all days", WIDEST)):
        slowest_ms = SLOWEST_MS if filters == DEFAULT else None
        for question, parameters in asked_by_pages(filters, codes):
            told = f"{named(question, parameters)}, {name}"
            store, hand = _timed(archive, question, parameters)
            yield Line(told, store, "ms", at_most=slowest_ms, yardstick=hand, ratio_at_most=RATIO)


def codes_of(archive: Archive) -> list[str]:
    return [str(code) for code in archive.ask("towns", version=archive.version)["town_code"]]


def _every_question_or_error() -> None:
    asked = {question for question, _ in asked_by_pages(DEFAULT, [""])}
    if missing := sorted({file.stem for file in QUESTIONS.glob("*.sql")} - asked):
        raise RuntimeError(f"not measured: {', '.join(missing)}")


def _timed(
    archive: Archive, question: str, parameters: Mapping[str, object]
) -> tuple[list[float], list[float]]:
    """Milliseconds through the store and by hand, in turns."""
    ask = Bound(archive, archive.version)
    sql = statement(question)
    bound = {name: parameters[name] for name in parameters_of(question) & parameters.keys()}
    store, hand = [], []
    for _ in range(REPEATS):
        kept.clear()
        begun = time.perf_counter()
        ask(question, **parameters)
        between = time.perf_counter()
        archive.by_hand(sql, bound | {"version": archive.version})
        store.append((between - begun) * 1000)
        hand.append((time.perf_counter() - between) * 1000)
    return store, hand


def named(question: str, parameters: Mapping[str, object]) -> str:
    towns = parameters["towns"]
    narrower = [f"{len(towns)} towns" if len(towns) > 1 else "one town"] if isinstance(towns, list) else []
    said = [str(parameters[name]) for name in ("unit", "dimension", "dataset") if name in parameters]
    return " ".join([question, *said, *narrower])

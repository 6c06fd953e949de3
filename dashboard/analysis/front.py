"""How the front moved: closing speed and band crossings."""

from collections import Counter
from collections.abc import Sequence

from pandas import DataFrame

from dashboard.analysis.asking import Ask
from dashboard.model.bands import band_index
from dashboard.model.filters import Filters

FOCUS_TOWNS, REST_TOWNS = 8, 24  # lines of a chart: told apart by colour, and grey behind them
WINDOW_DAYS = 30


def closing_speed(ask: Ask, filters: Filters, *, window_days: int = WINDOW_DAYS) -> DataFrame:
    """How fast the front came nearer to each town.

    One row per chosen town and source with a report in the window; ``closing_km_per_day`` is the distance lost over the
    days between the first and the last report of the window, negative where the front receded, missing where there is
    only one report. Series of different sources are never joined: sources differ by up to 17 km for one town on one
    day. A speed is what was, not what will be: distances stand still for months and then move in a day.
    """
    window = ask("closing", filters, window_days=window_days)
    days = (window["last_date"] - window["first_date"]).dt.days
    speed = (window["first_km"] - window["last_km"]) / days.where(days > 0)
    return window.assign(days=days, closing_km_per_day=speed)


def crossings(ask: Ask, filters: Filters, *, edges_km: Sequence[float]) -> DataFrame:
    """Every band edge that a chosen town crossed between two reports, newest first; 0 is the edge of the held area."""
    return ask("crossings", filters, edges_km=[float(edge) for edge in edges_km])


def shown_sources(distances: DataFrame, *, source: str, every: bool) -> DataFrame:
    """The series of the chosen source and what others reported; ``every``: also what was computed from other lines."""
    return (
        distances
        if every
        else distances[(distances["source"] == source) | (distances["method"] == "reported")]
    )


def in_focus(overview: DataFrame, *, chosen: Sequence[str]) -> tuple[list[str], list[str]]:
    """The towns whose lines stand out, and all that are drawn.

    Those chosen by name, or else the nearest outside the held area: first the towns that report.
    """
    placed = overview.dropna(subset=["front_distance_km"])
    if not chosen:
        outside = placed[placed["front_distance_km"] > 0]
        placed = outside.sort_values("newest_report", key=lambda dates: dates.isna(), kind="stable")
    codes = [str(code) for code in placed["town_code"]]
    return codes[:FOCUS_TOWNS], codes[: FOCUS_TOWNS + REST_TOWNS]


def outside_first(speeds: DataFrame, *, chosen: Sequence[str]) -> DataFrame:
    """Nearest first, without the towns inside the held area unless they were chosen by name."""
    return speeds if chosen else speeds[speeds["last_km"] > 0]


def towns_by_band(overview: DataFrame, *, edges_km: Sequence[float]) -> dict[int | None, int]:
    """How many towns lie in each band; under None those without a distance."""
    distances = overview["front_distance_km"]
    counted: Counter[int | None] = Counter(band_index(km, edges_km) for km in distances.dropna())
    return {**counted, None: int(distances.isna().sum())}

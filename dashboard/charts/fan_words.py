"""What a fan says: in the subtitle, at its points, and to those who do not see it."""

from collections.abc import Sequence
from datetime import timedelta

from pandas import Timestamp

from dashboard.charts.lines import Line
from dashboard.charts.texts import Spec, coloured
from dashboard.look.escape import for_plotly
from dashboard.look.formats import chance, day, km
from dashboard.look.words import word

LEVELS = ("p10_km", "p25_km", "p50_km", "p75_km", "p90_km")


def fan_legend(rows: Sequence[Spec], *, lines: Sequence[Line]) -> list[str]:
    """What the fan is, for the subtitle; before it the names of ``lines``, which have no room at their ends."""
    if not rows:
        return []
    names = {line.label: line.colour for line in lines}
    signs = [f"{coloured('●', colour)} {for_plotly(name)}" for name, colour in names.items()]
    return [*signs, word("fan.legend")]


def fan_sentence(rows: Sequence[Spec]) -> str:
    """The fan in words, for those who do not see it."""
    if not rows:
        return ""
    horizons = "; ".join(
        word("fan.horizon", count=int(row["horizon_days"]), **_kilometres(row)) for row in rows
    )
    return word("fan.spoken", horizons=horizons)


def point_said(row: Spec) -> str:
    """What a point of the fan says: its day, both ranges, the median, the chances."""
    begin = Timestamp(row["distance_date"]).date()
    within = [name for name in row if name.startswith("chance_within_")]
    chances = " · ".join(
        word("fan.within", edge=name.split("_")[2], chance=for_plotly(chance(row[name]))) for name in within
    )
    head = word(
        "fan.point",
        town=for_plotly(row["town_name"]),
        date=day(begin + timedelta(days=int(row["horizon_days"]))),
        count=int(row["horizon_days"]),
    )
    ranges = word("fan.ranges", **_kilometres(row))
    return "<br>".join([head, ranges, chances])


def _kilometres(row: Spec) -> dict[str, str]:
    figures = {level.removesuffix("_km"): km(row[level], unit=False) for level in LEVELS}
    return {**figures, "p90": km(row["p90_km"]), "p75": km(row["p75_km"]), "p50": km(row["p50_km"])}

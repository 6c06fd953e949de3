"""An alert rule as a manager states it, and what one may be."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.errors import WrongUse
from dashboard.model.codes import ALERT_KINDS, SERVICES
from dashboard.model.tables import DISTANCE_KM_AT_MOST

WITHIN_KM = (5, 10, 15, 25)  # the chances that an outlook tells
HORIZONS_DAYS = (14, 30, 60, 90)
PACE_WINDOW_DAYS, PACE_REPORTS_AT_LEAST = 14, 3

# Above the first number, up to the second; of chances below it: nothing is above 100 %.
THRESHOLDS: Mapping[str, tuple[float, float, str]] = {
    "front_nearer_than": (0, DISTANCE_KM_AT_MOST, "kilometres"),
    "chance_above": (0, 99.9, "per cent"),
    "silent_for": (0, 3650, "days"),
    "pace_under": (0, 100_000, "people a day"),
}


@dataclass(frozen=True)
class AlertRule:
    """When a town shall raise an alert; see ``ALERT_RULES`` for the units.

    ``front_nearer_than``: its newest distance is less than the threshold. ``chance_above``: the outlook's chance that
    the front is within ``within_km`` after ``horizon_days`` is more than it. ``service_lost``: a service that worked
    is closed by its newest report. ``silent_for``: it has sent no report for that many days or longer.
    ``pace_under``: fewer people a reported day left it over 14 days, of which at least 3 have a report.
    """

    kind: str
    threshold: float | None = None
    within_km: float | None = None
    horizon_days: float | None = None
    service: str | None = None
    area_code: str | None = None
    town_code: str | None = None


def checked(rule: AlertRule) -> AlertRule:
    """The rule without what its kind does not use; raises WrongUse naming what is missing or out of bounds."""
    if rule.kind not in ALERT_KINDS:
        raise WrongUse("kind", rule.kind, f"one of: {', '.join(ALERT_KINDS)}")
    if rule.area_code and rule.town_code:
        raise WrongUse(
            "town", rule.town_code, "nothing beside an area: a rule is about one of them, or all towns"
        )
    place = AlertRule(rule.kind, area_code=rule.area_code or None, town_code=rule.town_code or None)
    if rule.kind == "service_lost":
        if rule.service is not None and rule.service not in SERVICES:
            raise WrongUse("service", rule.service, f"nothing for any, or one of: {', '.join(SERVICES)}")
        return replace(place, service=rule.service)
    limited = replace(place, threshold=_threshold(rule))
    if rule.kind != "chance_above":
        return limited
    return replace(
        limited,
        within_km=_one_of("within_km", rule.within_km, WITHIN_KM),
        horizon_days=_one_of("horizon_days", rule.horizon_days, HORIZONS_DAYS),
    )


def _threshold(rule: AlertRule) -> float:
    least, most, unit = THRESHOLDS[rule.kind]
    found = rule.threshold
    whole = found is None or rule.kind != "silent_for" or float(found).is_integer()
    if found is None or not least < found <= most or not whole:
        number = "a whole number" if rule.kind == "silent_for" else "a number"
        raise WrongUse("limit", _shown(found), f"{number} of {unit} above {least:g}, at most {most:g}")
    return float(found)


def _one_of(name: str, found: float | None, known: tuple[int, ...]) -> float:
    if found not in known:
        raise WrongUse(name, _shown(found), f"one of: {', '.join(map(str, known))}")
    return float(found)


def _shown(number: float | None) -> str:
    return "nothing" if number is None else f"{number:g}"

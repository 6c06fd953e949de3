"""When a town meets an alert rule about its services; see ``alerts.rows``."""

from collections.abc import Mapping
from dataclasses import replace
from operator import itemgetter

import pandas as pd

from dashboard.analysis.alerts.rows import JudgedTown, towns_of
from dashboard.analysis.asking import Ask
from dashboard.analysis.services import WORKS
from dashboard.model.alert_rule import AlertRule
from dashboard.model.codes import SERVICES
from dashboard.model.filters import Filters

KNOWN = (*WORKS, "closed")
Closed = Mapping[
    tuple[str, str], pd.Timestamp
]  # by town and service the day of the newest report that says so
Loss = tuple[pd.Timestamp, str, str | None]  # since when, which service, and who said last that it is closed


def service_lost(ask: Ask, filters: Filters, *, rule: AlertRule) -> list[JudgedTown]:
    """The newest state of a service is closed and an earlier one was open or limited.

    Of a rule about any service a town's alert begins with the service that was lost last, so that each further loss
    is a new one. ``services`` names them. A state that the newest report calls unknown is not told.
    """
    about = towns_of(ask, rule)
    states = ask("newest_states", filters)
    newest: dict[str, pd.Timestamp] = {}
    closed: dict[tuple[str, str], pd.Timestamp] = {}
    for service in SERVICES if rule.service is None else (rule.service,):
        columns = (states[name].tolist() for name in ("town_code", service, f"{service}_date"))
        for code, state, day in zip(*columns, strict=True):
            if code in about and state in KNOWN:
                newest[code] = max(day, newest.get(code, day))
                if state == "closed":
                    closed[code, service] = day
    lost = _lost(ask, filters, closed=closed)
    return [_by_loss(code, lost.get(code, []), closed=closed, newest=day) for code, day in newest.items()]


def _lost(ask: Ask, filters: Filters, *, closed: Closed) -> dict[str, list[Loss]]:
    """By town those of the closed services that once worked, in the order in which they were lost."""
    if not closed:
        return {}
    codes = tuple(sorted({code for code, _ in closed}))
    since = ask("closed_since", replace(filters, towns=codes, area=None))
    columns = (since[name].tolist() for name in ("began", "service", "source", "town_code"))
    lost: dict[str, list[Loss]] = {}
    for began, service, source, code in sorted(zip(*columns, strict=True), key=itemgetter(0, 1)):
        if (code, service) in closed:
            lost.setdefault(code, []).append((began, service, source))
    return lost


def _by_loss(code: str, losses: list[Loss], *, closed: Closed, newest: pd.Timestamp) -> JudgedTown:
    if not losses:
        return JudgedTown(code, False, None, None, newest, None)
    began, service, source = losses[-1]
    named = ";".join(lost for _, lost, _ in losses)
    return JudgedTown(code, True, len(losses), began, closed[code, service], source, named)

"""A change in words: what it is, with its figures and the days of the reports behind them."""

from typing import Any

from dashboard.look.formats import day, is_missing, km, pace, people, signed_share
from dashboard.look.labels import order_name, service_name, service_state, status_name
from dashboard.look.words import word
from dashboard.model.codes import SERVICES

_FRONT = ("held", "nearer", "farther")
_PEOPLE = ("people_up", "people_down")
DEMAND_ACTION = ("held", "nearer", "order_stricter", "status_worse", "service_lost")


def change_sentence(change: Any) -> str:
    """A row of ``changes`` without its town, like "hospital closed, before open (5 Sep 2025)"."""
    kind = str(change.kind)
    if kind in _FRONT:
        return _front(change)
    if kind in _PEOPLE:
        return _remaining(change)
    if kind == "correction":
        return _correction(change)
    if kind == "silent":
        return _silent(change)
    if kind in ("pace_stalled", "pace_doubled"):
        return _pace(change)
    return _state(change)


def change_mark(kind: str) -> str:
    """The word that stands for a kind in a list: what the change is about."""
    return word(f"changed.mark_{kind}")


def _front(change: Any) -> str:
    said = {
        "before": km(change.before),
        "after": km(change.after),
        "before_date": day(change.before_date),
        "after_date": day(change.after_date),
    }
    if change.kind == "held":
        return word("changed.held", before=said["before"], before_date=said["before_date"])
    if change.edge_km == 0:
        return word("changed.left_held", after=said["after"], after_date=said["after_date"])
    edge = f"{change.edge_km:g}"
    return word("changed.nearer" if change.kind == "nearer" else "changed.farther", edge=edge, **said)


def _remaining(change: Any) -> str:
    grown = (change.after - change.before) / change.before if change.before else None
    return word(
        "changed.people" if grown is not None else "changed.people_again",
        before=people(change.before),
        after=people(change.after),
        before_date=day(change.before_date),
        after_date=day(change.after_date),
        **({} if grown is None else {"change": signed_share(grown)}),
    )


def _state(change: Any) -> str:
    """A service, the order or the status."""
    before, after = _said(change.what, change.before), _said(change.what, change.after)
    if change.what in SERVICES:
        what = service_name(change.what)
        return word(
            "changed.service", service=what, before=before, after=after, before_date=day(change.before_date)
        )
    if is_missing(change.before):
        return word("changed.first_order", after=after)
    key = "changed.status" if change.what == "status" else "changed.order"
    return word(key, before=before, after=after, before_date=day(change.before_date))


def _pace(change: Any) -> str:
    before = word("changed.pace_before", pace=pace(change.before), count=int(change.days_before))
    if change.kind == "pace_doubled":
        return word(
            "changed.pace_doubled", pace=pace(change.after), count=int(change.days_after), before=before
        )
    if is_missing(change.after):
        return word("changed.no_evacuation", date=day(change.before_date), before=before)
    return word("changed.nobody", count=int(change.days_after), before=before)


def _silent(change: Any) -> str:
    newest, age_days = day(change.before_date), int(change.after)
    if is_missing(change.before):
        return word("changed.silent_unknown", date=newest, count=age_days)
    usual = word("changed.usual_gap", count=int(change.before))
    return word("changed.silent", date=newest, count=age_days, usual=usual)


def _correction(change: Any) -> str:
    what = word("changed.front" if change.what == "front_distance_km" else f"field.{change.what}")
    details = [text for text in (change.team, change.destination) if not is_missing(text)]
    named = f"{what} ({', '.join(details)})" if details else what
    before, on = _said(change.what, change.before), day(change.before_date)
    if is_missing(change.after):
        return word("changed.taken_back", what=named, date=on, before=before)
    return word(
        "changed.corrected", what=named, date=on, before=before, after=_said(change.what, change.after)
    )


def _said(what: str, value: Any) -> str:
    """A value of a column as a reader knows it."""
    if what in SERVICES:
        return service_state(value)
    if what == "status":
        return status_name(value)
    if what == "evacuation_order":
        return word("missing.report") if is_missing(value) else order_name(value)
    return km(value) if what == "front_distance_km" else people(value)

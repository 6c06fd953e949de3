"""Alerts and their rules in words; every figure with its date and source."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dashboard.look.formats import NO_BREAK, chance, dated, day, is_missing, km, pace
from dashboard.look.html import Html, element
from dashboard.look.words import word
from dashboard.model.alert_rule import PACE_REPORTS_AT_LEAST, PACE_WINDOW_DAYS
from dashboard.ui.data.history_rows import moment


def rule_in_words(rule: Any) -> str:
    """A rule by its row: what a town must do to raise an alert."""
    limit = _limit(rule)
    if rule.kind == "front_nearer_than":
        return word("alert.rule_front", limit=limit)
    if rule.kind == "chance_above":
        return word("alert.rule_chance", limit=limit, within=_km(rule.within_km), days=int(rule.horizon_days))
    if rule.kind == "service_lost":
        any_of = is_missing(rule.service)
        return word(
            "alert.rule_lost", service=word("alert.any_service" if any_of else f"service.{rule.service}")
        )
    if rule.kind == "silent_for":
        return word("alert.rule_silent", count=int(rule.threshold))
    return word("alert.rule_pace", limit=limit, window=PACE_WINDOW_DAYS, least=PACE_REPORTS_AT_LEAST)


def about_in_words(rule: Any, places: Mapping[str, str]) -> str:
    """The town or the area that a rule is about; ``places`` are their names by code."""
    codes = [code for code in (rule.town_code, rule.area_code) if not is_missing(code)]
    return places.get(codes[0], codes[0]) if codes else word("alert.all_towns")


def alert_in_words(alert: Any) -> str:
    """What the town does to meet the rule, with both figures: the town's and the limit."""
    limit = _limit(alert)
    if alert.kind == "front_nearer_than":
        near = word("alert.front", km=km(alert.value), limit=limit)
        return near if alert.value > 0 else word("alert.inside")
    if alert.kind == "chance_above":
        within, days = _km(alert.within_km), int(alert.horizon_days)
        return word("alert.chance", within=within, days=days, chance=chance(alert.value), limit=limit)
    if alert.kind == "service_lost":
        services = alert.services.split(";")
        named = ", ".join(word(f"service.{service}") for service in services)
        return word("alert.lost", services=named, count=len(services), date=day(alert.began))
    if alert.kind == "silent_for":
        return word("alert.silent", count=int(alert.value), limit=limit)
    days = int(alert.reported_days)
    return word("alert.pace", pace=pace(alert.value), count=days, window=PACE_WINDOW_DAYS, limit=limit)


def figure_in_words(alert: Any, *, as_of: date | None = None) -> str:
    """The day and the source of the figure, and the rule that it met; with ``as_of`` also how old it is."""
    told = day(alert.date) if as_of is None else dated(alert.date, as_of=as_of)
    if alert.kind == "silent_for":
        return word("alert.of_report", date=told, rule=alert.rule_id)
    source = word("credit.no_source") if is_missing(alert.source) else alert.source
    key = "alert.of_time" if alert.kind == "pace_under" else "alert.figure"
    return word(key, date=told, source=source, rule=alert.rule_id)


def seen_in_words(alert: Any) -> Html:
    """Who has seen it, when, and with what note; empty where nobody has."""
    if is_missing(alert.acknowledged_by):
        return Html("")
    who = {"by": alert.acknowledged_by, "at": moment(alert.acknowledged_at)}
    note = alert.acknowledgement_note
    said = word("alert.seen_by", **who) if is_missing(note) else word("alert.seen_note", note=note, **who)
    return element("div", said, class_="dash-unit")


def _limit(rule: Any) -> str:
    """The threshold as it was set, 10 as "10 km" and 7.5 as "7.5 km"."""
    if is_missing(rule.threshold):
        return ""
    shown = f"{rule.threshold:g}"
    if rule.kind == "front_nearer_than":
        return _km(rule.threshold)
    if rule.kind == "chance_above":
        return f"{shown}{NO_BREAK}%"
    return word("unit.a_day", shown=shown) if rule.kind == "pace_under" else shown


def _km(distance_km: float) -> str:
    return f"{distance_km:g}{NO_BREAK}{word('unit.km')}"

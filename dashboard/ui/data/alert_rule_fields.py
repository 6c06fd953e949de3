"""The fields in which a manager states an alert rule."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from dashboard.look.words import word
from dashboard.model.alert_rule import HORIZONS_DAYS, THRESHOLDS, WITHIN_KM, AlertRule
from dashboard.model.codes import ALERT_KINDS, SERVICES

_FIRST = {"front_nearer_than": 10.0, "chance_above": 30.0, "silent_for": 7.0, "pace_under": 5.0}


def alert_rule_fields(*, towns: Mapping[str, str], areas: Mapping[str, str], number: int) -> AlertRule:
    """The rule as it stands in the fields; ``number`` empties them."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = st.selectbox(
            word("alert_rule.kind"),
            ALERT_KINDS,
            format_func=lambda kind: word(f"alert.kind_{kind}"),
            key=f"alert_kind_{number}",
            width=190,
        )
        limits = _limits(kind, number)
        area = _optional("area", areas, number=number)
        town = None if area else _optional("town", towns, number=number)
    return replace(limits, area_code=area, town_code=town)


def _limits(kind: str, number: int) -> AlertRule:
    """What the kind needs beside its place."""
    if kind == "service_lost":
        service = st.selectbox(
            word("alert_rule.service"),
            SERVICES,
            index=None,
            format_func=lambda service: word(f"service.{service}"),
            key=f"alert_service_{number}",
            placeholder=word("alert_rule.any_service"),
            width=170,
        )
        return AlertRule(kind, service=service)
    _, most, _ = THRESHOLDS[kind]
    limit = st.number_input(
        word(f"alert_rule.limit_{kind}"),
        min_value=0.0,
        max_value=float(most),
        value=_FIRST[kind],
        step=1.0,
        format="%g",
        key=f"alert_limit_{kind}_{number}",
        width=140,
    )
    if kind != "chance_above":
        return AlertRule(kind, limit)
    label, of = word("alert_rule.within"), word("alert_rule.horizon")
    within_km = st.selectbox(label, WITHIN_KM, index=1, key=f"alert_within_{number}", width=130)
    days = st.selectbox(of, HORIZONS_DAYS, index=1, key=f"alert_horizon_{number}", width=130)
    return AlertRule(kind, limit, float(within_km), float(days))


def _optional(name: str, known: Mapping[str, str], *, number: int) -> str | None:
    return st.selectbox(
        word(f"alert_rule.{name}"),
        list(known),
        index=None,
        format_func=lambda code: known.get(code, code),
        key=f"alert_{name}_{number}",
        placeholder=word("alert_rule.all_areas" if name == "area" else "alert_rule.all_towns"),
        width=210,
    )

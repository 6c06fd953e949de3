"""The part of the data page that shows the alert rules, with how many towns meet each, and sets and ends them."""

from collections.abc import Mapping

import streamlit as st
from pandas import DataFrame

from dashboard.analysis.alerts.standing import judged
from dashboard.analysis.towns import areas, town_titles
from dashboard.errors import DashboardError
from dashboard.look.formats import is_missing
from dashboard.look.html import element, notice
from dashboard.look.rows import rows_of
from dashboard.look.tables import Cell, Column
from dashboard.look.words import word
from dashboard.model.alert_rule import AlertRule
from dashboard.store.alerting import end_rule, set_rule
from dashboard.ui.alert_words import about_in_words, rule_in_words
from dashboard.ui.data.alert_rule_fields import alert_rule_fields
from dashboard.ui.data.history_rows import moment, upload_link
from dashboard.ui.data.listing import listing
from dashboard.ui.figure import heading, piece
from dashboard.ui.here import Here
from dashboard.ui.kept import kept
from dashboard.ui.loading import nothing_to_write, now, record
from dashboard.ui.signing import Told, name_field, note_field, refusal, tell

_TOLD, _NUMBER = "alert_rules_told", "alert_rules_number"


def alert_rules_part(at: Here) -> None:
    """The rules in force, then the forms; why there are none where nothing can be written."""
    rules, towns = kept(judged, at.ask, at.filters).rules, at.ask("towns")
    heading(word("alert_rule.title"), note=word("alert_rule.note"))
    tell(_TOLD)
    places = kept(town_titles, towns) | kept(areas, towns)
    if rules.empty:
        piece(element("div", word("alert_rule.none"), class_="dash-empty"))
    else:
        listing(
            rule_columns(),
            kept(rule_cells, rules, tuple(places.items())),
            rows=rules,
            name="data.alert_rules",
            label=word("alert_rule.title"),
            said_by=word("alert_rule.said_by"),
        )
    refused = nothing_to_write()
    if refused is not None:
        piece(notice(word("alert_rule.read_only", reason=refused.reason)))
    elif at.version != at.newest_version:
        piece(notice(word("alert_rule.looking_back")))
    else:
        _forms(rules, towns=kept(town_titles, towns), areas=kept(areas, towns))


def rule_columns() -> list[Column]:
    return [
        Column(word("alert_rule.rule_id"), essential=True),
        Column(word("alert_rule.says"), essential=True),
        Column(word("alert_rule.about")),
        Column(word("alert_rule.met"), "number", essential=True),
        Column(word("alert_rule.not_told"), "number"),
        Column(word("alert_rule.set_by")),
        Column(word("alert_rule.set_at")),
        Column(word("column.note")),
        Column(word("column.upload"), "number"),
    ]


def rule_cells(rules: DataFrame, places: tuple[tuple[str, str], ...]) -> list[list[Cell]]:
    """A row per rule in force; ``places`` are the names of towns and areas by code."""
    names = dict(places)
    return [
        [
            row.rule_id,
            rule_in_words(row),
            about_in_words(row, names),
            f"{row.met} / {row.towns}",
            str(row.not_told),
            row.uploaded_by,
            moment(row.uploaded_at),
            None if is_missing(row.note) or not row.note else row.note,
            upload_link(row.upload_id, label=str(row.upload_id)),
        ]
        for row in rows_of(rules)
    ]


def _forms(rules: DataFrame, *, towns: Mapping[str, str], areas: Mapping[str, str]) -> None:
    """Both sign with one name."""
    number = st.session_state.setdefault(_NUMBER, 0)
    heading(word("alert_rule.new"), note=word("alert_rule.new_note"))
    rule = alert_rule_fields(towns=towns, areas=areas, number=number)
    with st.container(horizontal=True):
        by = name_field(word("acknowledge.by"))
        note = note_field(word("upload.note"), key=f"alert_rule_note_{number}")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            word("alert_rule.set_do"),
            key="alert_rule_set",
            type="primary",
            disabled=not by,
            on_click=_set,
            args=(rule, by, note),
        )
        if len(rules):
            ended = st.selectbox(
                word("alert_rule.which"),
                rules["rule_id"].tolist(),
                index=None,
                key=f"alert_rule_which_{number}",
                placeholder=word("alert_rule.choose"),
                width=160,
            )
            st.button(
                word("alert_rule.end_do", rule=ended) if ended else word("alert_rule.end_none"),
                key="alert_rule_end",
                disabled=not (by and ended),
                on_click=_end,
                args=(ended, by, note),
            )
    if not by:
        piece(element("div", word("alert_rule.waits"), class_="dash-note"))


def _set(rule: AlertRule, by: str, note: str) -> None:
    try:
        rule_id, _ = set_rule(record(), rule, by=by, at=now(), note=note)
    except DashboardError as error:
        st.session_state[_TOLD] = refusal(error)
        return
    _done(word("alert_rule.set_done", rule=rule_id))


def _end(rule_id: str, by: str, note: str) -> None:
    try:
        end_rule(record(), rule_id, by=by, at=now(), note=note)
    except DashboardError as error:
        st.session_state[_TOLD] = refusal(error)
        return
    _done(word("alert_rule.end_done", rule=rule_id))


def _done(sentence: str) -> None:
    st.session_state[_NUMBER] += 1
    st.session_state[_TOLD] = Told(sentence)

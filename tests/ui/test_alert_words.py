"""Each alert and each rule as a reader sees it: whole sentences with their figures, days and sources."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from dashboard.ui.alert_words import (
    about_in_words,
    alert_in_words,
    figure_in_words,
    rule_in_words,
    seen_in_words,
)

NONE = float("nan")


def row(kind: str, **given: Any) -> Any:
    absent = dict.fromkeys(("threshold", "within_km", "horizon_days", "reported_days", "value"), NONE)
    texts = dict.fromkeys(("service", "services", "source", "area_code", "town_code"))
    seen = dict.fromkeys(("acknowledged_by", "acknowledged_at", "acknowledgement_note"))
    days = {"date": date(2025, 9, 12), "began": date(2025, 9, 10), "rule_id": "R1"}
    return SimpleNamespace(**{**absent, **texts, **seen, **days, "kind": kind, **given})


NEAR = row("front_nearer_than", threshold=10.0, value=9.7, source="DeepState")
CHANCE = row(
    "chance_above", threshold=30.0, within_km=10.0, horizon_days=30.0, value=0.64, source="DeepState"
)
LOST = row("service_lost", services="hospital", value=1, source="Police")
SILENT = row("silent_for", threshold=10.0, value=12)
SLOW = row("pace_under", threshold=5.0, value=3.4, reported_days=9.0, source="Police")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (NEAR, "front nearer than 10 km"),
        (row("front_nearer_than", threshold=7.5), "front nearer than 7.5 km"),
        (CHANCE, "chance above 30 % that the front is within 10 km in 30 days"),
        (LOST, "any service lost"),
        (row("service_lost", service="mobile_network"), "mobile network lost"),
        (SILENT, "no report for 10 days"),
        (row("silent_for", threshold=1.0), "no report for 1 day"),
        (SLOW, "under 5 a day leaving, over 14 days with at least 3 reports"),
    ],
)
def test_a_rule_says_its_limit_with_its_unit(rule: Any, said: str) -> None:
    assert plain(rule_in_words(rule)) == said


@pytest.mark.parametrize(
    ("alert", "said", "figure"),
    [
        (NEAR, "front at 9.7 km, nearer than 10 km", "12 Sep 2025, DeepState · rule R1"),
        (
            row("front_nearer_than", threshold=10.0, value=0.0, source="A"),
            "front at 0 km, inside the held area",
            "12 Sep 2025, A · rule R1",
        ),
        (
            CHANCE,
            "chance that the front is within 10 km in 30 days is 64 %, above 30 %",
            "12 Sep 2025, DeepState · rule R1",
        ),
        (LOST, "hospital closed", "12 Sep 2025, Police · rule R1"),
        (
            row("service_lost", services="water;mobile_network", value=2),
            "water, mobile network closed, the last of them since 10 Sep 2025",
            "12 Sep 2025, Source not stated · rule R1",
        ),
        (SILENT, "no report for 12 days, limit 10", "last report 12 Sep 2025 · rule R1"),
        (
            SLOW,
            "3.4 a day leaving (reported on 9 of 14 days), under 5 a day",
            "until 12 Sep 2025, Police · rule R1",
        ),
    ],
)
def test_an_alert_says_the_figure_the_limit_the_day_and_the_source(
    alert: Any, said: str, figure: str
) -> None:
    assert (plain(alert_in_words(alert)), plain(figure_in_words(alert))) == (said, figure)


def test_a_figure_says_how_old_it_is_where_one_looks_from_a_later_day() -> None:
    as_of = date(2025, 9, 15)
    assert figure_in_words(NEAR, as_of=as_of) == "12 Sep 2025 (3 days old), DeepState · rule R1"
    assert figure_in_words(SILENT, as_of=as_of) == "last report 12 Sep 2025 (3 days old) · rule R1"


def test_a_rule_says_which_towns_it_is_about() -> None:
    places = {"UA14": "Donetska", "UA1416003001": "Bilozerske"}
    assert about_in_words(NEAR, places) == "all towns"
    assert about_in_words(row("silent_for", area_code="UA14"), places) == "Donetska"
    assert about_in_words(row("silent_for", town_code="UA1416003001"), places) == "Bilozerske"
    assert about_in_words(row("silent_for", town_code="UA1416003002"), places) == "UA1416003002"


def test_who_has_seen_an_alert_is_told_with_the_note_as_text() -> None:
    assert seen_in_words(NEAR) == ""
    at = "2025-09-12T08:15:00Z"
    seen = row("silent_for", acknowledged_by="Petro", acknowledged_at=at)
    assert seen_in_words(seen) == (
        '<div class="dash-unit">acknowledged by Petro, 12 Sep 2025, 08:15 UTC</div>'
    )
    hostile = row(
        "silent_for", acknowledged_by="<b>P</b>", acknowledged_at=at, acknowledgement_note="<img src=x>"
    )
    assert seen_in_words(hostile) == (
        '<div class="dash-unit">acknowledged by &lt;b&gt;P&lt;/b&gt;, 12 Sep 2025, 08:15 UTC: &lt;img src=x&gt;</div>'
    )

"""The small map marks silent towns by shape and word."""

import re
from html import unescape
from typing import Any

from dashboard.maps.small_map import small_map
from tests.maps.test_towns_map import rows


def dots(*changes: dict[str, Any]) -> list[dict[str, str]]:
    markup = small_map(rows(*changes), label="Map", theme="light")
    return [
        {name: unescape(value) for name, value in re.findall(r'([a-z-]+)="([^"]*)"', dot)}
        for dot in re.findall(r"<a [^>]*>", markup)
    ]


def test_a_silent_town_has_a_ring_and_is_named_so() -> None:
    silent, other = dots({"silent_days": 12}, {"silent_days": None, "town_code": "b"})
    assert (silent["class"], silent["aria-label"]) == ("dash-dot dash-quiet", "Bilozerske (silent 12\u00a0d)")
    assert silent["title"].endswith("Silent: no report for 12 days, longer than expected")
    assert (other["class"], other["aria-label"]) == ("dash-dot", "Bilozerske")


def test_what_the_ring_means_stands_below_only_where_there_is_one() -> None:
    said = "ring around it: silent, no report for longer than expected"
    assert said in small_map(rows({"silent_days": 12}), label="Map", theme="light")
    assert said not in small_map(rows({"silent_days": None}), label="Map", theme="light")

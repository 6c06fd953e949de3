"""Bars of parts are as high as the part and as wide as its weight; a missing one differs from a half."""

import re

from dashboard.look.part_bars import part_bars


def styles(markup: str) -> list[str]:
    return re.findall(r'<i[^>]* style="([^"]*)"', markup)


def test_a_bar_is_as_high_as_its_part_and_as_wide_as_its_share() -> None:
    drawn = part_bars([0.0, 0.456, 1.0], shares=[0.25, 0.75, 0.0], label="parts")
    assert styles(drawn) == [
        "flex-grow:0.250;height:0%",
        "flex-grow:0.750;height:46%",
        "flex-grow:0.000;height:100%",
    ]


def test_a_missing_part_has_its_own_look_and_no_height_of_its_own() -> None:
    drawn = part_bars([None, float("nan"), 0.5], shares=[0.2, 0.2, 0.6], label="parts")
    assert drawn.count('class="dash-halved"') == 2
    assert styles(drawn)[:2] == ["flex-grow:0.200", "flex-grow:0.200"]


def test_the_label_is_what_is_said_of_the_bars() -> None:
    assert part_bars([], shares=[], label='a "b" <i>').startswith(
        '<span class="dash-parts" role="img" aria-label="a &quot;b&quot; &lt;i&gt;">'
    )

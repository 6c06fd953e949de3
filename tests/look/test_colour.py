"""Reckoning with colours."""

import pytest

from dashboard.look.colour import between, contrast, readable_on, rgb, rgba


def test_a_colour_is_taken_apart_and_made_transparent() -> None:
    assert rgb("#1f69b3") == (31, 105, 179)
    assert rgba("#1f69b3", 0.25) == "rgba(31,105,179,0.25)"


def test_between_two_colours_lies_their_middle_and_at_the_ends_they_themselves() -> None:
    colours = ("#000000", "#808080", "#ffffff")
    assert [between(colours, position) for position in (0, 0.5, 1, 2)] == [
        "#000000",
        "#404040",
        "#808080",
        "#ffffff",
    ]


def test_black_on_white_has_the_contrast_that_wcag_gives() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.01)


def test_the_choice_with_more_contrast_is_taken() -> None:
    assert readable_on("#232f3c", ("#ffffff", "#000000")) == "#ffffff"
    assert readable_on("#dfe3e8", ("#ffffff", "#000000")) == "#000000"

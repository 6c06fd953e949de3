"""Streamlit's own theme has the colours of the palette and fetches no font."""

import tomllib
from pathlib import Path

import pytest

from dashboard.look.palette import DARK, LIGHT, Palette

THEME = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))[
    "theme"
]
ROLES = {
    "primaryColor": "accent_fill",
    "backgroundColor": "surface",
    "secondaryBackgroundColor": "raised",
    "textColor": "text",
    "linkColor": "accent",
    "borderColor": "rule",
    "redColor": "action",
    "dataframeBorderColor": "rule",
    "dataframeHeaderBackgroundColor": "surface",
    "dataframeHeaderTextColor": "quiet",
}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda colours: colours.name)
def test_each_theme_has_the_colours_of_the_palette(colours: Palette) -> None:
    assert THEME[colours.name] == {key: getattr(colours, role) for key, role in ROLES.items()}


def test_fonts_are_those_that_streamlit_brings_along() -> None:
    assert {THEME[key] for key in ("font", "headingFont", "codeFont")} <= {"sans-serif", "monospace"}
    assert "fontFaces" not in THEME


def test_there_are_three_text_sizes() -> None:
    sizes = {f"{THEME['baseFontSize']}px", THEME["codeFontSize"], THEME["metricValueFontSize"]}
    assert sizes | set(THEME["headingFontSizes"]) == {"13px", "15px", "26px"}

"""The style sheet: colours of both themes, nothing fetched, nothing that DOMPurify would drop."""

import re

import pytest

from dashboard.look.palette import DARK, LIGHT
from dashboard.look.stylesheet import stylesheet


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_role_that_the_css_uses_is_set_in_both_themes(theme: str) -> None:
    css = stylesheet(theme)
    used = set(re.findall(r"var\((--dash-[\w-]+)", css))
    assert used - set(re.findall(r"(--dash-[\w-]+):", css)) == set()
    assert f"--dash-text:light-dark({LIGHT.text},{DARK.text});" in css


def test_an_old_browser_gets_the_colours_of_its_theme() -> None:
    assert f":root{{--dash-surface:{DARK.surface};" in stylesheet("dark")


def test_nothing_is_fetched_and_no_tag_stands_inside() -> None:
    css = stylesheet()
    assert not re.search(r"@import|url\(|https?:", css)
    assert (
        css.count("<") == 2
    )  # <style> and </style>; DOMPurify drops a style element with anything like a tag


def test_our_texts_have_three_sizes() -> None:
    style = stylesheet().split(".dash-wide", 1)[1]
    sizes = set(re.findall(r"font-size: ([^;]+);", style.split("/*", 1)[0]))
    assert sizes - {"var(--small)", "var(--figure)", "1rem", "inherit"} == set()

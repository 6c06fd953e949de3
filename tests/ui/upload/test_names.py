"""Texts of a file as the labels of fields."""

import pytest

from dashboard.ui.upload.names import label


@pytest.mark.parametrize(
    "name",
    ["Town “Pokrovsk-2”, line 5 is", "“population_remaining” means", "Town “Слов'янськ (Краматорський)” is"],
)
def test_a_screen_reader_reads_no_escapes_of_an_ordinary_name(name: str) -> None:
    assert label(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "![x](http://a/b.png)",
        "<b>",
        "**x**",
        "_x_",
        ":red[x]",
        "$x$",
        "a -> b",
        "a -- b",
        "www.a.b",
        "a@b.c",
        "~~x~~",
    ],
)
def test_what_markdown_would_act_upon_is_escaped(name: str) -> None:
    assert "\\" in label(name)


def test_a_label_is_one_line() -> None:
    assert label("one\n# two") == "one \\# two"

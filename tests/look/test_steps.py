"""The parts of a path in steps: whatever comes from a file is shown as text."""

import re

from dashboard.look.html import element
from dashboard.look.steps import Kind, facts, fold, kinds_list, step_ahead, steps_style

HOSTILE = "<img src=x onerror=alert(1)>"


def test_every_text_is_escaped() -> None:
    kind = Kind(True, HOSTILE, HOSTILE, HOSTILE, 1, [(HOSTILE, HOSTILE)])
    parts = [kinds_list([kind]), facts([(HOSTILE, HOSTILE)]), step_ahead(HOSTILE)]
    parts.append(fold(HOSTILE, element("p", HOSTILE), is_open=True))
    assert "<img" not in "".join(parts)
    assert "".join(parts).count("&lt;img src=x onerror=alert(1)&gt;") == 10


def test_a_kind_says_how_many_of_its_places_are_not_shown() -> None:
    kind = Kind(False, "jump", "people", 'found "9"', 5, [("line 2", "a"), ("line 4", "b")])
    assert re.findall(r"<span[^>]*>([^<]*)</span></li>", kinds_list([kind])) == [
        "a",
        "b",
        "and 3 more places, which the CSV names",
    ]


def test_an_error_is_told_by_more_than_its_colour() -> None:
    error, notice = (Kind(action, "jump", "", "", 1, []) for action in (True, False))
    assert "error: </span>jump" in kinds_list([error]) and "●" in kinds_list([error])
    assert "notice: </span>jump" in kinds_list([notice]) and "●" not in kinds_list([notice])


def test_a_part_is_folded_unless_it_is_said_to_be_open() -> None:
    assert (
        fold("Towns", element("p"), is_open=False)
        == '<details class="dash-fold"><summary>Towns</summary><p></p></details>'
    )
    assert 'open=""' in fold("Towns", element("p"), is_open=True)


def test_the_style_sheet_names_no_colour_of_its_own() -> None:
    assert "var(--dash-" in steps_style()
    assert not re.search(r"#[0-9a-f]{3,6}\b", steps_style())

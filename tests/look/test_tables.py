"""Tables of figures."""

import re

from dashboard.look.html import page_link
from dashboard.look.tables import Column, data_table, noted

COLUMNS = [Column("Town", essential=True), Column("Front", "number", "km"), Column("Seen", "date")]


def cells(table: str) -> list[str]:
    return re.findall(r"<td class=\"(?!dash-more)[^>]*>(.*?)</td>", table)


def test_cells_are_escaped_and_our_links_are_kept() -> None:
    link = page_link("Lyman", "town", town="UA1")
    assert cells(data_table(COLUMNS, [[link, "<b>", "a & b"]], label="x")) == [link, "&lt;b&gt;", "a &amp; b"]


def test_a_missing_cell_is_said_and_not_empty_or_zero() -> None:
    missing = cells(data_table(COLUMNS, [["Lyman", None, "0"]], label="x"))[1]
    assert "no report" in missing
    assert re.sub(r"<[^>]*>", "", missing) not in ("", "0")


def test_only_columns_that_are_not_essential_fold_away() -> None:
    table = data_table(COLUMNS, [["a", "1", "b"]], label="x")
    assert re.findall(r"<td class=\"([^\"]*)\"", table) == [
        "dash-text",
        "dash-numeric dash-rest",
        "dash-date dash-rest",
        "dash-more",
    ]
    assert '<summary aria-label="Show the other columns">' in table


def test_a_table_of_essential_columns_has_nothing_to_open() -> None:
    assert "<details>" not in data_table([Column("Town", essential=True)], [["a"]], label="x")


def test_the_unit_stands_in_the_head_and_not_in_the_cells() -> None:
    table = data_table(COLUMNS, [["a", "14.8", "b"]], label="x")
    assert ">Front <small>km</small></th>" in table
    assert cells(table)[1] == "14.8"


def test_without_rows_the_table_says_why_it_is_empty() -> None:
    assert (
        data_table(COLUMNS, [], label="x") == '<div class="dash-empty">No report matches these filters.</div>'
    )


def test_an_old_figure_is_marked_beside_its_value() -> None:
    assert noted("700", "24 days old", stale=True) == '700 <small class="dash-stale">24 days old</small>'
    assert noted("<b>", "<i>") == "&lt;b&gt; <small>&lt;i&gt;</small>"


def test_the_scroll_container_can_be_reached_and_read_by_keyboard_and_screen_reader() -> None:
    table = data_table(COLUMNS, [["a", "1", "b"]], label='Towns "first"')
    assert 'role="region" aria-label="Towns &quot;first&quot;" tabindex="0"' in table

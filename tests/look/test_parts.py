"""Lines around the figures."""

from datetime import date

from dashboard.look.credit import Credit
from dashboard.look.parts import Change, change_list, credit_line, empty


def test_the_credit_of_a_map_ends_with_what_is_special_to_it() -> None:
    line = credit_line(Credit(("<b>",), date(2025, 9, 12), 0), extra="Estimate.")
    assert line == '<div class="dash-credit">Source: &lt;b&gt; · newest 12 Sep 2025 (today) · Estimate.</div>'


def test_a_change_that_demands_action_says_so_in_words_too() -> None:
    listed = change_list([Change("Front <b>", "12 Aug 2025", action=True), Change("Shop open", "1 Aug 2025")])
    assert listed.count("Demands action: ") == 1
    assert "Front &lt;b&gt;" in listed


def test_no_change_is_a_sentence_and_not_an_empty_list() -> None:
    assert change_list([]) == empty("Nothing changed in this time.")

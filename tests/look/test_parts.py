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


def test_the_kind_of_a_change_is_a_word_that_is_read_out_and_the_point_of_others_is_not() -> None:
    marked = change_list([Change("closed", "1 Aug 2025", mark="<service>")])
    assert "<i>&lt;service&gt;</i>" in marked
    assert 'class="dash-changes dash-marked"' in marked
    assert '<i aria-hidden="true">•</i>' in change_list([Change("closed", "1 Aug 2025")])


def test_changes_after_the_first_open_behind_a_tap_that_counts_them() -> None:
    listed = [Change(f"change {n}", "1 Aug 2025") for n in range(3)]
    shown, rest = change_list(listed, first=1).split("<summary>and 2 more</summary>")
    assert ("change 0" in shown, "change 1" in shown, "change 2" in rest) == (True, False, True)
    assert "<details" not in change_list(listed, first=3)
    assert "<details" not in change_list(listed)

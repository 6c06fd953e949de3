"""The line that says where a figure comes from."""

from datetime import date

from dashboard.look.credit import Credit

NEWEST = date(2025, 9, 12)


def test_a_credit_names_source_newest_day_age_and_coverage() -> None:
    credit = Credit(("DeepState",), NEWEST, 3, towns=25, reports=1204)
    assert credit.sentence() == (
        "Source: DeepState · newest 12 Sep 2025 (3 days old) · 25 towns, 1\u00a0204 reports"
    )


def test_several_sources_and_a_note_are_all_named() -> None:
    credit = Credit(("DeepState", "ISW"), NEWEST, 0, towns=1, reports=1, note="demonstration data")
    assert credit.sentence() == (
        "Sources: DeepState, ISW · newest 12 Sep 2025 (today) · 1 town, 1 report · demonstration data"
    )


def test_a_figure_without_source_or_report_says_so() -> None:
    assert Credit((), None, None).sentence() == "Source not stated · no report"


def test_an_unknown_age_or_coverage_is_left_out_and_not_zero() -> None:
    assert (
        Credit(("ISW",), NEWEST, None, reports=0).sentence() == "Source: ISW · newest 12 Sep 2025 · 0 reports"
    )

"""Markup is built from our own pieces; whatever else is text."""

from dashboard.look.html import Html, banner, element, joined, notice, page_link

EVIL = '<script>a()</script>"'


def test_text_is_escaped_and_html_is_kept() -> None:
    inner = element("b", EVIL)
    assert inner == "<b>&lt;script&gt;a()&lt;/script&gt;&quot;</b>"
    assert element("p", inner, EVIL) == f"<p>{inner}&lt;script&gt;a()&lt;/script&gt;&quot;</p>"


def test_text_put_together_with_html_is_text_again() -> None:
    """A plain + loses the mark, so nothing is trusted by accident."""
    assert type(Html("<b>") + EVIL) is str
    assert joined([Html("<b>") + EVIL]) == "&lt;b&gt;&lt;script&gt;a()&lt;/script&gt;&quot;"


def test_attributes_are_escaped_and_absent_ones_left_out() -> None:
    assert (
        element("i", class_="x", aria_label='"><b>', style=None)
        == '<i class="x" aria-label="&quot;&gt;&lt;b&gt;"></i>'
    )


def test_a_link_leads_to_a_page_of_ours_whatever_the_data_say() -> None:
    assert page_link("<b>", "town", town="UA14&x=//evil", area=None) == (
        '<a href="./town?town=UA14%26x%3D%2F%2Fevil" target="_self">&lt;b&gt;</a>'
    )
    assert page_link("x", "//evil.example") == '<a href="./%2F%2Fevil.example" target="_self">x</a>'
    assert 'href="./javascript%3Aa%28%29"' in page_link("x", "javascript:a()")


def test_a_notice_of_action_is_an_alert_for_screen_readers() -> None:
    assert notice("Go", tone="action") == '<div class="dash-notice dash-action" role="alert">Go</div>'
    assert notice("Go") == '<div class="dash-notice dash-plain" role="status">Go</div>'


def test_the_banner_leaves_out_what_is_empty() -> None:
    assert banner(["a", "", "b"]) == '<div class="dash-banner"><span>a</span><span>b</span></div>'

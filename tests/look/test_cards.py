"""Key figures."""

from dashboard.look.cards import KeyFigure, key_figures


def test_a_figure_nobody_reported_says_so_and_shows_no_zero() -> None:
    card = key_figures([KeyFigure("People remaining", None)])
    assert '<span class="dash-missing">no report</span>' in card
    assert "dash-number" not in card


def test_a_zero_is_shown_as_a_figure() -> None:
    assert '<span class="dash-number">0</span>' in key_figures([KeyFigure("Services lost", "0")])


def test_unit_change_notes_and_credit_stand_in_this_order_under_the_figure() -> None:
    card = key_figures(
        [KeyFigure("Front", "14.8", unit="km", change="nearer", notes=("of 3",), credit="ISW, 9 Sep 2025")]
    )
    order = ["Front", "14.8", " km", "nearer", "of 3", "ISW, 9 Sep 2025"]
    places = [card.index(f">{text}<") for text in order if text != "14.8"]
    assert places == sorted(places)
    assert '>14.8<span class="dash-unit"> km</span>' in card


def test_only_the_card_that_demands_action_has_its_colour() -> None:
    cards = key_figures([KeyFigure("a", "1"), KeyFigure("b", "2", tone="action")])
    assert cards.count("dash-card dash-action") == 1


def test_text_of_the_data_is_escaped_in_every_part_of_a_card() -> None:
    evil = "<img src=x>"
    card = key_figures([KeyFigure(evil, evil, unit=evil, change=evil, notes=(evil,), credit=evil)])
    assert "<img" not in card
    assert card.count("&lt;img src=x&gt;") == 6


def test_more_than_five_cards_break_into_rows_of_five() -> None:
    assert "--n:5" in key_figures([KeyFigure("a", "1")] * 7)
    assert "--n:3" in key_figures([KeyFigure("a", "1")] * 3)

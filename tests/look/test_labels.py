"""Names of bands are reckoned from the edges; every code has a name and a letter of its own."""

from dashboard.look.labels import (
    band_label,
    band_labels,
    order_name,
    service_letter,
    service_name,
    service_state,
    silent_mark,
    silent_name,
    status_letter,
    status_name,
)
from dashboard.model.codes import ORDERS, SERVICE_STATES, SERVICES, STATUSES


def test_band_labels_follow_the_edges() -> None:
    assert band_labels((10, 15)) == ("inside held area", "up to 10 km", "10–15 km", "beyond 15 km")
    assert band_labels((7.5,)) == ("inside held area", "up to 7.5 km", "beyond 7.5 km")
    assert band_label(None) == "no distance"


def test_every_code_has_a_name() -> None:
    names = [service_name(code) for code in SERVICES] + [service_state(code) for code in SERVICE_STATES]
    names += [status_name(code) for code in STATUSES] + [order_name(code) for code in ORDERS]
    assert all(names)


def test_no_two_states_share_a_letter_with_each_other_or_with_no_report() -> None:
    for letters in (
        [service_letter(state) for state in (*SERVICE_STATES, None)],
        [status_letter(status) for status in (*STATUSES, None)],
    ):
        assert len(set(letters)) == len(letters)


def test_unknown_is_a_report_and_none_is_not() -> None:
    assert (service_state("unknown"), service_state(None)) == ("unknown", "no report")
    assert (status_name(None), order_name("none"), order_name(None)) == ("no report", "none", "no report")


def test_a_silent_town_has_its_mark_behind_its_name() -> None:
    assert silent_mark(12) == "silent 12\u00a0d"
    assert silent_name("Siversk", 12) == "Siversk (silent 12\u00a0d)"
    assert silent_name("Siversk", None) == "Siversk"

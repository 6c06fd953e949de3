"""Signs have a colour and a letter or a label."""

import re

from dashboard.look.chips import (
    band_chip,
    band_counts,
    band_legend,
    service_chip,
    service_legend,
    silent_chip,
    status_chip,
)
from dashboard.look.palette import DARK, LIGHT
from dashboard.model.codes import SERVICE_STATES


def words(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", markup).split())


def test_a_service_shows_its_letter_and_says_its_state() -> None:
    chip = service_chip("closed", name="hospital")
    assert words(chip) == "C hospital hospital: closed"
    assert 'title="hospital: closed"' in chip
    assert f"--light:{LIGHT.services['closed']};--dark:{DARK.services['closed']}" in chip


def test_no_report_is_hollow_and_unknown_is_filled() -> None:
    assert "dash-hollow" in service_chip(None)
    assert "dash-filled" in service_chip("unknown")
    assert words(service_chip(None)) == "– no report"


def test_a_status_has_letter_and_name() -> None:
    assert words(status_chip("at_risk")) == "R at risk"
    assert words(status_chip(None)) == "– no report"


def test_the_legend_has_a_chip_for_every_band_of_these_edges_and_one_for_no_distance() -> None:
    assert words(band_legend(edges_km=(20, 40))) == (
        "inside held area up to 20 km 20–40 km beyond 40 km no distance"
    )
    assert words(band_chip(1, edges_km=(20, 40))) == "up to 20 km"


def test_the_legend_of_services_has_every_state_and_no_report() -> None:
    assert service_legend().count("dash-chip") == len(SERVICE_STATES) + 1


def test_bands_are_counted_in_order_and_an_empty_one_has_no_part_of_the_bar() -> None:
    counts = band_counts({1: 9, None: 2, 3: 1}, edges_km=(10, 15))
    assert words(counts) == "inside held area 0 up to 10 km 9 10–15 km 0 beyond 15 km 1 no distance 2"
    assert re.findall(r"flex:(\d+)", counts) == ["9", "1", "2"]


def test_a_silent_town_is_marked_with_a_word_and_spoken_in_full() -> None:
    chip = silent_chip(12)
    assert words(chip) == "silent 12 d silent: no report for 12 days, longer than expected"
    assert 'aria-hidden="true">silent' in chip

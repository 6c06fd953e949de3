"""The map of towns as a deck.gl specification: small, offline, nothing injected, nothing missing shown as zero."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest
from pandas import DataFrame

from dashboard.look.credit import Credit
from dashboard.look.palette import DARK, LIGHT
from dashboard.maps.spec import TownsMap, channels
from dashboard.maps.towns_map import towns_map

CREDIT = Credit(("DeepState",), date(2025, 9, 12), 0)
HELD = {"type": "Polygon", "coordinates": [[[38, 48], [39, 48], [39, 49], [38, 48]]]}


def rows(*changes: dict[str, Any]) -> DataFrame:
    """Towns, each Bilozerske but for what is changed."""
    town = {
        "town_code": "UA1416003001",
        "town_name": "Bilozerske",
        "latitude": 48.53812345,
        "longitude": 37.05,
        "people": 700.0,
        "people_date": pd.Timestamp("2025-09-09"),
        "front_distance_km": 14.8,
        "distance_date": pd.Timestamp("2025-09-12"),
        "status": "at_risk",
    }
    return DataFrame([{**town, **change} for change in changes or ({},)])


def draw(towns: DataFrame, **options: Any) -> TownsMap:
    return towns_map(towns, credit=CREDIT, theme=options.pop("theme", "light"), **options)


def layer(shown: TownsMap, name: str) -> dict[str, Any]:
    found: dict[str, Any] = {made["id"]: made for made in json.loads(shown.to_json())["layers"]}
    return found[name]


def town(shown: TownsMap, place: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = layer(shown, "towns")["data"][place]
    return found


def tip(shown: TownsMap) -> list[str]:
    return str(town(shown)["tip"]).replace("\u00a0", " ").split("\n")


def test_a_town_tells_distance_with_band_people_and_status_each_with_its_date() -> None:
    assert tip(draw(rows())) == [
        "Bilozerske",
        "Front 14.8 km (10–15 km), 12 Sep 2025",
        "People remaining 700, 9 Sep 2025",
        "Status: at risk",
    ]


def test_what_is_missing_is_said_and_drawn_as_missing() -> None:
    nothing = {
        "people": None,
        "people_date": None,
        "front_distance_km": None,
        "distance_date": None,
        "status": None,
    }
    shown = draw(rows(nothing))
    assert tip(shown)[1:] == ["Front: no report", "People remaining: no report", "Status: no report"]
    assert town(shown)["line"] == channels(LIGHT.quiet)
    assert town(shown)["fill"] == channels(LIGHT.surface, 0.6)


def test_inside_the_held_area_is_a_distance_and_not_missing() -> None:
    shown = draw(rows({"front_distance_km": 0.0}))
    assert tip(shown)[1] == "Front 0 km (inside held area), 12 Sep 2025"
    assert town(shown)["fill"][:3] == channels(LIGHT.bands(6)[0])[:3]


def test_a_town_nobody_lives_in_is_a_small_dot_and_one_without_report_a_ring() -> None:
    shown = draw(rows({"people": 0.0}, {"people": None, "town_code": "b"}))
    empty, silent = town(shown), town(shown, 1)
    assert empty["fill"] != silent["fill"]
    assert silent["fill"] == channels(LIGHT.surface, 0.6)
    assert silent["line"][:3] == empty["fill"][:3]


def test_the_area_of_a_circle_is_the_number_of_people() -> None:
    shown = draw(rows({"people": 40_000.0}, {"people": 10_000.0, "town_code": "b"}))
    assert town(shown)["r"] == pytest.approx(2 * town(shown, 1)["r"])


def test_colours_follow_the_given_edges() -> None:
    bands = [channels(colour, 0.92) for colour in LIGHT.bands(4)]
    assert town(draw(rows(), edges_km=(20, 40)))["fill"] == bands[1]
    assert town(draw(rows(), edges_km=(5, 14.8)))["fill"] == bands[2]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda colours: colours.name)
def test_colours_by_status_are_those_of_the_theme(colours: Any) -> None:
    shown = draw(rows(), colour_by="status", theme=colours.name)
    assert town(shown)["fill"] == channels(colours.statuses["at_risk"])


def test_towns_without_coordinates_are_left_out_counted_and_told() -> None:
    shown = draw(rows({}, {"latitude": None, "town_code": "b"}, {"longitude": None, "town_code": "c"}))
    assert (shown.towns, shown.missing_coordinates) == (("UA1416003001",), 2)
    assert shown.note == (
        "2 towns without coordinates are not on the map · Estimate. Boundaries and names imply no opinion."
    )


def test_a_click_leads_back_to_the_code_of_the_town() -> None:
    shown = draw(rows({"people": 1.0, "town_code": "small"}, {"people": 9.0, "town_code": "large"}))
    assert shown.towns == tuple(made["code"] for made in layer(shown, "towns")["data"]) == ("large", "small")
    assert layer(shown, "towns")["pickable"] is True


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>", "{code}", "{tip}", "Лиман \u202e"])
def test_a_name_is_plain_text_that_nothing_fills_in(name: str) -> None:
    shown = draw(rows({"town_name": name}))
    assert shown._tooltip["text"] == "{tip}"
    assert "html" not in shown._tooltip
    assert tip(shown)[0] == name.replace("\u202e", "")


@pytest.mark.parametrize("name", ["@@=alert(1)", "@@#x", "\u202e@@=((("])
def test_a_name_that_deck_would_run_or_look_up_is_only_shown(name: str) -> None:
    """In a browser such a name left the whole map blank."""
    shown = draw(rows({"town_name": name, "town_code": name.strip("\u202e")}))
    texts = [*town(shown).values(), *layer(shown, "labels")["data"][0].values()]
    assert [text for text in texts if isinstance(text, str) and text.startswith("@@")] == []
    assert tip(shown)[0] == "\u2060" + name.strip("\u202e")


def test_without_a_basemap_nothing_is_fetched() -> None:
    text = draw(rows(), held=HELD, outlines=[HELD]).to_json()
    assert json.loads(text)["mapStyle"] == "__MAP_STYLE__"
    assert "http" not in text


def test_the_operators_basemap_takes_the_place_of_the_outlines() -> None:
    spec = draw(rows(), outlines=[HELD], basemap_style_url="https://tiles.example/style.json").spec
    assert (spec["mapProvider"], spec["mapStyle"]) == ("maplibre", "https://tiles.example/style.json")
    assert [made["id"] for made in spec["layers"]] == ["towns", "labels"]


def test_outlines_lie_below_the_held_area_and_towns_above_both() -> None:
    spec = draw(rows(), held=HELD, outlines=[HELD]).spec
    assert [made["id"] for made in spec["layers"]] == ["outlines", "held", "towns", "labels"]


def test_outlines_may_be_a_file_of_this_server() -> None:
    assert (
        layer(draw(rows(), outlines="/app/static/outlines.json"), "outlines")["data"]
        == "/app/static/outlines.json"
    )


def test_labels_can_draw_ukrainian() -> None:
    labels = layer(draw(rows({"town_name": "Білозерське"})), "labels")
    assert (labels["data"][0]["text"], labels["characterSet"]) == ("Білозерське", "auto")


def test_labels_that_would_lie_on_each_other_give_way_to_the_town_with_more_people() -> None:
    shown = draw(
        rows(
            {"people": 9.0}, {"town_name": "Near", "latitude": 48.5382, "town_code": "b"}, {"latitude": 49.4}
        )
    )
    assert [made["text"] for made in layer(shown, "labels")["data"]] == ["Near", "Bilozerske"]


def test_the_same_towns_make_the_same_bytes() -> None:
    assert draw(rows(), held=HELD).to_json() == draw(rows(), held=HELD).to_json()


def test_coordinates_are_no_finer_than_ten_metres() -> None:
    assert town(draw(rows()))["at"] == [37.05, 48.5381]


def test_no_towns_at_all_still_make_a_map() -> None:
    shown = draw(rows().iloc[:0])
    assert (shown.towns, shown.missing_coordinates) == ((), 0)
    assert json.loads(shown.to_json())["initialViewState"]["longitude"] == 31.4


def test_streamlit_finds_what_it_asks_a_deck_for(monkeypatch: pytest.MonkeyPatch) -> None:
    chart = pytest.importorskip("streamlit.elements.deck_gl_json_chart")
    shown = draw(rows())
    prepare: Callable[[Any], None] = chart._prepare_pydeck_for_json
    prepare(shown)
    assert chart._get_pydeck_tooltip(shown) == shown._tooltip
    assert shown.mapbox_key is None


def test_a_silent_town_has_a_second_ring_and_says_so() -> None:
    shown = draw(rows({"silent_days": 12, "latitude": 48.2}, {"silent_days": None, "town_code": "b"}))
    assert [made["id"] for made in shown.spec["layers"]] == ["towns", "silent", "labels"]
    assert tip(shown)[4:] == ["Silent: no report for 12 days, longer than expected"]
    assert "Silent" not in town(shown, 1)["tip"]
    (ring,) = layer(shown, "silent")["data"]
    assert ring == {"at": town(shown)["at"], "r": town(shown)["r"] + 4}
    assert (layer(shown, "silent")["filled"], layer(shown, "silent")["pickable"]) == (False, False)


def test_without_a_silent_town_the_map_is_not_a_byte_heavier() -> None:
    assert draw(rows({"silent_days": None})).to_json() == draw(rows()).to_json()

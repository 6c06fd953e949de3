"""The first view shows all towns."""

import pytest

from dashboard.maps.view import pixels, view_of


def test_all_points_lie_within_the_picture() -> None:
    points = [(36.0, 47.0), (39.5, 50.2), (37.1, 48.5)]
    view = view_of([x for x, _ in points], [y for _, y in points], width_px=600, height_px=400)
    middle = pixels(view["longitude"], view["latitude"], zoom=view["zoom"])
    for point in points:
        x, y = pixels(*point, zoom=view["zoom"])
        assert abs(x - middle[0]) < 300
        assert abs(y - middle[1]) < 200


def test_one_town_alone_is_not_looked_at_from_a_hand_away() -> None:
    view = view_of([37.05], [48.54])
    assert (view["longitude"], view["latitude"], view["zoom"]) == (37.05, 48.54, 11.0)


def test_the_view_is_centred_as_the_projection_sees_it() -> None:
    assert view_of([30.0, 40.0], [44.0, 52.0])["latitude"] == pytest.approx(48.15, abs=0.05)

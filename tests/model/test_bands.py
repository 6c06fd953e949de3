"""Distance bands: a town lies in exactly one, and its edges belong to the nearer one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.model.bands import EDGES_KM, Band, band_index, bands


@pytest.mark.parametrize(
    ("distance_km", "index"),
    [
        (0, 0),
        (0.1, 1),
        (10, 1),
        (10.1, 2),
        (15, 2),
        (15.1, 3),
        (25, 3),
        (25.1, 4),
        (50, 4),
        (50.1, 5),
        (999, 5),
    ],
)
def test_an_edge_belongs_to_the_nearer_band(distance_km: float, index: int) -> None:
    assert band_index(distance_km) == index


def test_the_default_bands_are_the_held_area_four_rings_and_the_rest() -> None:
    assert bands() == (
        Band(0, None, 0.0),
        Band(1, 0.0, 10),
        Band(2, 10, 15),
        Band(3, 15, 25),
        Band(4, 25, 50),
        Band(5, 50, None),
    )
    assert EDGES_KM == (10, 15, 25, 50)


EDGES = st.lists(st.floats(0.1, 500), min_size=1, max_size=6, unique=True).map(sorted).map(tuple)


@given(EDGES, st.floats(0, 1000))
def test_every_distance_lies_in_exactly_one_band_whatever_the_edges(
    edges_km: tuple[float, ...], distance_km: float
) -> None:
    holding = [
        band.index
        for band in bands(edges_km)
        if (band.above_km is None or distance_km > band.above_km)
        and (band.up_to_km is None or distance_km <= band.up_to_km)
    ]
    assert holding == [band_index(distance_km, edges_km)]
    assert [band.index for band in bands(edges_km)] == list(range(len(edges_km) + 2))

"""Colours read well, in both themes, for colour-blind readers and in a grey print."""

import itertools
import math
import re
from pathlib import Path

import pytest

from dashboard.errors import WrongUse
from dashboard.look.colour import contrast, rgb
from dashboard.look.palette import DARK, LIGHT, Palette, palette
from dashboard.model.codes import SERVICE_STATES, STATUSES

PROJECT = Path(__file__).parents[2]
THEMES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda colours: colours.name)

# Full deficiency, from Machado, Oliveira and Fernandes 2009; linear light.
SIGHTS = {
    "full colour": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
}


def linear(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def seen(colour: str, sight: str) -> tuple[float, float, float]:
    """The colour in CIE Lab as this sight sees it."""
    light = [linear(part) for part in rgb(colour)]
    r, g, b = (min(1, max(0, sum(a * c for a, c in zip(row, light, strict=True)))) for row in SIGHTS[sight])
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def apart(one: str, other: str) -> float:
    """How far two colours differ for whoever tells them apart least (CIE76; about 2 is just noticeable)."""
    return min(math.dist(seen(one, sight), seen(other, sight)) for sight in SIGHTS)


def lightness(colour: str) -> float:
    return seen(colour, "full colour")[0]


@THEMES
def test_every_text_colour_has_the_contrast_of_wcag_aa_on_page_and_card(colours: Palette) -> None:
    for ground in (colours.surface, colours.raised):
        for role in ("text", "quiet", "accent", "caution", "action"):
            assert contrast(getattr(colours, role), ground) >= 4.5, role


@THEMES
def test_white_reads_well_on_filled_buttons(colours: Palette) -> None:
    assert contrast("#ffffff", colours.accent_fill) >= 4.5


@THEMES
def test_every_graphic_colour_stands_out_from_the_page(colours: Palette) -> None:
    graphic = {
        **{role: getattr(colours, role) for role in ("accent", "missing", "rest", "held_line")},
        **{f"band {i}": colour for i, colour in enumerate(colours.bands(6))},
        **{f"series {i}": colour for i, colour in enumerate(colours.series)},
        **{state: colours.services[state] for state in ("open", "limited", "closed")},
        **{status: colours.statuses[status] for status in ("safe", "at_risk", "contested", "occupied")},
    }
    assert {name: c for name, c in graphic.items() if contrast(c, colours.surface) < 3} == {}


@THEMES
def test_neighbouring_bands_differ_for_every_sight_and_in_grey(colours: Palette) -> None:
    bands = colours.bands(6)
    for nearer, farther in itertools.pairwise(bands):
        assert apart(nearer, farther) >= 7
        assert abs(lightness(nearer) - lightness(farther)) >= 7


@THEMES
@pytest.mark.parametrize("count", [2, 3, 4, 5, 6, 8, 12])
def test_bands_for_any_number_of_edges_stand_out_more_the_nearer_they_are(
    colours: Palette, count: int
) -> None:
    strengths = [contrast(colour, colours.surface) for colour in colours.bands(count)]
    assert strengths == sorted(strengths, reverse=True)
    assert len(set(colours.bands(count))) == count


@THEMES
def test_service_states_differ_for_every_sight_and_in_grey(colours: Palette) -> None:
    for one, other in itertools.combinations(colours.services.values(), 2):
        assert apart(one, other) >= 12
        assert abs(lightness(one) - lightness(other)) >= 7


@THEMES
def test_statuses_differ_for_every_sight(colours: Palette) -> None:
    for one, other in itertools.combinations(colours.statuses.values(), 2):
        assert apart(one, other) >= 10


@THEMES
def test_the_eight_series_differ_for_every_sight(colours: Palette) -> None:
    assert len(colours.series) == 8
    for one, other in itertools.combinations(colours.series, 2):
        assert apart(one, other) >= 10


@THEMES
def test_text_on_a_filled_sign_reads_well(colours: Palette) -> None:
    for fill in (*colours.services.values(), *colours.statuses.values()):
        assert contrast(colours.on(fill), fill) >= 4.5


@THEMES
def test_every_code_of_the_data_model_has_a_colour(colours: Palette) -> None:
    assert tuple(colours.services) == SERVICE_STATES
    assert tuple(colours.statuses) == STATUSES


def test_an_unknown_theme_is_refused_with_the_known_ones() -> None:
    with pytest.raises(WrongUse) as refused:
        palette("sepia")
    assert str(refused.value) == 'theme: found "sepia", expected light or dark'


def test_colours_are_written_in_the_palette_alone() -> None:
    """Hexadecimal, rgb() with numbers, hsl(): anything that would be a second place for looks."""
    written = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b|\b(?:rgb|hsl)a?\(\s*\d*[1-9]")
    own = PROJECT / "dashboard" / "look" / "palette.py"
    files = [path for folder in ("dashboard", "pages") for path in (PROJECT / folder).rglob("*")]
    found = {
        str(path.relative_to(PROJECT)): written.findall(path.read_text(encoding="utf-8"))
        for path in files
        if path.suffix in (".py", ".css", ".js", ".html", ".sql") and path != own
    }
    assert {path: colours for path, colours in found.items() if colours} == {}

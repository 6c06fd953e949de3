"""Colours by role, for light and dark; the only place where a colour is written down.

The further from the surface a colour stands, the graver what it says: the nearest band, a closed service. So
the order survives colour blindness and a grey print. Red is kept for what demands action.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from dashboard.errors import WrongUse
from dashboard.look.colour import between, readable_on
from dashboard.model.codes import SERVICE_STATES, STATUSES


@dataclass(frozen=True)
class Palette:
    """Every colour of one theme; ``missing`` is for what has no report, ``rest`` for what is only compared with."""

    name: str
    surface: str
    raised: str
    text: str
    quiet: str
    rule: str
    accent: str
    accent_fill: str
    caution: str
    action: str
    missing: str
    missing_fill: str
    rest: str
    held_fill: str
    held_line: str
    near_to_far: tuple[str, ...]
    services: Mapping[str, str]
    statuses: Mapping[str, str]
    series: tuple[str, ...]

    def bands(self, count: int) -> tuple[str, ...]:
        """One colour for each of ``count`` distance bands: first inside the held area, last the farthest."""
        if count == 1:
            return self.near_to_far[:1]
        last = len(self.near_to_far) - 1
        return tuple(between(self.near_to_far, position * last / (count - 1)) for position in range(count))

    def on(self, colour: str) -> str:
        """The text colour that reads best on a filled ``colour``."""
        return readable_on(colour, (WHITE, BLACK))


WHITE, BLACK = "#ffffff", "#10161d"


def _by_code(codes: Sequence[str], colours: Sequence[str]) -> Mapping[str, str]:
    return MappingProxyType(dict(zip(codes, colours, strict=True)))


# Blue, greys and red from OCHA's common design; the sequence and the series were searched for the greatest
# distance under deuteranopia and protanopia (Machado 2009) with at least 3:1 against the surface.
LIGHT = Palette(
    name="light",
    surface=WHITE,
    raised="#f4f6f9",
    text="#1a232d",
    quiet="#56606b",
    rule="#d5dbe1",
    accent="#1f69b3",
    accent_fill="#1f69b3",
    caution="#8f4a06",
    action="#cd3a1f",
    missing="#868e97",
    missing_fill="#dfe3e8",
    rest="#8b939c",
    held_fill="#5f5450",
    held_line="#4a403c",
    near_to_far=("#31122a", "#5b1d57", "#6c3783", "#6359a5", "#5479bd", "#4997d2"),
    services=_by_code(SERVICE_STATES, ("#3b95cf", "#a6590e", "#232f3c", "#dfe3e8")),
    statuses=_by_code(STATUSES, ("#3f98d2", "#ad5f15", "#a02719", "#1d2731", "#dfe3e8")),
    series=("#1f69b3", "#a3811a", "#b4356e", "#003823", "#2f9aa0", "#793005", "#550065", "#4a9a52"),
)

DARK = Palette(
    name="dark",
    surface=BLACK,
    raised="#18212b",
    text="#e8edf2",
    quiet="#a5b0bc",
    rule="#33404d",
    accent="#82b5e9",
    accent_fill="#2f78c0",
    caution="#e7a34d",
    action="#ff8a70",
    missing="#7d8893",
    missing_fill="#2c3742",
    rest="#75808b",
    held_fill="#8d7f79",
    held_line="#b5a59e",
    near_to_far=("#fcedf3", "#fbc5e1", "#dfa5e1", "#a493de", "#6286ca", "#2276a7"),
    services=_by_code(SERVICE_STATES, ("#127bb0", "#e7a34d", "#e9eef5", "#2c3742")),
    statuses=_by_code(STATUSES, ("#127bb0", "#da9041", "#ffaea5", "#edf1f6", "#2c3742")),
    series=("#5caced", "#e8d058", "#ea6094", "#7ae3cc", "#e17e48", "#f2bef1", "#b3a578", "#a9e07f"),
)

_PALETTES = {palette.name: palette for palette in (LIGHT, DARK)}


def palette(theme: str) -> Palette:
    """The colours of ``theme``: "light" or "dark"."""
    if theme not in _PALETTES:
        raise WrongUse("theme", theme, " or ".join(_PALETTES))
    return _PALETTES[theme]

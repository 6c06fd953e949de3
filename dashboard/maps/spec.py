"""A finished deck.gl specification in the place of a pydeck.Deck."""

from typing import Any

import orjson

from dashboard.look.colour import rgb
from dashboard.look.credit import Credit
from dashboard.look.palette import Palette
from dashboard.look.words import word

Spec = dict[str, Any]

# What pydeck writes for map_provider=None; any other empty style calls a third party.
NO_BASEMAP = "__MAP_STYLE__"
_TIP = {"fontSize": "13px", "lineHeight": "18px", "padding": "8px", "maxWidth": "320px"}


class TownsMap:
    """What ``st.pydeck_chart`` of Streamlit 1.67 asks of a deck: ``to_json``, ``_tooltip``, ``mapbox_key``.

    ``missing_coordinates`` towns could not be drawn. ``towns`` are the codes in the order of the layer
    "towns", so that a selection's index leads back to a town; its object carries ``code`` as well.
    """

    mapbox_key = None

    def __init__(
        self,
        spec: Spec,
        *,
        credit: Credit,
        missing_coordinates: int,
        towns: tuple[str, ...],
        colours: Palette,
    ) -> None:
        self.spec = spec
        self.credit = credit
        self.missing_coordinates = missing_coordinates
        self.towns = towns
        # Plain text, set by deck.gl as innerText; one field, so that a brace in a name is not filled in.
        style = {
            "backgroundColor": colours.raised,
            "color": colours.text,
            "border": f"1px solid {colours.missing}",
        }
        self._tooltip = {"text": "{tip}", "style": {**style, **_TIP}}

    def to_json(self) -> str:
        """Compact, and the same bytes for the same map: Streamlit then sends a hash."""
        return orjson.dumps(self.spec, option=orjson.OPT_SERIALIZE_NUMPY).decode()

    @property
    def note(self) -> str:
        """What a map's credit line says besides: that it is an estimate, and how many towns are not on it."""
        missing = (
            word("missing.coordinates", count=self.missing_coordinates) if self.missing_coordinates else ""
        )
        return " · ".join(part for part in (missing, word("map.opinion")) if part)


def inert(text: str) -> str:
    """A text of the data for a layer: deck.gl runs or looks up whatever begins with "@@", in rows of data too.

    Tried on Streamlit 1.67: a town called "@@#x" left the whole map blank. A word joiner in front keeps it text.
    """
    return f"\u2060{text}" if text.startswith("@@") else text


def channels(colour: str, alpha: float = 1.0) -> list[int]:
    """A colour as deck.gl takes it: red, green, blue, opacity, each 0 to 255."""
    return [*rgb(colour), round(alpha * 255)]

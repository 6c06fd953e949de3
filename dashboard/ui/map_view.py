"""The map's own controls: the day, the slider that plays, what colours mean, a click that opens a town."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Literal, Protocol, cast

import streamlit as st

from dashboard.look.credit import Credit
from dashboard.look.formats import day
from dashboard.look.parts import credit_line
from dashboard.look.words import word
from dashboard.ui.here import Here, set_here
from dashboard.ui.one_of import one_of

STEP_S = 1.5  # time for a phone to draw the map, and to look at it
HEIGHT_PX = 560

Colour = Literal["band", "status"]
COLOURS: tuple[Colour, ...] = ("band", "status")


class Drawn(Protocol):
    """A map as ``maps`` draws it."""

    credit: Credit

    @property
    def note(self) -> str: ...

    def to_json(self) -> str: ...


def frames_of(at: Here) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Runs the decorated part of the page alone, again and again while the slider plays.

    Such a run is a thread of its own, in which the frame has not run: it is told what the page has at hand.
    """

    def alone(part: Callable[[], None]) -> Callable[[], None]:
        def moment() -> None:
            set_here(at)
            part()

        return st.fragment(moment, run_every=STEP_S if st.session_state.get("map_plays") else None)

    return alone


def chosen_day(at: Here) -> date:
    """The day of the slider: one with a front distance; the as-of day where there is none."""
    days = [found.date() for found in at.ask("front_line_dates", at.filters)["date"]]
    if len(days) < 2:
        return days[0] if days else at.filters.as_of
    if st.session_state.get("map_day") not in days:
        st.session_state["map_day"] = days[-1]
    if st.session_state.get("map_plays"):
        _step(days)
    chosen = st.select_slider(word("map.day"), days, format_func=day, key="map_day")
    plays = bool(st.session_state.get("map_plays"))
    if st.button(word("map.stop") if plays else word("map.play"), key="map_play"):
        st.session_state["map_plays"] = not plays
        st.session_state["map_starts"] = not plays
        st.rerun()
    return cast("date", chosen)


def _step(days: Sequence[date]) -> None:
    """The next day; from the end it starts over, and stops when it comes to the end again."""
    place = days.index(st.session_state["map_day"])
    starts = st.session_state.pop("map_starts", False)
    if starts and place == len(days) - 1:
        st.session_state["map_day"] = days[0]
    elif not starts and place + 1 < len(days):
        st.session_state["map_day"] = days[place + 1]
    elif place + 1 == len(days):
        st.session_state["map_plays"] = False
        st.rerun()


def chosen_colour() -> Colour:
    return one_of(
        COLOURS,
        label=word("map.colour"),
        shown=lambda name: word(f"map.by_{name}"),
        default="band",
        key="colour",
    )


LAYERS = ("held", "outlines", "names")


def chosen_layers() -> list[str]:
    """What is drawn beside the towns."""
    return st.pills(
        word("map.layers"),
        LAYERS,
        format_func=lambda name: word(f"map.layer_{name}"),
        selection_mode="multi",
        default=LAYERS,
        key="layers",
        bind="query-params",
    )


def show_map(shown: Drawn, *, label: str, line: str) -> Any:
    """Draw the map with its credit and whose line it shows; the selection, which changes when a town is clicked."""
    picked = st.pydeck_chart(
        shown,
        height=HEIGHT_PX,
        key="map",
        on_select="rerun",
        selection_mode="single-object",
        alt=label,
    )
    st.html(credit_line(shown.credit, extra=f"{line} · {shown.note}"))
    return picked


def open_picked(picked: Any, codes: Sequence[str]) -> None:
    """Open the page of the town that was clicked."""
    places = picked.selection.get("indices", {}).get("towns", [])
    if places and 0 <= places[0] < len(codes):
        st.switch_page("../pages/town.py", query_params={"code": codes[places[0]]})

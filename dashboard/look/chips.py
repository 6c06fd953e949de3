"""Signs for bands, services and statuses: always a colour together with a letter or a label."""

from collections.abc import Mapping, Sequence

from dashboard.look.formats import people
from dashboard.look.html import Html, both, element, joined
from dashboard.look.labels import (
    band_label,
    band_labels,
    service_letter,
    service_state,
    silent_mark,
    status_letter,
    status_name,
)
from dashboard.look.palette import DARK, LIGHT
from dashboard.look.words import word
from dashboard.model.bands import EDGES_KM, bands
from dashboard.model.codes import SERVICE_STATES, STATUSES


def service_chip(state: str | None, *, name: str = "") -> Html:
    """The letter of a state of service on its colour; with ``name`` the service's name beside it."""
    said = f"{name}: {service_state(state)}" if name else service_state(state)
    return _chip(service_letter(state), name, colours=_service_colours(state), said=said)


def status_chip(status: str | None) -> Html:
    """The letter of a town's status on its colour, and its name."""
    colours = (LIGHT.statuses[status], DARK.statuses[status]) if status else None
    return _chip(status_letter(status), status_name(status), colours=colours, said=status_name(status))


def silent_chip(days: int) -> Html:
    """The mark of a town that has gone silent, wherever one of its figures is shown: a word, not only a colour."""
    said = word("silence.said", count=days)
    shown = element("span", silent_mark(days), aria_hidden="true")
    return element("span", shown, _unseen(said), class_="dash-silence", title=said)


def band_chip(index: int | None, *, edges_km: Sequence[float] = EDGES_KM, named: bool = True) -> Html:
    """The colour of a distance band and its label, reckoned from the edges; None is a town without a distance.

    ``named`` False leaves the label to be pointed at or spoken, where the distance itself stands beside it.
    """
    label = band_label(None if index is None else bands(edges_km)[index])
    colours = None if index is None else _band_colours(edges_km)[index]
    return _chip("", label if named else "", colours=colours, said=label)


def band_legend(*, edges_km: Sequence[float] = EDGES_KM, none: bool = True) -> Html:
    """All bands, nearest first, and last the towns without a distance."""
    count = len(edges_km) + 2
    chips = [band_chip(index, edges_km=edges_km) for index in range(count)]
    return element("div", *chips, *([band_chip(None)] if none else []), class_="dash-legend")


def band_counts(counts: Mapping[int | None, int], *, edges_km: Sequence[float] = EDGES_KM) -> Html:
    """How many towns lie in each band: one bar divided in proportion, each part with label and number."""
    order: list[int | None] = [*range(len(edges_km) + 2), None]
    labels = dict(zip(order, (*band_labels(edges_km), band_label(None)), strict=True))
    colours = dict(zip(order, (*_band_colours(edges_km), None), strict=False))
    parts, items = [], []
    for band in order:
        count = counts.get(band, 0)
        number = element("b", people(count))
        items.append(element("li", _chip("", labels[band], colours=colours[band], said=labels[band]), number))
        if count:
            parts.append(
                element("i", class_=_kind(colours[band]), style=f"flex:{count};{_fill(colours[band])}")
            )
    bar = element("div", *parts, class_="dash-bar", aria_hidden="true")
    return element("div", bar, element("ul", *items), class_="dash-counts", aria_label=word("band.counts"))


def status_legend() -> Html:
    """All statuses of a town, and last the towns without one."""
    return element("div", *(status_chip(status) for status in (*STATUSES, None)), class_="dash-legend")


def service_legend() -> Html:
    """All states of a service, and last what nobody reported."""
    entries = [
        (service_letter(state), service_state(state), _service_colours(state))
        for state in (*SERVICE_STATES, None)
    ]
    return legend(entries)


def legend(entries: Sequence[tuple[str, str, tuple[str, str] | None]]) -> Html:
    """Any other legend: letter, label, and the colour in light and dark (None: missing)."""
    chips = [_chip(letter, label, colours=colours, said=label) for letter, label, colours in entries]
    return element("div", *chips, class_="dash-legend")


def _service_colours(state: str | None) -> tuple[str, str] | None:
    return None if state is None else (LIGHT.services[state], DARK.services[state])


def _band_colours(edges_km: Sequence[float]) -> list[tuple[str, str]]:
    count = len(edges_km) + 2
    return list(zip(LIGHT.bands(count), DARK.bands(count), strict=True))


def _chip(letter: str, label: str, *, colours: tuple[str, str] | None, said: str) -> Html:
    square = element(
        "i", letter, class_=f"dash-square {_kind(colours)}", style=_fill(colours), aria_hidden="true"
    )
    spoken = [label] if label == said else [element("span", label, aria_hidden="true"), _unseen(said)]
    return element("span", square, joined(spoken), class_="dash-chip", title=said)


def _unseen(text: str) -> Html:
    return element("span", text, class_="dash-unseen")


def _kind(colours: tuple[str, str] | None) -> str:
    return "dash-filled" if colours else "dash-hollow"


def _fill(colours: tuple[str, str] | None) -> str | None:
    if colours is None:
        return ""
    return f"{both(colours)};--on-light:{LIGHT.on(colours[0])};--on-dark:{DARK.on(colours[1])}"

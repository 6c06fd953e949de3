"""From which town to which destination people were brought."""

from collections import defaultdict
from collections.abc import Sequence

from pandas import DataFrame

from dashboard.charts.figure import Figure, Margins, empty_figure, figure
from dashboard.charts.texts import FONT, SMALL_PX, Spec
from dashboard.look.colour import rgba
from dashboard.look.credit import Credit
from dashboard.look.escape import for_plotly
from dashboard.look.formats import is_missing, people
from dashboard.look.labels import silent_name
from dashboard.look.palette import Palette, palette
from dashboard.look.words import word

Flow = tuple[str, str, int]  # town, destination, people

_NODE_PX, _PAD_PX = 30, 14
# Between a town's code and its name: two towns of one name stay two; before a name of ours: it comes last.
_MARK = "\n"


def flows_chart(flows: DataFrame, *, title: str, credit: Credit, theme: str, at_most: int = 8) -> Figure:
    """A band from each town to each destination, as wide as the people brought there.

    Frame: town_code, town_name, destination, evacuated, reports; and silent_days, where silent towns are to be marked.
    Each side shows its ``at_most`` largest and adds up the others; a missing destination is "not stated". Flows
    without a number are left out.
    """
    known = _flows(flows)
    if not known:
        return empty_figure(title=title, credit=credit, theme=theme)
    colours = palette(theme)
    merged = _merged(known, at_most)
    sides = _totals(merged, 0), _totals(merged, 1)
    halo = ", ".join([f"0 0 3px {colours.surface}"] * 4)  # keeps a name readable where flows pass behind it
    plot_px = max(160, _NODE_PX * max(map(len, sides)))
    trace = {
        "type": "sankey",
        "arrangement": "fixed",
        "textfont": {"family": FONT, "size": SMALL_PX, "color": colours.text, "shadow": halo},
        "node": _nodes(sides, plot_px, colours),
        "link": _links(merged, sides, colours),
    }
    return figure(
        [trace],
        title=title,
        credit=credit,
        theme=theme,
        plot_px=plot_px,
        margins=Margins(left=0, right=0),
        ticks_px=12,
    )


def _flows(flows: DataFrame) -> list[tuple[str, str, str, int]]:
    """Town code, its name, destination and people of each flow with a number."""
    columns = (flows[name].tolist() for name in ("town_code", "town_name", "destination", "evacuated"))
    marks = flows["silent_days"].tolist() if "silent_days" in flows else [None] * len(flows)
    unstated = _MARK + word("missing.value")
    return [
        (
            code,
            silent_name(name, None if is_missing(days) else days),
            unstated if is_missing(place) else str(place),
            round(count),
        )
        for code, name, place, count, days in zip(*columns, marks, strict=True)
        if not is_missing(count) and count > 0
    ]


def _merged(flows: Sequence[tuple[str, str, str, int]], at_most: int) -> list[Flow]:
    """Flows between the largest of both sides, the rest under one name; towns are told apart by code."""
    names = {code: name for code, name, _, _ in flows}
    towns: defaultdict[str, int] = defaultdict(int)
    places: defaultdict[str, int] = defaultdict(int)
    for code, _, place, count in flows:
        towns[code] += count
        places[place] += count
    kept_towns, kept_places = _largest(towns, at_most), _largest(places, at_most)
    other_town = word("chart.flows.other_towns", count=len(towns) - len(kept_towns))
    other_place = _MARK + word("chart.flows.other_destinations", count=len(places) - len(kept_places))
    sums: defaultdict[tuple[str, str], int] = defaultdict(int)
    for code, _, place, count in flows:
        sums[code if code in kept_towns else "", place if place in kept_places else other_place] += count
    return [
        (f"{code}{_MARK}{names.get(code, other_town)}", place, count) for (code, place), count in sums.items()
    ]


def _largest(totals: dict[str, int], at_most: int) -> set[str]:
    return set(sorted(totals, key=lambda name: -totals[name])[:at_most])


def _totals(flows: Sequence[Flow], side: int) -> dict[str, int]:
    """People per node of one side, largest first; what is added up or not stated comes last."""
    totals: defaultdict[str, int] = defaultdict(int)
    for flow in flows:
        totals[str(flow[side])] += flow[2]
    return dict(sorted(totals.items(), key=lambda item: (item[0].startswith(_MARK), -item[1])))


def _nodes(sides: Sequence[dict[str, int]], plot_px: int, colours: Palette) -> Spec:
    """Labels and places of all nodes: each side from the top, largest first."""
    widest = min((plot_px - _PAD_PX * (len(side) - 1)) / sum(side.values()) for side in sides)
    x, y, texts = [], [], []
    for at, side in zip((0.001, 0.999), sides, strict=True):
        top = 0.0
        for name, count in side.items():
            x.append(at)
            y.append(round((top + count * widest / 2) / plot_px, 4))
            texts.append(f"{for_plotly(name.rsplit(_MARK, 1)[-1])}  {people(count)}")
            top += count * widest + _PAD_PX
    fills = [colours.accent] * len(sides[0]) + [colours.quiet] * len(sides[1])
    shape = {"pad": _PAD_PX, "thickness": 8, "line": {"width": 0}}
    return {
        "label": texts,
        "x": x,
        "y": y,
        "color": fills,
        **shape,
        "hovertemplate": "%{label}<extra></extra>",
    }


def _links(flows: Sequence[Flow], sides: Sequence[dict[str, int]], colours: Palette) -> Spec:
    left, right = ({name: i for i, name in enumerate(side)} for side in sides)
    said = [
        word(
            "chart.flows.link",
            town=for_plotly(town.rsplit(_MARK, 1)[-1]),
            destination=for_plotly(place.rsplit(_MARK, 1)[-1]),
            people=people(count),
        )
        for town, place, count in flows
    ]
    return {
        "source": [left[town] for town, _, _ in flows],
        "target": [len(left) + right[place] for _, place, _ in flows],
        "value": [count for _, _, count in flows],
        "color": rgba(colours.rest, 0.35),
        "hovercolor": rgba(colours.accent, 0.5),
        "customdata": said,
        "hovertemplate": "%{customdata}<extra></extra>",
    }

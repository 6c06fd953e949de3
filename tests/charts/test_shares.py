"""People evacuated by one dimension."""

from collections.abc import Callable

import pandas as pd
from pandas import DataFrame

from dashboard.charts.figure import Figure
from dashboard.charts.shares import evacuated_by
from dashboard.charts.texts import Spec
from dashboard.look.credit import Credit
from dashboard.look.labels import group_name
from dashboard.model.codes import GROUPS

Plotted = Callable[[Figure], Spec]


def draw(rows: list[tuple[str | None, float | None]], credit: Credit, **options: int) -> Figure:
    frame = DataFrame(rows, columns=["value", "evacuated"]).assign(reports=1, towns=1)
    return evacuated_by(frame, title="t", credit=credit, theme="light", **options)


def names(spec: Spec) -> list[str]:
    return [note["text"] for note in spec["layout"]["annotations"] if "name" not in note]


def test_the_largest_comes_first_and_what_is_not_stated_last(credit: Credit, plotted: Plotted) -> None:
    spec = plotted(draw([("Dnipro", 5.0), (None, 90.0), ("Kyiv", 70.0)], credit))
    assert names(spec) == ["Kyiv", "Dnipro", "not stated"]
    assert spec["data"][0]["text"] == [" 70", " 5", " 90"]


def test_a_value_without_number_keeps_its_row_and_is_not_zero(credit: Credit, plotted: Plotted) -> None:
    spec = plotted(draw([("Dnipro", None), ("Kyiv", 0.0)], credit))
    assert dict(zip(names(spec), spec["data"][0]["text"], strict=True)) == {
        "Kyiv": " 0",
        "Dnipro": " no report",
    }


def test_the_smaller_ones_are_added_up(credit: Credit, plotted: Plotted) -> None:
    rows: list[tuple[str | None, float | None]] = [(f"p{i}", float(10 - i)) for i in range(5)]
    spec = plotted(draw(rows, credit, at_most=3))
    assert names(spec) == ["p0", "p1", "p2", "2 others"]
    assert spec["data"][0]["x"] == [10, 9, 8, 13]


def test_sex_and_age_groups_are_named_and_not_shown_as_codes(credit: Credit) -> None:
    assert names(draw([(group, 1.0) for group in GROUPS], credit).to_dict()) == [
        group_name(g) for g in GROUPS
    ]
    assert "_" not in "".join(group_name(group) for group in GROUPS)


def test_names_from_the_data_are_text(credit: Credit) -> None:
    spec = draw([("<b>x</b>", 1.0)], credit).to_dict()
    assert names(spec) == ["&lt;b&gt;x&lt;/b&gt;"]
    assert spec["data"][0]["hovertext"] == ["&lt;b&gt;x&lt;/b&gt;: 1 in 1 report"]


def test_a_silent_town_is_marked(credit: Credit, plotted: Plotted) -> None:
    frame = DataFrame({"value": ["Lyman", "Siversk"], "evacuated": [5.0, 3.0], "reports": 1, "towns": 1})
    frame["silent_days"] = pd.array([None, 12], dtype="Int64")
    spec = plotted(evacuated_by(frame, title="t", credit=credit, theme="light"))
    assert names(spec) == ["Lyman", "Siversk (silent 12\u00a0d)"]

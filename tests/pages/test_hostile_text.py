"""Text from a file is shown, never run and never fetched, wherever it comes out."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.store.record import Record
from tests.databases import databases
from tests.pages.checks import faults
from tests.records import csv_of, record_of, send, towns
from tests.screens import PAGES, Screen
from tests.ui.conftest import Opens

PAGE = pytest.mark.parametrize("name", PAGES)
CODE = "UA1416003001"
NAMES = (
    "<img src=x onerror=alert(1)>",
    "**bold** ![x](http://evil/x.png)",
    "{town_code} {0} {count}",
    "%{evil} %{meta[0]}",
    "=1+1",
    "</div></td><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "&lt;b&gt; &amp;amp;",
    ":material/home: $x^2$ `code`",
    "https://evil.example/ www.evil.example",
)
SCRIPT = "<script>alert(2)</script>"


def hostile(file: Path) -> Record:
    codes = [f"UA14160030{place:02}" for place in range(1, len(NAMES) + 1)]
    area = (
        "UA14",
        "<i>Donetska</i>",
        "UA1416",
        "<b>Pokrovskyi</b>",
        "UA1416003",
        "<u>{name}</u>",
        48.5,
        37.1,
        900,
    )
    record = record_of(
        file,
        towns(
            *((code, name, f"<s>{name}</s>", None, *area) for code, name in zip(codes, NAMES, strict=True))
        ),
    )
    named = list(zip(codes, NAMES, strict=True))
    send(
        record,
        csv_of(
            "town_code date status population_remaining evacuation_order water notes source",
            *((code, "2025-09-01", "at_risk", 500, "mandatory", "open", name, name) for code, name in named),
            *(
                (code, "2025-09-12", "at_risk", 400, "mandatory", "closed", name, name)
                for code, name in named
            ),
        ),
        by="<b>Olena</b> **x**",
        name="<svg onload=alert(3)>.csv",
    )
    send(
        record,
        csv_of(
            "town_code date evacuated team destination source",
            *((code, "2025-09-12", 5, name, SCRIPT + name, name) for code, name in named),
        ),
        by="{uploaded_by}",
    )
    send(
        record,
        csv_of(
            "town_code date source front_distance_km",
            *(
                (code, day, SCRIPT, km)
                for code, _ in named
                for day, km in (("2025-09-01", 16), ("2025-09-12", 9))
            ),
        ),
        by="=cmd|' /C calc'!A0",
    )
    return record


@pytest.fixture(scope="module")
def hostile_url(engine: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    return databases.url_of(hostile(tmp_path_factory.mktemp("hostile") / "dashboard.db"))


def texts_of_charts(page: Screen) -> Iterator[tuple[str, str]]:
    """Every text of a chart with what it is; Plotly reads some HTML in each, and fields in templates."""

    def walk(node: object, key: str) -> Iterator[tuple[str, str]]:
        if isinstance(node, dict):
            for name, value in node.items():
                yield from walk(value, str(name))
        elif isinstance(node, list):
            for value in node:
                yield from walk(value, key)
        elif isinstance(node, str):
            yield key, node

    for spec in page.charts.values():
        yield from walk(spec, "")


def visited(page: Screen, name: str) -> Iterator[Screen]:
    """The page with each of its parts, units and dimensions."""
    yield page.open(name)
    for key in ("part", "by"):
        for option in page.at.segmented_control:
            if option.key == key:
                for code in {
                    "part": ("history", "freshness", "downloads"),
                    "by": ("hromada", "team", "destination"),
                }[key]:
                    page.at.segmented_control(key=key).set_value(code)
                    yield page.run()


@PAGE
def test_no_name_becomes_markup(screen: Opens, hostile_url: str, name: str) -> None:
    for page in visited(screen(hostile_url), name):
        assert faults(page) == []
        lower = page.markup.lower()
        for tag in (
            "<script",
            "<svg",
            "<img src=x",
            "<s>",
            "<u>",
            "<i>donetska",
            "<b>olena",
            "<b>pokrovskyi",
        ):
            assert tag not in lower, tag
        assert ' onmouseover="alert' not in lower
        assert 'href="http' not in lower
        assert 'src="http' not in lower


@PAGE
def test_no_name_is_read_by_a_chart_as_markup_or_template(screen: Opens, hostile_url: str, name: str) -> None:
    for page in visited(screen(hostile_url), name):
        for key, text in texts_of_charts(page):
            lower = text.lower()
            for tag in ("<script", "<img", "<svg", "<s>", "<u>", "<i>", "</div", "<a "):
                assert tag not in lower, text
            if key.endswith("template"):
                fields = set(re.findall(r"%{(.*?)[:}]", text))
                assert fields <= {"x", "y", "label", "customdata", "customdata[0]", "customdata[1]"}, text


def test_names_are_shown_as_they_are_written(screen: Opens, hostile_url: str) -> None:
    page = screen(hostile_url).open("situation")
    for name in NAMES:
        assert f">{html.escape(name)}<" in page.markup, name
    told = [row["town_name"].removeprefix("'") for row in page.csv("situation.towns")]
    assert sorted(told) == sorted(NAMES)
    page.open("town", code=CODE)
    assert html.escape(f"{NAMES[0]} · <s>{NAMES[0]}</s>") in page.markup
    assert (
        html.escape("<u>{name}</u> hromada, <b>Pokrovskyi</b> raion, <i>Donetska</i> oblast") in page.markup
    )
    page.open("data")
    assert html.escape("<svg onload=alert(3)>.csv") in page.markup
    assert html.escape("<b>Olena</b> **x**") in page.markup


def test_fields_offer_names_as_plain_text(screen: Opens, hostile_url: str) -> None:
    at = screen(hostile_url).open("town").at
    offered = at.multiselect(key="towns").options
    assert sorted(option.split(" · ")[0] for option in offered) == sorted(NAMES)
    assert at.selectbox(key="area").options == [
        "<i>Donetska</i> oblast",
        "<b>Pokrovskyi</b> raion",
        "<u>{name}</u> hromada",
    ]


@PAGE
def test_no_cell_of_a_file_is_a_formula(screen: Opens, hostile_url: str, name: str) -> None:
    for page in visited(screen(hostile_url), name):
        for key in page.files:
            if key.startswith("csv_") or (key.startswith("dataset_") and not key.endswith("front_lines")):
                rows = page.rows(key)
                formulas = [
                    cell for row in rows for cell in row.values() if cell[:1] in ("=", "+", "@", "\t", "\r")
                ]
                assert formulas == [], key


@PAGE
def test_a_town_is_found_by_a_hostile_name_and_named_in_a_complaint_as_text(
    screen: Opens, hostile_url: str, name: str
) -> None:
    page = screen(hostile_url).open(name, town=[NAMES[0], "<b>nobody</b>"], area="<b>x</b>", code="<b>y</b>")
    assert page.at.multiselect(key="towns").value == [CODE]
    assert page.notices[0] == 'No town is called "<b>nobody</b>". It was left out.'
    assert "<b>nobody" not in page.markup
    assert "<b>x</b>" not in page.markup
    assert "<b>y</b>" not in page.markup


def test_a_link_to_a_town_leads_to_a_page_of_ours(screen: Opens, hostile_url: str) -> None:
    page = screen(hostile_url)
    for name in ("situation", "front", "data"):
        for href in page.open(name).links:
            assert href.startswith("./"), href
            assert not set(href) & set("<>\"' "), href

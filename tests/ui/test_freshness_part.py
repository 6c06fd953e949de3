"""How fresh the data is, on the first page."""

import re
from datetime import date
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.store.reading import open_reader
from dashboard.ui.freshness_part import freshness_part
from dashboard.ui.here import Here, here, set_here
from dashboard.ui.loading import Bound
from tests.databases import databases
from tests.records import BILO, POKR, departures, distances, on, people, record_of, towns


def draw(url: str, day: str) -> None:
    """What a page does."""
    answers = open_reader(url)
    version = answers.follow().version
    set_here(
        Here(
            answers=answers,
            ask=Bound(answers, version),
            filters=on(day),
            edges_km=(10.0,),
            today=date(2025, 9, 15),
            theme="light",
            version=version,
            newest_version=version,
            basemap_style_url=None,
        )
    )
    freshness_part(here())


def _script(url: str, day: str) -> None:
    from tests.ui.test_freshness_part import draw

    draw(url, day)


@pytest.fixture(scope="module")
def url(engine: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    record = record_of(
        tmp_path_factory.mktemp("part") / "dashboard.db",
        towns(),
        people((POKR, "2025-09-09", 1400), (BILO, "2025-09-01", 700)),
        departures((BILO, "2025-09-02", 9)),
        distances((POKR, "2025-09-12", "A", 9.0)),
    )
    return databases.url_of(record)


def shown(url: str, day: str) -> list[str]:
    """The texts of the part: heading, cells row by row, credit, sentence."""
    at = AppTest.from_function(_script, args=(url, day), default_timeout=60).run()
    assert not at.exception
    markup = "".join(str(piece.proto.body) for piece in at.html)
    cells = re.findall(
        r"<h2>(.*?)</h2>|<td [^>]*>(.*?)</td>|<div class=\"dash-(?:credit|note)[^>]*>(.*?)</div>", markup
    )
    texts = (re.sub("<details>.*|<[^>]*>", "", "".join(found)) for found in cells)
    return [unescape(text).replace("\u00a0", " ") for text in texts if text]


def test_each_table_has_its_newest_day_and_who_reports_and_the_silent_are_named(url: str) -> None:
    assert shown(url, "2025-09-12") == [
        "How fresh the data is",
        *("town status", "9 Sep 2025 3 days old", "1 of 2"),
        *("evacuations", "2 Sep 2025 10 days old", "0 of 2"),
        *("front distances, A", "12 Sep 2025 today", "1 of 1"),
        "Source: the history of this database · newest 12 Sep 2025 (today)",
        "1 town is silent: Bilozerske (silent 10 d). Every town, week and gap",
    ]


def test_without_a_report_it_says_so_and_calls_nobody_silent(url: str) -> None:
    assert shown(url, "2025-08-01") == [
        "How fresh the data is",
        *("town status", "–", "–"),
        *("evacuations", "–", "–"),
        *("front distances, A", "–", "–"),
        "Source: the history of this database · no report",
        " Every town, week and gap",
    ]

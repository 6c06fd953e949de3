"""Text of files, names and notes on the data page: shown as it is written, never run, never a formula in a file."""

import csv
import html
import io
from pathlib import Path

import pytest

from dashboard.model.formula import marked_as_text
from dashboard.store.record import Record
from tests.databases import databases
from tests.pages.checks import faults
from tests.records import BILO, csv_of, send
from tests.screens import Screen
from tests.store.spelled import spell
from tests.ui.conftest import Opens

TEXTS = (
    "<img src=x onerror=alert(1)>",
    "</div></td><script>alert(1)</script>",
    "**bold** ![x](http://evil.example/x.png)",
    "{upload} {0} {count}",
    '" onmouseover="alert(1)',
    "=1+1",
    "; water: open; status: safe",
    "&lt;b&gt;",
)
COLUMNS = "town_code date status notes source"


@pytest.fixture
def record(small: Record, tmp_path: Path) -> Record:
    """For each text an upload that brings it, one that changes it, and spellings."""
    record = databases.new(tmp_path / "dashboard.db", like=small)
    for day, text in enumerate(TEXTS, 1):
        marked, on = marked_as_text(text), f"2025-09-{day:02}"
        send(record, csv_of(COLUMNS, (BILO, on, "safe", marked, marked)), by=text, name=f"{text}.csv")
        send(record, csv_of(COLUMNS, (BILO, on, "safe", f"again {text}", marked)), by=text)
    spell(record, *(("column", "town_status", text, None) for text in TEXTS), by=TEXTS[0])
    return record


def looked_at(page: Screen) -> None:
    """Nothing of it is markup, an address or a formula."""
    assert faults(page) == []
    lower = page.markup.lower()
    assert not any(tag in lower for tag in ("<script", "<img", "<b>", ' onmouseover="alert'))
    assert not any(link.startswith("http") for link in page.links)
    for key in page.files:
        if key.startswith("csv_"):
            for row in csv.reader(io.StringIO(page.download(key))):
                assert not any(cell.startswith(("=", "@", "+")) for cell in row), key


def test_the_history_and_every_entry_show_texts_as_they_are_written(screen: Opens, record: Record) -> None:
    url = databases.url_of(record)
    page = screen(url).open("data")
    looked_at(page)
    for text in TEXTS:
        assert f">{html.escape(text)}<" in page.markup
    for upload_id in range(5, 5 + 2 * len(TEXTS) + 1):
        page = screen(url).open("data", upload=str(upload_id))
        looked_at(page)
        assert any(html.escape(text) in page.markup for text in TEXTS)


def test_rules_and_spellings_show_texts_as_they_are_written(screen: Opens, record: Record) -> None:
    page = screen(databases.url_of(record)).open("data")
    page.at.segmented_control(key="part").set_value("rules")
    page.run()
    looked_at(page)
    for text in TEXTS:
        assert f">{html.escape(text)}<" in page.markup


def test_an_undo_tells_a_hostile_name_and_note_as_text(screen: Opens, record: Record) -> None:
    page = screen(databases.url_of(record)).open("data", upload="6")
    page.at.button(key="undo_begin").click()
    page.run()
    page.at.text_input(key="undo_by").set_value(TEXTS[0])
    page.at.text_input(key="undo_note").set_value(TEXTS[1])
    page.at.button(key="undo_do").click()
    looked_at(page.run())
    newest = 5 + 2 * len(TEXTS) + 1
    page = screen(databases.url_of(record)).open("data", upload=str(newest))
    looked_at(page)
    assert html.escape(TEXTS[0]) in page.markup
    assert html.escape(TEXTS[1]) in page.markup

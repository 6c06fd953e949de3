"""What must hold of any page in any state."""

import csv
import io
import re
from html.parser import HTMLParser

from dashboard.look.words import word
from tests.screens import Screen

_VOID = {"br", "hr", "img", "input", "wbr"}
_TRACE = re.compile(r'Traceback|File "|\.py"|line \d+, in |Error:|object at 0x|\bNaN\b|\bNaT\b|\bnan\b|<NA>')


def faults(page: Screen) -> list[str]:
    """Everything that a reader must never see; empty where the page stands."""
    found = [f"exception: {node.message}" for node in page.at.exception]
    found += [notice for notice in page.notices if notice == word("app.failed")]
    found += [f"trace: {match}" for match in _TRACE.findall(_said(page))]
    found += _unbalanced(page.markup)
    found += _without_credit(page)
    return found + _unreadable_files(page)


def _said(page: Screen) -> str:
    """The words of the page; the credit of a file, which may be called anything, is not among them."""
    charts = " ".join(str(spec) for spec in page.charts.values()).replace("None", "")
    return re.sub(r"python -m dashboard", "", re.sub("<[^>]*>", " ", page.markup)) + charts


def _without_credit(page: Screen) -> list[str]:
    """Each table and chart names its sources, its newest day or that there is no report, and its coverage."""
    found = [
        f"chart without credit: {name}"
        for name, spec in page.charts.items()
        if not any(
            re.match(r"Sources?: |Source not stated", str(note["text"]))
            for note in spec["layout"]["annotations"]
        )
    ]
    tables = page.markup.count('<table class="dash-table"')
    dictionary = page.markup.count(f'aria-label="{word("data.dictionary")}"')
    credited = page.markup.count('<div class="dash-credit">')
    if credited < tables - dictionary:
        found.append(f"{tables} tables and {credited} credits")
    return found


def _unreadable_files(page: Screen) -> list[str]:
    """Every figure can be downloaded, and its file has a header and rows of its length."""
    found = [f"no file: {name}" for name in page.charts if f"csv_{name}" not in page.files]
    for key in page.files:
        if key.startswith(("csv_", "template_")) or (
            key.startswith("dataset_") and not key.endswith("front_lines")
        ):
            rows = list(csv.reader(io.StringIO(page.download(key))))
            if not rows or {len(row) for row in rows} != {len(rows[0])}:
                found.append(f"file that does not hold together: {key}")
    return found


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and (not self.open or self.open.pop() != tag):
            self.wrong.append(f"</{tag}> does not close what is open")


def _unbalanced(markup: str) -> list[str]:
    tags = _Tags()
    tags.feed(markup)
    return tags.wrong + [f"<{tag}> is never closed" for tag in tags.open]

"""All real front lines, loaded as a steward loads them: the outlook reaches its marks, and its document says so.

Writes the tables of docs/outlook.md and then compares: after a change of the outlook the file shows what it changed.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dashboard.analysis.ahead.backtest import Backtest, backtest
from dashboard.analysis.asking import Ask
from dashboard.ingest.upload import changes, check, store
from dashboard.settings import PROJECT
from dashboard.store.record import Record
from tests.analysis.outlook_document import DOCUMENT, written
from tests.records import AT, TODAY, asking, record_of

SOURCE, LAST = "DeepState", date(2025, 9, 12)
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def lines(shared: Path) -> list[Path]:
    found = sorted((shared / "data" / "front_lines").glob("*.geojson"))
    return found or pytest.skip("there are no front lines in the real material")


@pytest.fixture(scope="module")
def ask(lines: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Ask:
    record = record_of(tmp_path_factory.mktemp("real") / "real.db")
    upload(record, PROJECT / "data" / "reference" / "towns.csv")
    for file in lines:
        upload(record, file, on=date.fromisoformat(file.stem[-10:]), source=SOURCE)
    return asking(record)


@pytest.fixture(scope="module")
def found(ask: Ask) -> Backtest:
    return backtest(ask, source=SOURCE, as_of=LAST)


@pytest.fixture
def committed() -> Iterator[str]:
    yield DOCUMENT.read_text(encoding="utf-8")


def upload(record: Record, file: Path, *, on: date | None = None, source: str | None = None) -> None:
    checked = check(record, file.read_bytes(), file_name=file.name, today=TODAY, on=on, source=source)
    store(record, checked, seen=changes(record, checked), by="Olena", at=AT)


def test_the_outlook_is_better_than_the_best_yardstick_by_as_much_as_was_asked(found: Backtest) -> None:
    ratios = found.scores[found.scores["threshold_km"] == 10].set_index("horizon_days")["ratio"]
    assert ratios[14] <= 0.92
    assert ratios[30] <= 0.92
    assert ratios[60] <= 1
    assert ratios[90] <= 1


def test_the_range_held_as_often_as_was_asked(found: Backtest) -> None:
    assert found.ranges["held"].between(0.76, 0.92).all(), found.ranges.to_string()


def test_the_document_has_these_figures(ask: Ask, found: Backtest, committed: str) -> None:
    text = written(committed, ask=ask, found=found, source=SOURCE, last=LAST)
    DOCUMENT.write_text(text, encoding="utf-8")
    assert text == committed, "docs/outlook.md was written anew: look at what changed, and commit it"

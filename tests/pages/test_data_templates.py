"""Downloads and templates of the data page: uploaded again as they are they change nothing."""

import csv
import io
from datetime import date

import pytest

from dashboard.analysis.templates import TEMPLATES, template_columns
from dashboard.ingest.upload import changes, check
from dashboard.model.tables import DATASETS
from dashboard.store.preview import Preview
from dashboard.store.records import record_at
from tests.pages.checks import faults
from tests.records import BILO, HULI, KOST, POKR
from tests.screens import Screen
from tests.ui.conftest import Opens

TODAY = date(2025, 9, 15)
DATASET = pytest.mark.parametrize("dataset", TEMPLATES)


def part(page: Screen, **address: str | list[str]) -> Screen:
    page.open("data", **address)
    page.at.segmented_control(key="part").set_value("downloads")
    page.run()
    assert faults(page) == []
    return page


def sent_again(url: str, text: str, *, name: str = "rows.csv") -> Preview:
    """What the file would change; a row with an error fails the test with its finding."""
    record = record_at(url)
    return changes(record, check(record, text.encode(), file_name=name, today=TODAY))


def unchanged(seen: Preview) -> tuple[str, int, int]:
    return seen.dataset, seen.new, seen.changed


@DATASET
def test_a_template_with_the_last_values_changes_nothing_when_it_is_sent_back(
    screen: Opens, demonstration: str, small_url: str, dataset: str
) -> None:
    for url in (small_url, demonstration):
        text = part(screen(url)).download(f"prefilled_{dataset}")
        seen = sent_again(url, text)
        assert unchanged(seen) == (dataset, 0, 0)
        assert seen.tables[0].unchanged == len(list(csv.DictReader(io.StringIO(text)))) > 0


@pytest.mark.parametrize("tagged", [False, True])
@pytest.mark.parametrize("dataset", DATASETS)
def test_a_download_changes_nothing_when_it_is_uploaded_again(
    screen: Opens, demonstration: str, dataset: str, tagged: bool
) -> None:
    page = part(screen(demonstration))
    page.at.toggle(key="hxl").set_value(tagged)
    text = page.run().download(f"dataset_{dataset}")
    name = f"rows.{'geojson' if dataset == 'front_lines' else 'csv'}"
    assert unchanged(sent_again(demonstration, text, name=name)) == (dataset, 0, 0)
    if dataset != "front_lines":
        second = text.splitlines()[1].split(",")
        assert (second == [column.hxl for column in DATASETS[dataset].columns]) is tagged


def test_each_town_has_its_newest_report_with_its_day(screen: Opens, small_url: str) -> None:
    page = part(screen(small_url))
    status = {row["town_code"]: row for row in page.rows("prefilled_town_status")}
    assert {code: row["date"] for code, row in status.items()} == {
        POKR: "2025-09-01",
        BILO: "2025-09-10",
        KOST: "2025-09-12",
    }
    assert (status[BILO]["town_name"], status[BILO]["water"], status[BILO]["population_remaining"]) == (
        "Bilozerske",
        "closed",
        "700",
    )
    evacuated = {
        (row["town_code"], row["date"]): row["evacuated"] for row in page.rows("prefilled_evacuations")
    }
    assert evacuated == {(POKR, "2025-09-09"): "7", (BILO, "2025-09-11"): "9"}
    distances = {
        (row["town_code"], row["source"]): row["date"] for row in page.rows("prefilled_front_distances")
    }
    assert distances[POKR, "Old map"] == "2025-07-01"
    assert {day for (_, source), day in distances.items() if source == "Map"} == {"2025-09-12"}
    assert len(page.rows("prefilled_towns")) == 5


def test_the_as_of_day_and_the_chosen_towns_narrow_the_last_values(screen: Opens, small_url: str) -> None:
    page = part(screen(small_url), as_of="2025-09-10")
    assert {(row["town_code"], row["date"]) for row in page.rows("prefilled_evacuations")} == {
        (POKR, "2025-09-09"),
        (BILO, "2025-09-10"),
    }
    assert {row["town_code"] for row in page.rows("prefilled_town_status")} == {POKR, BILO}
    for link, kept in (({"town": [POKR, HULI]}, {POKR, HULI}), ({"area": "UA23"}, {HULI})):
        page = part(screen(small_url), **link)
        for name in ("towns", "front_distances"):
            assert {row["town_code"] for row in page.rows(f"prefilled_{name}")} == kept


def test_rows_with_news_are_new_reports_and_a_town_can_be_added_by_its_name_alone(
    screen: Opens, small_url: str
) -> None:
    rows = part(screen(small_url)).rows("prefilled_town_status")
    news = next(row for row in rows if row["town_code"] == POKR)
    news |= {"date": "2025-09-14", "population_remaining": "1200"}
    rows.append(dict.fromkeys(news, "") | {"town_name": "Гуляйполе", "date": "2025-09-14", "status": "empty"})
    file = io.StringIO()
    writer = csv.DictWriter(file, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    seen = sent_again(small_url, file.getvalue())
    assert unchanged(seen) == ("town_status", 2, 0)
    assert set(seen.tables[0].rows["town_code"].to_pylist()) == {POKR, HULI}


@DATASET
def test_an_empty_template_has_the_name_of_the_town_beside_its_code(
    screen: Opens, small_url: str, dataset: str
) -> None:
    page = part(screen(small_url))
    assert page.rows(f"template_{dataset}") == []
    for key in ("template", "prefilled"):
        header = page.download(f"{key}_{dataset}").splitlines()[0].split(",")
        assert header == template_columns(dataset)
        assert {"town_name", "town_code"} == set(header[:2])
        assert set(header) - {"town_name"} == set(DATASETS[dataset].names) - {"town_name"}

"""Templates: the columns of a dataset with the town's name, and what was last reported."""

from pathlib import Path

from dashboard.analysis.templates import TEMPLATES, empty_template, prefilled_template, template_columns
from dashboard.model.tables import DATASETS
from tests.records import BILO, POKR, asking, csv_of, distances, on, people, record_of, towns


def test_there_is_a_template_for_every_table_and_none_for_what_is_drawn() -> None:
    assert set(DATASETS) - set(TEMPLATES) == {"front_lines"}


def test_the_name_of_the_town_stands_before_its_code_where_the_dataset_has_none() -> None:
    assert template_columns("town_status")[:3] == ["town_name", "town_code", "date"]
    assert template_columns("towns") == list(DATASETS["towns"].names)
    assert empty_template("evacuations").columns.tolist() == template_columns("evacuations")
    assert len(empty_template("evacuations")) == 0


def test_of_evacuations_every_report_of_a_town_s_newest_day_is_there(tmp_path: Path) -> None:
    record = record_of(
        tmp_path / "record.db",
        towns(),
        csv_of(
            "town_code date count_at evacuated team",
            (BILO, "2025-09-09", None, 50, "White Angels"),
            (BILO, "2025-09-10", None, 7, "White Angels"),
            (BILO, "2025-09-10", "transit", 9, None),
            (BILO, "2025-09-12", None, 90, "White Angels"),
            (POKR, "2025-09-01", None, 30, "White Angels"),
        ),
    )
    rows = prefilled_template(asking(record), on("2025-09-11"), dataset="evacuations")
    assert rows.columns.tolist() == template_columns("evacuations")
    told = rows[["town_name", "town_code", "count_at", "evacuated"]].itertuples(index=False, name=None)
    assert list(told) == [
        ("Bilozerske", BILO, "departure", 7),
        ("Bilozerske", BILO, "transit", 9),
        ("Pokrovsk", POKR, "departure", 30),
    ]


def test_of_status_and_distances_only_the_newest_report_is_there(tmp_path: Path) -> None:
    record = record_of(
        tmp_path / "record.db",
        towns(),
        people((BILO, "2025-09-01", 700), (BILO, "2025-09-08", 650), (BILO, "2025-09-10", 600)),
        distances(*((BILO, f"2025-09-0{day}", source, day) for day in (1, 2, 3) for source in ("A", "B"))),
    )
    status = prefilled_template(asking(record), on("2025-09-09"), dataset="town_status")
    assert status["population_remaining"].tolist() == [650]
    rows = prefilled_template(asking(record), on("2025-09-02"), dataset="front_distances")
    assert list(zip(rows["source"], rows["front_distance_km"], strict=True)) == [("A", 2.0), ("B", 2.0)]

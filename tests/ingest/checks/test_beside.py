"""The name of a file, and the source given for it, are searched for personal data before anything is read."""

from pathlib import Path

import pytest

from dashboard.errors import FileRefused
from dashboard.ingest.upload import check
from tests.records import BILO, TODAY, people, record_of, towns

KEPT = "which would be kept for good; it is not repeated here."
GIVEN = f"rows.csv: the source given for it holds a phone number, {KEPT} Name the organisation or the publication."


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Коваленко Олена Петрівна.csv", "a person's name"),
        ("/lists/067 123 45 67.csv", "a phone number"),
        ("olena@example.org.csv", "an e-mail address"),
    ],
)
def test_a_file_that_is_named_after_a_person_is_refused_and_its_name_not_repeated(
    tmp_path: Path, name: str, kind: str
) -> None:
    record = record_of(tmp_path / "dashboard.db", towns())
    with pytest.raises(FileRefused) as refused:
        check(record, b"no table", file_name=name, today=TODAY)
    assert (
        str(refused.value)
        == f"(personal data): its name holds {kind}, {KEPT} Rename the file and send it again."
    )


def test_a_source_that_is_a_person_is_refused(tmp_path: Path) -> None:
    record = record_of(tmp_path / "dashboard.db", towns())
    content = people((BILO, "2025-09-12", 700)).encode()
    with pytest.raises(FileRefused) as refused:
        check(record, content, file_name="rows.csv", today=TODAY, source="+380 67 123 45 67")
    assert str(refused.value) == GIVEN
    assert check(record, content, file_name="rows.csv", today=TODAY, source="OCHA, 12 Sep 2025").errors == []


@pytest.mark.parametrize(
    "name",
    [
        "front_distances_2025-09-12.csv",
        "town_status 2025-09-12T15:30:00.csv",
        "IMG_20250912_153012345.csv",
        "1726141234567.csv",
        "towns_UA14160030010012345.csv",
        "ДРА_12.09.2025_15-30.csv",
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301.csv",
    ],
)
def test_names_that_programs_give_to_files_pass(tmp_path: Path, name: str) -> None:
    record = record_of(tmp_path / "dashboard.db", towns())
    content = people((BILO, "2025-09-12", 700)).encode()
    assert check(record, content, file_name=name, today=TODAY).file_name == name

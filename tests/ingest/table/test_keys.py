"""Every key of a file once."""

from tests.ingest.typed import read, said
from tests.records import BILO, POKR

KEY = f"({BILO}, 2025-09-12, departure)"


def evacuations(*rows: str) -> str:
    return "town_code,date,evacuated,team\n" + "".join(f"{row}\n" for row in rows)


def test_a_row_that_repeats_another_is_counted_once_and_told() -> None:
    text = evacuations(f"{BILO},2025-09-12,3,", f"{POKR},2025-09-12,4,", f"{BILO},2025-09-12,3,")
    assert said(text) == [f"notice: line 4: repeats line 2 {KEY}, counted once"]
    assert read(text).rows["evacuated"].to_pylist() == [3, 4]
    assert read(text).lines.to_pylist() == [2, 3]


def test_rows_that_contradict_each_other_are_both_named() -> None:
    text = evacuations(f"{BILO},2025-09-12,3,", f"{BILO},2025-09-12,4,", f"{POKR},2025-09-12,4,")
    assert said(text) == [
        f"line 2: line 3 has the same key {KEY} with other values",
        f"line 3: line 2 has the same key {KEY} with other values",
    ]
    assert read(text).rows.num_rows == 3


def test_of_three_rows_each_is_compared_with_the_first() -> None:
    text = evacuations(*(f"{BILO},2025-09-12,{number}," for number in (3, 4, 3, 5)))
    assert said(text) == [
        f"line 2: line 3 has the same key {KEY} with other values",
        f"line 3: line 2 has the same key {KEY} with other values",
        f"notice: line 4: repeats line 2 {KEY}, counted once",
        f"line 2: line 5 has the same key {KEY} with other values",
        f"line 5: line 2 has the same key {KEY} with other values",
    ]


def test_a_key_is_the_same_in_every_spelling_of_the_town_and_the_day() -> None:
    text = evacuations("Bilozerske,12.09.2025,3,", "Білозерське,12.9.2025,4,").replace("town_code", "town")
    assert len([line for line in said(text) if "the same key" in line]) == 2


def test_rows_of_two_teams_do_not_contradict_each_other() -> None:
    assert (
        said(evacuations(f"{BILO},2025-09-12,3,A", f"{BILO},2025-09-12,4,B", f"{BILO},2025-09-12,5,")) == []
    )


def test_an_unknown_team_is_a_key_like_any_other() -> None:
    assert (
        len(said(evacuations(f"{BILO},2025-09-12,3,A", f"{BILO},2025-09-12,4,", f"{BILO},2025-09-12,5,")))
        == 2
    )


def test_rows_whose_key_is_wrong_are_not_said_to_repeat_each_other() -> None:
    text = evacuations(
        f"{BILO},2025-02-30,3,", f"{BILO},2025-02-31,4,", f"{BILO},2025-09-12,5,", f"{BILO},2025-09-12,5,"
    )
    assert said(text) == [
        'line 2, date: found "2025-02-30", expected a day that exists, like 2025-09-12',
        'line 3, date: found "2025-02-31", expected a day that exists, like 2025-09-12',
        f"notice: line 5: repeats line 4 {KEY}, counted once",
    ]
    assert read(text).rows.num_rows == 3


def test_equal_counts_that_differ_in_a_column_that_is_not_stored_are_asked_about() -> None:
    text = f"town_code,date,sex,evacuated\n{BILO},2025-09-12,F,12\n{BILO},2025-09-12,M,12\n"
    assert said(text) == [
        "notice: line 1, sex: not a column of evacuations, it is not stored",
        f"line 3: line 2 has the same key {KEY} and another sex: are these two groups? If so, tell them apart by team "
        "or destination, or add them up; else remove one",
    ]
    assert read(text).rows["evacuated"].to_pylist() == [12, 12]


def test_a_report_of_a_town_is_the_same_whatever_is_not_stored() -> None:
    text = f"no,town_code,date,status\n1,{BILO},2025-09-12,safe\n2,{BILO},2025-09-12,safe\n"
    assert said(text)[1:] == [f"notice: line 3: repeats line 2 ({BILO}, 2025-09-12), counted once"]

"""Which sign separates the cells."""

import pytest

from dashboard.ingest.files.separators import separator_of


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_each_separator_is_found_with_the_number_of_cells(separator: str) -> None:
    assert separator_of("town,date,km\nA,2026-11-20,3.4\n".replace(",", separator)) == (separator, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("town;date;km\nA;b;3,4\nC;d;5,6\nE;f;7,8\n", (";", 3), id="decimal commas in every row"),
        pytest.param(
            "town;km;mi\nA;3,4;5,6\nB;3,4;5,6\n", (";", 3), id="more decimal commas than semicolons"
        ),
        pytest.param("code,name,names\n1,A,a;b\n2,B,c;d\n3,C,e;f\n", (",", 3), id="a list in a cell"),
        pytest.param("Report, week 47\n\ntown;date\nA;b\n", (";", 2), id="a title with a comma"),
        pytest.param('town;notes\nA;"x, y, z"\nB;"x, y, z"\n', (";", 2), id="commas in quoted cells"),
        pytest.param('town,notes\nA,"p;q;r;s"\nB,"p;q;r;s"\n', (",", 2), id="semicolons in quoted cells"),
        pytest.param("a,b,c\n1,2,3\n4;5;6\n7,8,9\n", (",", 3), id="another sign on some lines"),
        pytest.param("a,b\n1,2\n3,4\nx;y;z\n", (",", 2), id="another sign on a longer line"),
        pytest.param("a;b\r1;2\r", (";", 2), id="line ends of old computers"),
    ],
)
def test_other_signs_in_the_cells_do_not_mislead(text: str, expected: tuple[str, int]) -> None:
    assert separator_of(text) == expected


@pytest.mark.parametrize("text", ["", "town\nA\n", "date       town\n2026-11-20 A\n", '"a,b"\n"c,d"\n'])
def test_a_text_without_columns_has_no_separator(text: str) -> None:
    assert separator_of(text) is None


def test_a_long_cell_in_the_middle_of_the_sample_does_not_hide_the_separator() -> None:
    assert separator_of("a;b\n1;2\n3;" + "x,y" * 200_000 + "\n") == (";", 2)

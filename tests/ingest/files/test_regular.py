"""The fast way of a regular text and the way row by row give the same sheet and the same typed rows."""

from unittest.mock import patch

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.errors import FileRefused
from dashboard.ingest.files import delimited as module
from dashboard.ingest.files.delimited import delimited
from dashboard.ingest.files.regular import regular_columns
from dashboard.ingest.files.sheet import Sheet
from tests.ingest.typed import read
from tests.records import BILO, POKR

CELL = st.one_of(
    st.text(alphabet="ab1 'é\u00a0\u2028\x0b\x1c\x85#=", max_size=4),
    st.sampled_from(["", " ", "Білозерське", "2025-09-12", "null", "NA", "12", "\u200b"]),
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, int]:
    """A text whose lines mostly have the same number of fields, and that number."""
    width = draw(st.integers(2, 4))
    rows = draw(st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=8))
    if draw(st.booleans()):
        rows.insert(draw(st.integers(0, len(rows))), draw(st.lists(CELL, max_size=5)))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return end.join(",".join(row) for row in rows) + draw(st.sampled_from([end, ""])), width


def by_rows(text: str) -> Sheet | str:
    with patch.object(module, "regular_columns", return_value=None):
        return sheet(text)


def sheet(text: str) -> Sheet | str:
    try:
        return delimited(text, file_name="a.csv")
    except FileRefused as refusal:
        return str(refusal)


def whole(found: Sheet | str) -> object:
    """Every row with its line, whichever way it was read."""
    if isinstance(found, str):
        return found
    rows, lines = found.rows, found.lines
    if found.columns is not None:
        rows = [list(row) for row in zip(*(column.to_pylist() for column in found.columns), strict=True)]
        lines = list(range(1, found.length + 1))
        assert rows[: len(found.rows)] == found.rows
    return rows, lines, found.findings, found.separator


@settings(max_examples=300, deadline=None)
@given(tables())
@example(("a,b\n1,2\n\n3,4\n", 2))
@example(("a,b\n,\n3,4\n", 2))
@example(("a,b\n1,2\n , \u00a0\n", 2))
@example(("a,b\r\n1,2\n3,4\r\n", 2))
@example(("a,b\n1,2", 2))
def test_both_ways_give_the_same_sheet(table: tuple[str, int]) -> None:
    text, _ = table
    assert whole(sheet(text)) == whole(by_rows(text))


LINES = st.lists(
    st.tuples(
        st.sampled_from([BILO, POKR, "Pokrovsk", "Atlantis", "", "Total", "town", "#adm4"]),
        st.sampled_from(["2025-09-12", "12.09.2025", "2025-02-30", "", "date", "#date", "-"]),
        st.sampled_from(["7", "0", "-", "ten", "", "1,5", "#REF!", "evacuated", "\u200b8"]),
        st.sampled_from(["", "a note", "=1+1", "\u202ex", "067 123 45 67"]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_both_ways_give_the_same_typed_rows_and_findings(lines: list[tuple[str, ...]]) -> None:
    text = "\n".join(";".join(line) for line in [("town", "date", "evacuated", "mine"), *lines]) + "\n"
    fast = _typed(text)
    with patch.object(module, "regular_columns", return_value=None):
        assert _typed(text) == fast


def _typed(text: str) -> object:
    try:
        found = read(text)
    except FileRefused as refusal:
        return str(refusal)
    return found.rows.to_pylist(), found.lines.to_pylist(), found.findings


def test_a_regular_text_goes_the_fast_way() -> None:
    found = regular_columns("a,b\n1,\n3,4\n", separator=",", width=2)
    assert found is not None
    assert [column.to_pylist() for column in found] == [["a", "1", "3"], ["b", "", "4"]]


def test_what_is_not_regular_is_left_to_the_other_way() -> None:
    for text in (
        'a,b\n"1"x,2\n',
        'a,b\n"1,2\n',
        'a,b\n"1\n",2\n',
        'a,b\n"1""2",2\n',
        'a,b\n1"2,2\n',
        '"\na"aa,a\n',
        "a,b\n1\n",
        "a,b\n\n1,2\n",
        "a,b\r1,2\r",
        "a,b\n,\n1,2\n",
        "a,b\n \t,\n1,2\n",
    ):
        assert regular_columns(text, separator=",", width=2) is None

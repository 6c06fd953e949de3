"""Rows without a word: left out, and told where somebody may wonder."""

import pytest

from dashboard.ingest.files.blank_rows import without_blank_rows

HEADER, ROW, BLANK = ["town", "date"], ["A", "2026-11-20"], ["", " "]


@pytest.mark.parametrize(
    ("rows", "kept", "told"),
    [
        pytest.param([HEADER, ROW], [1, 2], [], id="no blank rows"),
        pytest.param([HEADER, ROW, [], ROW], [1, 2, 4], ["1 blank line left out: 3"], id="between rows"),
        pytest.param([HEADER, BLANK, ROW, BLANK], [1, 3], ["2 blank lines left out: 2, 4"], id="separators"),
        pytest.param([HEADER, ROW, []], [1, 2], [], id="one empty line at the end"),
        pytest.param([HEADER, ROW, [], []], [1, 2], ["2 blank lines left out: 3, 4"], id="more at the end"),
        pytest.param([[], ["Title", ""], [], HEADER, ROW], [2, 4, 5], [], id="before the header"),
        pytest.param([[], BLANK], [], [], id="nothing else"),
        pytest.param([], [], [], id="no rows"),
    ],
)
def test_blank_rows_are_left_out_and_told_once(
    rows: list[list[str]], kept: list[int], told: list[str]
) -> None:
    found, lines, findings = without_blank_rows(rows, list(range(1, len(rows) + 1)))
    assert lines == kept
    assert found == [rows[line - 1] for line in kept]
    assert [str(finding) for finding in findings] == told
    assert {(finding.code, finding.severity) for finding in findings} <= {("blank_lines", "notice")}


def test_many_blank_lines_are_counted_and_not_all_named() -> None:
    rows = [HEADER, *([[]] * 1200), ROW]
    (finding,) = without_blank_rows(rows, list(range(1, len(rows) + 1)))[2]
    assert str(finding) == "1,200 blank lines left out: 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 1,190 more"

"""Workbooks: what their cells say, which sheet is read, and what damaged or hostile ones may not do."""

import random
import re
import resource
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.errors import ChoiceNeeded, FileRefused
from dashboard.ingest.files.sheet import Sheet
from dashboard.ingest.files.workbook import workbook
from tests.ingest.workbooks import (
    CLOCK,
    DAY,
    HOURS,
    MAIN,
    MOMENT,
    OFFICE,
    PERCENT,
    THOUSANDS,
    number_cell,
    parts_of_workbook,
    row,
    sheet,
    table,
    text_cell,
    workbook_of,
    zipped,
)

ALONE = "Copy the table alone into a new workbook, or save it as CSV."
DAMAGED = "a.xlsx: the workbook is damaged. Open it in a spreadsheet program, save it again and send that."
TOO_MUCH = f"a.xlsx: the workbook would take more memory or time to read than a table needs. {ALONE}"
ROWS = (["town", "status"], ["Покровськ", "safe"])
HEADER = row(1, text_cell("A1", "town"), text_cell("B1", "people"))
LONGEST_S, LARGEST_MB = 2.0, 200


def read(content: bytes, sheet: str | None = None) -> Sheet:
    return workbook(content, file_name="a.xlsx", sheet=sheet)


def refused(content: bytes, sheet: str | None = None) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read(content, sheet)
    return caught.value


def told(found: Sheet) -> list[str]:
    return [str(finding) for finding in found.findings]


def cell(xml: str, *, date1904: bool = False) -> str:
    """What a cell A1 becomes; A2 and B1 are there so that an empty one is not left out."""
    rows = (row(1, xml, text_cell("B1", "x")), row(2, text_cell("A2", "y")))
    return read(workbook_of(*rows, date1904=date1904)).rows[0][0]


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        pytest.param(text_cell("A1", "Слов'янськ &amp; &lt;b>"), "Слов'янськ & <b>", id="text"),
        pytest.param(
            '<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>', "ab", id="rich text"
        ),
        pytest.param(number_cell("A1", 4000), "4000", id="whole number"),
        pytest.param(number_cell("A1", "4000.0"), "4000", id="whole number with a point"),
        pytest.param(number_cell("A1", 3.4), "3.4", id="number"),
        pytest.param(number_cell("A1", "14.499999999999998"), "14.5", id="rounding of a calculation"),
        pytest.param(number_cell("A1", "1E+20"), "1e+20", id="large number"),
        pytest.param(number_cell("A1", "123456789012345"), "123456789012345", id="long whole number"),
        pytest.param(number_cell("A1", -5), "-5", id="negative number"),
        pytest.param(number_cell("A1", 0.25, PERCENT), "0.25", id="percent"),
        pytest.param(number_cell("A1", 1234567.5, THOUSANDS), "1234567.5", id="shown with thousands"),
        pytest.param(number_cell("A1", 46346, DAY), "2026-11-20", id="day"),
        pytest.param(number_cell("A1", 46346, MOMENT), "2026-11-20", id="midnight"),
        pytest.param(number_cell("A1", 46346.5, MOMENT), "2026-11-20T12:00:00", id="moment"),
        pytest.param(number_cell("A1", 0.5, CLOCK), "12:00:00", id="time of day"),
        pytest.param(number_cell("A1", 1.5, HOURS), "1 day, 12:00:00", id="hours"),
        pytest.param('<c r="A1" t="d"><v>2026-11-20T00:00:00</v></c>', "2026-11-20", id="ISO day"),
        pytest.param('<c r="A1" t="b"><v>1</v></c>', "TRUE", id="true"),
        pytest.param('<c r="A1" t="b"><v>0</v></c>', "FALSE", id="false"),
        pytest.param('<c r="A1" t="e"><v>#REF!</v></c>', "#REF!", id="error"),
        pytest.param('<c r="A1" t="e"><f>NOW</f><v>#SPILL!</v></c>', "#SPILL!", id="newer error"),
        pytest.param('<c r="A1"><f>1+1</f><v>2</v></c>', "2", id="result of a formula"),
        pytest.param('<c r="A1" t="str"><f>A2</f><v>safe</v></c>', "safe", id="text of a formula"),
        pytest.param(text_cell("A1", "=1+1"), "=1+1", id="text like a formula"),
        pytest.param('<c r="A1" s="1"/>', "", id="empty"),
    ],
)
def test_a_cell_becomes_the_text_that_a_csv_would_have(xml: str, text: str) -> None:
    assert cell(xml) == text


def test_days_of_the_calendar_of_old_macs_are_right() -> None:
    assert cell(number_cell("A1", 44884, DAY), date1904=True) == "2026-11-20"


def test_shared_strings_are_read() -> None:
    parts = parts_of_workbook({"data": sheet(row(1, '<c r="A1" t="s"><v>1</v></c>'))})
    rich = '<si><r><t xml:space="preserve">Часів </t></r><r><t>Яр</t></r></si>'
    strings = f'<sst xmlns="{MAIN}"><si><t>a</t></si>{rich}</sst>'
    assert read(zipped({**parts, "xl/sharedStrings.xml": strings})).rows == [["Часів Яр"]]


def written_otherwise() -> dict[str, dict[str, str]]:
    """The same workbook as several programs would write it."""
    usual = parts_of_workbook({"data": table(*ROWS)})
    data = "xl/worksheets/sheet1.xml"
    prefixed = usual[data].replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    strict = "http://purl.oclc.org/ooxml"
    return {
        "strict": {
            name: part.replace(MAIN, f"{strict}/spreadsheetml/main").replace(
                OFFICE, f"{strict}/relationships"
            )
            for name, part in usual.items()
        },
        "absolute targets": {
            name: part.replace('Target="worksheets', 'Target="/xl/worksheets') for name, part in usual.items()
        },
        "names as in Windows": {name.replace("/sheet", "\\sheet"): part for name, part in usual.items()},
        "other letter case": {name.replace("sheet1", "Sheet1"): part for name, part in usual.items()},
        "prefixes": {**usual, data: prefixed},
        "single quotes": {**usual, data: usual[data].replace('"', "'")},
        "cells without places": {**usual, data: re.sub(r' r="\w+"', "", usual[data])},
        "no styles": {name: part for name, part in usual.items() if name != "xl/styles.xml"},
    }


@pytest.mark.parametrize("program", written_otherwise())
def test_what_other_programs_write_is_read_the_same(program: str) -> None:
    found = read(zipped(written_otherwise()[program]))
    assert (found.rows, found.lines, found.findings) == ([list(cells) for cells in ROWS], [1, 2], [])


def test_rows_have_the_numbers_of_the_sheet_and_blank_ones_are_told() -> None:
    found = read(workbook_of(HEADER, row(4, text_cell("A4", "A")), row(5, text_cell("A5", "B"))))
    assert (found.rows, found.lines) == ([["town", "people"], ["A", ""], ["B", ""]], [1, 4, 5])
    assert (found.encoding, found.separator, found.sheet, found.sheets) == (None, None, "data", ("data",))
    assert told(found) == ["2 blank lines left out: 2, 3"]


def test_a_table_in_the_middle_of_a_sheet_is_read_and_told() -> None:
    found = read(
        workbook_of(row(5, text_cell("C5", "town"), text_cell("D5", "date")), row(6, text_cell("C6", "A")))
    )
    assert (found.rows, found.lines) == ([["town", "date"], ["A", ""]], [5, 6])
    assert told(found) == ["the table begins in row 5, column C: what is above and before it is empty"]
    assert {(finding.code, finding.severity) for finding in found.findings} == {("offset", "notice")}


def test_hidden_rows_and_columns_are_read_and_told() -> None:
    columns = '<cols><col min="2" max="2" hidden="1"/><col min="3" max="16384" hidden="1"/></cols>'
    rows = (HEADER, row(2, text_cell("A2", "A"), more=' hidden="1"'), row(9, more=' hidden="1"'))
    found = read(workbook_of(*rows, before=columns))
    assert found.rows == [["town", "people"], ["A", ""]]
    assert told(found) == [
        "1 hidden row was read like the others: 2",
        "1 hidden column was read like the others: B",
    ]


def test_hidden_sheets_are_not_read_and_told() -> None:
    parts = parts_of_workbook(
        {"names": table(["Ivan"]), "data": table(*ROWS), "deep": table(["Petro"])},
        states={"names": "hidden", "deep": "veryHidden"},
    )
    found = read(zipped(parts))
    assert (found.rows, found.sheets) == ([list(cells) for cells in ROWS], ("data",))
    assert told(found) == ['2 hidden sheets were not read: "names", "deep"']
    assert refused(zipped(parts), "names").options == ("data",)


def test_merged_cells_are_told_and_not_filled() -> None:
    merged = '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'
    rows = (row(2, text_cell("A2", "A"), number_cell("B2", 1)), row(3, number_cell("B3", 2)))
    found = read(workbook_of(HEADER, *rows, after=merged))
    assert found.rows == [["town", "people"], ["A", "1"], ["", "2"]]
    assert told(found) == [
        "merged cells, of which only the first has a value and the others are empty: A2:A3"
    ]


def test_a_formula_that_was_never_calculated_is_an_error_of_its_row_and_no_zero() -> None:
    found = read(workbook_of(HEADER, row(2, text_cell("A2", "A"), '<c r="B2"><f>1+1</f><v></v></c>')))
    assert found.rows[1] == ["A", ""]
    [finding] = found.findings
    assert (finding.line, finding.code, finding.severity) == (2, "formula", "error")
    assert str(finding) == (
        "line 2: a formula in this row has no stored result: open the workbook, let it calculate, and save it"
    )


def test_of_several_sheets_with_values_one_must_be_chosen() -> None:
    book = zipped(
        parts_of_workbook({"North": table(*ROWS), "empty": sheet(), "Південь": table(["a"], ["b"])})
    )
    needed = refused(book)
    assert isinstance(needed, ChoiceNeeded)
    assert (needed.choice, needed.options) == ("sheet", ("North", "Південь"))
    assert str(needed) == (
        'a.xlsx: the workbook has 2 sheets with values: "North", "Південь". Choose the sheet to read.'
    )
    found = read(book, "Південь")
    assert (found.rows, found.sheet, found.sheets) == ([["a"], ["b"]], "Південь", ("North", "Південь"))


@pytest.mark.parametrize("name", ["South", "empty", "\0\n"])
def test_a_sheet_that_is_not_there_asks_again(name: str) -> None:
    needed = refused(zipped(parts_of_workbook({"North": table(*ROWS), "empty": sheet()})), name)
    assert isinstance(needed, ChoiceNeeded)
    assert needed.options == ("North",)
    assert "it has no visible sheet" in str(needed)
    assert "\0" not in str(needed)


def test_a_workbook_without_values_is_empty() -> None:
    assert str(refused(workbook_of(row(1, '<c r="A1" s="1"/>')))) == (
        "a.xlsx: no visible sheet of the workbook has a value. Send a workbook with a header and at least one row."
    )


def test_a_stray_cell_in_the_last_row_is_an_error_on_its_line_and_the_table_is_read() -> None:
    found = read(workbook_of(HEADER, row(200_000), row(1_048_576, text_cell("A1048576", "x"))))
    assert (found.rows, found.lines) == ([["town", "people"]], [1])
    (finding,) = found.findings
    assert (finding.line, finding.code, finding.severity) == (1_048_576, "rows", "error")
    assert str(finding) == (
        'line 1048576: found "a value in row 1,048,576", expected at most 200,000 rows in a workbook: '
        "delete what is below the table, or send CSV"
    )


def test_a_last_row_without_a_value_is_no_error() -> None:
    assert told(read(workbook_of(HEADER, row(1_048_576, '<c r="A1048576" s="1"/>')))) == []


def test_a_stray_cell_far_to_the_right_is_refused_by_its_column() -> None:
    assert str(refused(workbook_of(row(1, text_cell("A1", "town"), number_cell("XFD1", 1))))) == (
        "a.xlsx: the sheet has values in 16,384 columns, the limit is 50. Send the table alone."
    )
    assert read(workbook_of(row(1, text_cell("A1", "town"), '<c r="XFD1" s="1"/>'))).rows == [["town"]]


def refusals() -> dict[str, tuple[bytes, str]]:
    """Workbooks that no spreadsheet program writes, each with its refusal."""
    parts = parts_of_workbook({"data": table(*ROWS)})
    data = "xl/worksheets/sheet1.xml"
    with_macros, outside = (
        f"a.xlsx: the workbook has macros. {ALONE}",
        "has a part whose name leads out of it",
    )
    declared = f"a.xlsx: the workbook declares entities or a document type, which no table needs. {ALONE}"
    unpacked = "the limits are 100 MB and 100 times its size"
    laughs = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    long = "x" * 50_000
    wide = sheet("<row>" + "<c><v>1</v></c>" * 300_000 + "</row>", row(190_000, "<c><v>1</v></c>"))
    string = random.Random(1).randbytes(100_000).hex()
    many = (
        row(n, *(f'<c r="{chr(65 + c)}{n}" t="s"><v>0</v></c>' for c in range(20))) for n in range(1, 3000)
    )
    amplified = {
        data: sheet(*many),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>{string}</t></si></sst>',
    }
    blanks = table(*ROWS).replace("<sheetData>", " " * 20_000_000 + "<sheetData>")
    return {
        "macros": (zipped({**parts, "xl/vbaProject.bin": b""}), with_macros),
        "old macros": (zipped({**parts, "xl/macrosheets/sheet1.xml": ""}), with_macros),
        "path": (zipped({**parts, "../../etc/cron.d/x.xml": ""}), f"a.xlsx: the workbook {outside}. {ALONE}"),
        "absolute path": (zipped({**parts, "/etc/x.xml": ""}), f"a.xlsx: the workbook {outside}. {ALONE}"),
        "entities": (
            zipped({**parts, data: f'<!DOCTYPE w [<!ENTITY a "lol">{laughs}]>' + table(["&j;"])}),
            declared,
        ),
        "quadratic": (
            zipped({**parts, data: f'<!DOCTYPE w [<!ENTITY a "{long}">]>' + table(["&a;" * 50_000])}),
            declared,
        ),
        "external": (
            zipped({**parts, "xl/workbook.xml": '<!DOCTYPE w SYSTEM "file:///etc/passwd"><w/>'}),
            declared,
        ),
        "hidden by UTF-16": (zipped({**parts, data: table(*ROWS).encode("utf-16")}), DAMAGED),
        "blanks": (
            zipped({**parts, data: blanks}),
            f"a.xlsx: unpacked the workbook would be 20 MB, {unpacked}. {ALONE}",
        ),
        "lying directory": (lying(zipped({**parts, data: blanks}), data), DAMAGED),
        "entries": (
            zipped({**parts, **{f"xl/{n}.xml": "" for n in range(1001)}}),
            f"a.xlsx: the workbook has more than 1,000 parts. {ALONE}",
        ),
        "long list": (
            zipped({**parts, "xl/workbook.xml": parts["xl/workbook.xml"] + " " * 1_000_000}),
            DAMAGED,
        ),
        "no sheets": (zipped({**parts, "xl/_rels/workbook.xml.rels": "<a/>"}), "a.xlsx: no visible sheet"),
        "broken tree": (zipped({**parts, "xl/workbook.xml": "<a>"}), DAMAGED),
        "broken sheet": (zipped({**parts, data: table(*ROWS)[:-40]}), DAMAGED),
        "cells without end": (zipped({**parts, data: wide}), TOO_MUCH),
        "one string everywhere": (zipped({**parts, **amplified}), TOO_MUCH),
        "cut off": (zipped(parts)[:-100], DAMAGED),
        "no workbook": (
            zipped({"xl/styles.xml": ""}),
            "a.xlsx: this is a ZIP archive, not a table as CSV or XLSX. "
            "Unpack it and send the CSV or XLSX file that is inside.",
        ),
    }


def lying(content: bytes, part: str) -> bytes:
    """The archive with a directory that says the part is small."""
    lie = bytearray(content)
    for sign, size_at, name_at in ((b"PK\x01\x02", 24, 46), (b"PK\x03\x04", 22, 30)):
        place = -1
        while (place := lie.find(sign, place + 1)) >= 0:
            if lie.startswith(part.encode(), place + name_at):
                struct.pack_into("<I", lie, place + size_at, 500)
    return bytes(lie)


def processor_s() -> float:
    """Of this process and its children: a busy machine makes no test fail."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


@pytest.mark.parametrize("case", refusals())
def test_what_is_no_table_is_refused_in_short_time_and_little_memory(case: str) -> None:
    content, message = refusals()[case]
    began = processor_s()
    refusal = refused(content)
    assert processor_s() - began < LONGEST_S
    assert str(refusal).startswith(message)


@pytest.mark.parametrize("encrypted", [True])
def test_an_encrypted_part_is_refused(*, encrypted: bool) -> None:
    content = bytearray(zipped(parts_of_workbook({"data": table(*ROWS)})))
    content[content.rfind(b"PK\x01\x02") + 8] |= encrypted
    assert str(refused(bytes(content))) == f"a.xlsx: the workbook is encrypted. {ALONE}"


@pytest.mark.parametrize(
    "file", ["xlsx_zip_bomb.xlsx", "xlsx_zip_bomb_spaces.xlsx", "xlsx_many_entries.xlsx"]
)
def test_bombs_are_refused_in_two_seconds_and_200_mb(shared: Path, file: str) -> None:
    program = (
        "import re, resource, sys\n"
        "from pathlib import Path\n"
        "from dashboard.ingest.files.workbook import workbook\n"
        "from dashboard.errors import FileRefused\n"
        "try: workbook(sys.stdin.buffer.read(), file_name='a.xlsx')\n"
        "except FileRefused as refusal: print(refusal, file=sys.stderr)\n"
        "print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    content = (shared / "data/bad_uploads" / file).read_bytes()
    began = processor_s()
    found = subprocess.run([sys.executable, "-c", program], input=content, capture_output=True, check=True)
    assert processor_s() - began < LONGEST_S
    assert (
        b"a.xlsx: the workbook has more than 1,000 parts" in found.stderr or b"the limits are" in found.stderr
    )
    assert max(map(int, found.stdout.split())) < LARGEST_MB * 1000


def test_a_child_that_is_killed_for_its_time_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.ingest.files.workbook.TIMEOUT_S", 0.001)
    assert str(refused(workbook_of(HEADER))) == TOO_MUCH


def test_the_child_starts_with_little() -> None:
    module = "dashboard.ingest.files.workbook_reading"
    program = f"import sys, {module}; print({{'pyarrow', 'pandas', 'numpy'}} & {{*sys.modules}})"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert found.stdout.strip() == "set()"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_workbook_with_any_bytes_changed_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(zipped(parts_of_workbook({"data": table(*ROWS)})))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = read(bytes(content))
    except FileRefused as refusal:
        assert str(refusal).startswith("a.xlsx: ")
        return
    assert len(found.rows) == len(found.lines) > 0


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=9),
            min_size=2,
            max_size=2,
        ),
        min_size=1,
        max_size=6,
    )
)
def test_any_table_of_texts_in_a_workbook_reads_back(cells: list[list[str]]) -> None:
    escaped = [["x" + text.replace("&", "&amp;").replace("<", "&lt;") for text in texts] for texts in cells]
    assert read(zipped(parts_of_workbook({"data": table(*escaped)}))).rows == [
        ["x" + text for text in texts] for texts in cells
    ]


@pytest.mark.parametrize(
    ("file", "rows", "codes"),
    [
        ("xlsx_ok.xlsx", 7, []),
        ("xlsx_1904.xlsx", 4, []),
        ("xlsx_hidden.xlsx", 6, ["hidden"] * 3),
        ("xlsx_merged.xlsx", 8, ["merged"]),
        ("xlsx_offset.xlsx", 4, ["offset"]),
        ("xlsx_last_row.xlsx", 4, ["rows"]),
    ],
)
def test_the_workbooks_that_people_sent_are_read(
    shared: Path, file: str, rows: int, codes: list[str]
) -> None:
    found = read((shared / "data/bad_uploads" / file).read_bytes())
    assert len(found.rows) == rows
    assert [finding.code for finding in found.findings] == codes
    if file not in ("xlsx_merged.xlsx",):
        assert [cells[1] for cells in found.rows[1:]] == ["2026-11-20"] * (rows - 1)


def test_the_workbook_that_was_cut_off_is_damaged(shared: Path) -> None:
    assert str(refused((shared / "data/bad_uploads/xlsx_truncated.xlsx").read_bytes())) == DAMAGED

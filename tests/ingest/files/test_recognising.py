"""What a file is, by its bytes."""

import gzip
import io
import random
import zipfile
from pathlib import Path

import pytest

from dashboard.errors import FileRefused
from dashboard.ingest.files.recognising import recognised
from dashboard.ingest.files.sizes import LARGEST_BYTES

SAVE = "Save the table as CSV (UTF-8) or XLSX and send that."
EXPORT = "Export it as CSV or Excel (XLSX) and send that."
UNPACK = "Unpack it and send the CSV or XLSX file that is inside."
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, b"")
    return made.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(FileRefused) as caught:
        recognised(content, file_name="a.csv")
    return str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        b"town,date\n",
        "місто;дата\n".encode("cp1251"),
        "місто;дата\n".encode("koi8-u"),
        "town,date\n".encode("utf-16"),
        "town,date\nПокровськ,2026-11-20\n".encode("utf-16-le"),
        b"a,b\n\0,\x07\n",
        b"MZ,date\n",
        b"<b>town</b>,date\n",
        b"[see below],date\n",
        b"PK,date\n",
    ],
)
def test_what_may_be_a_csv_in_some_encoding_is_text(content: bytes) -> None:
    assert recognised(content, file_name="a.xlsx") == "text"


def test_a_workbook_is_recognised_whatever_its_name_and_also_when_it_was_cut_off() -> None:
    book = zipped("[Content_Types].xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml")
    assert recognised(book, file_name="a.csv") == "workbook"
    assert recognised(book[: len(book) // 2], file_name="a.csv") == "workbook"


@pytest.mark.parametrize("content", [b'{"type": "FeatureCollection"}', b"\xef\xbb\xbf \n{"])
def test_a_json_object_is_for_the_reader_of_front_lines(content: bytes) -> None:
    assert recognised(content, file_name="a.csv") == "geojson"


@pytest.mark.parametrize(
    ("content", "what", "remedy"),
    [
        (gzip.compress(b"town,date", mtime=0), "an archive (gzip, .gz)", UNPACK),
        (b"BZh91AY", "an archive (bzip2, .bz2)", UNPACK),
        (b"\xfd7zXZ\0\0", "an archive (.xz)", UNPACK),
        (b"\x28\xb5\x2f\xfd\x04", "an archive (zstandard, .zst)", UNPACK),
        (b"7z\xbc\xaf\x27\x1c\0", "an archive (.7z)", UNPACK),
        (b"Rar!\x1a\x07\x01", "an archive (.rar)", UNPACK),
        (b"a.csv".ljust(257, b"\0") + b"ustar", "an archive (.tar)", UNPACK),
        (zipped(), "a ZIP archive", UNPACK),
        (zipped("rows.csv"), "a ZIP archive", UNPACK),
        (zipped("xl/workbook.bin"), "a binary workbook (.xlsb)", SAVE),
        (zipped("word/document.xml"), "a text document (.docx)", SAVE),
        (zipped("ppt/presentation.xml"), "a presentation (.pptx)", SAVE),
        (OLD_OFFICE + bytes(600), "an old Office file (such as .xls)", SAVE),
        (b"%PDF-1.7", "a PDF document", SAVE),
        (b"{\\rtf1", "a text document (.rtf)", SAVE),
        (b"\x89PNG\r\n", "a picture (PNG)", SAVE),
        (b"\xff\xd8\xff\xe0", "a picture (JPEG)", SAVE),
        (b"GIF89a", "a picture (GIF)", SAVE),
        (b"\x7fELF\x02", "a program (ELF)", SAVE),
        (b"MZ\x90\0\x03", "a program (.exe)", SAVE),
        (b"PAR1\x15", "a Parquet file", SAVE),
        (b"ARROW1\0\0", "an Arrow file", SAVE),
        (b"SQLite format 3\0", "an SQLite database", SAVE),
        (b"\n<!DOCTYPE html><html>", "a web page (HTML)", SAVE),
        (b"<Table><tr>", "a web page (HTML)", SAVE),
        (b'<?xml version="1.0"?><html xmlns="x">', "a web page (HTML)", SAVE),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook>', "an XML file", SAVE),
        (b'[{"town": 1}]', "JSON", SAVE),
        (b'{"town": "x"}\n{"town": "y"}\n', "JSON", SAVE),
        (b"MIME-Version: 1.0\nX-Document-Type: Workbook\n", "a web archive (MHTML) or an e-mail", SAVE),
        (zipped("Index/Document.iwa"), "an Apple Numbers or Pages file", EXPORT),
        (random.Random(1).randbytes(2000), "binary data", SAVE),
        (bytes(2000), "binary data", SAVE),
    ],
)
def test_anything_else_is_refused_by_the_name_of_what_it_is(content: bytes, what: str, remedy: str) -> None:
    assert refusal(content) == f"a.csv: this is {what}, not a table as CSV or XLSX. {remedy}"


def test_an_opendocument_sheet_is_told_from_other_archives() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert "this is an OpenDocument sheet (.ods), not a table" in refusal(made.getvalue())


def test_a_workbook_with_a_password_is_told_from_an_old_one() -> None:
    content = OLD_OFFICE + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    remedy = "Take the password off and send the workbook again."
    assert (
        refusal(content) == f"a.csv: this is a workbook with a password, not a table as CSV or XLSX. {remedy}"
    )


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b" \r\n\n"])
def test_nothing_is_refused_as_empty(content: bytes) -> None:
    assert refusal(content) == "a.csv: the file is empty. Send a file with a header and at least one row."


def test_a_file_that_is_too_large_is_refused_before_it_is_looked_at() -> None:
    assert refusal(bytes(LARGEST_BYTES + 1)) == "a.csv: the file is larger than 200 MB. Send it in parts."


@pytest.mark.parametrize(
    ("file", "what"),
    [
        ("bin_elf.csv", "a program (ELF)"),
        ("bin_parquet.csv", "a Parquet file"),
        ("bin_png.csv", "a picture (PNG)"),
        ("bin_random.csv", "binary data"),
        ("bin_zip.csv", "a ZIP archive"),
        ("gz_bomb.csv.gz", "an archive (gzip, .gz)"),
        ("gz_truncated.csv.gz", "an archive (gzip, .gz)"),
        ("not_json.csv", "JSON"),
        ("ods_minimal.ods", "an OpenDocument sheet (.ods)"),
        ("xls_html_table.xls", "a web page (HTML)"),
    ],
)
def test_the_files_that_people_sent_are_named(shared: Path, file: str, what: str) -> None:
    assert f"this is {what}, not a table" in refusal((shared / "data/bad_uploads" / file).read_bytes())

"""What the bytes of a file are, told by their content and not by the file's name."""

import re
from typing import Literal

from dashboard.errors import FileRefused
from dashboard.ingest.files.decoding import utf16_without_mark
from dashboard.ingest.files.sizes import LARGEST_BYTES

Kind = Literal["text", "workbook", "geojson"]

_SAVE = "Save the table as CSV (UTF-8) or XLSX and send that."
_UNPACK = "Unpack it and send the CSV or XLSX file that is inside."
# Where a format's own sign stands, the sign, the format's name and what the steward can do.
_SIGNS = (
    (0, b"\x1f\x8b", "an archive (gzip, .gz)", _UNPACK),
    (0, b"BZh", "an archive (bzip2, .bz2)", _UNPACK),
    (0, b"\xfd7zXZ\0", "an archive (.xz)", _UNPACK),
    (0, b"\x28\xb5\x2f\xfd", "an archive (zstandard, .zst)", _UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "an archive (.7z)", _UNPACK),
    (0, b"Rar!\x1a\x07", "an archive (.rar)", _UNPACK),
    (257, b"ustar", "an archive (.tar)", _UNPACK),
    (0, b"%PDF-", "a PDF document", _SAVE),
    (0, b"{\\rtf", "a text document (.rtf)", _SAVE),
    (0, b"\x89PNG", "a picture (PNG)", _SAVE),
    (0, b"\xff\xd8\xff", "a picture (JPEG)", _SAVE),
    (0, b"GIF8", "a picture (GIF)", _SAVE),
    (0, b"\x7fELF", "a program (ELF)", _SAVE),
    (0, b"PAR1", "a Parquet file", _SAVE),
    (0, b"ARROW1", "an Arrow file", _SAVE),
    (0, b"SQLite format 3\0", "an SQLite database", _SAVE),
)
# Parts that tell what a zip archive holds. Their names stand in it unpacked, also in one that was cut off.
_ZIPPED = (
    (b"xl/workbook.bin", "a binary workbook (.xlsb)", _SAVE),
    (b"word/document.xml", "a text document (.docx)", _SAVE),
    (
        b"Index/Document.iwa",
        "an Apple Numbers or Pages file",
        "Export it as CSV or Excel (XLSX) and send that.",
    ),
    (b"ppt/presentation.xml", "a presentation (.pptx)", _SAVE),
    (b"application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument sheet (.ods)", _SAVE),
    (b"application/vnd.oasis.opendocument", "an OpenDocument document", _SAVE),
)
_OF_WORKBOOK = (b"xl/workbook.xml", b"xl/worksheets/", b"xl/styles.xml", b"xl/sharedStrings.xml")
_WEB_PAGE = re.compile(rb"<(!doctype\s+html|html|head|body|meta|table)\b", re.IGNORECASE)
_XML = re.compile(rb"<(\?xml|kml|gpx|svg)\b", re.IGNORECASE)
_JSON_LINES = re.compile(rb"\{[^\n]*\}[ \t]*\r?\n[ \t]*\{")
_JSON_LIST = re.compile(rb"\[\s*[\[{\"]")
_HEAD = 65_536
_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\v\f\r"})
_CONTROLS_OF_TEXT = 0.05


def recognised(content: bytes, *, file_name: str) -> Kind:
    """Text is what may be a CSV in some encoding; GeoJSON is any JSON object.

    Raises FileRefused that names what the file is where it is none of the three.
    """
    if len(content) > LARGEST_BYTES:
        limit = f"{LARGEST_BYTES // 1_000_000} MB"
        raise FileRefused(file_name, f"the file is larger than {limit}", "Send it in parts.", code="size")
    head = content[:_HEAD]
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start or head in (b"\xff\xfe", b"\xfe\xff"):
        raise FileRefused(
            file_name, "the file is empty", "Send a file with a header and at least one row.", code="empty"
        )
    if _is_workbook(content):
        return "workbook"
    foreign = _binary(content) or _other_text(start)
    if foreign:
        what, remedy = foreign
        raise FileRefused(file_name, f"this is {what}, not a table as CSV or XLSX", remedy, code="format")
    return "geojson" if start[:1] == b"{" else "text"


def _is_workbook(content: bytes) -> bool:
    return content[:4] == b"PK\x03\x04" and any(part in content for part in _OF_WORKBOOK)


def _binary(content: bytes) -> tuple[str, str] | None:
    for place, sign, what, remedy in _SIGNS:
        if content.startswith(sign, place):
            return what, remedy
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return next((found[1:] for found in _ZIPPED if found[0] in content), ("a ZIP archive", _UNPACK))
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        if "EncryptedPackage".encode("utf-16-le") in content:
            return "a workbook with a password", "Take the password off and send the workbook again."
        return "an old Office file (such as .xls)", _SAVE
    if content[:2] == b"MZ" and b"\0" in content[:64]:
        return "a program (.exe)", _SAVE
    head = content[:_HEAD]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > 8 and controls > _CONTROLS_OF_TEXT * len(head) and not _is_utf16(head):
        return "binary data", _SAVE
    return None


def _is_utf16(head: bytes) -> bool:
    return head[:2] in (b"\xff\xfe", b"\xfe\xff") or utf16_without_mark(head) is not None


def _other_text(start: bytes) -> tuple[str, str] | None:
    if _WEB_PAGE.match(start) or (_XML.match(start) and b"<html" in start[:2000].lower()):
        return "a web page (HTML)", _SAVE
    if _XML.match(start):
        return "an XML file", _SAVE
    if start[:13].lower() == b"mime-version:":
        return "a web archive (MHTML) or an e-mail", _SAVE
    if _JSON_LIST.match(start) or _JSON_LINES.match(start):
        return "JSON", _SAVE
    return None

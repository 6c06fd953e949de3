"""Any reasonable file as a sheet of text: recognised, decoded, taken apart."""

from dataclasses import replace
from pathlib import PurePath

from dashboard.errors import FileRefused
from dashboard.ingest.choices import Choices
from dashboard.ingest.files.decoding import decoded
from dashboard.ingest.files.delimited import delimited
from dashboard.ingest.files.recognising import recognised
from dashboard.ingest.files.sheet import Sheet
from dashboard.ingest.files.workbook import workbook
from dashboard.model.finding import Finding

_NAMED_TEXT = (".csv", ".tsv", ".tab", ".txt")


def read_sheet(content: bytes, *, file_name: str, choices: Choices) -> Sheet:
    """The cells of a table as its file has them.

    Raises FileRefused where the file cannot be taken, and ChoiceNeeded where a workbook has several sheets.
    """
    kind = recognised(content, file_name=file_name)
    if kind == "geojson":
        reason, remedy = "this is JSON, not a table as CSV or XLSX", "Save the table as CSV (UTF-8) or XLSX."
        raise FileRefused(file_name, reason, remedy, code="format")
    read = _workbook if kind == "workbook" else _text
    sheet = read(content, choices, name=file_name)
    if not sheet.rows:
        remedy = "Send a file with a header and at least one row."
        raise FileRefused(file_name, "the file is empty", remedy, code="empty")
    return sheet


def _workbook(content: bytes, choices: Choices, *, name: str) -> Sheet:
    sheet = workbook(content, file_name=name, sheet=choices.sheet)
    ending = PurePath(name).suffix.lower()
    told = [_told(f"read as a workbook (XLSX), though its name ends in {ending}")]
    return replace(sheet, findings=[*told, *sheet.findings]) if ending in _NAMED_TEXT else sheet


def _text(content: bytes, choices: Choices, *, name: str) -> Sheet:
    text = decoded(content, file_name=name, encoding=choices.encoding)
    sheet = delimited(text.text, file_name=name)
    ending = PurePath(name).suffix.lower()
    though = f"though its name ends in {ending}" if ending else "its name has no ending that says so"
    told = [] if ending in _NAMED_TEXT else [_told(f"read as CSV text, {though}")]
    return replace(sheet, encoding=text.encoding, findings=[*told, *text.findings, *sheet.findings])


def _told(message: str) -> Finding:
    return Finding(None, None, "format", message, "notice")

"""The parts of an XLSX file, unpacked within limits: what a hostile or damaged one would do is refused here."""

import io
import re
import zipfile
import zlib

from dashboard.errors import FileRefused

MOST_PARTS = 1000
LARGEST_UNPACKED = 100_000_000
HIGHEST_RATIO = 100
_SMALL = 10_000_000  # small parts of equal rows may be packed more tightly than any ratio and do no harm
_ENTRY = b"PK\x01\x02"
_READ = (".xml", ".rels")
_PIECE = 1 << 20
_OUTSIDE = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[A-Za-z]:")
_MACROS = re.compile(r"vbaProject|/macrosheets/", re.IGNORECASE)
_DECLARES = (b"<!DOCTYPE", b"<!ENTITY")
_LISTS = re.compile(r"(workbook\d*\.xml|\.rels)$")
_LARGEST_LIST = 1_000_000  # they are read as a tree, which takes many times their size
_REMEDY = "Copy the table alone into a new workbook, or save it as CSV."

Parts = dict[str, bytes]


def parts_of(content: bytes, *, file_name: str) -> Parts:
    """The XML parts by their names. Raises FileRefused before anything large is unpacked.

    The directory of the archive is judged first; since it may lie, what is unpacked is counted as well.
    """
    # Counted in the bytes: a directory of a million entries would fill the memory when it is read.
    if content.count(_ENTRY) > MOST_PARTS:
        raise _refused(file_name, f"the workbook has more than {MOST_PARTS:,} parts")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_directory(entries, len(content), file_name)
            return _unpacked(archive, entries, file_name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise damaged(file_name) from error


def packed(parts: Parts) -> bytes:
    """An archive of these parts and nothing else, as a library may read it without unpacking anything."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def damaged(file_name: str) -> FileRefused:
    remedy = "Open it in a spreadsheet program, save it again and send that."
    return FileRefused(file_name, "the workbook is damaged", remedy, code="damaged")


def _refused(name: str, reason: str) -> FileRefused:
    return FileRefused(name, reason, _REMEDY, code="workbook")


def _check_directory(entries: list[zipfile.ZipInfo], size: int, name: str) -> None:
    names = list(map(_name, entries))
    if "_rels/.rels" not in names:
        remedy = "Unpack it and send the CSV or XLSX file that is inside."
        raise FileRefused(name, "this is a ZIP archive, not a table as CSV or XLSX", remedy, code="format")
    if len(set(map(str.lower, names))) < len(names):
        raise damaged(name)
    if any(entry.flag_bits & 1 for entry in entries):
        raise _refused(name, "the workbook is encrypted")
    if any(map(_OUTSIDE.search, names)):
        raise _refused(name, "the workbook has a part whose name leads out of it")
    if any(map(_MACROS.search, names)):
        raise _refused(name, "the workbook has macros")
    if any(entry.file_size > _LARGEST_LIST for entry in entries if _LISTS.search(entry.filename)):
        raise damaged(name)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > LARGEST_UNPACKED or unpacked > max(_SMALL, HIGHEST_RATIO * size):
        raise _too_large(name, f"{unpacked / 1_000_000:,.0f} MB")


def _name(entry: zipfile.ZipInfo) -> str:
    """Some programs write the names of parts as Windows does."""
    return entry.filename.replace("\\", "/")


def _too_large(name: str, unpacked: str) -> FileRefused:
    limits = f"{LARGEST_UNPACKED // 1_000_000} MB and {HIGHEST_RATIO} times its size"
    return _refused(name, f"unpacked the workbook would be {unpacked}, the limits are {limits}")


def _unpacked(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str) -> Parts:
    parts: Parts = {}
    left = LARGEST_UNPACKED
    for entry in entries:
        if not entry.filename.lower().endswith(_READ):
            continue
        pieces: list[bytes] = []
        with archive.open(entry) as part:
            while piece := part.read(_PIECE):
                pieces.append(piece)
                left -= len(piece)
                if left < 0:
                    raise _too_large(name, f"more than {LARGEST_UNPACKED // 1_000_000} MB")
        parts[_name(entry)] = whole = b"".join(pieces)
        if b"\0" in whole:  # UTF-16, in which the next test would find nothing
            raise damaged(name)
        if any(sign in whole for sign in _DECLARES):
            raise _refused(name, "the workbook declares entities or a document type, which no table needs")
    return parts

"""The bytes of a text file as text, and in which encoding they were."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from dashboard.errors import FileRefused
from dashboard.ingest.files.cyrillic import cyrillic_encoding
from dashboard.model.finding import Finding

CODECS = {"utf-8": "utf-8-sig", "utf-16": "utf-16", "windows-1251": "cp1251", "koi8-u": "koi8-u"}
_NAMES = {"utf-16": "UTF-16", "windows-1251": "Windows-1251", "koi8-u": "KOI8-U"}
_SAVE = "Save the table as CSV (UTF-8)."
_LINE_END = re.compile(rb"\r\n|\r|\n")
_UTF8_LETTERS = re.compile(rb"(?:[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}){3}")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE_LINES = 2000


@dataclass(frozen=True)
class Decoded:
    """``encoding`` is one of CODECS; ``findings`` say where it was not UTF-8."""

    text: str
    encoding: str
    findings: list[Finding]


def decoded(content: bytes, *, file_name: str, encoding: str | None = None) -> Decoded:
    """Read the bytes in the encoding that the steward chose, or in the one they are in.

    Raises FileRefused, with the lines at fault, where that cannot be known or a byte has no meaning in it: no letter
    is ever left out or replaced.
    """
    found = _chosen(content, encoding, file_name) if encoding else _found(content, file_name)
    if not found.text.strip():
        remedy = "Send a file with a header and at least one row."
        raise FileRefused(file_name, "the file is empty", remedy, code="empty")
    return found


def utf16_without_mark(head: bytes) -> str | None:
    """The codec where every second byte of many is a NUL, as in Latin letters and digits of UTF-16."""
    first, second = head[0::2].count(0), head[1::2].count(0)
    if max(first, second) * 20 < len(head) or min(first, second) * 20 > max(first, second):
        return None
    return "utf-16-le" if second > first else "utf-16-be"


def _chosen(content: bytes, encoding: str, name: str) -> Decoded:
    codec = CODECS.get(encoding)
    if codec is None:
        raise FileRefused(name, "the encoding is not known", f"Choose one of {', '.join(CODECS)}.")
    if encoding == "utf-16" and content[:2] not in _UTF16_MARKS:
        codec = utf16_without_mark(content[:65_536]) or "utf-16-le"
    try:
        return Decoded(content.decode(codec), encoding, [])
    except UnicodeDecodeError as error:
        line = len(_LINE_END.findall(content, 0, error.start)) + 1
        reason = f"line {line} is not {_NAMES.get(encoding, 'UTF-8')} text"
        raise FileRefused(name, reason, "Choose another encoding.", lines=(line,), code="encoding") from error


def _found(content: bytes, name: str) -> Decoded:
    if content[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        raise FileRefused(name, "this is UTF-32 text", _SAVE, code="encoding")
    if content[:2] in _UTF16_MARKS:
        return _utf16(content, name)
    if utf16_without_mark(content[:65_536]):
        reason = "this looks like UTF-16 without a mark"
        raise FileRefused(name, reason, _SAVE, lines=(1,), code="encoding")
    try:
        return Decoded(content.decode("utf-8-sig"), "utf-8", [])
    except UnicodeDecodeError as error:
        pieces = _LINE_END.split(content)
        if error.reason == "unexpected end of data":
            raise _cut(name, len(pieces)) from error
        return _in_another_encoding(pieces, content, name)


def _utf16(content: bytes, name: str) -> Decoded:
    try:
        return Decoded(content.decode("utf-16"), "utf-16", [_told("utf-16")])
    except UnicodeDecodeError as error:
        codec = "utf-16-le" if content[:2] == b"\xff\xfe" else "utf-16-be"
        before = content[2 : error.start].decode(codec)
        line = len(_LINE_END.findall(before.encode())) + 1
        if error.end >= len(content):
            raise _cut(name, line) from error
        reason = f"line {line} is not UTF-16 text"
        raise FileRefused(name, reason, _SAVE, lines=(line,), code="encoding") from error


def _cut(name: str, line: int) -> FileRefused:
    reason = f"the file ends in the middle of line {line}"
    return FileRefused(name, reason, "Send the whole file.", lines=(line,), code="truncated")


def _in_another_encoding(pieces: list[bytes], content: bytes, name: str) -> Decoded:
    if _UTF8_LETTERS.search(content) and any(map(_says_something_in_utf8, pieces)):
        bad = _not_utf8(pieces)
        reason = f"{_lines(bad)} not UTF-8 text, the other lines are"
        remedy = "Two files may have been pasted together: save all of it as CSV (UTF-8)."
        raise FileRefused(name, reason, remedy, lines=bad, code="encoding")
    sample = b"\n".join(islice((piece for piece in pieces if not piece.isascii()), _SAMPLE_LINES))
    encoding = cyrillic_encoding(sample)
    if encoding is not None:
        with suppress(UnicodeDecodeError):  # beyond the sample
            return Decoded(content.decode(CODECS[encoding]), encoding, [_told(encoding)])
    bad = _not_utf8(pieces)
    neither = "neither Windows-1251 nor KOI8-U clearly gives Ukrainian or Russian words"
    remedy = "Save the table as CSV (UTF-8), or choose the encoding."
    raise FileRefused(
        name, f"{_lines(bad)} not UTF-8 text, and {neither}", remedy, lines=bad, code="encoding"
    )


def _not_utf8(pieces: list[bytes]) -> list[int]:
    return [line for line, piece in enumerate(pieces, 1) if not _is_utf8(piece)]


def _is_utf8(piece: bytes) -> bool:
    try:
        piece.decode()
    except UnicodeDecodeError:
        return False
    return True


def _says_something_in_utf8(piece: bytes) -> bool:
    """Three letters, because one letter of Windows-1251 before an ``і`` is by chance UTF-8 as well."""
    return _UTF8_LETTERS.search(piece) is not None and _is_utf8(piece)


def _told(encoding: str) -> Finding:
    message = f"read as {_NAMES[encoding]}: look at the names of the towns, and save as UTF-8 next time"
    return Finding(None, None, "encoding", message, "notice", _NAMES[encoding], "UTF-8")


def _lines(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:5]))
    more = f" and {len(numbers) - 5:,} more" if len(numbers) > 5 else ""
    return f"line {shown} is" if len(numbers) == 1 else f"lines {shown}{more} are"

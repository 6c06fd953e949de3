"""The files of a folder, checked like uploads: each against the towns and the other files of its table."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pyarrow as pa

from dashboard.errors import ChoiceNeeded, FileRefused
from dashboard.ingest.files.sizes import LARGEST_BYTES
from dashboard.ingest.folder.checked import CheckedFile, FileRows
from dashboard.ingest.folder.listing import FolderFile
from dashboard.ingest.folder.repeating import without_repeats
from dashboard.ingest.folder.tables import tables_of, whole
from dashboard.ingest.upload import check
from dashboard.model.finding import Finding
from dashboard.model.tables import TABLES
from dashboard.store.current import TablesAtHand

_NOBODY_ASKED = "Nobody can be asked while a folder is read: write it so that there is no doubt"


def checked_files(
    files: Sequence[FolderFile], *, before: Mapping[str, CheckedFile], today: date
) -> list[CheckedFile]:
    """The files with their findings; one that was checked ``before``, beside the same files, is not checked again.

    Where a file of towns has an error, only the towns are checked: every other file would seem to name unknown ones.
    """
    done: list[CheckedFile] = []
    for file in files:
        if file.table != "towns" and any(checked.errors for checked in done if checked.file.table == "towns"):
            break
        with_it = [checked for checked in done if checked.file.table in ("towns", file.table)]
        done.append(_file(file, with_it, known=before.get(file.name), today=today))
    return done


def _file(
    file: FolderFile, with_it: Sequence[CheckedFile], *, known: CheckedFile | None, today: date
) -> CheckedFile:
    beside = (str(today), *(checked.sha256 for checked in with_it))
    if known is not None and known.beside != beside:
        known = None
    if known is not None and known.sha256 and known.file == file:
        return known
    try:
        content = _content(file)
    except FileRefused as refused:
        return CheckedFile(file, "", beside, _told(refused))
    sha256 = hashlib.sha256(content).hexdigest()
    if known is not None and known.sha256 == sha256:
        return replace(known, file=file)
    # Zeros: the other half of UTF-16. A brace: GeoJSON that is cut is none.
    ends_a_line = content.rstrip(b"\0")[-1:] in (b"\n", b"\r", b"}")
    begun = CheckedFile(file, sha256, beside, (), ends_a_line=ends_a_line)
    checked = _checked(begun, content, with_it=with_it, today=today)
    return without_repeats(checked, [c for c in with_it if c.file.table == file.table])


def _content(file: FolderFile) -> bytes:
    if file.size > LARGEST_BYTES:
        reason = f"the file is larger than {LARGEST_BYTES // 1_000_000} MB"
        raise FileRefused(
            file.name, reason, f"Part it into {file.table}_1, {file.table}_2 and so on", code="size"
        )
    try:
        return file.path.read_bytes()
    except OSError as error:
        reason = f"the file cannot be read ({error.strerror})"
        remedy = "Give the server's user the right to read it"
        raise FileRefused(file.name, reason, remedy, code="unreadable") from error


def _checked(
    begun: CheckedFile, content: bytes, *, with_it: Sequence[CheckedFile], today: date
) -> CheckedFile:
    file, known = begun.file, TablesAtHand(tables_of(with_it))
    try:
        found = check(known, content, file_name=file.name, today=today, dataset=file.table)
    except FileRefused as refused:
        return replace(begun, findings=_told(refused))
    checked = replace(begun, findings=tuple(found.findings))
    if found.errors:
        return checked
    rows = whole(found.tables[file.table], TABLES[file.table])
    lines = pa.nulls(rows.num_rows, pa.int64()) if found.typed is None else found.typed.lines
    computed = found.tables["front_distances"] if file.table == "front_lines" else None
    return replace(checked, held=FileRows(rows, lines, computed))


def _told(refused: FileRefused) -> tuple[Finding, ...]:
    """An error on each line that is at fault."""
    remedy = _NOBODY_ASKED if isinstance(refused, ChoiceNeeded) else refused.remedy.rstrip(".")
    said = f"{refused.reason}. {remedy}"
    return tuple(Finding(line, None, refused.code, said) for line in refused.lines or (None,))

"""A workbook (XLSX) as a sheet of text, read by a child process that may not take much memory or time."""

import signal
import subprocess
import sys
from typing import Any

import orjson

from dashboard.errors import ChoiceNeeded, FileRefused
from dashboard.ingest.files.sheet import Sheet
from dashboard.ingest.files.workbook_limits import OUT_OF_MEMORY
from dashboard.ingest.files.workbook_parts import damaged
from dashboard.model.finding import Finding
from dashboard.settings import PROJECT

TIMEOUT_S = 20.0
_READER = (sys.executable, "-m", "dashboard.ingest.files.workbook_reading")
# A library without memory aborts; the system kills a process whose time is up.
_TOO_MUCH = {OUT_OF_MEMORY, -signal.SIGABRT}
if sys.platform != "win32":
    _TOO_MUCH |= {-signal.SIGXCPU, -signal.SIGKILL}


def workbook(content: bytes, *, file_name: str, sheet: str | None = None) -> Sheet:
    """The values of a sheet, without the empty columns before its table; rows are numbered as in the workbook.

    ChoiceNeeded where several visible sheets have values and ``sheet`` names none of them; FileRefused where the
    workbook is damaged, has macros, or would take more memory or time than a table needs.
    """
    order = orjson.dumps({"file_name": file_name, "sheet": sheet})
    try:
        child = subprocess.run(
            _READER,
            input=order + b"\n" + content,
            capture_output=True,
            cwd=PROJECT,
            timeout=TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_much(file_name) from error
    if child.returncode in _TOO_MUCH:
        raise _too_much(file_name)
    if child.returncode:
        raise damaged(file_name)
    return _sheet(orjson.loads(child.stdout), file_name)


def _too_much(name: str) -> FileRefused:
    reason = "the workbook would take more memory or time to read than a table needs"
    return FileRefused(
        name, reason, "Copy the table alone into a new workbook, or save it as CSV.", code="workbook"
    )


def _sheet(answer: dict[str, Any], name: str) -> Sheet:
    if "choice" in answer:
        reason, remedy = answer["choice"]
        raise ChoiceNeeded(name, reason, remedy, choice="sheet", options=answer["options"])
    if "refused" in answer:
        reason, remedy = answer["refused"]
        raise FileRefused(name, reason, remedy, lines=answer["lines"], code=answer["code"])
    return Sheet(
        answer["rows"],
        answer["lines"],
        [Finding(**finding) for finding in answer["findings"]],
        sheet=answer["sheet"],
        sheets=tuple(answer["sheets"]),
    )

"""The second step of an upload: every error and notice, by kind and then by place."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import Protocol

import streamlit as st

from dashboard.look.csv_text import csv_text
from dashboard.look.escape import visible
from dashboard.look.html import element, notice
from dashboard.look.steps import Kind, kinds_list
from dashboard.look.words import word
from dashboard.model.finding import Finding
from dashboard.ui.figure import piece
from dashboard.ui.upload.own_rows import findings_file
from dashboard.ui.upload.read import Checked
from dashboard.ui.upload.steps import Steps
from dashboard.ui.upload.work import Work

PLACES_AT_MOST = 200  # on the screen, of all kinds together; the file has them all
_EVERY = ""


def findings_step(steps: Steps, work: Work) -> None:
    """What was found in the file: how many, of which kinds, at which places, and all of it as a file."""
    checked = work.checked
    if checked is None:
        steps.ahead("findings")
        return
    with steps.step("findings", counted(checked), is_open=bool(checked.findings)):
        if not checked.findings:
            piece(element("div", word("upload.no_findings")))
            return
        if checked.errors:
            piece(notice(word("upload.mend"), tone="action"))
        chosen = _filtered(checked)
        piece(kinds_list(kinds_of(chosen)))
        st.download_button(
            word("upload.findings_csv"),
            partial(_file, checked),
            file_name="findings.csv",
            mime="text/csv",
            key="csv_upload_findings",
            on_click="ignore",
            type="tertiary",
            help=word("upload.findings_help"),
        )


class Counted(Protocol):
    @property
    def errors(self) -> Sequence[Finding]: ...

    @property
    def notices(self) -> Sequence[Finding]: ...


def counted(checked: Counted) -> str:
    """ "2 errors, 1 notice"."""
    errors, notices = len(checked.errors), len(checked.notices)
    if not errors + notices:
        return word("upload.no_findings")
    return f"{word('upload.errors', count=errors)}, {word('upload.notices', count=notices)}"


def kinds_of(findings: Sequence[Finding]) -> list[Kind]:
    """Findings of one code and column together, errors first, then those with most places."""
    named = sorted(findings, key=_named)
    groups = [list(group) for _, group in groupby(named, key=_named)]
    groups.sort(key=lambda group: (group[0].severity != "error", -len(group), group[0].line or 0))
    shown = _shares([len(group) for group in groups])
    return [_kind(group, places) for group, places in zip(groups, shown, strict=True)]


def _named(finding: Finding) -> tuple[str, str, str]:
    return (finding.severity, finding.code, finding.column or "")


def _shares(counts: Sequence[int]) -> list[int]:
    """How many places of each kind are shown: all of them where few, so that a frequent kind hides no other."""
    left, shares = PLACES_AT_MOST, dict.fromkeys(range(len(counts)), 0)
    for after, place in enumerate(sorted(shares, key=lambda place: counts[place])):
        shares[place] = min(counts[place], left // (len(counts) - after))
        left -= shares[place]
    return list(shares.values())


def _kind(group: Sequence[Finding], places: int) -> Kind:
    first = group[0]
    return Kind(
        action=first.severity == "error",
        title=word(f"finding.{first.code}"),
        column=visible(first.column or ""),
        example=visible(first.message),
        count=len(group),
        places=[(_line(finding), visible(finding.message)) for finding in group[:places]],
    )


def _line(finding: Finding) -> str:
    return word("upload.whole_file") if finding.line is None else word("upload.line", line=finding.line)


def _filtered(checked: Checked) -> list[Finding]:
    """The findings of the chosen severity and column; fields only where there is something to choose."""
    severities = [name for name, some in (("error", checked.errors), ("notice", checked.notices)) if some]
    columns = sorted({finding.column for finding in checked.findings if finding.column})
    severity, column = _EVERY, _EVERY
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if len(severities) > 1:
            severity = st.segmented_control(
                word("upload.severity"),
                (_EVERY, *severities),
                format_func=lambda name: word(f"upload.severity_{name}") if name else word("upload.every"),
                default=_EVERY,
                required=True,
                key="upload_severity",
            )
        if len(columns) > 1:
            column = st.selectbox(
                word("upload.column"),
                (_EVERY, *columns),
                format_func=lambda name: visible(name) if name else word("upload.every"),
                key="upload_column",
                width=240,
            )
    return [
        finding
        for finding in checked.findings
        if severity in (_EVERY, finding.severity) and column in (_EVERY, finding.column)
    ]


def _file(checked: Checked) -> bytes:
    titles = {column.place: column.title for column in checked.typed.columns} if checked.typed else {}
    rows = findings_file(checked.findings, checked.sheet, titles=titles)
    return csv_text(rows).encode("utf-8-sig")

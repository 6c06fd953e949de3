"""The third step of an upload: how columns, towns and words were understood, and the steward's corrections."""

from collections.abc import Mapping, Sequence

from dashboard.look.escape import visible
from dashboard.look.formats import people
from dashboard.look.html import Html, element, page_link
from dashboard.look.rows import ROWS_AT_MOST
from dashboard.look.steps import facts, fold
from dashboard.look.tables import Cell, Column, data_table
from dashboard.look.words import word
from dashboard.ui.column_words import column_name
from dashboard.ui.figure import piece
from dashboard.ui.upload.corrections import answers, correct_another
from dashboard.ui.upload.names import code_name, meaning_name
from dashboard.ui.upload.personal import Understood, understood
from dashboard.ui.upload.questions import questions, readings
from dashboard.ui.upload.read import Checked
from dashboard.ui.upload.steps import Steps
from dashboard.ui.upload.work import Work

_SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
# Notices about the file as a whole that say how its numbers and days were read.
_READING = ("date_order", "decimal_comma", "miles", "rounded", "unknown", "encoding", "preamble", "source")


def matches_step(steps: Steps, work: Work, *, towns: Mapping[str, str]) -> None:
    """``towns`` are the titles of the known towns by code. Corrections take effect at once."""
    checked = work.checked
    if checked is None:
        steps.ahead("matches")
        return
    typed = understood(checked)
    if typed is None:
        steps.passed("matches", word("upload.not_shown" if checked.typed else "upload.no_matches"))
        return
    asked = questions(checked, typed, towns=towns, answered=work.answered)
    names = {question.name for question in asked}
    with steps.step("matches", _summary(typed, len(names - {work.answered})), is_open=bool(asked)):
        piece(element("div", word("upload.remembered"), class_="dash-note"))
        answers(work, asked, dataset=checked.dataset, towns=towns)
        if any(spelling.how == "unknown" for spelling in typed.towns):
            templates = page_link(word("upload.templates"), "data", part=word("data.downloads"))
            piece(element("div", word("upload.new_town"), " ", templates, class_="dash-note"))
        _table(
            "upload.columns",
            ("upload.title_of_file", "upload.read_as", "upload.known_by"),
            _column_cells(typed, checked.dataset),
            is_plain=all(column.how in ("name", "spelling", "tag") for column in typed.columns),
        )
        _table(
            "upload.towns",
            ("upload.written", "upload.town", "upload.known_by", "upload.row_count"),
            _town_cells(typed, towns),
            is_plain=all(spelling.how in ("name", "code") for spelling in typed.towns),
        )
        _table("upload.values", ("upload.column", "upload.written", "upload.read_as"), _value_cells(typed))
        _reading(checked)
        others = [each for each in readings(typed) if each.name not in names]
        correct_another(work, others, dataset=checked.dataset, towns=towns)


def _summary(typed: Understood, open_questions: int) -> str:
    parts = [word("upload.count_columns", count=len(typed.columns))]
    known = {spelling.town_code for spelling in typed.towns} - {None}
    if known:
        parts.append(word("upload.count_towns", count=len(known)))
    if open_questions:
        parts.insert(0, word("upload.count_questions", count=open_questions))
    return ", ".join(parts)


def _table(
    title: str, heads: Sequence[str], cells: Sequence[Sequence[Cell]], *, is_plain: bool = False
) -> None:
    """A table behind its title; open where something was understood that the file does not say plainly."""
    if not cells:
        return
    columns = [
        Column(
            word(head),
            "number" if head == "upload.row_count" else "text",
            essential=place < 2 or len(heads) == 3,
        )
        for place, head in enumerate(heads)
    ]
    table = data_table(columns, cells[:ROWS_AT_MOST], label=word(title), max_height_px=320)
    piece(fold(word("upload.with_count", title=word(title), count=len(cells)), table, is_open=not is_plain))


def _column_cells(typed: Understood, dataset: str) -> list[list[Cell]]:
    return [
        [
            visible(column.title),
            meaning_name(dataset, column.means) if column.means else _grey(word("upload.not_stored")),
            _grey(word(f"upload.how_{column.how}")),
        ]
        for column in typed.columns
    ]


def _town_cells(typed: Understood, towns: Mapping[str, str]) -> list[list[Cell]]:
    return [
        [
            visible(spelling.with_area),
            towns.get(spelling.town_code, spelling.town_code)
            if spelling.town_code
            else _grey(word("upload.no_town")),
            _grey(word(f"upload.how_{spelling.how.replace(' ', '_')}")),
            people(spelling.rows),
        ]
        for spelling in typed.towns
    ]


def _value_cells(typed: Understood) -> list[list[Cell]]:
    return [
        [column_name(column), visible(text), code_name(column, code)]
        for column, read in typed.values.items()
        for text, code in read.items()
    ]


def _reading(checked: Checked) -> None:
    """How the file itself was read, and its numbers and days."""
    lines: list[tuple[str, str]] = []
    sheet = checked.sheet
    if sheet is not None and sheet.separator:
        separator = word(f"upload.separator_{_SEPARATORS.get(sheet.separator, 'other')}")
        lines.append((word("upload.written_as"), f"{separator}, {(sheet.encoding or '').upper()}"))
    elif sheet is not None and sheet.sheet:
        lines.append((word("upload.written_as"), word("upload.from_sheet", name=visible(sheet.sheet))))
    lines += [
        (visible(finding.column or word("upload.whole_file")), visible(finding.message))
        for finding in checked.findings
        if finding.code in _READING and (finding.line is None or finding.code == "preamble")
    ]
    if lines:
        piece(fold(word("upload.reading"), facts(lines), is_open=len(lines) > 1))


def _grey(text: str) -> Html:
    return element("small", text)

"""What a check could not decide about columns, towns and words, and what the steward says instead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard.look.escape import escaped, visible
from dashboard.look.html import element
from dashboard.look.words import word
from dashboard.model.tables import DATASETS
from dashboard.ui.column_words import column_name
from dashboard.ui.figure import piece
from dashboard.ui.upload.names import code_name, columns_of, meaning_name
from dashboard.ui.upload.personal import Understood
from dashboard.ui.upload.read import Checked
from dashboard.ui.upload.work import Work

ASKED_AT_MOST = 8  # at a time: the next come when these are answered
_LEFT_OUT = "-"  # is no column
_TOWN, _COLUMN = "town_code", "a column"


@dataclass(frozen=True)
class Question:
    """What one text of the file means. ``of`` is the column whose value it is, or "a column" for a title.

    ``first`` are the likeliest answers, ``now`` the one in force; with ``closed`` there are no others.
    """

    of: str
    text: str
    first: tuple[str, ...] = ()
    now: str | None = None
    closed: bool = False
    line: int | None = None


def questions(checked: Checked, typed: Understood) -> list[Question]:
    """Towns of which several or none are called so, words of a list that nobody knows, columns not understood."""
    found = [
        Question(
            _TOWN,
            each.with_area,
            each.candidates,
            each.town_code,
            each.how in ("ambiguous", "likely"),
            each.line,
        )
        for each in typed.towns
        if each.how in ("ambiguous", "likely", "unknown")
    ]
    means = {column.title: column.means for column in typed.columns}
    unread = {(f.column, f.found): f.line for f in checked.findings if f.code == "choice" and f.found}
    found += [
        Question(str(means[title]), text, line=line)
        for (title, text), line in unread.items()
        if title is not None and means.get(title) is not None
    ]
    return found + [
        Question(_COLUMN, column.title, (_LEFT_OUT,), _LEFT_OUT)
        for column in typed.columns
        if column.how == "unknown"
    ]


def answers(work: Work, asked: Sequence[Question], *, dataset: str, towns: Mapping[str, str]) -> None:
    """A field for each of the first questions."""
    if not asked:
        return
    with st.container(horizontal=True):
        for question in asked[:ASKED_AT_MOST]:
            _field(work, question, dataset=dataset, towns=towns)
    if len(asked) > ASKED_AT_MOST:
        left = word("upload.more_questions", count=len(asked) - ASKED_AT_MOST)
        piece(element("div", left, class_="dash-note"))


def correct_another(work: Work, typed: Understood, *, dataset: str, towns: Mapping[str, str]) -> None:
    """Two fields, behind which everything that was understood can be corrected: what, and what it means."""
    understood = [Question(_COLUMN, c.title, now=c.means or _LEFT_OUT) for c in typed.columns]
    understood += [Question(_TOWN, s.with_area, now=s.town_code) for s in typed.towns if s.how != "code"]
    understood += [
        Question(column, text, now=code)
        for column, read in typed.values.items()
        for text, code in read.items()
    ]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            word("upload.correct"),
            range(len(understood)),
            index=None,
            format_func=lambda place: _label(understood[place]),
            key=f"upload_correct_{work.number}",
            placeholder=word("upload.choose"),
            width=360,
        )
        if chosen is not None:
            _field(work, understood[chosen], dataset=dataset, towns=towns)


def _field(work: Work, question: Question, *, dataset: str, towns: Mapping[str, str]) -> None:
    options = _options(question, dataset=dataset, towns=towns)
    key = f"upload_answer_{work.number}_{question.of}_{question.text}_{question.now}"
    st.selectbox(
        escaped(_label(question)),
        options,
        index=options.index(question.now) if question.now in options else None,
        format_func=lambda code: _answer(question, code, dataset=dataset, towns=towns),
        key=key,
        placeholder=word("upload.choose"),
        on_change=lambda: _decide(work, question, st.session_state[key]),
        width=360,
    )


def _label(question: Question) -> str:
    text = visible(question.text)
    if question.of == _COLUMN:
        return word("upload.column_means", title=text)
    where = word("upload.on_line", line=question.line) if question.line else ""
    if question.of == _TOWN:
        return word("upload.town_means", text=text, where=where)
    return word("upload.value_means", text=text, column=column_name(question.of), where=where)


def _options(question: Question, *, dataset: str, towns: Mapping[str, str]) -> list[str]:
    if question.of == _COLUMN:
        return [_LEFT_OUT, *columns_of(dataset)]
    if question.of != _TOWN:
        return list(DATASETS[dataset].column(question.of).choices)
    near = [code for code in question.first if code in towns]
    return near if question.closed else near + [code for code in towns if code not in near]


def _answer(question: Question, code: str, *, dataset: str, towns: Mapping[str, str]) -> str:
    if question.of == _TOWN:
        return towns[code]
    if question.of == _COLUMN:
        return word("upload.left_out") if code == _LEFT_OUT else meaning_name(dataset, code)
    return code_name(question.of, code)


def _decide(work: Work, question: Question, code: str) -> None:
    """From here on the text means this; the file is read again."""
    if question.of == _COLUMN:
        means = None if code == _LEFT_OUT else code
        work.decide(columns={**work.decided.columns, question.text: means})
    else:
        work.decide(values={**work.decided.values, (question.of, question.text): code})

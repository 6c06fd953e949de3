"""The fields in which a steward says what a column, a town or a word of the file means."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.look.escape import visible
from dashboard.look.html import element
from dashboard.look.words import word
from dashboard.model.tables import DATASETS
from dashboard.ui.column_words import column_name
from dashboard.ui.figure import piece
from dashboard.ui.upload.names import code_name, columns_of, label, meaning_name
from dashboard.ui.upload.questions import COLUMN, LEFT_OUT, TOWN, Name, Question
from dashboard.ui.upload.work import Work

ASKED_AT_MOST = 8  # at a time: the next come when these are answered


def answers(work: Work, asked: Sequence[Question], *, dataset: str, towns: Mapping[str, str]) -> None:
    """A field for each of the first questions."""
    if not asked:
        return
    with st.container(horizontal=True):
        for question in asked[:ASKED_AT_MOST]:
            _field(work, question, dataset=dataset, towns=towns, asked=True)
    if len(asked) > ASKED_AT_MOST:
        left = word("upload.more_questions", count=len(asked) - ASKED_AT_MOST)
        piece(element("div", left, class_="dash-note"))


def correct_another(
    work: Work, understood: Sequence[Question], *, dataset: str, towns: Mapping[str, str]
) -> None:
    """Two fields, behind which everything that was understood can be corrected: what, and what it means."""
    by_name = {question.name: question for question in understood}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen: Name | None = st.selectbox(
            word("upload.correct"),
            list(by_name),
            index=None,
            format_func=lambda name: _label(by_name[name]),
            key=f"upload_correct_{work.number}",
            placeholder=word("upload.choose"),
            width=360,
        )
        if chosen is not None:
            _field(work, by_name[chosen], dataset=dataset, towns=towns, asked=False)


def _field(work: Work, question: Question, *, dataset: str, towns: Mapping[str, str], asked: bool) -> None:
    options = _options(question, dataset=dataset, towns=towns)
    key = f"upload_answer_{work.number}_{question.of}_{question.text}"
    said = st.selectbox(
        label(_label(question)),
        options,
        index=options.index(now) if (now := question.now) in options and not question.likely else None,
        format_func=lambda code: _answer(question, code, dataset=dataset, towns=towns),
        key=key,
        placeholder=_unsaid(question, towns),
        width=360,
    )
    work.fields.listen(key, said, then=lambda code: _decide(work, question, code=code, asked=asked))


def _unsaid(question: Question, towns: Mapping[str, str]) -> str:
    """What stands in a field before anything was chosen."""
    if question.likely and question.now is not None:
        return word("upload.likely", town=towns[question.now])
    return word("upload.choose")


def _label(question: Question) -> str:
    text = visible(question.text)
    if question.of == COLUMN:
        return word("upload.column_means", title=text)
    where = word("upload.on_line", line=question.line) if question.line else ""
    if question.of == TOWN:
        return word("upload.town_means", text=text, where=where)
    return word("upload.value_means", text=text, column=column_name(question.of), where=where)


def _options(question: Question, *, dataset: str, towns: Mapping[str, str]) -> list[str]:
    if question.of == COLUMN:
        return [LEFT_OUT, *columns_of(dataset)]
    if question.of != TOWN:
        return list(DATASETS[dataset].column(question.of).choices)
    near = [code for code in question.first if code in towns]
    return near if question.closed else near + [code for code in towns if code not in near]


def _answer(question: Question, code: str, *, dataset: str, towns: Mapping[str, str]) -> str:
    if question.of == TOWN:
        return towns[code]
    if question.of == COLUMN:
        return word("upload.left_out") if code == LEFT_OUT else meaning_name(dataset, code)
    return code_name(question.of, code)


def _decide(work: Work, question: Question, *, code: str, asked: bool) -> None:
    """From here on the text means this; the file is read again."""
    work.answered = question.name if asked else work.answered
    if question.of == COLUMN:
        means = None if code == LEFT_OUT else code
        work.decide(columns={**work.decided.columns, question.text: means})
    else:
        work.decide(values={**work.decided.values, (question.of, question.text): code})

"""What only the steward knows about reading a file: its sheet, order of days, encoding, dataset, columns."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from dashboard.errors import ChoiceNeeded
from dashboard.look.escape import visible
from dashboard.look.html import element
from dashboard.look.words import word
from dashboard.model.tables import DATASETS
from dashboard.ui.figure import piece
from dashboard.ui.upload.names import columns_of, label, meaning_name
from dashboard.ui.upload.work import Work

ENCODINGS = ("utf-8", "windows-1251", "koi8-u", "utf-16")
ORDERS = ("day-first", "month-first")
TABLES = tuple(name for name in DATASETS if name != "front_lines")
_AS_READ, _LEFT_OUT = "", "-"  # neither is a column


def choices(work: Work) -> None:
    """The fields for what is in doubt or was decided before; each takes effect at once."""
    needed = work.refused if isinstance(work.refused, ChoiceNeeded) else None
    asked = needed.choice if needed else ""
    sheet = work.checked.sheet if work.checked else None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        sheets = needed.options if needed and asked == "sheet" else sheet.sheets if sheet else ()
        if len(sheets) > 1:
            chosen = work.decided.sheet or (sheet.sheet if sheet else None)
            _field(work, "sheet", sheets, chosen=chosen, shown=visible)
        if asked == "dates" or work.decided.dates:
            _order_of_days(work)
        if asked in ("dataset", "columns") or work.decided.dataset:
            offered = needed.options if needed and asked == "dataset" else TABLES
            chosen = work.decided.dataset or (needed.dataset if needed else None)
            _field(work, "dataset", offered, chosen=chosen, shown=_dataset)
        encoding = work.decided.encoding or (sheet.encoding if sheet else None)
        doubtful = work.refused is not None and work.refused.code == "encoding"
        if doubtful or encoding not in (None, "utf-8") or work.decided.encoding:
            _field(work, "encoding", ENCODINGS, chosen=encoding, shown=_encoding)
    if work.checked and work.checked.typed and encoding not in (None, "utf-8"):
        names = ", ".join(visible(spelling.written) for spelling in work.checked.typed.towns[:3])
        piece(element("div", word("upload.sample", names=names), class_="dash-note"))
    if needed and asked == "columns":
        _columns(work, needed)


def _field(
    work: Work, name: str, options: Sequence[str], *, chosen: str | None, shown: Callable[[str], str]
) -> None:
    key = f"upload_{name}_{work.number}"
    said = st.selectbox(
        word(f"upload.choose_{name}"),
        options,
        index=options.index(chosen) if chosen in options else None,
        format_func=shown,
        key=key,
        placeholder=word("upload.choose"),
        width=320,
    )
    work.fields.listen(key, said, then=lambda now: work.decide(**{name: now}))


def _order_of_days(work: Work) -> None:
    key = f"upload_dates_{work.number}"
    said = st.radio(
        word("upload.choose_dates"),
        ORDERS,
        index=ORDERS.index(work.decided.dates) if work.decided.dates else None,
        format_func=_order,
        key=key,
        horizontal=True,
    )
    work.fields.listen(key, said, then=lambda now: work.decide(dates=now))


def _order(order: str) -> str:
    return word("upload.day_first") if order == "day-first" else word("upload.month_first")


def _dataset(dataset: str) -> str:
    return word(f"dataset.{dataset}")


def _encoding(encoding: str) -> str:
    return {"utf-8": "UTF-8", "windows-1251": "Windows-1251", "koi8-u": "KOI8-U"}.get(encoding, "UTF-16")


def _columns(work: Work, needed: ChoiceNeeded) -> None:
    """A field for each title that looks like a slip, with what it may mean; for all of them where none does."""
    titles = list(needed.suggested)
    others = [title for title in needed.options if title not in titles]
    dataset = needed.dataset or TABLES[0]
    offered = (_AS_READ, *columns_of(dataset), _LEFT_OUT)
    piece(element("div", word("upload.columns_note"), class_="dash-note"))
    if not titles or (others and st.toggle(word("upload.other_columns"), key=f"upload_others_{work.number}")):
        titles += others
    keys = {
        title: f"upload_means_{needed.dataset}_{place}_{work.number}" for place, title in enumerate(titles)
    }
    with st.container(horizontal=True):
        for title, key in keys.items():
            said = work.decided.columns.get(title, needed.suggested.get(title, _AS_READ))
            wanted = _LEFT_OUT if said is None else said
            st.selectbox(
                label(word("upload.means", title=title)),
                offered,
                index=offered.index(wanted) if wanted in offered else 0,
                format_func=partial(_meaning, dataset),
                key=key,
                width=320,
            )
    st.button(
        word("upload.read_so"), key="upload_read_so", type="primary", on_click=lambda: _decide(work, keys)
    )


def _meaning(dataset: str, column: str) -> str:
    if column in (_AS_READ, _LEFT_OUT):
        return word("upload.as_read") if column == _AS_READ else word("upload.left_out")
    return meaning_name(dataset, column)


def _decide(work: Work, keys: dict[str, str]) -> None:
    said = {title: st.session_state[key] for title, key in keys.items()}
    columns = {
        title: None if means == _LEFT_OUT else means for title, means in said.items() if means != _AS_READ
    }
    work.decide(columns={**work.decided.columns, **columns})

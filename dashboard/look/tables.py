"""A table of figures: numbers to the right, units in grey, on a phone the columns that matter."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dashboard.look.escape import for_html
from dashboard.look.html import Html, element, joined
from dashboard.look.rows import ROWS_AT_MOST
from dashboard.look.words import word

Cell = str | None

# Of the columns that stay on a phone: texts take what dates and figures leave.
_WIDTHS = {
    "text": "minmax(0,1.4fr)",
    "number": "minmax(0,1fr)",
    "date": "minmax(0,1fr)",
    "sign": "minmax(0,1fr)",
}
_CLASSES = {"number": "numeric"}  # "dash-number" is the large figure of a card


@dataclass(frozen=True)
class Column:
    """One column; ``essential`` ones stay on a phone, where the others open behind a tap: about three."""

    title: str
    kind: Literal["text", "number", "date", "sign"] = "text"
    unit: str = ""
    essential: bool = False


def data_table(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]], *, label: str, max_height_px: int = 480
) -> Html:
    """One row per sequence of cells; a cell is a finished text, Html, or None for "no report".

    ``label`` says what the table shows. Without rows it says so in place of the table.
    """
    if not rows:
        return element("div", word("missing.rows"), class_="dash-empty")
    kinds = [
        f"dash-{_CLASSES.get(column.kind, column.kind)}{'' if column.essential else ' dash-rest'}"
        for column in columns
    ]
    folds = not all(column.essential for column in columns)
    body = "".join(_row(columns, kinds, row, folds=folds) for row in rows)
    head = element("thead", element("tr", *map(_head, columns, kinds), *_more_head(folds)))
    table = element("table", head, element("tbody", Html(body)), class_="dash-table")
    widths = [_WIDTHS[column.kind] for column in columns if column.essential] or ["1fr"]
    return element(
        "div",
        table,
        class_="dash-scroll",
        style=f"max-height:{max_height_px}px;--widths:{' '.join(widths)}",
        role="region",
        aria_label=label,
        tabindex=0,
    )


def footed_table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    label: str,
    foot: str,
    max_height_px: int = 480,
) -> str:
    """The table, a word where rows were cut off, and the finished line that says where they are from."""
    shown = data_table(columns, rows, label=label, max_height_px=max_height_px)
    cut = element("div", word("table.first", count=len(rows)), class_="dash-note")
    return shown + (cut if len(rows) == ROWS_AT_MOST else "") + foot


def noted(value: str, note: str, *, stale: bool = False) -> Html:
    """A value and a small grey note, for instance its age; ``stale`` marks a figure that has grown old."""
    return joined([value, " ", element("small", note, class_="dash-stale" if stale else None)])


def _head(column: Column, kind: str) -> Html:
    unit = [" ", element("small", column.unit)] if column.unit else []
    return element("th", column.title, *unit, class_=kind, scope="col")


def _more_head(folds: bool) -> list[Html]:
    return (
        [element("th", element("span", word("table.more"), class_="dash-unseen"), class_="dash-more")]
        if folds
        else []
    )


def _row(columns: Sequence[Column], kinds: Sequence[str], cells: Sequence[Cell], *, folds: bool) -> str:
    """Written out, not through ``element``: a table of 300 towns has 3000 cells."""
    written = "".join(
        f'<td class="{kind}" data-t="{for_html(column.title)}">{_content(cell)}</td>'
        for column, kind, cell in zip(columns, kinds, cells, strict=True)
    )
    said = for_html(word("table.more"))
    more = f'<td class="dash-more"><details><summary aria-label="{said}"></summary></details></td>'
    return f"<tr>{written}{more if folds else ''}</tr>"


def _content(cell: Cell) -> str:
    if cell is None:
        said, letter = for_html(word("missing.report")), for_html(word("missing.letter"))
        return f'<span class="dash-missing" title="{said}" aria-label="{said}">{letter}</span>'
    return cell if isinstance(cell, Html) else for_html(cell)

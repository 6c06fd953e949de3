"""What a check could not decide alone, and what it understood: each text of a file that may mean something else."""

from collections.abc import Collection
from dataclasses import dataclass

from dashboard.ui.upload.personal import Understood
from dashboard.ui.upload.read import Checked

LEFT_OUT = "-"  # is no column
TOWN, COLUMN = "town_code", "a column"

Name = tuple[str, str]  # of what column, which text


@dataclass(frozen=True)
class Question:
    """What one text of the file means. ``of`` is the column whose value it is, or "a column" for a title.

    ``first`` are the likeliest answers, with ``closed`` there are no others; ``now`` is the one in force.
    With ``likely`` nobody has said so yet.
    """

    of: str
    text: str
    first: tuple[str, ...] = ()
    now: str | None = None
    closed: bool = False
    likely: bool = False
    line: int | None = None

    @property
    def name(self) -> Name:
        return (self.of, self.text)


def questions(
    checked: Checked, typed: Understood, *, towns: Collection[str], answered: Name | None
) -> list[Question]:
    """Towns of which several or none are called so, words of a list that nobody knows, columns not understood.

    The one that was ``answered`` last stays among them: its field would lose the focus of the keyboard.
    Where no town is known there is none to choose among.
    """
    found = [
        Question(
            TOWN,
            each.with_area,
            each.candidates,
            each.town_code,
            closed=each.how in ("ambiguous", "likely"),
            likely=each.how == "likely",
            line=each.line,
        )
        for each in typed.towns
        if each.how in ("ambiguous", "likely")
        or (each.how == "unknown" and towns)
        or (TOWN, each.with_area) == answered
    ]
    means = {column.title: column.means for column in typed.columns}
    unread = {(f.column, f.found): f.line for f in checked.findings if f.code == "choice" and f.found}
    found += [
        Question(str(means[title]), text, line=line)
        for (title, text), line in unread.items()
        if title is not None and means.get(title) is not None
    ]
    found += [
        Question(COLUMN, column.title, now=column.means or LEFT_OUT)
        for column in typed.columns
        if column.how == "unknown" or (COLUMN, column.title) == answered
    ]
    return found + [
        each for each in readings(typed) if each.name == answered and each.of not in (TOWN, COLUMN)
    ]


def readings(typed: Understood) -> list[Question]:
    """Everything that was understood, and how."""
    columns = [Question(COLUMN, c.title, now=c.means or LEFT_OUT) for c in typed.columns]
    named = [Question(TOWN, s.with_area, now=s.town_code) for s in typed.towns if s.how != "code"]
    values = [
        Question(column, text, now=code)
        for column, read in typed.values.items()
        for text, code in read.items()
    ]
    return [*columns, *named, *values]

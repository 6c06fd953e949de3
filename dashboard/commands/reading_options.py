"""The options of ``check`` and ``upload``: what a file is, and how to read it where it leaves a doubt."""

from argparse import ArgumentParser, Namespace

from dashboard.commands import arguments
from dashboard.errors import WrongUse
from dashboard.ingest.choices import DATE_ORDERS, ENCODINGS, Choices
from dashboard.ingest.shown import shown
from dashboard.ingest.upload import Checked
from dashboard.model.tables import DATASETS


def reading_options(command: ArgumentParser) -> None:
    """What --column and --value say is kept for the next file."""
    command.add_argument(
        "--dataset", choices=list(DATASETS), help="without it the file is known by its columns"
    )
    command.add_argument("--date", type=arguments.day, help="the day, where the file does not say it")
    command.add_argument("--source", type=arguments.name, help="the source, where the file does not say it")
    command.add_argument("--encoding", choices=ENCODINGS, help="of a text file that does not show it")
    command.add_argument("--sheet", metavar="NAME", help="of a workbook that has several")
    command.add_argument("--dates", choices=DATE_ORDERS, help="the order in days like 03/04/2026")
    command.add_argument(
        "--column",
        action="append",
        type=arguments.column_meaning,
        default=[],
        metavar="TITLE=COLUMN",
        help="what a column of the file means; nothing after the = leaves it out; repeatable",
    )
    command.add_argument(
        "--value",
        action="append",
        type=arguments.value_meaning,
        default=[],
        metavar="COLUMN:SPELLING=MEANING",
        help="what a word or a town's name (column town_code) means; repeatable",
    )


def choices(options: Namespace) -> Choices:
    """How the steward decided to read the file."""
    return Choices(
        encoding=options.encoding,
        sheet=options.sheet,
        dates=options.dates,
        columns=dict(options.column),
        values=dict(options.value),
    )


def refuse_unmet(options: Namespace, checked: Checked) -> None:
    """Raise WrongUse where the file has no such title or spelling: what was meant to be left out would be stored."""
    read = checked.typed
    titles = [] if read is None else [column.title for column in read.columns]
    spellings = {} if read is None else {column: set(said) for column, said in read.values.items()}
    if read is not None and read.towns:
        spellings["town_code"] = {spelling.written for spelling in read.towns}
    for title, _ in options.column:
        if title not in titles:
            listed = ", ".join(map(shown, titles)) or "none"
            raise WrongUse("--column", shown(title), f"a title of the file, which has {listed}")
    for (column, spelling), _ in options.value:
        if spelling not in spellings.get(column, ()):
            raise WrongUse(
                "--value", shown(f"{column}:{spelling}"), "a spelling that the file has in that column"
            )

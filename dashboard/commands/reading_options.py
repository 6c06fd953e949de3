"""The options of ``check`` and ``upload``: what a file is, and how to read it where it leaves a doubt."""

from argparse import ArgumentParser

from dashboard.commands import arguments
from dashboard.ingest.choices import DATE_ORDERS, ENCODINGS
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

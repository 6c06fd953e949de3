"""The options that choose towns, an area and days, as the filter bar of the pages does."""

from argparse import ArgumentParser

from dashboard.commands import arguments


def filtered(command: ArgumentParser) -> None:
    towns(command)
    command.add_argument("--since", type=arguments.day)
    command.add_argument("--until", type=arguments.day)
    command.add_argument("--as-known-after", type=int, metavar="UPLOAD_ID")


def towns(command: ArgumentParser) -> None:
    spelling = "code or any spelling; repeatable"
    command.add_argument(
        "--town", action="append", type=arguments.line, default=[], metavar="NAME", help=spelling
    )


def area(command: ArgumentParser) -> None:
    command.add_argument(
        "--area", type=arguments.line, metavar="CODE", help="an oblast, raion or hromada code"
    )

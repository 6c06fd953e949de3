"""``export`` and ``template``: files that can be uploaded again."""

import sys
from argparse import Namespace
from functools import partial
from pathlib import Path

from pandas import DataFrame

from dashboard.analysis.choosing import Choice, chosen
from dashboard.analysis.templates import empty_template, prefilled_template
from dashboard.analysis.towns import town_codes
from dashboard.commands.engine import asking, reading
from dashboard.commands.speaking import rows, say_json
from dashboard.errors import WrongUse
from dashboard.look.csv_text import csv_text
from dashboard.look.geojson_text import geojson_text
from dashboard.model.tables import DATASETS
from dashboard.settings import settings
from dashboard.store.export import dataset_rows


def export(options: Namespace) -> int:
    """The rows as CSV, front lines as GeoJSON; with ``--json`` the rows as JSON."""
    _check_filters(options)
    reader, version = reading(options)
    found = dataset_rows(
        reader,
        options.dataset,
        version=version,
        towns=town_codes(partial(reader.ask, version=version), options.town) or None,
        since=options.since,
        until=options.until,
    )
    if options.json:
        say_json({"dataset": options.dataset, "version": version, "rows": rows(found)})
    elif options.dataset == "front_lines":
        write(geojson_text(found), options.out)
    else:
        tags = (
            {column.name: column.hxl for column in DATASETS[options.dataset].columns} if options.hxl else None
        )
        write(csv_text(found, tags=tags), options.out)
    return 0


def _check_filters(options: Namespace) -> None:
    """A filter that the dataset cannot obey is refused: rows that it let through would be taken for filtered."""
    names = DATASETS[options.dataset].names
    for option, given, column in (
        ("--town", options.town, "town_code"),
        ("--since", options.since, "date"),
        ("--until", options.until, "date"),
    ):
        if given and column not in names:
            found = given[0] if isinstance(given, list) else str(given)
            raise WrongUse(option, found, f"no such filter: {options.dataset} has no column {column}")


def template(options: Namespace) -> int:
    """The header of a dataset; ``--prefilled`` adds what was last reported of each town."""
    _check_prefilled(options)
    found = _prefilled(options) if options.prefilled else empty_template(options.dataset)
    if options.json:
        say_json({"dataset": options.dataset, "columns": list(found.columns), "rows": rows(found)})
    else:
        write(csv_text(found), options.out)
    return 0


def _check_prefilled(options: Namespace) -> None:
    """Nobody shall take an empty file for one of chosen towns of which nothing is known."""
    given = {"--town": ", ".join(options.town) or None, "--area": options.area, "--as-of": options.as_of}
    for option, said in given.items():
        if said is not None and not options.prefilled:
            raise WrongUse(option, str(said), "--prefilled beside it: an empty template has no towns")


def _prefilled(options: Namespace) -> DataFrame:
    ask, _ = asking(options)
    choice = Choice(towns=tuple(options.town), area=options.area, as_of=options.as_of)
    return prefilled_template(ask, chosen(ask, choice, today=settings().today()), dataset=options.dataset)


def write(text: str, out: str | None) -> None:
    """To a file, or to standard output where none is named; raises WrongUse where it cannot be written."""
    if out is None:
        sys.stdout.write(text)
        return
    try:
        Path(out).write_text(text, encoding="utf-8")
    except OSError as error:
        raise WrongUse("--out", out, f"a file that can be written ({error.strerror})") from error

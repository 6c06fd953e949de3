"""The record and the reading side as a command's options name them."""

from argparse import Namespace
from functools import partial

from dashboard.analysis.asking import Ask
from dashboard.errors import WrongUse
from dashboard.settings import settings
from dashboard.store.reading import Reader
from dashboard.store.record import Record


def record(options: Namespace, *, create: bool = False) -> Record:
    """The database of ``--database`` or of the environment, at this version's schema."""
    return Record(database(options)).prepare(create=create)


def database(options: Namespace) -> str:
    given = {"DASHBOARD_DATABASE": options.database} if options.database is not None else None
    return settings(given).database if given is not None else settings().database


def asking(options: Namespace) -> tuple[Ask, int]:
    """Questions on the newest version, or on the one of ``--as-known-after``; and that version."""
    reader, version = reading(options)
    return partial(reader.ask, version=version), version


def reading(options: Namespace) -> tuple[Reader, int]:
    """The reading side, and the version that is asked about."""
    reader = Reader(record(options))
    newest = reader.follow().version
    wanted = getattr(options, "as_known_after", None)
    if wanted is None:
        return reader, newest
    if not 0 <= wanted <= newest:
        raise WrongUse("--as-known-after", str(wanted), f"an upload from 0 (before any) to {newest}")
    return reader, int(wanted)

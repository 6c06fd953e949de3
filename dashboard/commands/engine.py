"""The record and the reading side as a command's options name them."""

from argparse import Namespace
from functools import partial

from dashboard.analysis.asking import Ask
from dashboard.errors import WrongUse
from dashboard.opening import open_answers
from dashboard.settings import settings
from dashboard.store.answers import Answers
from dashboard.store.read_only import read_only
from dashboard.store.record import Record
from dashboard.store.records import record_at


def record(options: Namespace, *, create: bool = False) -> Record:
    """The record of ``--database`` or of the environment, at this version's schema; raises ReadOnlyDatabase."""
    return record_at(database(options)).prepare(create=create)


def database(options: Namespace) -> str:
    given = {"DASHBOARD_DATABASE": options.database} if options.database is not None else None
    return settings(given).database if given is not None else settings().database


def with_history(url: str, *, option: str) -> Record:
    """The record of a URL that an option gave, not opened yet; raises WrongUse where there is no history to carry."""
    checked = settings({"DASHBOARD_DATABASE": url}).database
    refused = read_only(checked)
    if refused is not None:
        raise WrongUse(
            option, refused.place, "a database that keeps a history: sqlite:///.. or postgresql://.."
        )
    return record_at(checked)


def asking(options: Namespace) -> tuple[Ask, int]:
    """Questions on the newest version, or on the one of ``--as-known-after``; and that version."""
    answers, version = reading(options)
    return partial(answers.ask, version=version), version


def reading(options: Namespace) -> tuple[Answers, int]:
    """What answers, and the version that is asked about; raises what keeps the newest state from being read."""
    answers = open_answers(database(options))
    newest = answers.follow().version
    wanted = getattr(options, "as_known_after", None)
    if wanted is None:
        return answers, newest
    if not 0 <= wanted <= newest:
        raise WrongUse("--as-known-after", str(wanted), f"an upload from 0 (before any) to {newest}")
    return answers, int(wanted)

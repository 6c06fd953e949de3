"""``changes``: what the first page tells of what changed, by the same code."""

from argparse import Namespace
from collections.abc import Mapping
from datetime import date
from functools import partial

from pandas import DataFrame

from dashboard.analysis.asking import Ask
from dashboard.analysis.changes.since import changes
from dashboard.analysis.defaults import extent
from dashboard.analysis.towns import town_titles
from dashboard.commands.engine import reading
from dashboard.commands.figures import filters_of, head_of
from dashboard.commands.speaking import rows, say_json
from dashboard.errors import WrongUse
from dashboard.look.change_words import change_mark, change_sentence
from dashboard.look.formats import day
from dashboard.model.filters import Filters, a_week_before
from dashboard.settings import settings


def what_changed(options: Namespace) -> int:
    """What changed from one day to the as-of day, most important first.

    ``--changed-since`` is that day; ``--since`` and ``--until`` are the days of charts and totals here as in every
    other command, and change nothing. ``--known-before U`` compares with what was known after upload U, as a reader
    saw it then, and not with what is known today of that day. With ``--json``::

        {"version": 7, "filters": {...}, "changed_since": "2025-09-05", "known_before": null,
         "changes": [{"importance": 5, "kind": "service_lost", "town_code": "UA...", "town_name": "Sviatohirsk",
                      "what": "hospital", "date": "2025-09-12", "before": "limited", "after": "closed",
                      "before_date": "2025-09-05", "after_date": "2025-09-12", "edge_km": null, "days_before": null,
                      "days_after": null, "source": "...", "upload_id": null, "destination": null, "team": null,
                      "sentence": "hospital closed, before limited (5 Sep 2025)"}]}

    ``kind`` is one of ``KINDS`` of analysis/changes/kinds.py and ``importance`` counts from 1, the gravest. ``before``
    and ``after`` are numbers or codes; what is missing is null. ``upload_id`` is the upload that corrected a figure.
    """
    answers, version = reading(options)
    ask: Ask = partial(answers.ask, version=version)
    filters = filters_of(ask, options)
    then_ask = _then(ask, options.known_before, version=version)
    since = _since(options.changed_since, filters, then_ask=then_ask)
    found = changes(
        ask,
        filters,
        since=since,
        known_before=options.known_before,
        then_ask=then_ask,
        edges_km=settings().bands_km,
    )
    sentences = [change_sentence(change) for change in found.itertuples(index=False)]
    if options.json:
        asked = {"changed_since": since, "known_before": options.known_before}
        listed = [row | {"sentence": said} for row, said in zip(rows(found), sentences, strict=True)]
        say_json(head_of(filters, version) | asked | {"changes": listed})
        return 0
    print(f"as of {filters.as_of}, since {since}")
    _say(found, sentences, titles=town_titles(ask("towns")))
    return 0


def _then(ask: Ask, known_before: int | None, *, version: int) -> Ask | None:
    if known_before is None:
        return None
    if not 0 < known_before <= version:
        raise WrongUse("--known-before", str(known_before), f"an upload from 1 to {version}")
    return partial(ask, version=known_before)


def _since(wanted: date | None, filters: Filters, *, then_ask: Ask | None) -> date:
    """The day that was asked for, else the newest date that was known then, else a week before the as-of day."""
    if wanted is not None:
        if wanted > filters.as_of:
            raise WrongUse("--changed-since", str(wanted), f"a day on or before {filters.as_of}")
        return wanted
    span = None if then_ask is None else extent(then_ask)
    return a_week_before(filters.as_of) if span is None else min(span[1], filters.as_of)


def _say(found: DataFrame, sentences: list[str], *, titles: Mapping[str, str]) -> None:
    """One line for each change; towns of one name are told apart."""
    if found.empty:
        print("(nothing changed)")
    columns = (found["date"], found["kind"], found["town_code"], found["upload_id"].astype(object), sentences)
    for on, kind, code, upload_id, sentence in zip(*columns, strict=True):
        corrected = "" if kind != "correction" else f" (upload {upload_id})"
        print(f"{day(on):>11}  {change_mark(kind):9}  {titles[code]}: {sentence}{corrected}")

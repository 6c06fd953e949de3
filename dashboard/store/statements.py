"""Questions as SQL over the logical tables, and what a logical table holds."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from dashboard.model.filters import Filters, Parameter
from dashboard.model.tables import DATASETS, TABLES
from dashboard.store.memory import DUCKDB_TYPES

_QUESTIONS = Path(__file__).parent / "questions"


@cache
def statement(question: str, proposed: frozenset[str] = frozenset()) -> str:
    """A question's SQL over the logical tables; ``proposed`` are those that a preview would change."""
    return over_logical_tables(_body(question), proposed=proposed)


def _body(question: str) -> str:
    text = (_QUESTIONS / f"{question}.sql").read_text(encoding="utf-8")
    return re.sub(r"^\s*--.*\n", "", text, flags=re.MULTILINE).strip()


@cache
def parameters_of(question: str) -> frozenset[str]:
    """The names of the parameters that a question mentions."""
    return frozenset(re.findall(r"\$(\w+)", statement(question)))


def parameters_for(
    question: str, *, filters: Filters | None, more: Mapping[str, Parameter]
) -> dict[str, Parameter]:
    """Those of the filters and, before them, those given by name; what the question does not mention is left out.

    Raises ValueError where an as-of day is given by name and the day it is compared with is still that of the filters.
    """
    if filters is not None and "as_of" in more and "before" in parameters_of(question) - more.keys():
        raise ValueError(f"{question}: give before as well, or put the as-of day into the filters")
    given: Mapping[str, Parameter] = more if filters is None else {**filters.parameters(), **more}
    return {name: given[name] for name in parameters_of(question) & given.keys()}


def last_touched(question: str, touched: Mapping[str, Sequence[int]], *, version: int) -> int:
    """The newest upload up to ``version`` that touched what a question reads; ``touched`` by table, oldest first."""
    tables = tables_of(question)
    if "uploads" in tables:
        return version
    known = (touched[name] for name in tables)
    return max((ids[: bisect_right(ids, version)] or [0])[-1] for ids in known)


@cache
def tables_of(question: str) -> frozenset[str]:
    """The record's tables that a question reads: ``chosen_towns`` are towns, and versions those of their table."""
    named = (name.removesuffix(VERSIONS) for name in _named(_body(question)))
    return frozenset(named) - {"chosen_towns"}


def over_logical_tables(body: str, *, proposed: frozenset[str] = frozenset()) -> str:
    """A query with the logical tables that it names put before it."""
    holds = _LOGICAL | {name: _as_proposed(name) for name in proposed}
    parts = [f"{name} as not materialized ({holds[name]})" for name in _named(body)]
    if body.lower().startswith("with "):
        return f"with {', '.join(parts)}, {body[5:]}"
    return f"with {', '.join(parts)} {body}"


def _named(body: str) -> list[str]:
    wanted = [name for name in _LOGICAL if re.search(rf"\b{name}\b", body)]
    if "chosen_towns" in wanted and "towns" not in wanted:
        wanted.insert(0, "towns")
    return wanted


def _logical() -> dict[str, str]:
    """What a logical table holds: the one place that decides it.

    ``$version`` chooses the rows as known after that upload. Beside each dataset stand its versions, as in
    ``towns_versions``: every row that was ever known up to then, with the upload that replaced it, null where it
    stands; a preview is not among them. ``chosen_towns`` are the towns of the filter bar:
    ``$towns`` (codes, or null for all) and ``$area`` (an oblast, raion or hromada code, or null).
    """
    logical = {
        name: f"select * exclude (row_id, replaced_by) from record.{name} where {_KNOWN}" for name in TABLES
    }
    for name in DATASETS:
        logical[f"{name}{VERSIONS}"] = (
            "select * exclude (row_id, replaced_by), case when replaced_by <= $version then replaced_by end "
            f"as replaced_by from record.{name} where upload_id <= $version"
        )
    logical["uploads"] = "select * from record.uploads where upload_id <= $version"
    logical["chosen_towns"] = (
        "select * from towns where ($towns::varchar[] is null or list_contains($towns::varchar[], town_code)) "
        "and ($area::varchar is null or $area::varchar in (admin1_code, admin2_code, admin3_code))"
    )
    return logical


def _as_proposed(name: str) -> str:
    """The rows of a table as if a preview were committed; the preview's rows are registered as ``proposed_..``."""
    columns = (f"{c.name}::{DUCKDB_TYPES.get(c.kind, 'varchar')} as {c.name}" for c in TABLES[name].columns)
    return (
        f"select * exclude (row_id, replaced_by) from record.{name} where {_KNOWN} "
        f"and row_id not in (select replaces from proposed_{name} where replaces is not null) "
        f"union all select {', '.join(columns)}, $version + 1 as upload_id from proposed_{name}"
    )


VERSIONS = "_versions"
_KNOWN = "upload_id <= $version and replaced_by > $version"
_LOGICAL = _logical()

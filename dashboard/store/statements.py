"""Questions as SQL over the logical tables, and what a logical table holds."""

import re
from functools import cache
from pathlib import Path

from dashboard.model.tables import TABLES
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


@cache
def tables_of(question: str) -> frozenset[str]:
    """The logical tables that a question reads, without ``chosen_towns``, which are towns."""
    return frozenset(_named(_body(question))) - {"chosen_towns"}


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

    ``$version`` chooses the rows as known after that upload. ``chosen_towns`` are the towns of the filter bar:
    ``$towns`` (codes, or null for all) and ``$area`` (an oblast, raion or hromada code, or null).
    """
    logical = {
        name: f"select * exclude (row_id, replaced_by) from record.{name} where {_KNOWN}" for name in TABLES
    }
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


_KNOWN = "upload_id <= $version and replaced_by > $version"
_LOGICAL = _logical()

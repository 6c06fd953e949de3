"""Questions as SQL over the logical tables, and what a logical table holds."""

import re
from functools import cache
from pathlib import Path

from dashboard.model.tables import TABLES

_QUESTIONS = Path(__file__).parent / "questions"


@cache
def statement(question: str) -> str:
    """A question's SQL over the logical tables."""
    return over_logical_tables(_body(question))


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


def over_logical_tables(body: str) -> str:
    """A query with the logical tables that it names put before it."""
    wanted = _named(body)
    parts = [f"{name} as not materialized ({_LOGICAL[name]})" for name in wanted]
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
    known = "where upload_id <= $version and replaced_by > $version"
    logical = {name: f"select * exclude (row_id, replaced_by) from record.{name} {known}" for name in TABLES}
    logical["uploads"] = "select * from record.uploads where upload_id <= $version"
    logical["chosen_towns"] = (
        "select * from towns where ($towns::varchar[] is null or list_contains($towns::varchar[], town_code)) "
        "and ($area::varchar is null or $area::varchar in (admin1_code, admin2_code, admin3_code))"
    )
    return logical


_LOGICAL = _logical()

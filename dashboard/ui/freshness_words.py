"""How fresh the data is, in sentences."""

from collections.abc import Sequence

from pandas import DataFrame

from dashboard.analysis.freshness import TableNow
from dashboard.analysis.silence import longest_silent
from dashboard.look.labels import silent_name
from dashboard.look.rows import rows_of
from dashboard.look.words import word

NAMED = 8


def fresh_sentence(tables: Sequence[TableNow], silences: DataFrame, *, towns: int) -> str:
    """Of how many towns each table has a report in the last 7 days, who is silent, who never reported."""
    status, moved, _ = tables
    if not len(silences):
        return word("freshness.nobody", count=towns)
    parts = [
        word(
            "freshness.reporting", count=len(silences), status=status.recent_towns, moved=moved.recent_towns
        ),
        silent_sentence(longest_silent(silences)),
        word("freshness.never", count=towns - len(silences)) if towns > len(silences) else "",
    ]
    return " ".join(part for part in parts if part)


def silent_sentence(silent: DataFrame) -> str:
    """Which towns are silent, from the rows of ``longest_silent``."""
    if not len(silent):
        return word("freshness.none_silent")
    names = [silent_name(row.town_name, row.age_days) for row in rows_of(silent.head(NAMED))]
    more = len(silent) - len(names)
    said = ", ".join([*names, *([word("freshness.more", count=more)] if more else [])])
    return word("freshness.silent", count=len(silent), names=said)

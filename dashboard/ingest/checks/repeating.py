"""Titles and rows of a file as a message may repeat them: not where they hold personal data."""

from collections.abc import Sequence

import pyarrow as pa

from dashboard.errors import FileRefused
from dashboard.ingest.checks.personal import personal_findings
from dashboard.ingest.shown import shown

PERSONAL = "(personal data)"


def repeated(texts: Sequence[str]) -> list[str]:
    """Each text as it is shown, or words for it where it is somebody's phone number, name, address .."""
    if not texts:
        return []
    cells = pa.table({"text": pa.array(texts, pa.string())})
    places = pa.array(range(1, len(texts) + 1), pa.int64())
    found = personal_findings(cells, lines=places, titles=["text"], free_text=["text"], plain=[])
    personal = {finding.line for finding in found}
    return [PERSONAL if place in personal else shown(text) for place, text in enumerate(texts, 1)]


def refuse_persons(titles: Sequence[str], *, line: int, file_name: str) -> None:
    """Raises FileRefused where titles ask for persons, or are one: nobody is asked what such a column means."""
    named = [title for title in titles if title]
    nothing = pa.array([], pa.int64())
    found = personal_findings(pa.table({}), lines=nothing, titles=named, free_text=(), plain=())
    if found:
        said = "; ".join(str(finding) for finding in found)
        remedy = "Lists of persons are not taken: count them by town and day."
        raise FileRefused(file_name, f"line {line}: {said}", remedy, lines=[line], code="personal_column")

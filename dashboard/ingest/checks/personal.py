"""Personal data of a file is found and refused, and never repeated: a net, not a guarantee."""

from collections.abc import Collection, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.ingest.checks.personal_titles import kind_of
from dashboard.ingest.shown import shown
from dashboard.model.finding import Finding
from dashboard.model.personal.kinds import personal_kinds

_EXPECTED = "no personal data"
_CELL = f"found {{kind}}, expected {_EXPECTED}: it is refused and not repeated here; remove it from the file"
_COLUMN = "a column for {kind}, lists of persons are refused; remove the column from the file"
_SHORTEST = 10  # bytes; what is shorter in a column of numbers, days or codes can be no one's


def personal_findings(
    cells: pa.Table,
    *,
    lines: pa.Array,
    titles: Sequence[str],
    free_text: Collection[str],
    plain: Collection[str],
) -> list[Finding]:
    """An error for every title that asks for persons, and for every cell in which personal data is found.

    ``cells`` is the whole file as text, unknown columns too, under its titles (null: missing); ``lines`` are its
    lines. ``free_text`` are the titles of columns in which anything may stand, ``plain`` those of numbers, days,
    choices and towns: there only cells of at least ten bytes are looked at. The patterns are a net, not a guarantee:
    a bare surname passes, and so does what is spelt so as to pass.
    """
    columns = [
        (title, _distinct(column, shortest=0 if title in free_text else _SHORTEST))
        for title, column in zip(cells.column_names, cells.columns, strict=True)
        if title in free_text or title in plain
    ]
    named = pa.array(titles, pa.string())
    # All at once: making the hints ready takes longer than a column of few texts.
    kinds = personal_kinds(pa.concat_arrays([named, *(encoded.dictionary for _, encoded in columns)]))
    findings, shown_as = _titles(titles, kinds)
    start = len(titles)
    for title, encoded in columns:
        end = start + len(encoded.dictionary)
        here = {place - start: found for place, found in kinds.items() if start <= place < end}
        personal = pc.is_in(encoded.indices, value_set=pa.array(here, encoded.indices.type))
        findings += [
            _finding(line, shown_as[title], here[place])
            for line, place in zip(
                lines.filter(personal).to_pylist(), encoded.indices.filter(personal).to_pylist(), strict=True
            )
        ]
        start = end
    return sorted(findings, key=lambda finding: finding.line or 0)


def _distinct(cells: pa.ChunkedArray, *, shortest: int) -> pa.DictionaryArray:
    """The texts of a column, each once; those that are too short to be anybody's are missing."""
    whole = cells.combine_chunks()
    encoded = whole if pa.types.is_dictionary(whole.type) else whole.dictionary_encode()
    if not shortest:
        return encoded
    long = pc.greater_equal(pc.binary_length(encoded.dictionary), shortest)
    texts = pc.if_else(long, encoded.dictionary, None)
    return pa.DictionaryArray.from_arrays(encoded.indices, texts)


def _titles(titles: Sequence[str], kinds: Mapping[int, list[str]]) -> tuple[list[Finding], dict[str, str]]:
    """What is wrong with the titles, and how a finding may name them.

    A list without a header has its first person for titles: it is named by its place in the row.
    """
    findings: list[Finding] = []
    shown_as: dict[str, str] = {}
    for place, title in enumerate(titles):
        shown_as[title] = f"column {place + 1}" if place in kinds else shown(title)
        if place in kinds:
            findings.append(_finding(None, shown_as[title], kinds[place]))
        elif (kind := kind_of(title)) is not None:
            message = _COLUMN.format(kind=kind)
            findings.append(Finding(None, shown_as[title], "personal_column", message))
    return findings, shown_as


def _finding(line: int | None, title: str, kinds: list[str]) -> Finding:
    message = _CELL.format(kind=" and ".join(kinds))
    return Finding(line, title, "personal_data", message, expected=_EXPECTED)

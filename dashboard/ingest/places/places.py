"""The towns that the rows of a file speak of: every name and code in its town column becomes a town code."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dashboard.ingest.checks.repeating import repeated
from dashboard.ingest.places import place_findings
from dashboard.ingest.places.gazetteer import Gazetteer
from dashboard.ingest.places.place_spellings import Spelling as Spelling
from dashboard.ingest.places.place_spellings import settled
from dashboard.model.finding import Finding


@dataclass(frozen=True)
class MatchedTowns:
    """``codes`` are one text per row of the file, null where no name was given or none was matched.

    ``spellings`` are each distinct name with its area once, as they first appear: the mapping that stewards see.
    """

    codes: pa.Array
    spellings: list[Spelling]
    findings: list[Finding]


def match_towns(
    names: pa.Array,
    *,
    known: Gazetteer,
    lines: pa.Array,
    column: str,
    areas: Sequence[pa.Array] = (),
    chosen: Mapping[str, str],
) -> MatchedTowns:
    """A town for each name, or an error for each line on which it stands; a missing name is the caller's to report.

    ``lines`` are the physical lines, ``column`` the file's title of the names, ``areas`` its columns of oblast, raion
    or hromada in any order, ``chosen`` the codes that the steward gave for this file by ``Spelling.written``, or by
    ``Spelling.with_area`` for one of several areas.
    """
    named = pc.is_valid(names)
    rows = np.flatnonzero(named.to_numpy(zero_copy_only=False))
    of_rows = np.asarray(lines.filter(named))
    groups, firsts, counts = _distinct(
        [names.filter(named), *(area.filter(named) for area in areas)], rows=len(rows)
    )
    places = rows[firsts]
    written = names.take(pa.array(places)).to_pylist()
    beside = zip(*(area.take(pa.array(places)).to_pylist() for area in areas), strict=True) if areas else None
    said = [", ".join(filter(None, each)) for each in beside] if beside else [""] * len(written)
    heads = zip(written, said, counts.tolist(), of_rows[firsts].tolist(), strict=True)
    spellings = settled([Spelling(*head) for head in heads], known=known, chosen=chosen)
    codes = np.full(len(names), -1)
    codes[rows] = groups
    indices = pa.array(codes, mask=codes < 0)
    of_spellings = pa.array([spelling.town_code for spelling in spellings], pa.string())
    unknown = any(spelling.town_code is None for spelling in spellings)
    its_lines = _lines_by_group(groups, of_rows) if unknown else [[]] * len(spellings)
    findings = _findings(spellings, its_lines, known=known, column=column)
    return MatchedTowns(of_spellings.take(indices), list(spellings), findings)


def _distinct(
    columns: Iterable[pa.Array], *, rows: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The group of each row, numbered as they first appear, and each group's first row and number of rows."""
    group: NDArray[np.int64] = np.zeros(rows, np.int64)
    for column in columns:
        encoded = column.dictionary_encode()
        indices = np.asarray(pc.fill_null(encoded.indices, len(encoded.dictionary)))
        if group.any():  # numbered anew for every column, so that no product of many columns overflows
            indices = indices + np.unique(group, return_inverse=True)[1] * (len(encoded.dictionary) + 1)
        group = indices
    _, firsts, group, counts = np.unique(group, return_index=True, return_inverse=True, return_counts=True)
    order = np.argsort(firsts)
    renumbered = np.empty_like(order)
    renumbered[order] = np.arange(len(order))
    return renumbered[group], firsts[order], counts[order]


def _lines_by_group(groups: NDArray[np.int64], lines: NDArray[np.int64]) -> list[list[int]]:
    order = np.argsort(groups, kind="stable")
    ends = np.cumsum(np.bincount(groups))
    return [part.tolist() for part in np.split(lines[order], ends[:-1])] if len(groups) else []


def _findings(
    spellings: Sequence[Spelling], lines: Sequence[Sequence[int]], *, known: Gazetteer, column: str
) -> list[Finding]:
    findings = place_findings.as_a_whole(spellings, known=known, column=column)
    unclear = [each.with_area for each in spellings if each.town_code is None and each.how == "ambiguous"]
    areas = dict(zip(unclear, repeated(unclear), strict=True))  # at once: each alone takes a millisecond
    for spelling, its_lines in zip(spellings, lines, strict=True):
        if spelling.how == "likely":
            findings.append(place_findings.likely(spelling, known=known, column=column))
        elif spelling.town_code is None:
            area = areas.get(spelling.with_area) if spelling.how == "ambiguous" else None
            findings += place_findings.errors(spelling, its_lines, known=known, column=column, area=area)
    return sorted(findings, key=lambda finding: finding.line or 0)

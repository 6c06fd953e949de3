"""Typed rows are held against the rules: jumps, contradictions, running totals, more people than lived there."""

from collections.abc import Mapping
from string import Formatter

import duckdb
import pyarrow as pa

from dashboard.ingest.checks.rules import RULES, Rule
from dashboard.model.finding import Finding, misfit
from dashboard.model.tables import DATASETS
from dashboard.store.arrow import ARROW_TYPES


def meaning_findings(
    rows: pa.Table,
    *,
    dataset: str,
    lines: pa.Array,
    towns: pa.Table,
    before: pa.Table,
    titles: Mapping[str, str],
) -> list[Finding]:
    """What a steward should look at again, or must mend, by line.

    ``rows`` are typed by the model and may lack columns; ``lines`` are their lines in the file. ``before`` are current
    rows of the record for the same dataset (of towns: the known towns); a row of the file stands in place of the row
    of its key. ``titles`` gives the file's title of a column, where it differs. A missing value breaks no rule, and
    nothing is said of a column that the file does not have.
    """
    with duckdb.connect(":memory:", config={"enable_external_access": "false"}) as scratch:
        scratch.register("uploaded", _whole(rows, dataset).append_column("line", lines))
        scratch.register("known", _whole(before, dataset))
        scratch.register("towns", towns.select(["town_code", "population_baseline"]))
        found = [
            finding
            for rule in RULES
            if rule.dataset == dataset and rule.column in rows.column_names
            for finding in _findings(scratch, rule, title=titles.get(rule.column, rule.column))
        ]
    return sorted(found, key=lambda finding: finding.line or 0)


def _whole(rows: pa.Table, dataset: str) -> pa.Table:
    """The rows with every column of the dataset, so that a rule may name it; what the file lacks is missing."""
    return pa.table(
        {
            column.name: rows[column.name]
            if column.name in rows.column_names
            else pa.nulls(rows.num_rows, ARROW_TYPES[column.kind])
            for column in DATASETS[dataset].columns
        }
    )


def _findings(scratch: duckdb.DuckDBPyConnection, rule: Rule, *, title: str) -> list[Finding]:
    names = [name for _, name, _, _ in Formatter().parse(rule.expected) if name]
    asked = ", ".join(["line", f"{rule.found} as found", *(f"{name} as value_of_{name}" for name in names)])
    met = scratch.sql(
        f"select {asked} from ({rule.over}) where line is not null and {rule.condition}"
    ).fetchall()
    # Many rows share few values, and a file may have a notice on every row: equal findings share their texts.
    told: dict[tuple[object, ...], Finding] = {}
    findings = []
    for line, *values in met:
        key = tuple(values)
        if key not in told:
            told[key] = _misfit(rule, title, values[0], dict(zip(names, values[1:], strict=True)))
        one = told[key]
        findings.append(Finding(line, title, one.code, one.message, one.severity, one.found, one.expected))
    return findings


def _misfit(rule: Rule, title: str, found: object, values: dict[str, object]) -> Finding:
    expected = rule.expected.format_map(values)
    return misfit(None, title, code=rule.code, found=str(found), expected=expected, severity=rule.severity)

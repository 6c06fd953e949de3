"""What is exported can be uploaded again and changes nothing, whatever its texts say, with and without HXL tags."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.ingest.upload import changes, check
from dashboard.look.csv_text import csv_text
from dashboard.model.tables import DATASETS
from dashboard.store.arrow import ARROW_TYPES
from dashboard.store.commit import Sender, commit
from dashboard.store.export import dataset_rows
from dashboard.store.following import RecordSource
from dashboard.store.preview import preview
from dashboard.store.reading import Reader
from dashboard.store.record import Record
from tests.records import AT, BILO, POKR, TODAY, record_of, towns

HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://evil.example","x")',
    "+380",
    "-5",
    "- five",
    "@SUM(1)",
    "'=1",
    "''-x",
    "＝1",
    "＋380",
    "－5",
    "＠x",
    " =1",
    "\t=1",
    "\u00a0-x",
    "' =1",
    "'tis '-5",
    "''＝1",
    "'quoted'",
    "'",
    "a,b;c|d",
    'say "yes", then no',
    "two\nlines",
    "#tag",
    "#adm4+code",
    "<b>x</b>",
    "![x](http://evil.example/x.png)",
    "{town_code} {0}",
    "../../etc/passwd",
    "'; drop table uploads; --",
    "NULL",
    "nan",
    "N/A",
    "0",
    "1,000",
    "2025-09-12",
    "TRUE",
    "Так",
    "ʼ’ʹ",
)
TEXTS = st.one_of(st.none(), st.sampled_from(HOSTILE))
DAYS = st.integers(1, 12).map(lambda day: date(2025, 9, day))
PEOPLE = st.one_of(st.none(), st.integers(5, 900))
ROWS: dict[str, st.SearchStrategy[dict[str, object]]] = {
    "town_status": st.fixed_dictionaries(
        {
            "town_code": st.sampled_from((BILO, POKR)),
            "date": DAYS,
            "status": st.sampled_from((None, "safe", "at_risk")),
            "population_remaining": PEOPLE,
            "notes": TEXTS,
            "source": TEXTS,
        }
    ),
    "evacuations": st.fixed_dictionaries(
        {
            "town_code": st.sampled_from((BILO, POKR)),
            "date": DAYS,
            "count_at": st.sampled_from(("departure", "transit")),
            "evacuated": st.integers(5, 90),
            "team": TEXTS,
            "destination": TEXTS,
            "source": TEXTS,
        }
    ),
    "front_distances": st.fixed_dictionaries(
        {
            "town_code": st.sampled_from((BILO, POKR)),
            "date": DAYS,
            "source": st.sampled_from(HOSTILE),
            "front_distance_km": st.integers(1, 90).map(float),
            "method": st.just("reported"),
        }
    ),
    "towns": st.fixed_dictionaries(
        {
            "town_code": st.sampled_from((BILO, POKR)),
            "town_name": st.sampled_from(HOSTILE),
            "other_names": TEXTS,
            "source": TEXTS,
        }
    ),
}


def committed(record: Record, dataset: str, rows: list[dict[str, object]]) -> None:
    """Brought straight into the record: no file stood before it, and no check."""
    kinds = {column.name: ARROW_TYPES[column.kind] for column in DATASETS[dataset].columns}
    columns = {name: pa.array([row[name] for row in rows], kinds[name]) for name in rows[0]}
    seen = preview(record, dataset, rows={dataset: pa.table(columns)})
    if seen.new or seen.changed:
        commit(record, seen, sender=Sender("rows.csv", "0" * 64, "Olena", AT))


@pytest.mark.parametrize("dataset", ROWS)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_an_export_of_hostile_texts_changes_nothing_when_it_is_uploaded_again(
    tmp_path: Path, dataset: str, data: st.DataObject
) -> None:
    key = DATASETS[dataset].key
    rows = st.lists(
        ROWS[dataset], min_size=1, max_size=6, unique_by=lambda row: tuple(row[name] for name in key)
    )
    record = record_of(tmp_path / "record.db", towns())
    committed(record, dataset, data.draw(rows))
    reader = Reader(RecordSource(record))
    found = dataset_rows(reader, dataset, version=reader.follow().version)
    for tags in (None, {column.name: column.hxl for column in DATASETS[dataset].columns}):
        text = csv_text(found, tags=tags)
        checked = check(record, text.encode(), file_name="rows.csv", today=TODAY)
        assert [str(finding) for finding in checked.errors] == []
        seen = changes(record, checked)
        assert (seen.dataset, seen.new, seen.changed) == (dataset, 0, 0), text
        assert checked.rows == len(found)

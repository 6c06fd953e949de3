"""Random uploads and undos against a plain dictionary: now, at every past moment, and for a reader that follows."""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.errors import UndoRefused
from dashboard.ingest.upload import changes, check, store
from dashboard.model.tables import TABLES
from dashboard.store.following import RecordSource
from dashboard.store.reading import Reader
from dashboard.store.record import Record
from dashboard.store.row_changes import Counts, tables_of_upload
from dashboard.store.undo import undo
from dashboard.store.verifying import verify
from tests.records import AT, BILO, POKR, TODAY, csv_of, record_of, towns
from tests.store.seen import rows_of
from tests.store.spelled import spell

# Where there is one, a disk that need not be waited for: every commit is written through to it.
MEMORY = next((folder for folder in ("/dev/shm",) if os.access(folder, os.W_OK)), None)

Key = tuple[object, ...]  # begins with the table's name
Values = dict[str, object]
Known = dict[Key, Values]

KEYS: dict[str, tuple[str, ...]] = {
    name: TABLES[name].key for name in ("town_status", "evacuations", "front_distances", "spellings")
}
# The columns that files of a dataset have in common; some files have them all, some not.
FREE: dict[str, dict[str, st.SearchStrategy[object]]] = {
    "town_status": {
        "status": st.sampled_from([None, "safe", "empty"]),
    },
    "evacuations": {"source": st.sampled_from([None, "A"])},
    "front_distances": {"method": st.sampled_from(["reported", "computed"])},
    "spellings": {},
}
NEEDED: dict[str, dict[str, st.SearchStrategy[object]]] = {
    "town_status": {"population_remaining": st.sampled_from([None, 0, 1, 2])},
    "evacuations": {"evacuated": st.sampled_from([0, 1, 2])},
    "front_distances": {"front_distance_km": st.sampled_from([0.5, 1.0, 2.0])},
    "spellings": {"means": st.sampled_from([None, "source"])},
}
DEFAULTS = {"method": "reported"}
PARTS: dict[str, st.SearchStrategy[object]] = {
    "town_code": st.sampled_from([BILO, POKR]),
    "date": st.sampled_from(["2025-09-01", "2025-09-12"]),
    "count_at": st.sampled_from(["departure", "arrival"]),
    "team": st.sampled_from([None, "White Angels"]),
    "destination": st.just(None),
    "source": st.sampled_from(["A", "B"]),
    "kind": st.just("column"),
    "used_in": st.sampled_from(["town_status", "evacuations"]),
    "spelling": st.sampled_from(["said by", "told by"]),
}


@dataclass(frozen=True)
class File:
    table: str
    columns: tuple[str, ...]
    rows: Mapping[Key, Values]


@dataclass(frozen=True)
class Undoing:
    """Which of the uploads so far, counted from the newest."""

    back: int


@st.composite
def files(draw: st.DrawFn) -> File:
    table = draw(st.sampled_from(sorted(KEYS)))
    columns = (*NEEDED[table], *(name for name in FREE[table] if draw(st.booleans())))
    kinds = NEEDED[table] | FREE[table]
    keys = st.tuples(st.just(table), *(PARTS[name] for name in KEYS[table]))
    values = st.fixed_dictionaries({name: kinds[name] for name in columns})
    return File(table, columns, draw(st.dictionaries(keys, values, min_size=1, max_size=5)))


ORDERS = st.lists(st.one_of(files(), st.builds(Undoing, st.integers(0, 5))), min_size=2, max_size=10)


@dataclass
class Dictionary:
    """What the record should hold. Version 0 is the empty one, version 1 brought the towns."""

    versions: list[Known] = field(default_factory=lambda: [{}, {}])

    def bring(self, file: File) -> bool:
        """Whether the file changes anything."""
        known = dict(self.versions[-1])
        blank = {name: DEFAULTS.get(name) for name in (*NEEDED[file.table], *FREE[file.table])}
        for key, values in file.rows.items():
            known[key] = {**known.get(key, blank), **values}
        changed = known != self.versions[-1]
        if changed:
            self.versions.append(known)
        return changed

    def take_back(self, upload_id: int) -> set[Key] | None:
        """The keys that are left; None where nothing can be taken back."""
        before, after = self.versions[upload_id - 1], self.versions[upload_id]
        touched = {key for key in before | after if before.get(key) != after.get(key)}
        known = dict(self.versions[-1])
        left = {key for key in touched if known.get(key) != after.get(key)}
        for key in touched - left:
            known.pop(key, None)
            if key in before:
                known[key] = before[key]
        if touched == left:
            return None
        self.versions.append(known)
        return left


def known_to(reader: Reader, *, version: int) -> Known:
    known: Known = {}
    for table, key in KEYS.items():
        names = (*NEEDED[table], *FREE[table])
        for row in rows_of(reader, table, *key, *names, version=version):
            values = dict(zip(names, row[len(key) :], strict=True))
            known[(table, *row[: len(key)])] = values
    return known


def send_file(record: Record, file: File) -> bool:
    rows = [(*key[1:], *(values[name] for name in file.columns)) for key, values in file.rows.items()]
    if file.table == "spellings":
        return spell(record, *rows) is not None
    text = csv_of(" ".join((*KEYS[file.table], *file.columns)), *rows)
    checked = check(record, text.encode(), file_name="rows.csv", today=TODAY, dataset=file.table)
    return store(record, checked, seen=changes(record, checked), by="Olena", at=AT) is not None


def undo_one(record: Record, upload_id: int) -> set[str] | None:
    try:
        return set(undo(record, upload_id, by="Olena", at=AT).left)
    except UndoRefused:
        return None


def obey(record: Record, expected: Dictionary, *, order: File | Undoing) -> None:
    if isinstance(order, File):
        assert send_file(record, order) == expected.bring(order)
        return
    newest = len(expected.versions) - 1
    upload_id = 2 + (newest - order.back) % max(1, newest - 1)
    if upload_id <= newest:
        left = expected.take_back(upload_id)
        named = None if left is None else {_named(key) for key in left}
        assert undo_one(record, upload_id) == named


def _named(key: Key) -> str:
    return f"{key[0]} {', '.join(str(part) for part in key[1:] if part is not None)}"


def differ(before: Known, after: Known) -> dict[str, Counts]:
    """How many rows of each table are new, changed and removed between two versions."""
    counted = {
        table: Counts(
            sum(key[0] == table and key not in before for key in after),
            sum(key[0] == table and key in before and before[key] != after[key] for key in after),
            sum(key[0] == table and key not in after for key in before),
        )
        for table in KEYS
    }
    return {table: counts for table, counts in counted.items() if any(counts)}


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(ORDERS)
def test_the_record_is_a_dictionary_that_remembers(orders: list[File | Undoing]) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        record = record_of(Path(folder) / "store.db", towns())
        expected = Dictionary()
        following = Reader(RecordSource(record))
        for order in orders:
            obey(record, expected, order=order)
            newest = len(expected.versions) - 1
            assert following.follow().version == newest
            assert known_to(following, version=newest) == expected.versions[-1]
        fresh = Reader(RecordSource(record))
        fresh.follow()
        for version, known in enumerate(expected.versions):
            assert known_to(following, version=version) == known
            if version > 1:
                assert tables_of_upload(following, version) == differ(expected.versions[version - 1], known)
        assert known_to(fresh, version=newest) == expected.versions[-1]
        for question in ("towns", "history"):
            answers = [
                reader.ask(question, version=newest, towns=None, area=None) for reader in (fresh, following)
            ]
            assert answers[0].equals(answers[1])
        assert verify(record) == (newest, [])

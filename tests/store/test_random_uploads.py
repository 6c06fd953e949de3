"""Random uploads and undos against a plain dictionary: now, at every past moment, and for a reader that follows."""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.errors import UndoRefused
from dashboard.ingest.upload import changes, check, store
from dashboard.model.tables import TABLES
from dashboard.store.reading import Reader
from dashboard.store.record import Record
from dashboard.store.undo import undo
from dashboard.store.verifying import verify
from tests.records import AT, BILO, POKR, TODAY, csv_of, record_of, towns
from tests.store.seen import rows_of

# Where there is one, a disk that need not be waited for: every commit is written through to it.
MEMORY = next((folder for folder in ("/dev/shm",) if os.access(folder, os.W_OK)), None)

Key = tuple[object, ...]
Values = dict[str, object]
Known = dict[Key, Values]

KEYS: dict[str, tuple[str, ...]] = {name: TABLES[name].key for name in ("town_status", "evacuations")}
# The columns that files of a dataset have in common; some files have them all, some not.
FREE: dict[str, dict[str, st.SearchStrategy[object]]] = {
    "town_status": {
        "population_remaining": st.sampled_from([None, 0, 1, 2]),
        "status": st.sampled_from([None, "safe", "empty"]),
    },
    "evacuations": {"source": st.sampled_from([None, "A"])},
}
NEEDED: dict[str, dict[str, st.SearchStrategy[object]]] = {
    "town_status": {},
    "evacuations": {"evacuated": st.sampled_from([0, 1, 2])},
}
PARTS: dict[str, st.SearchStrategy[object]] = {
    "town_code": st.sampled_from([BILO, POKR]),
    "date": st.sampled_from(["2025-09-01", "2025-09-12"]),
    "count_at": st.sampled_from(["departure", "arrival"]),
    "team": st.sampled_from([None, "White Angels"]),
    "destination": st.just(None),
}


@dataclass(frozen=True)
class File:
    columns: tuple[str, ...]
    rows: Mapping[Key, Values]


@dataclass(frozen=True)
class Undoing:
    """Which of the uploads so far, counted from the newest."""

    back: int


@st.composite
def files(draw: st.DrawFn, dataset: str) -> File:
    free = [name for name in FREE[dataset] if draw(st.booleans())]
    columns = (*NEEDED[dataset], *free)
    kinds = NEEDED[dataset] | FREE[dataset]
    keys = st.tuples(*(PARTS[name] for name in KEYS[dataset]))
    values = st.fixed_dictionaries({name: kinds[name] for name in columns})
    return File(columns, draw(st.dictionaries(keys, values, min_size=1, max_size=5)))


def orders(dataset: str) -> st.SearchStrategy[list[File | Undoing]]:
    undoing = st.builds(Undoing, st.integers(0, 5))
    return st.lists(st.one_of(files(dataset), undoing), min_size=2, max_size=9)


@dataclass
class Dictionary:
    """What the record should hold. Version 0 is the empty one, version 1 brought the towns."""

    dataset: str
    versions: list[Known] = field(default_factory=lambda: [{}, {}])

    def bring(self, file: File) -> bool:
        """Whether the file changes anything."""
        known = dict(self.versions[-1])
        blank = dict.fromkeys((*NEEDED[self.dataset], *FREE[self.dataset]))
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


def known_to(source: Record | Reader, dataset: str, *, version: int) -> Known:
    names = (*NEEDED[dataset], *FREE[dataset])
    rows = rows_of(source, dataset, *KEYS[dataset], *names, version=version)
    width = len(KEYS[dataset])
    return {row[:width]: dict(zip(names, row[width:], strict=True)) for row in rows}


def send_file(record: Record, dataset: str, *, file: File) -> bool:
    names = " ".join((*KEYS[dataset], *file.columns))
    rows = [(*key, *(values[name] for name in file.columns)) for key, values in file.rows.items()]
    checked = check(record, csv_of(names, *rows).encode(), file_name="rows.csv", today=TODAY, dataset=dataset)
    return store(record, checked, seen=changes(record, checked), by="Olena", at=AT) is not None


def undo_one(record: Record, dataset: str, *, upload_id: int) -> set[str] | None:
    try:
        return set(undo(record, upload_id, by="Olena", at=AT).left)
    except UndoRefused:
        return None


def obey(record: Record, expected: Dictionary, *, order: File | Undoing) -> None:
    if isinstance(order, File):
        assert send_file(record, expected.dataset, file=order) == expected.bring(order)
        return
    newest = len(expected.versions) - 1
    upload_id = 2 + (newest - order.back) % max(1, newest - 1)
    if upload_id <= newest:
        left = expected.take_back(upload_id)
        named = None if left is None else {_named(expected.dataset, key) for key in left}
        assert undo_one(record, expected.dataset, upload_id=upload_id) == named


def _named(dataset: str, key: Key) -> str:
    return f"{dataset} {', '.join(str(part) for part in key if part is not None)}"


@pytest.mark.parametrize("dataset", ["town_status", "evacuations"])
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_record_is_a_dictionary_that_remembers(dataset: str, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        record = record_of(Path(folder) / "store.db", towns())
        expected = Dictionary(dataset)
        following = Reader(record)
        for order in data.draw(orders(dataset)):
            obey(record, expected, order=order)
            newest = len(expected.versions) - 1
            assert following.follow().version == newest
            assert known_to(following, dataset, version=newest) == expected.versions[-1]
        fresh = Reader(record)
        for version, known in enumerate(expected.versions):
            assert known_to(following, dataset, version=version) == known
        assert known_to(fresh, dataset, version=newest) == expected.versions[-1]
        for question in ("towns", "history"):
            answers = [
                reader.ask(question, version=newest, towns=None, area=None) for reader in (fresh, following)
            ]
            assert answers[0].equals(answers[1])
        assert verify(record) == (newest, [])

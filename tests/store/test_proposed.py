"""Every question asked as if a preview were committed is answered as it is after the commit."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd
import pyarrow as pa
import pytest

from dashboard.ingest.upload import changes, check, store
from dashboard.store.following import RecordSource
from dashboard.store.preview import Preview, preview
from dashboard.store.reading import Reader
from dashboard.store.record import Record
from dashboard.store.records import record_at
from tests.databases import databases
from tests.records import AT, BILO, TODAY, csv_of, people, send
from tests.store.asked import AS_OF, PARAMETERS, QUESTIONS
from tests.store.spelled import spelling_rows

Answers = dict[str, pd.DataFrame]
OF_ALERTS = {"alert_rules", "alert_acknowledgements"}  # none of these uploads sets one
OF_THE_LEDGER = {"history", "corrections"}  # of what was uploaded: a preview is not among that
SOURCE = "Demonstration series, not real"


def uploads(codes: list[str], *, chance: random.Random) -> Iterator[tuple[str, str]]:
    """The columns and lines of files for many towns: some rows are new, some change what is there."""
    some = chance.sample(codes, 12)
    days = [AS_OF - timedelta(days=chance.randrange(0, 9)) for _ in some]
    each = list(zip(some, days, strict=True))
    statuses = [
        (code, day, chance.choice(("safe", "at_risk", None)), chance.randrange(900)) for code, day in each
    ]
    yield "town_status", csv_of("town_code date status population_remaining", *statuses)
    teams = [(chance.choice(("A", "B", None)), chance.randrange(1, 50)) for _ in each]
    # One source: which of two that report on one day stands beside the figure is left to chance, also without preview.
    groups = [(*place, *team, SOURCE) for place, team in zip(each, teams, strict=True)]
    yield "evacuations", csv_of("town_code date team evacuated source", *groups)
    places = [
        (code, f"Moved {code}", chance.randrange(4700, 5000) / 100, chance.randrange(3600, 3800) / 100)
        for code in some[:3]
    ]
    yield "towns", csv_of("town_code town_name latitude longitude", *places)
    reports = [(code, day, "DeepState", chance.randrange(400) / 10) for code, day in each]
    yield "front_distances", csv_of("town_code date source front_distance_km", *reports)
    east = chance.randrange(3700, 3800) / 100
    yield "front_lines", f'{{"type":"Polygon","coordinates":[[[{east},47],[40,47],[40,50],[{east},47]]]}}'


def asked(reader: Reader, *, version: int, proposed: Preview | None = None) -> Answers:
    return {name: reader.ask(name, version=version, proposed=proposed, **PARAMETERS) for name in QUESTIONS}


@pytest.fixture(scope="module")
def answers(
    demonstration_url: str, tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[str, Answers, Answers]]:
    """For each of several random uploads the answers as if it were committed, and after it was."""
    file = tmp_path_factory.mktemp("proposed") / "store.db"
    record = databases.new(file, like=record_at(demonstration_url))
    reader = Reader(RecordSource(record))
    found = []
    seed = random.randrange(10**6)
    codes = reader.ask("towns", version=reader.follow().version, **PARAMETERS)["town_code"].tolist()
    for name, text in uploads(codes, chance=random.Random(seed)):
        stated = (AS_OF, "DeepState") if name == "front_lines" else (None, None)
        checked = check(record, text.encode(), file_name=name, today=AS_OF, on=stated[0], source=stated[1])
        seen = changes(record, checked)
        version = reader.follow().version
        before = asked(reader, version=version, proposed=seen)
        assert store(record, checked, seen=seen, by="Olena", at=AT) is not None
        found.append((f"{name}, seed {seed}", before, asked(reader, version=reader.follow().version)))
    return found


@pytest.mark.parametrize("question", sorted(set(QUESTIONS) - OF_THE_LEDGER))
def test_an_answer_with_a_preview_is_the_answer_after_its_commit(
    answers: list[tuple[str, Answers, Answers]], question: str
) -> None:
    assert len(answers) == 5
    for upload, before, after in answers:
        pd.testing.assert_frame_equal(before[question], after[question], obj=f"{question}, {upload}")


def test_the_uploads_change_answers_of_most_questions(answers: list[tuple[str, Answers, Answers]]) -> None:
    changed = {
        name
        for (_, _, earlier), (_, _, later) in pairwise(answers)
        for name in QUESTIONS
        if not earlier[name].equals(later[name])
    }
    assert len(changed) > len(set(QUESTIONS) - OF_ALERTS) * 0.8


def remaining(reader: Reader, *, version: int, proposed: Preview | None = None) -> list[float]:
    span = {"since": date(2025, 9, 1), "until": TODAY, "towns": None, "area": None}
    return reader.ask("town_reports", version=version, proposed=proposed, **span)["people"].tolist()


def test_a_preview_that_was_asked_about_leaves_nothing_behind(record: Record) -> None:
    send(record, people((BILO, "2025-09-12", 700)))
    reader = Reader(RecordSource(record))
    version = reader.follow().version
    rows = pa.table(
        {
            "town_code": [BILO],
            "date": pa.array([date(2025, 9, 12)]),
            "population_remaining": pa.array([5], pa.int64()),
        }
    )
    seen = preview(record, "town_status", rows={"town_status": rows})
    assert remaining(reader, version=version, proposed=seen) == [5]
    assert remaining(reader, version=version) == [700]
    assert len(reader.ask("history", version=version, proposed=seen)) == version


def test_a_preview_of_spellings_can_be_asked_about_like_any_other(record: Record) -> None:
    reader = Reader(RecordSource(record))
    version = reader.follow().version
    rows = spelling_rows(("value", "town_code", "bilo", BILO))
    seen = preview(record, "spellings", rows={"spellings": rows})
    assert len(reader.ask("towns", version=version, proposed=seen, towns=None, area=None)) == 5

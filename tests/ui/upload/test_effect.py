"""What a preview would do to the key figures, and from which day and by whose distances that is told."""

from functools import partial
from pathlib import Path

from dashboard.analysis.asking import Ask
from dashboard.ingest.upload import changes, check
from dashboard.store.following import RecordSource
from dashboard.store.reading import Reader
from dashboard.ui.upload.effect import Effect, effect
from tests.records import BILO, HULI, KOST, POKR, TODAY, departures, distances, on, people, record_of, towns

EDGES_KM = (10.0, 15.0, 25.0, 50.0)
SOME = (
    people((BILO, "2025-09-12", 700)),
    distances((BILO, "2025-09-12", "A", 12.0), (POKR, "2025-09-12", "A", 4.0)),
)


def effect_of(folder: Path, text: str, *, day: str = "2025-09-12", source: str = "A") -> Effect:
    record = record_of(folder / "effect.db", towns(), *SOME)
    reader = Reader(RecordSource(record))
    version = reader.follow().version
    checked = check(record, text.encode(), file_name="rows.csv", today=TODAY)
    before: Ask = partial(reader.ask, version=version)  # type: ignore[assignment]
    after: Ask = partial(before, proposed=changes(record, checked))  # type: ignore[assignment]
    return effect(before, after, filters=on(day, source=source), edges_km=EDGES_KM)


def test_only_the_figures_that_change_are_told(tmp_path: Path) -> None:
    found = effect_of(tmp_path, people((BILO, "2025-09-12", 650), (KOST, "2025-09-12", 8000)))
    assert found.figures == (("People remaining", 700, 8650),)
    assert found.said == "Of the towns chosen above, as of 12 Sep 2025."


def test_a_figure_nobody_reported_before_is_missing_and_not_zero(tmp_path: Path) -> None:
    found = effect_of(tmp_path, departures((BILO, "2025-09-12", 40)))
    assert found.figures == (
        ("Evacuated, 7 days", None, 40),
        ("Evacuated, 30 days", None, 40),
        ("Evacuated in all", None, 40),
    )


def test_towns_near_the_front_are_counted_within_every_edge(tmp_path: Path) -> None:
    found = effect_of(tmp_path, distances((BILO, "2025-09-12", "A", 9.0), (HULI, "2025-09-12", "A", 0)))
    assert found.figures == (("Towns within 10 km", 1, 2), ("Towns inside the held area", 0, 1))


def test_who_looks_from_an_older_day_keeps_it(tmp_path: Path) -> None:
    found = effect_of(tmp_path, people((BILO, "2025-09-14", 650)), day="2025-09-12")
    assert found.said.endswith(
        "now as of 12 Sep 2025, afterwards as of 14 Sep 2025, which is then the newest day."
    )
    found = effect_of(tmp_path, people((BILO, "2025-09-14", 650)), day="2025-09-11")
    assert found.figures == ()
    assert found.said == "Of the towns chosen above, as of 11 Sep 2025."


def test_a_source_that_then_covers_most_towns_is_said(tmp_path: Path) -> None:
    rows = [(code, "2025-09-12", "B", 30.0) for code in (BILO, POKR, KOST, HULI)]
    found = effect_of(tmp_path, distances(*rows))
    assert found.said.endswith("Distances now by A, afterwards by B, which then covers most towns.")
    assert ("Towns within 10 km", 1, 0) in found.figures

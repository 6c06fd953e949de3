"""The way of every upload: read, check, preview, commit - whole or not at all."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.errors import FileRefused, RowsRefused
from dashboard.ingest.upload import Checked, changes, check, store
from dashboard.store.ledger import history
from dashboard.store.record import Record
from dashboard.store.verifying import verify
from tests.records import AT, BILO, POKR, TODAY, csv_of, departures, distances, people, record_of, send, towns
from tests.store.seen import rows_of

DAY = "2025-09-12"
NEW = "UA1416003999"
HELD = '{"type":"Polygon","coordinates":[[[38,48],[39,48],[39,49],[38,48]]]}'


def feature(day: str) -> str:
    return f'{{"type":"Feature","properties":{{"date":"{day}","source":"A"}},"geometry":{HELD}}}'


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return record_of(tmp_path / "store.db", towns())


def checked(
    record: Record, text: str | bytes, *, name: str = "rows.csv", dataset: str | None = None, **line: object
) -> Checked:
    content = text.encode() if isinstance(text, str) else text
    return check(record, content, file_name=name, today=TODAY, dataset=dataset, **line)  # type: ignore[arg-type]


def refusal(record: Record, text: str | bytes, *, dataset: str | None = None, **line: object) -> str:
    with pytest.raises(FileRefused) as raised:
        checked(record, text, dataset=dataset, **line)
    return str(raised.value)


SERVICES_THERE = "limited closed closed closed closed open closed open limited unknown"
FULL = {
    "towns": csv_of(
        "town_code town_name town_name_uk other_names admin1_code admin1_name admin2_code admin2_name "
        "admin3_code admin3_name latitude longitude population_baseline source",
        (
            NEW,
            "New",
            "Нове",
            "Neues;Nouveau",
            "UA14",
            "D",
            "UA1416",
            "P",
            "UA1416003",
            "B",
            48.5,
            37.5,
            9,
            "me",
        ),
    ),
    "town_status": csv_of(
        "town_code date status population_remaining children_remaining limited_mobility_remaining electricity "
        "water gas heating hospital pharmacy bank shop mobile_network road evacuation_order notes source",
        [BILO, DAY, "at_risk", 700, 30, 12, *SERVICES_THERE.split(), "forced_children", "a note", "me"],
    ),
    "evacuations": csv_of(
        "town_code date count_at evacuated girls_0_17 boys_0_17 women_18_59 men_18_59 women_60_plus "
        "men_60_plus limited_mobility people_with_disability team destination source",
        (BILO, DAY, "transit", 21, 1, 2, 3, 4, 5, 6, 7, 8, "White Angels", "Pavlohrad", "me"),
    ),
    "front_distances": csv_of(
        "town_code date source front_distance_km method", (BILO, DAY, "A", 14.8, "computed")
    ),
    "front_lines": feature(DAY),
}


@pytest.mark.parametrize("dataset", FULL)
def test_a_canonical_file_of_every_dataset_goes_in_with_every_column(record: Record, dataset: str) -> None:
    found = checked(record, FULL[dataset])
    assert (found.dataset, found.rows, found.findings) == (dataset, 1, [])
    seen = changes(record, found)
    assert history(record)[-1].upload_id == 1
    saved = store(record, found, seen=seen, by="Olena", at=AT)
    assert saved is not None
    assert (saved.dataset, saved.file_sha256) == (dataset, found.file_sha256)
    written = FULL[dataset].splitlines()[1].split(",") if dataset != "front_lines" else [DAY, "A"]
    rows = [row for row in rows_of(record, dataset) if dataset != "towns" or row[0] == NEW]
    assert [str(value) for value in rows[0][: len(written)]] == written
    assert verify(record) == (2, [])


def test_checking_and_previewing_store_nothing(record: Record) -> None:
    before = record.path.read_bytes()
    changes(record, checked(record, people((BILO, DAY, 700))))
    assert record.path.read_bytes() == before


def test_a_file_with_one_wrong_row_stores_none_of_its_rows(record: Record) -> None:
    found = checked(record, people((BILO, DAY, 700), (POKR, DAY, "many"), (POKR, "2025-02-30", 3)))
    assert len(found.errors) == 2
    with pytest.raises(RowsRefused) as raised:
        changes(record, found)
    assert str(raised.value) == (
        'rows.csv: nothing was stored. line 3, population_remaining: found "many", expected a whole number of '
        "people from 0 to 10000000; put what is known of the estimate into the notes and 1 more. "
        "Correct the file and send it again."
    )
    assert rows_of(record, "town_status") == []


def test_a_notice_refuses_nothing(record: Record) -> None:
    text = csv_of("town_code date population_remaining mine", (BILO, DAY, 700, "x"))
    found = checked(record, text)
    assert ([f.severity for f in found.findings], found.errors) == (["notice"], [])
    assert send(record, text) is not None


def test_a_file_that_changes_nothing_makes_no_entry(record: Record) -> None:
    assert send(record, people((BILO, DAY, 700))) is not None
    found = checked(record, people((BILO, DAY, 700)))
    assert store(record, found, seen=changes(record, found), by="Olena", at=AT) is None
    assert len(history(record)) == 2


def test_towns_of_one_upload_are_known_to_the_next(record: Record) -> None:
    assert [str(f) for f in checked(record, people((NEW, DAY, 1))).findings] == [
        'line 2, town_code: found "UA1416003999", expected the code of a known town'
    ]
    send(record, csv_of("town_code town_name", (NEW, "New")))
    assert checked(record, people((NEW, DAY, 1))).findings == []


def test_a_front_line_brings_the_distance_of_every_town_with_coordinates(record: Record) -> None:
    send(record, csv_of("town_code town_name", (NEW, "Nowhere")))
    found = checked(record, HELD, on=date(2025, 9, 10), source="A")
    seen = changes(record, found)
    assert (found.rows, seen.new) == (1, 6)
    store(record, found, seen=seen, by="Olena", at=AT)
    rows = rows_of(record, "front_distances", "town_code", "date", "source", "method")
    assert [row[0] for row in rows] == [code for code, *_ in rows_of(record, "towns") if code != NEW]
    assert {row[1:] for row in rows} == {("2025-09-10", "A", "computed")}


def test_a_new_or_moved_town_brings_its_distance_to_every_line_and_no_other_town_does(record: Record) -> None:
    for day in ("2025-09-10", "2025-09-11"):
        found = checked(record, feature(day), name="front.geojson")
        store(record, found, seen=changes(record, found), by="Olena", at=AT)
    before = dict(_distances(record))
    text = csv_of(
        "town_code town_name latitude longitude",
        (NEW, "New", 48.5, 38.8),
        (POKR, "Pokrovsk", 48.28, 37.28),
        (BILO, "Bilozerske", 48.54, 37.06),
    )
    seen = changes(record, checked(record, text))
    assert {c.table: (c.new, c.changed, c.unchanged) for c in seen.tables} == {
        "towns": (1, 1, 1),
        "front_distances": (2, 2, 0),
    }
    send(record, text)
    after = dict(_distances(record))
    assert {code for code in after if after[code] != before.get(code)} == {NEW, POKR}
    assert after[NEW] == 0.0
    assert after[POKR] < before[POKR]


def test_a_coordinate_that_a_file_does_not_have_stays_and_the_distance_follows_the_other(
    record: Record,
) -> None:
    send(record, feature(DAY), name="front.geojson")
    before = dict(_distances(record))
    send(record, csv_of("town_code town_name longitude", (POKR, "Pokrovsk", 37.28)))
    after = dict(_distances(record))
    assert after[POKR] < before[POKR]
    assert (POKR, 48.28, 37.28) in rows_of(record, "towns", "town_code", "latitude", "longitude")


def _distances(record: Record) -> list[tuple[str, float]]:
    rows = rows_of(record, "front_distances", "town_code", "front_distance_km")
    return [(str(code), float(str(distance))) for code, distance in rows]


@pytest.mark.parametrize(("ahead", "late"), [(0, False), (1, False), (2, True)])
def test_a_line_of_a_day_beyond_tomorrow_is_an_error_like_any_other_date(
    record: Record, ahead: int, late: bool
) -> None:
    day = TODAY + timedelta(days=ahead)
    sentence = f'date: found "{day}", expected a day that is not in the future (today is {TODAY})'
    assert [str(f) for f in checked(record, feature(day.isoformat())).errors] == ([sentence] if late else [])


def test_what_is_asked_for_and_what_the_file_is_must_agree(record: Record) -> None:
    assert refusal(record, HELD, dataset="town_status") == (
        "rows.csv: this is GeoJSON, not town_status. Send the table as CSV or XLSX."
    )
    table = "date,source,area\n2025-09-12,A,here\n"
    assert refusal(record, table) == (
        "rows.csv: front lines are read from GeoJSON, this is a table. Export the area as GeoJSON."
    )
    assert refusal(record, table, dataset="front_lines") == refusal(record, table)


def test_a_day_and_a_source_said_beside_a_table_are_those_of_its_rows(record: Record) -> None:
    text = csv_of("town_code front_distance_km", (BILO, 12.5))
    assert refusal(record, text, dataset="front_distances").startswith(
        "rows.csv: line 1: missing column: date;"
    )
    found = checked(record, text, on=date(2025, 9, 12), source="DeepState")
    assert found.findings == []
    assert found.tables["front_distances"].to_pylist() == [
        {
            "town_code": BILO,
            "date": date(2025, 9, 12),
            "source": "DeepState",
            "front_distance_km": 12.5,
        }
    ]


def test_what_is_said_beside_a_table_that_says_it_itself_is_told_and_not_used(record: Record) -> None:
    found = checked(record, distances((BILO, DAY, "A", 1)), on=date(2025, 9, 1), source="B")
    assert [str(f) for f in found.findings] == [
        "date: the file says it itself; 2025-09-01, said beside it, is not used",
        "source: the file says it itself; B, said beside it, is not used",
    ]
    assert found.tables["front_distances"]["source"].to_pylist() == ["A"]


def test_distances_whose_file_names_no_source_are_stored_as_not_stated_and_told(record: Record) -> None:
    found = checked(record, csv_of("town_code date front_distance_km", (BILO, DAY, 12.5)))
    assert [(f.severity, str(f)) for f in found.findings] == [
        (
            "notice",
            'source: the file does not say where its figures come from; their source is stored as "not stated"',
        )
    ]
    assert found.tables["front_distances"]["source"].to_pylist() == ["not stated"]


def test_findings_come_in_the_order_of_the_lines(record: Record) -> None:
    found = checked(record, people((BILO, DAY, "x"), (POKR, "2025-02-30", 1), ("Atlantis", DAY, 99)))
    assert [f.line for f in found.findings] == [2, 3, 4]


def test_what_is_done_is_said_while_it_is_done(record: Record) -> None:
    said: list[str] = []
    check(record, people((BILO, DAY, 7)).encode(), file_name="a.csv", today=TODAY, step=said.append)
    assert said[:2] == ["reading", "checking"]


def test_the_name_of_a_file_is_shown_without_its_folder_and_without_what_moves_a_cursor(
    record: Record,
) -> None:
    found = checked(record, departures((BILO, DAY, 3)), name="/home/olena/we\x1b[31mek\udcff\n.csv")
    assert found.file_name == "we\\u001b[31mek\\udcff\\u000a.csv"
    saved = store(record, found, seen=changes(record, found), by="Olena", at=AT)
    assert saved is not None
    assert history(record)[-1].file_name == found.file_name


def test_the_same_file_is_the_same_hash_whatever_it_is_called(record: Record) -> None:
    text = distances((BILO, DAY, "A", 1))
    assert checked(record, text, name="a.csv").file_sha256 == checked(record, text, name="b.csv").file_sha256
    assert checked(record, text).file_sha256 != checked(record, text + "\n").file_sha256


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return record_of(tmp_path_factory.mktemp("kept") / "store.db", towns())


PIECES = st.sampled_from(
    [
        "town_code",
        "date",
        "evacuated",
        "source",
        ",",
        "\n",
        '"',
        BILO,
        DAY,
        "3",
        "{",
        "}",
        "[",
        "\0",
        "\ud800",
        "é",
    ]
)


CELLS = [
    "#adm4",
    "#date",
    "Total",
    "town",
    "\n",
    BILO,
    DAY,
    "-",
    "03/04/2025",
    "=1",
    "#REF!",
    "\u200b",
    "٣",
    "1,5",
]
HEADED = b"town,date,evacuated,team,notes\n"


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    content=st.one_of(
        st.binary(max_size=120),
        st.lists(PIECES, max_size=14).map(lambda parts: "".join(parts).encode("utf-8", "surrogatepass")),
        st.binary(max_size=60).map(
            lambda tail: f"town_code,date,evacuated\n{BILO},{DAY},3\n".encode() + tail
        ),
        st.binary(max_size=40).map(lambda tail: b'{"type":"Feature","properties":' + tail),
        st.binary(max_size=60).map(lambda tail: b"PK\x03\x04" + tail),
        st.text(max_size=60).map(lambda text: text.encode("utf-16", "surrogatepass")),
        st.lists(st.sampled_from(CELLS), max_size=30).map(lambda cells: HEADED + ",".join(cells).encode()),
    ),
    dataset=st.sampled_from([None, *FULL]),
)
def test_any_bytes_at_all_are_findings_or_a_refusal_and_nothing_else(
    kept: Record, content: bytes, dataset: str | None
) -> None:
    try:
        found = checked(kept, content, dataset=dataset)
    except FileRefused as error:
        assert str(error).startswith("rows.csv: ")
        assert str(error).isprintable()
    else:
        assert found.rows > 0 or found.errors
        assert all(str(finding).isprintable() for finding in found.findings)

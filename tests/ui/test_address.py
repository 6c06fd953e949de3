"""The filter bar's words in the address: read with complaints, written without what is the default."""

from datetime import date

import pytest

from dashboard.analysis.asking import Ask
from dashboard.store.record import Record
from dashboard.ui.address import Address, Offered, Wanted, address, known_after, wanted
from tests.records import BILO, POKR, asking

OFFERED = Offered(
    towns={POKR: "Pokrovsk", BILO: "Bilozerske"},
    areas={"UA14": "Donetska oblast"},
    sources=("Map", "Old map"),
    points=("departure", "transit"),
    oldest=date(2025, 7, 1),
    newest=date(2025, 9, 12),
    latest=date(2025, 9, 15),
)


@pytest.fixture(scope="module")
def ask(small: Record) -> Ask:
    return asking(small)


def read(ask: Ask, **parts: str | tuple[str, ...]) -> Wanted:
    found: Address = {key: (value,) if isinstance(value, str) else value for key, value in parts.items()}
    return wanted(found, OFFERED, ask=ask)


def test_an_empty_address_leaves_everything_to_the_data(ask: Ask) -> None:
    assert read(ask) == Wanted()


def test_an_address_is_read_as_it_was_written(ask: Ask) -> None:
    chosen = Wanted(
        towns=[POKR, BILO],
        area="UA14",
        period="own",
        since=date(2025, 8, 1),
        until=date(2025, 9, 1),
        as_of=date(2025, 9, 10),
        source="Old map",
        count_at="transit",
    )
    written = address(chosen, newest=OFFERED.newest, known_after=0)
    assert written == {
        "town": (POKR, BILO),
        "area": ("UA14",),
        "period": ("own",),
        "since": ("2025-08-01",),
        "until": ("2025-09-01",),
        "as_of": ("2025-09-10",),
        "source": ("Old map",),
        "count_at": ("transit",),
        "known": ("0",),
    }
    assert wanted(written, OFFERED, ask=ask) == chosen
    assert known_after(written) == 0


def test_what_is_the_default_is_not_written(ask: Ask) -> None:
    default = Wanted(as_of=OFFERED.newest, since=date(2025, 8, 1), until=date(2025, 9, 1))
    assert address(default, newest=OFFERED.newest, known_after=None) == {}
    assert address(Wanted(period="7"), newest=OFFERED.newest, known_after=None) == {"period": ("7",)}


@pytest.mark.parametrize("name", ["Покровськ", "покровск", "Krasnoarmiisk", "UA1416021001"])
def test_a_town_may_stand_in_the_address_by_any_spelling(ask: Ask, name: str) -> None:
    assert read(ask, town=name) == Wanted(towns=[POKR])


@pytest.mark.parametrize(
    ("parts", "complaint"),
    [
        ({"town": "Pokrosvk"}, 'No town is called "Pokrosvk". Near in spelling: Pokrovsk. It was left out.'),
        ({"area": "UA99"}, "Area: “UA99” is not in the data, so the default is shown."),
        ({"area": ""}, "Area: “” is not in the data, so the default is shown."),
        ({"period": "31"}, "Time: “31” is not in the data, so the default is shown."),
        ({"source": "map"}, "Front distances by: “map” is not in the data, so the default is shown."),
        ({"count_at": "arrival"}, "Counted at: “arrival” is not in the data, so the default is shown."),
        ({"as_of": "2025-06-30"}, "As of: “2025-06-30” is not in the data, so the default is shown."),
        ({"as_of": "2025-09-16"}, "As of: “2025-09-16” is not in the data, so the default is shown."),
        ({"as_of": "2025-02-30"}, "As of: “2025-02-30” is not in the data, so the default is shown."),
        ({"as_of": "yesterday"}, "As of: “yesterday” is not in the data, so the default is shown."),
        ({"area": "x" * 500}, f"Area: “{'x' * 60}” is not in the data, so the default is shown."),
    ],
)
def test_what_the_data_does_not_hold_is_complained_about_and_left_out(
    ask: Ask, parts: dict[str, str], complaint: str
) -> None:
    assert read(ask, **parts) == Wanted(complaints=[complaint])


def test_one_unknown_town_does_not_keep_the_others_out(ask: Ask) -> None:
    found = read(ask, town=("Atlantis", "Bilozerske", "Kostiantynivka"))
    assert found.towns == [BILO]
    assert len(found.complaints) == 2
    assert found.complaints[1].startswith(
        '2 towns are called "Kostiantynivka": Kostiantynivka (Kramatorskyi)'
    )


def test_the_first_and_the_last_day_of_the_data_are_in_it(ask: Ask) -> None:
    found = read(ask, as_of="2025-09-15", period="own", since="2025-07-01", until="2025-07-01")
    assert (found.as_of, found.since, found.until) == (date(2025, 9, 15), date(2025, 7, 1), date(2025, 7, 1))
    assert found.complaints == []


@pytest.mark.parametrize(
    "days",
    [{}, {"since": "2025-08-01"}, {"until": "2025-08-01"}, {"since": "2025-09-02", "until": "2025-09-01"}],
)
def test_own_days_that_are_no_span_fall_back_to_the_default_time(ask: Ask, days: dict[str, str]) -> None:
    found = read(ask, period="own", **days)
    assert (found.period, found.since, found.until) == ("30", None, None)


@pytest.mark.parametrize(
    ("text", "upload"),
    [
        ("0", 0),
        ("1", 1),
        ("12", 12),
        ("", None),
        ("-1", None),
        ("1.0", None),
        ("١", None),
        ("9999999999", None),
        ("x", None),
    ],
)
def test_an_upload_is_a_number_and_zero_is_one(text: str, upload: int | None) -> None:
    assert known_after({"known": (text,)}) == upload


def test_without_an_upload_the_newest_is_meant() -> None:
    assert known_after({}) is None

"""A file of a dataset becomes typed rows, or every finding at once."""

import re
import unicodedata
from datetime import date, timedelta

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.errors import ChoiceNeeded
from dashboard.ingest.table.dates import FIRST_DAY
from dashboard.look.csv_text import csv_text
from dashboard.model.table import Column
from dashboard.model.tables import DATASETS, PEOPLE_AT_MOST
from dashboard.settings import PROJECT
from dashboard.store.arrow import ARROW_TYPES
from tests.ingest.typed import read, refusal, said
from tests.records import BILO, HULI, POKR, TODAY

KNOWN = [BILO, POKR, HULI]
READABLE = [name for name in DATASETS if name != "front_lines"]


def test_a_cell_that_is_needed_and_empty_is_an_error() -> None:
    assert said(f"town_code,date,evacuated,team\n,2025-09-12,,A\n{BILO},,3,A\n") == [
        'line 2, town_code: found "", expected a town',
        'line 3, date: found "", expected a value',
        'line 2, evacuated: found "", expected a value',
    ]


def test_an_empty_cell_is_unknown_and_not_zero() -> None:
    found = read(f"town_code,date,population_remaining,electricity\n{BILO},2025-09-12,,\n").rows.to_pylist()
    assert (found[0]["population_remaining"], found[0]["electricity"]) == (None, None)


def test_where_nothing_is_said_people_were_counted_at_departure() -> None:
    absent = read(f"town_code,date,evacuated\n{BILO},2025-09-12,3\n").rows.to_pylist()[0]
    empty = read(f"town_code,date,evacuated,count_at\n{BILO},2025-09-12,3,\n").rows.to_pylist()[0]
    assert absent["count_at"] == empty["count_at"] == "departure"
    assert (absent["team"], absent["destination"]) == (None, None)


def test_a_column_that_the_file_does_not_have_is_not_among_the_rows() -> None:
    found = read(f"town_code,date,status\n{BILO},2025-09-12,safe\n").rows
    assert found.column_names == ["town_code", "date", "status"]


def test_a_town_nobody_knows_is_an_error_but_in_a_file_of_towns() -> None:
    assert said(f"town_code,date,status\n{BILO},2025-09-12,safe\nUA1416003999,2025-09-12,safe\n") == [
        'line 3, town_code: found "UA1416003999", expected the code of a known town'
    ]
    assert said("town_code,town_name\nUA1416003999,New\n") == []


def test_a_day_beyond_tomorrow_is_an_error_and_tomorrow_is_to_be_confirmed() -> None:
    days = "".join(f"{BILO},2025-09-{day},safe\n" for day in (15, 16, 17))
    assert said(f"town_code,date,status\n{days}") == [
        'notice: line 3, date: found "2025-09-16", expected a day up to today (2025-09-15); read as 2025-09-16, '
        "to be confirmed",
        'line 4, date: found "2025-09-17", expected a day that is not in the future (today is 2025-09-15)',
    ]


def test_all_findings_of_a_file_come_at_once() -> None:
    text = (
        "town_code,date,evacuated,count_at,team,girls_0_17,mine\r\n"
        f'{BILO},2025-09-12,ten,departure,"White\nAngels",1,x\r\n'
        "UA1416003999,2025-02-30,3,station,\u202eTeam,-1,\r\n"
        f"{BILO},2025-09-12\r\n"
        "\r\n"
        f"{POKR},2025-09-12,3,arrival,T,1,\r\n"
        f"{POKR},2025-09-12,4,arrival,T,1,\r\n"
        "Total,,10,,,,\r\n"
    )
    assert sorted(said(text)) == [
        'line 2, evacuated: found "ten", expected a whole number of people from 0 to 10000000',
        'line 4, count_at: found "station", expected one of departure, transit, arrival',
        'line 4, date: found "2025-02-30", expected a day that exists, like 2025-09-12',
        'line 4, girls_0_17: found "-1", expected a whole number of people from 0 to 10000000',
        'line 4, team: found "\\u202eTeam", expected text without control or direction characters',
        'line 4, town_code: found "UA1416003999", expected the code of a known town',
        "line 5: found 2 fields, expected 7 as in the header",
        f"line 7: line 8 has the same key ({POKR}, 2025-09-12, arrival, T) with other values",
        f"line 8: line 7 has the same key ({POKR}, 2025-09-12, arrival, T) with other values",
        'line 9: a total ("Total"), not a town; remove it, totals are added up here',
        "notice: 1 blank line left out: 6",
        "notice: line 1, mine: not a column of evacuations, it is not stored",
    ]


def test_of_several_errors_of_a_cell_the_first_is_told() -> None:
    assert said(f"town_code,date,evacuated\n{BILO},\u202e2025-09-12,3\n") == [
        'line 2, date: found "\\u202e2025-09-12", expected text without control or direction characters'
    ]


def test_a_file_of_which_every_row_is_torn_says_so_for_every_row() -> None:
    assert said(f"town_code,date,status\n{BILO},\n{POKR},\n") == [
        "line 2: found 2 fields, expected 3 as in the header",
        "line 3: found 2 fields, expected 3 as in the header",
    ]


def test_a_phone_number_is_refused_in_every_kind_of_column_and_never_repeated() -> None:
    text = (
        "Report by Ivan Petrenko 067 123 45 67,,,,,\n"
        "town,date,status,population_remaining,notes,call 067 123 45 67\n"
        "+380671234567,2025-09-12,+380671234567,0671234567,'+380671234567,x\n"
        "Total 0671234567,2025-09-12,safe,3,,\n"
    )
    found = said(text)
    personal = "found a phone number, expected no personal data: it is refused and not repeated here"
    assert {line.partition(";")[0] for line in found if "personal data:" in line} == {
        f"column 6: {personal}",
        *(f"line 3, {column}: {personal}" for column in ("town", "status", "population_remaining", "notes")),
    }
    assert [line for line in found if "067" in line or "Petrenko" in line] == []
    headless = str(refusal("Bilozerske,2025-09-12,0671234567\n" * 2))
    assert "(personal data)" in headless
    assert "067" not in headless


def test_a_list_of_persons_is_refused_and_nobody_is_asked_what_its_columns_mean() -> None:
    refused = refusal("Прізвище,town,date,call 0671234567,evacuatd\nІваненко,Bilozerske,2025-09-12,x,3\n")
    assert not isinstance(refused, ChoiceNeeded)
    assert str(refused) == (
        "a.csv: line 1: Прізвище: a column for names of persons, lists of persons are refused; remove the column from "
        "the file; column 4: found a phone number, expected no personal data: it is refused and not repeated here; "
        "remove it from the file. Lists of persons are not taken: count them by town and day."
    )
    unknown = refusal("ПІБ,Хто,Що\nІваненко Іван,x,y\n")
    assert not isinstance(unknown, ChoiceNeeded)
    assert unknown.reason.startswith("line 1: ПІБ: a column for names of persons")


@pytest.mark.parametrize(
    "text",
    [
        f"town_code,date,evacuated,team\n{BILO},2025-09-12,3,Ivan Petrenko\n{BILO},2025-09-12,4,Ivan Petrenko\n",
        f"town_code,date,evacuated,team\n{BILO},2025-09-12,3,Ivan\x07 Petrenko\n",
        f"town_code,town_name,date,evacuated\n{BILO},Ivan Petrenko,2025-09-12,3\n",
        "oblast,town,date,evacuated\nIvan Petrenko,Pokrovsk,2025-09-12,3\n",
    ],
)
def test_no_finding_of_another_kind_repeats_a_person(text: str) -> None:
    found = said(text)
    assert any("found a person's name" in line for line in found)
    assert [line for line in found if "Petrenko" in line] == []


def test_a_guessed_encoding_is_told_with_the_first_towns_it_gives() -> None:
    text = "town,date,status\nБілозерське,2025-09-12,safe\nПокровськ,2025-09-12,safe\nГуляйполе,2025-09-12,safe\n"
    found = said(text.encode("cp1251"))
    assert found == [
        "notice: read as Windows-1251: look at the names of the towns, and save as UTF-8 next time: "
        '"Білозерське", "Покровськ", "Гуляйполе"'
    ]


def _text(limit: int) -> st.SearchStrategy[str]:
    """Text as it is stored: NFC, without blanks around it, nothing unseen; formulas and quotes in plenty."""
    letters = st.characters(
        exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Nd", "Lu", "Lt"), exclude_characters="@"
    )
    spicy = st.sampled_from(list("='\"+-;,\n\t#| "))
    words = st.text(st.one_of(letters, spicy), min_size=1, max_size=limit)
    folded = words.map(lambda text: unicodedata.normalize("NFC", re.sub(r"\s+", " ", text)).strip())
    return folded.filter(lambda text: bool(text) and not text.startswith("#") and not _spoken_for(text))


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text.casefold()))


SPELLINGS = pd.read_csv(PROJECT / "data" / "reference" / "vocabulary.csv", keep_default_na=False)["spelling"]
RESERVED = {_words(spelling) for spelling in SPELLINGS} - {()}


def _spoken_for(text: str) -> bool:
    """A word that means something in a file, as "total" or "n/a", is rightly not read as a name."""
    return text in set(SPELLINGS) or _words(text) in RESERVED or _words(text)[:1] in RESERVED


def values(column: Column) -> st.SearchStrategy[object]:
    if column.name == "town_code":
        return st.sampled_from(KNOWN)
    if column.kind == "code":
        return st.sampled_from(["UA14", "UA1416", "UA1416003"])
    if column.kind == "people":
        return st.integers(0, PEOPLE_AT_MOST)
    if column.kind == "km":
        return st.integers(0, 15_000).map(lambda tenths: tenths / 10)
    if column.kind in ("latitude", "longitude"):
        limit = 90 if column.kind == "latitude" else 180
        return st.integers(-limit * 1_000_000, limit * 1_000_000).map(
            lambda millionths: millionths / 1_000_000
        )
    if column.kind == "date":
        return st.dates(FIRST_DAY, TODAY)
    return st.sampled_from(column.choices) if column.choices else _text(15)


def valid_rows(dataset: str) -> st.SearchStrategy[list[dict[str, object]]]:
    table = DATASETS[dataset]
    needed = {c.name: values(c) for c in table.columns if c.required or c.default is not None}
    free = {c.name: st.one_of(st.none(), values(c)) for c in table.columns if c.name not in needed}
    row = st.fixed_dictionaries(needed | free)
    return st.lists(row, min_size=1, max_size=6, unique_by=lambda r: tuple(r[name] for name in table.key))


@pytest.mark.parametrize("dataset", READABLE)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_valid_rows_that_an_export_wrote_are_read_back_as_they_were(
    dataset: str, data: st.DataObject
) -> None:
    given_rows = data.draw(valid_rows(dataset))
    table = DATASETS[dataset]
    types = {column.name: ARROW_TYPES[column.kind] for column in table.columns}
    columns = {name: pa.array([row[name] for row in given_rows], kind) for name, kind in types.items()}
    frame = pd.DataFrame(
        {
            name: pd.array(column.to_pylist(), dtype="Int64")
            if column.type == pa.int64()
            else pd.to_datetime(column.to_pylist())
            if column.type == pa.date32()
            else column.to_pandas()
            for name, column in columns.items()
        }
    )
    for tags in (None, {column.name: column.hxl for column in table.columns}):
        found = read(csv_text(frame, tags=tags), dataset=dataset)
        assert found.findings == []
        assert found.rows.to_pylist() == given_rows


def test_tomorrow_is_read_back_as_well() -> None:
    day = TODAY + timedelta(days=1)
    assert read(f"town_code,date,status\n{BILO},{day},safe\n").rows["date"].to_pylist() == [day]
    assert read(f"town_code,date,status\n{BILO},{FIRST_DAY},safe\n").rows["date"].to_pylist() == [
        date(2014, 1, 1)
    ]

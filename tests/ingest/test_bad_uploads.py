"""What people really send: every file of the collection of bad uploads gets the answer that it must get."""

import csv
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dashboard.errors import FileRefused, StalePreview
from dashboard.ingest.upload import Checked, changes, check, store
from dashboard.store.absent import absent_rows
from dashboard.store.ledger import history
from dashboard.store.record import Record
from dashboard.store.records import record_at

TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
TOWNS = Path(__file__).parents[2] / "data" / "reference" / "towns.csv"
SECONDS_AT_MOST = 20
COLLECTION = Path(__file__).parents[2].parent / "shared" / "data" / "bad_uploads"

# A phrase that the answer must have, or the number of rows that the file brings where it is to be taken.
ANSWERS: dict[str, str | int] = {
    "gz_bomb.csv.gz": "this is an archive (gzip, .gz)",
    "xlsx_many_entries.xlsx": "the workbook has more than 1,000 parts",
    "xlsx_zip_bomb.xlsx": "unpacked the workbook would be",
    "xlsx_zip_bomb_spaces.xlsx": "unpacked the workbook would be",
    "bytes_control_chars.csv": 'found "Крама\\u0007\\u001b[31mторськ", expected text without control',
    "ok_big_50k_rows.csv": 50_000,
    "ok_evacuations.csv": 6,
    "ok_front.csv": 6,
    "ok_town_status.csv": 6,
    "date_ambiguous.csv": "may be day/month or month/day",
    "date_ddmmyyyy.csv": 'days are read as day.month.year, "20.11.2026" as 2026-11-20',
    "date_future.csv": "expected a day that is not in the future (today is 2026-11-22)",
    "date_impossible.csv": 'found "2026-02-30", expected a day that exists',
    "date_missing.csv": 'found "NULL", expected a value',
    "date_timezones.csv": "read as 2026-11-21, the day at the place (Kyiv)",
    "date_tomorrow.csv": "expected a day up to today (2026-11-22); read as 2026-11-23, to be confirmed",
    "delim_mixed.csv": "found 5 fields, expected 7 as in the header",
    "delim_semicolon.csv": 6,
    "delim_spaces.csv": "no separator found",
    "delim_tab.csv": 6,
    "dup_conflict.csv": "line 5 has the same key (UA1416003001, 2026-11-20) with other values",
    "dup_same_values.csv": "repeats line 2 (UA1416003001, 2026-11-20), counted once",
    "enc_cp1251.csv": 'next time: "Білозерське", "Покровськ", "Краматорськ"',
    "enc_homoglyphs.csv": "not Latin and Cyrillic in one word; it looks like Pokrovsk",
    "enc_koi8u.csv": "read as KOI8-U",
    "enc_mixed_utf8_cp1251.csv": "lines 5, 6, 7 are not UTF-8 text",
    "enc_nfd.csv": 3,
    "enc_truncated_multibyte.csv": "the file ends in the middle of line 3",
    "enc_utf16be_bom.csv": "read as UTF-16",
    "enc_utf16le_nobom.csv": "this looks like UTF-16 without a mark",
    "enum_booleans.csv": 'found "✓", expected one of open, limited, closed, unknown',
    "NOEXTENSION": "read as CSV text",
    "bin_elf.csv": "this is a program (ELF)",
    "bin_parquet.csv": "this is a Parquet file",
    "bin_png.csv": "this is a picture (PNG)",
    "bin_random.csv": "this is binary data",
    "bin_zip.csv": "this is a ZIP archive",
    "gz_truncated.csv.gz": "this is an archive (gzip, .gz)",
    "not_eml.csv": "no separator found",
    "not_json.csv": "this is JSON",
    "ods_minimal.ods": "this is an OpenDocument sheet (.ods)",
    "xls_html_table.xls": "this is a web page (HTML), not a table",
    "xlsx_is_csv.xlsx": "read as CSV text, though its name ends in .xlsx",
    "head_case_space.csv": 6,
    "head_empty_name.csv": "columns 3 and 7 without a name",
    "head_missing_required.csv": "missing column: date; found town, status, population_remaining, hospital",
    "head_none.csv": "line 1 looks like data",
    "head_typo.csv": 'did you mean status where it says "staus", population_remaining where it says',
    "head_wrong_table.csv": "these columns are a file of evacuations, not of town_status",
    "hxl_after_preamble.csv": "the header stands on line 2",
    "hxl_late.csv": "a row of HXL tags, not data",
    "hxl_ok.csv": 6,
    "hxl_partial.csv": 6,
    "inj_formula.csv": "expected text that a spreadsheet does not run",
    "inj_html_header.csv": "notes<img src=x onerror=alert(1)>: not a column of town_status, it is not stored",
    "inj_html_town.csv": 'found "<b onmouseover=alert(1)>Білозерське</b>", expected a known town',
    "inj_log_newline.csv": 'found "Покровськ\\u000a2026-11-20 12:00:00 INFO user=admin committed…", expected',
    "inj_templates.csv": 6,
    "enc_apostrophes.csv": 5,
    "town_case_space.csv": 4,
    "town_spellings.csv": '"Belozerskoe" as Bilozerske (Bilozerska hromada, Pokrovskyi raion, UA1416003001)',
    "town_unknown.csv": "expected a known town; near in spelling: Pokrovsk (Pokrovskyi raion)",
    "delim_semicolon_decimal_comma.csv": 'the comma is read as decimal mark, "3,4" as 3.4',
    "num_approximate.csv": "put what is known of the estimate into the notes",
    "num_distance_absurd.csv": "0 says that the town is occupied or contested: is it?",
    "num_exotic.csv": "expected a whole number of people from 0 to 10000000, in plain digits",
    "num_missing_tokens.csv": "an error of the spreadsheet is no number, it is stored as unknown",
    "num_overflow.csv": "expected a whole number of people from 0 to 10000000",
    "num_thousands.csv": "without separators: 1234, not 1,234 or 1.234",
    "pii_contacts_bank.csv": "found an e-mail address, expected no personal data",
    "pii_exact_places.csv": "found an exact position, expected no personal data",
    "pii_in_team.csv": "found a phone number and a person's name, expected no personal data",
    "pii_names.csv": "found a person's name and a person's age, expected no personal data",
    "pii_small_counts.csv": "in a smaller count a person could be recognised; confirm that all who read",
    "quote_all_fields.csv": 6,
    "quote_embedded_newline.csv": 6,
    "quote_smart.csv": "found 8 fields, expected 7 as in the header; typographic quotes",
    "quote_unclosed.csv": "the quotation mark that opens on line 3 is never closed",
    "inj_bidi_override.csv": "expected text without control or direction characters",
    "evac_cumulative.csv": "are these running totals? Their sum would be 386 people instead of 110",
    "evac_more_than_people.csv": "expected at most the 9850 people who lived there before",
    "jump_front.csv": "expected at most 15 km a day away from the 5.0 km of 2026-11-17",
    "jump_population.csv": "expected a number nearer to the 1240 people of 2026-11-17",
    "struct_total_row.csv": 'a total ("Всього"), not a town',
    "pair_steward_a.csv": 1,
    "pair_steward_b.csv": 1,
    "seq_1_base.csv": 4,
    "seq_2_changes.csv": 5,
    "seq_3_same_again.csv": 5,
    "seq_4_rows_missing.csv": 2,
    "bytes_10k_columns.csv": "line 1 has 10,007 columns, the limit is 50",
    "bytes_huge_field.csv": "expected at most 1000 characters, not 2000000",
    "size_bom_only.csv": "the file is empty",
    "size_header_only.csv": "the file has a header and no rows",
    "size_one_row.csv": 1,
    "struct_blank_lines.csv": "4 blank lines left out: 4, 6, 10, 11",
    "struct_cr_only.csv": 6,
    "struct_header_repeated.csv": "a second header, not data",
    "struct_mixed_eol.csv": 6,
    "struct_preamble.csv": "the header stands on line 4; 2 lines above it are not stored",
    "struct_ragged_short.csv": "found 4 fields, expected 7 as in the header",
    "struct_transposed.csv": "the table is turned on its side",
    "num_units_miles_hidden.csv": "missing column: front_distance_km; found date, town, front_distance_mi",
    "num_units_mixed.csv": "without a unit",
    "xlsx_1904.xlsx": 3,
    "xlsx_formula_strings.xlsx": "expected text that a spreadsheet does not run",
    "xlsx_hidden.xlsx": "1 hidden row was read like the others: 3",
    "xlsx_last_row.xlsx": "expected at most 200,000 rows",
    "xlsx_merged.xlsx": 'found "", expected a town',
    "xlsx_offset.xlsx": "the table begins in row 5",
    "xlsx_ok.xlsx": 6,
    "xlsx_truncated.xlsx": "the workbook is damaged",
}
SAID_ANYWAY = {"IBAN", "code"}  # words of the files that say nothing about a person
# Refused by name, or taken with a notice that says they were read as CSV.
READ_AS_CSV = {"NOEXTENSION", "xlsx_is_csv.xlsx"}
ACTIONS = {
    "accept": {"accept", "accept_with_notice"},
    "accept_with_notice": {"accept_with_notice"},
    "row_errors": {"row_errors"},
    "reject_file": {"reject_file"},
    "accept_with_notice_or_reject": {"accept_with_notice", "reject_file"},
    "row_errors_or_notice": {"row_errors", "accept_with_notice"},
    "conflict": {"accept", "accept_with_notice"},  # alone; see the sequence below
}


@dataclass(frozen=True)
class Answer:
    action: str
    messages: list[str]
    error_lines: set[int]
    notice_lines: set[int]
    checked: Checked | None = None
    new: int = 0


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """The towns of the project."""
    return with_towns(tmp_path_factory.mktemp("bad") / "store.db", TOWNS)


@pytest.fixture
def folder(shared: Path) -> Path:
    return shared / "data" / "bad_uploads"


def with_towns(file: Path, towns: Path) -> Record:
    record = record_at(f"sqlite:///{file}").prepare(create=True)
    save(record, check(record, towns.read_bytes(), file_name=towns.name, today=TODAY, dataset="towns"))
    return record


def save(record: Record, checked: Checked) -> None:
    assert checked.errors == []
    store(record, checked, seen=changes(record, checked), by="Olena", at=AT)


def answer(record: Record, content: bytes, *, name: str, dataset: str) -> Answer:
    try:
        checked = check(record, content, file_name=name, today=TODAY, dataset=dataset)
    except FileRefused as refusal:
        return Answer("reject_file", [str(refusal)], set(refusal.lines), set())
    lines = {
        severity: {finding.line for finding in found if finding.line}
        for severity, found in (("error", checked.errors), ("notice", checked.notices))
    }
    action = "row_errors" if checked.errors else "accept_with_notice" if checked.notices else "accept"
    new = 0 if checked.errors else changes(record, checked).new
    messages = [str(finding) for finding in checked.findings]
    return Answer(action, messages, lines["error"], lines["notice"], checked, new)


def rows_of_index() -> list[dict[str, str]]:
    """The list of the files; without the material beside the clone the names alone, whose tests are then skipped."""
    index = COLLECTION / "index.csv"
    if not index.is_file():
        return [{"file": name} for name in ANSWERS]
    with index.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def dataset_of(row: dict[str, str]) -> str:
    return {"front": "front_distances"}.get(row["table"], row["table"])


def lines_of(text: str) -> set[int]:
    """``2-4,7`` -> {2, 3, 4, 7}."""
    ends = [part.strip().partition("-")[::2] for part in text.split(",") if part.strip()]
    return {line for first, last in ends for line in range(int(first), int(last or first) + 1)}


def test_every_file_of_the_collection_has_an_answer(folder: Path) -> None:
    assert {row["file"] for row in rows_of_index()} == set(ANSWERS)
    assert {path.name for path in folder.iterdir()} - {"index.csv"} == set(ANSWERS)


@pytest.mark.parametrize("row", rows_of_index(), ids=lambda row: row["file"])
def test_a_bad_file_gets_the_answer_it_must_get(known: Record, folder: Path, row: dict[str, str]) -> None:
    name, must = row["file"], row["expected_action"]
    started = time.perf_counter()
    found = answer(known, (folder / name).read_bytes(), name=name, dataset=dataset_of(row))
    assert time.perf_counter() - started <= SECONDS_AT_MOST
    actions = {"accept_with_notice", "reject_file"} if name in READ_AS_CSV else ACTIONS[must]
    assert found.action in actions, found.messages
    lines = lines_of(row["expected_error_lines"])
    if found.action == "reject_file":
        assert found.error_lines >= lines
    elif found.action == "row_errors":
        assert found.error_lines == lines
    elif must != "accept_with_notice_or_reject":
        assert found.notice_lines >= lines
    wanted = ANSWERS[name]
    if isinstance(wanted, int):
        assert found.new == wanted, found.messages
    else:
        assert any(wanted in message for message in found.messages), found.messages
    assert all(message.isprintable() for message in found.messages)


@pytest.mark.parametrize(
    "name", [name for name in ANSWERS if name.startswith("pii_") and "small" not in name]
)
def test_personal_data_is_not_repeated_by_any_message(known: Record, folder: Path, name: str) -> None:
    row = next(row for row in rows_of_index() if row["file"] == name)
    content = (folder / name).read_bytes()
    found = answer(known, content, name=name, dataset=dataset_of(row))
    column = "team" if name == "pii_in_team.csv" else "notes"
    cells = [line[column] for line in csv.DictReader(content.decode().splitlines())]
    words = {word for cell in cells for word in cell.split() if len(word) > 3} - SAID_ANYWAY
    assert words
    said = " ".join(found.messages)
    assert [word for word in words if word in said] == []


def test_no_word_for_unknown_is_stored_as_0(known: Record, folder: Path) -> None:
    name = "num_missing_tokens.csv"
    found = answer(known, (folder / name).read_bytes(), name=name, dataset="town_status").checked
    assert found is not None
    values = found.tables["town_status"]["population_remaining"].to_pylist()
    assert values == [None] * 10
    assert [f.line for f in found.notices if f.code == "formula_error"] == [9]


def test_true_days_of_both_calendars_of_excel_are_days(known: Record, folder: Path) -> None:
    for name in ("xlsx_ok.xlsx", "xlsx_1904.xlsx"):
        found = answer(known, (folder / name).read_bytes(), name=name, dataset="town_status").checked
        assert found is not None
        assert set(found.tables["town_status"]["date"].to_pylist()) == {date(2026, 11, 20)}


def test_all_spellings_of_a_town_are_one_town(known: Record, folder: Path) -> None:
    for name in ("town_spellings.csv", "enc_apostrophes.csv", "town_case_space.csv"):
        found = answer(known, (folder / name).read_bytes(), name=name, dataset="town_status").checked
        assert found is not None
        assert len(set(found.tables["town_status"]["town_code"].to_pylist())) == 1


def test_four_files_of_one_week_change_what_they_say_and_delete_nothing(tmp_path: Path, folder: Path) -> None:
    record = with_towns(tmp_path / "store.db", TOWNS)
    counted, absent = [], []
    for name in ("seq_1_base.csv", "seq_2_changes.csv", "seq_3_same_again.csv", "seq_4_rows_missing.csv"):
        checked = check(record, (folder / name).read_bytes(), file_name=name, today=TODAY)
        seen = changes(record, checked)
        counted.append((seen.new, seen.changed, seen.unchanged))
        rows = checked.tables["town_status"]
        absent.append(absent_rows(record, "town_status", uploaded=rows).num_rows)
        store(record, checked, seen=seen, by="Olena", at=AT)
    assert counted == [(4, 0, 0), (1, 2, 2), (0, 0, 5), (0, 0, 2)]
    assert absent == [0, 0, 0, 3]
    assert [upload.dataset for upload in history(record)] == ["towns", "town_status", "town_status"]


def test_the_second_of_two_stewards_is_told_and_nothing_is_overwritten(tmp_path: Path, folder: Path) -> None:
    record = with_towns(tmp_path / "store.db", TOWNS)
    files = {name: (folder / f"pair_steward_{name}.csv").read_bytes() for name in "ab"}
    checked = {
        name: check(record, text, file_name=f"{name}.csv", today=TODAY) for name, text in files.items()
    }
    seen = {name: changes(record, each) for name, each in checked.items()}
    store(record, checked["a"], seen=seen["a"], by="Anna", at=AT)
    with pytest.raises(StalePreview, match=r"changed since your preview \(upload 2 by Anna\)"):
        store(record, checked["b"], seen=seen["b"], by="Borys", at=AT)
    again = changes(record, check(record, files["b"], file_name="b.csv", today=TODAY))
    assert (again.new, again.changed) == (0, 1)
    assert len(history(record)) == 2


def test_the_answers_are_the_same_where_every_town_of_the_country_is_known(
    tmp_path: Path, shared: Path, folder: Path
) -> None:
    record = with_towns(tmp_path / "store.db", shared / "data" / "gazetteer" / "settlements.csv")
    wrong = []
    for row in rows_of_index():
        name = row["file"]
        if name == "ok_big_50k_rows.csv":
            continue
        found = answer(record, (folder / name).read_bytes(), name=name, dataset=dataset_of(row))
        actions = (
            {"accept_with_notice", "reject_file"} if name in READ_AS_CSV else ACTIONS[row["expected_action"]]
        )
        lines = lines_of(row["expected_error_lines"])
        if found.action not in actions or (found.action == "row_errors" and found.error_lines != lines):
            wrong.append((name, found.action, found.messages[:3]))
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("two\nlines.csv", "two\\u000alines.csv"),
        ("<img src=x>.csv", "<img src=x>.csv"),
        ("../../etc/passwd.csv", "passwd.csv"),
        ("..\\..\\windows\\win.ini.csv", "win.ini.csv"),
        ("=cmd.csv", "=cmd.csv"),
        ("fdp\u202evsc.csv", "fdp\\u202evsc.csv"),
        ("x" * 300 + ".csv", "x" * 60 + "….csv"),
        ("CON.csv", "CON.csv"),
        ("", ""),
        (".csv", ".csv"),
        ("week 1\x00.csv", "week 1\\u0000.csv"),
    ],
)
def test_a_name_that_is_a_trick_is_said_and_does_nothing(known: Record, name: str, said: str) -> None:
    good = b"town,date,status\nBilozerske,2026-11-20,safe\n"
    found = answer(known, good, name=name, dataset="town_status").checked
    assert found is not None
    assert (found.file_name, found.errors) == (said, [])
    refused = answer(known, b"", name=name, dataset="town_status").messages
    assert refused == [f"{said}: the file is empty. Send a file with a header and at least one row."]

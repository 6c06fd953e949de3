"""The way of a file on the page Upload: read, looked at, corrected, committed, taken back."""

import ast
import html
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from dashboard.errors import DatabaseFull
from dashboard.look.words import texts, word
from dashboard.store.ledger import history
from dashboard.store.record import Record
from tests.databases import databases
from tests.ingest.workbooks import parts_of_workbook, table, zipped
from tests.pages.checks import faults
from tests.records import (
    BILO,
    KOST,
    KOST_VILLAGE,
    POKR,
    csv_of,
    departures,
    distances,
    people,
    record_of,
    send,
    towns,
)
from tests.screens import PROJECT, Screen
from tests.ui.conftest import Opens

Begins = Callable[..., tuple[Record, Screen]]


@pytest.fixture
def begin(screen: Opens, tmp_path: Path) -> Begins:
    """A database with these files, and a session on its page Upload."""

    def begun(*files: str) -> tuple[Record, Screen]:
        record = record_of(tmp_path / "dashboard.db", towns(), *files)
        return record, screen(databases.url_of(record)).open("upload")

    return begun


def give(page: Screen, content: str | bytes, *, name: str = "rows.csv") -> Screen:
    """Choose a file; the page must stand whatever is in it."""
    data = content.encode() if isinstance(content, str) else content
    page.at.file_uploader[0].set_value((name, data, "text/csv"))
    page.run()
    assert unfit(page) == []
    return page


def unfit(page: Screen) -> list[str]:
    """What a reader must never see; tables that show the file itself, and no figures, need no credit."""
    of_file = [word(f"upload.{name}") for name in ("columns", "towns", "values")]
    uncredited = sum(page.markup.count(f'aria-label="{label}" tabindex') for label in of_file)
    assert page.markup.count("dash-credit") >= page.markup.count('<table class="dash-table"') - uncredited
    return [fault for fault in faults(page) if not fault.endswith(" credits")]


def heads(page: Screen) -> list[str]:
    """What stands on the heads of the steps."""
    return [re.sub(r"\\(.)|\*\*", r"\1", step.label) for step in page.at.expander]


def press(page: Screen, key: str) -> Screen:
    page.at.button(key=key).click()
    return page.run()


def field(page: Screen, label: str) -> Any:
    """The select box whose label begins so."""
    return next(box for box in page.at.selectbox if re.sub(r"\\(.)", r"\1", box.label).startswith(label))


def buttons(page: Screen) -> dict[str, str]:
    return {str(button.key): button.label for button in page.at.button}


def sign(page: Screen, *, name: str = "Olena", note: str = "") -> Screen:
    """Fill in what a commit waits for."""
    page.at.text_input(key="uploaded_by").set_value(name)
    next(field for field in page.at.text_input if field.label == word("upload.note")).set_value(note)
    for box in page.at.checkbox:
        box.check()
    return page.run()


def commit(page: Screen) -> Screen:
    return press(sign(page), "upload_commit")


def said(page: Screen) -> str:
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", page.markup)).replace("\u00a0", " ").split())


def stored(record: Record) -> list[tuple[str, int, int, str, str]]:
    """Dataset, new, changed, name and note of every upload after that of the towns."""
    return [
        (u.dataset, u.rows_new, u.rows_changed, u.uploaded_by, u.note)
        for u in history(record)
        if u.upload_id > 1
    ]


def test_a_file_is_looked_at_before_anything_is_stored(begin: Begins) -> None:
    record, page = begin()
    assert heads(page) == ["1 · File"]
    give(page, departures((BILO, "2025-09-12", 40), (POKR, "2025-09-12", 20)))
    assert heads(page) == [
        "1 · File · rows.csv · evacuations · 2 rows",
        "2 · Findings · no errors, no notices",
        "3 · Matches · 3 columns, 2 towns",
        "4 · Changes · 2 new, 0 changed, 0 unchanged",
        "5 · Commit",
    ]
    assert buttons(page)["upload_commit"] == "Commit 2 new rows"
    assert page.at.button(key="upload_commit").disabled
    assert page.table("evacuations: 2 new rows") == [
        ["Bilozerske · Білозерське (Pokrovskyi raion)", "12 Sep 2025", "departure", "40"],
        ["Pokrovsk · Покровськ (Pokrovskyi raion)", "12 Sep 2025", "departure", "20"],
    ]
    assert len(page.at.file_uploader) == 0
    assert stored(record) == []


def test_a_commit_waits_for_a_name_and_says_where_to_look(begin: Begins) -> None:
    record, page = begin()
    give(page, departures((BILO, "2025-09-12", 40)))
    assert page.at.button(key="upload_commit").disabled
    sign(page, note="by phone")
    assert not page.at.button(key="upload_commit").disabled
    press(page, "upload_commit")
    assert stored(record) == [("evacuations", 1, 0, "Olena", "by phone")]
    assert heads(page) == ["5 · Commit · Saved as upload 2"]
    assert page.notices == ["Saved as upload 2: 1 new and 0 changed rows from rows.csv."]
    assert "./data?upload=2" in page.links
    press(page, "upload_next")
    assert heads(page) == ["1 · File"]
    give(page, departures((BILO, "2025-09-11", 4)))
    assert page.at.text_input(key="uploaded_by").value == "Olena", "the name is remembered"


def test_a_note_with_a_phone_number_is_refused_and_can_be_mended(
    begin: Begins, caplog: pytest.LogCaptureFixture
) -> None:
    record, page = begin()
    give(page, departures((BILO, "2025-09-12", 40)))
    sign(page, note="call 067 123 45 67")
    press(page, "upload_commit")
    (told,) = page.notices
    assert "the note: found a phone number, expected no personal data" in told
    assert "067 123 45 67" not in caplog.text + "".join(page.notices)
    assert stored(record) == []
    sign(page, note="by phone")
    press(page, "upload_commit")
    assert stored(record) == [("evacuations", 1, 0, "Olena", "by phone")]


def test_a_file_named_after_a_person_is_refused_by_no_name(
    begin: Begins, caplog: pytest.LogCaptureFixture
) -> None:
    _, page = begin()
    give(page, departures((BILO, "2025-09-12", 40)), name="Коваленко Олена Петрівна.csv")
    assert page.notices == [
        "(personal data): its name holds a person's name, which would be kept for good; it is not repeated here. "
        "Rename the file and send it again."
    ]
    assert "Коваленко" not in caplog.text + page.everything()


def test_notices_are_confirmed_before_the_commit(begin: Begins) -> None:
    record, page = begin()
    give(page, departures((BILO, "2025-09-12", 2)))
    assert heads(page)[1] == "2 · Findings · 0 errors, 1 notice"
    page.at.text_input(key="uploaded_by").set_value("Olena")
    assert page.run().at.button(key="upload_commit").disabled
    (box,) = page.at.checkbox
    assert box.label == "I have looked at the 1 notice"
    box.check()
    page.run()
    press(page, "upload_commit")
    assert stored(record) == [("evacuations", 1, 0, "Olena", "")]


def test_two_clicks_commit_once(begin: Begins) -> None:
    record, page = begin()
    give(page, departures((BILO, "2025-09-12", 40)))
    work = page.at.session_state["upload_work"]
    seen = work.seen
    commit(page)
    work.click(seen)
    page.run()
    assert len(stored(record)) == 1
    assert heads(page) == ["5 · Commit · Saved as upload 2"]


def test_a_click_whose_run_is_interrupted_before_the_commit_is_carried_out_by_the_next(begin: Begins) -> None:
    record, page = begin()
    give(page, departures((BILO, "2025-09-12", 40)))
    sign(page)
    work = page.at.session_state["upload_work"]
    work.click(work.seen)
    page.run()
    assert len(stored(record)) == 1


def test_the_same_file_again_has_nothing_to_do(begin: Begins) -> None:
    file = departures((BILO, "2025-09-12", 40))
    _, page = begin(file)
    give(page, file)
    assert heads(page)[3:] == ["4 · Changes · 0 new, 0 changed, 1 unchanged", "5 · Commit · nothing to do"]
    assert "Nothing to do: the database already holds all of this." in said(page)
    assert "upload_commit" not in buttons(page)


def test_what_changes_is_shown_old_to_new_and_absent_rows_are_told(begin: Begins) -> None:
    _, page = begin(people((BILO, "2025-09-12", 700), (POKR, "2025-09-12", 1400)))
    give(page, people((BILO, "2025-09-12", 650)))
    assert heads(page)[3] == "4 · Changes · 0 new, 1 changed, 0 unchanged"
    assert page.table("town status: 1 row that changes") == [
        ["Bilozerske · Білозерське (Pokrovskyi raion)", "12 Sep 2025", "people remaining", "700", "650"]
    ]
    assert page.table("1 row of the same days is not in the file; it stays as it is") == [
        ["Pokrovsk · Покровськ (Pokrovskyi raion)", "12 Sep 2025"]
    ]
    assert buttons(page)["upload_commit"] == "Commit 1 changed row"
    assert page.rows("csv_upload_changed_town_status") == [
        {
            "town_code": BILO,
            "date": "2025-09-12",
            "column": "population_remaining",
            "old": "700",
            "new": "650",
        }
    ]


def test_new_and_changed_rows_are_both_on_the_button(begin: Begins) -> None:
    _, page = begin(people((BILO, "2025-09-12", 700)))
    give(page, people((BILO, "2025-09-12", 650), (POKR, "2025-09-12", 1400), (KOST, "2025-09-12", 5)))
    assert buttons(page)["upload_commit"] == "Commit 2 new and 1 changed rows"


def test_the_key_figures_that_change_are_told_before_and_after(begin: Begins) -> None:
    _, page = begin(
        people((BILO, "2025-09-12", 700), (POKR, "2025-09-12", 1400)), departures((BILO, "2025-09-12", 40))
    )
    give(page, people((BILO, "2025-09-12", 650)))
    assert page.table(word("upload.effect")) == [["People remaining", "2 100", "2 050", "−50"]]
    assert "Of the towns chosen above, as of 12 Sep 2025." in said(page)


def test_a_newer_day_moves_the_day_that_readers_look_from(begin: Begins) -> None:
    _, page = begin(departures((BILO, "2025-09-01", 40)))
    give(page, departures((POKR, "2025-09-12", 20)))
    figures = {row[0]: row[1:] for row in page.table(word("upload.effect"))}
    assert figures["Evacuated, 7 days"] == ["40", "20", "−20"]
    assert figures["Evacuated in all"] == ["40", "60", "+20"]
    expected = "now as of 1 Sep 2025, afterwards as of 12 Sep 2025, which is then the newest day."
    assert expected in said(page)


def test_a_file_that_moves_no_key_figure_says_so(begin: Begins) -> None:
    _, page = begin(people((BILO, "2025-09-12", 700)))
    give(page, people((BILO, "2025-06-01", 900)))
    assert "No key figure changes." in said(page)


def test_errors_are_listed_by_kind_and_close_the_way(begin: Begins) -> None:
    record, page = begin()
    rows = [(BILO, f"2025-09-{day:02}", "ten") for day in range(1, 6)]
    give(page, departures(*rows, (POKR, "2025-02-30", 3)))
    assert heads(page) == [
        "1 · File · rows.csv · evacuations · 6 rows",
        "2 · Findings · 6 errors, 0 notices",
        "3 · Matches · 3 columns, 2 towns",
    ]
    assert word("upload.mend") in page.notices
    assert "●error: not a number of people evacuated" in " ".join(said(page).replace("● ", "●").split())
    places = re.findall(r"<li><span class=\"dash-note\">(.*?)</span>", page.markup)
    assert places[:5] == [f"line {line}" for line in range(2, 7)]
    assert stored(record) == []


def test_findings_are_filtered_by_severity_and_column(begin: Begins) -> None:
    _, page = begin()
    give(page, departures((BILO, "2025-09-12", 2), (POKR, "2025-02-30", 30), (KOST, "2025-09-12", "x")))
    assert page.markup.count("<details><summary>") == 3
    page.at.segmented_control(key="upload_severity").set_value("notice")
    page.run()
    assert page.markup.count("<details><summary>") == 1 and "small count of people" in page.markup
    page.at.segmented_control(key="upload_severity").set_value("error")
    page.at.selectbox(key="upload_column").set_value("date")
    page.run()
    assert page.markup.count("<details><summary>") == 1 and "not a day" in page.markup


def test_on_the_screen_stand_two_hundred_places_and_in_the_file_all(begin: Begins) -> None:
    _, page = begin()
    rows = [(BILO, f"2025-{1 + n // 28:02}-{1 + n % 28:02}", "ten") for n in range(240)]
    give(page, departures(*rows, (POKR, "2025-02-30", 3)))
    assert page.markup.count('<li><span class="dash-note">line ') == 200
    assert "and 42 more places, which the CSV names" in said(page)
    assert len(page.csv("upload_findings")) == 242


def test_the_findings_file_has_the_own_row_beside_each_finding(begin: Begins) -> None:
    _, page = begin()
    give(page, f"town_code,date,evacuated,team\n{BILO},2025-09-12,ten,=1+1\n")
    told = page.csv("upload_findings")
    number = next(row for row in told if row["code"] == "people")
    assert {name: number[name] for name in ("severity", "line", "column", "found")} == {
        "severity": "error",
        "line": "2",
        "column": "evacuated",
        "found": "ten",
    }
    assert [number[name] for name in number if name.startswith("cell ")] == [
        BILO,
        "2025-09-12",
        "ten",
        "'=1+1",
    ]


def test_personal_data_is_never_repeated_also_not_beside_another_finding(begin: Begins) -> None:
    _, page = begin()
    phone = "+380501234567"
    rows = [(BILO, "2025-09-12", "x", phone), (POKR, "2025-09-12", "y", "all well")]
    give(page, csv_of("town_code date population_remaining notes", *rows))
    assert "personal data" in page.markup
    assert phone not in page.everything() and "0501234567" not in page.everything()
    told = page.download("csv_upload_findings")
    assert phone not in told and "0501234567" not in told
    assert "all well" in told, "the other rows stand beside their findings"


def test_personal_data_in_the_cell_of_a_town_is_shown_nowhere(begin: Begins) -> None:
    _, page = begin()
    phone = "+380501234567"
    file = csv_of(
        "town date evacuated", (f"Bilozerske {phone}", "2025-09-12", 40), ("Pokrovsk", "2025-09-12", 9)
    )
    give(page, file)
    assert "personal data" in page.markup
    assert "0501234567" not in page.everything()
    assert [row[0] for row in page.table(word("upload.towns"))] == ["Pokrovsk"]


def test_a_refused_file_says_why_and_nothing_of_it_is_kept_or_logged(
    begin: Begins, caplog: pytest.LogCaptureFixture
) -> None:
    _, page = begin()
    give(page, b"\x89PNG\r\n\x1a\nsecret", name="photo.csv")
    expected = (
        "photo.csv: this is a picture (PNG), not a table as CSV or XLSX. "
        "Save the table as CSV (UTF-8) or XLSX and send that."
    )
    assert page.notices == [expected]
    assert page.at.session_state["upload_work"].given is None
    assert len(page.at.file_uploader) == 1
    assert "photo.csv" not in caplog.text and "secret" not in caplog.text
    give(page, departures((BILO, "2025-09-12", 40)))
    assert page.notices == []


def test_an_ambiguous_town_is_asked_with_its_raion_and_remembered(begin: Begins) -> None:
    record, page = begin()
    file = csv_of("town date evacuated", ("Костянтинівка", "2025-09-12", 40), ("Huliaipole", "2025-09-12", 9))
    give(page, file)
    assert heads(page)[2].startswith("3 · Matches · 1 to look at")
    question = field(page, "Town “Костянтинівка”, line 2 is")
    assert list(question.options) == [
        "Kostiantynivka · Костянтинівка (Kramatorskyi raion)",
        "Kostiantynivka · Костянтинівка (Pokrovskyi raion)",
    ]
    question.set_value(KOST_VILLAGE)
    page.run()
    assert heads(page)[2] == "3 · Matches · 3 columns, 2 towns"
    assert [
        "Костянтинівка",
        "Kostiantynivka · Костянтинівка (Pokrovskyi raion)",
        "your choice",
        "1",
    ] in page.table(word("upload.towns"))
    commit(page)
    assert [entry[0] for entry in stored(record)] == ["evacuations", "spellings"]
    assert "1 correction is remembered for the next file. See or take back" in said(page)
    assert "upload=3" in page.markup.partition("See or take back")[0].rpartition("<a ")[2]
    press(page, "upload_next")
    give(page, file.replace("2025-09-12", "2025-09-13"))
    assert heads(page)[2] == "3 · Matches · 3 columns, 2 towns"
    assert "remembered choice" in page.markup


def test_a_correction_is_remembered_also_where_no_row_is_new(begin: Begins) -> None:
    record, page = begin(departures((KOST_VILLAGE, "2025-09-12", 40)))
    give(page, csv_of("town date evacuated", ("Костянтинівка", "2025-09-12", 40)))
    field(page, "Town “Костянтинівка”").set_value(KOST_VILLAGE)
    page.run()
    assert heads(page)[-1] == "5 · Commit · nothing to do"
    assert buttons(page)["upload_commit"] == "Remember the 1 correction"
    commit(page)
    assert stored(record)[-1] == ("spellings", 1, 0, "Olena", "corrections while reading rows.csv")
    assert "upload_commit" not in buttons(page) and "remembered choice" in page.markup


def test_an_unknown_town_is_chosen_among_all_the_nearest_first(begin: Begins) -> None:
    record, page = begin()
    give(page, csv_of("town date evacuated", ("Bilozersk", "2025-09-12", 40)))
    assert heads(page)[1:3] == ["2 · Findings · 1 error, 0 notices", "3 · Matches · 1 to look at, 3 columns"]
    assert "A town that is not on the list is brought in first, by a file of towns: templates" in said(page)
    question = field(page, "Town “Bilozersk”, line 2 is")
    another = next(box for box in page.at.selectbox if box.label == word("upload.correct"))
    assert not any("Bilozersk" in option for option in another.options), "it is asked already"
    assert question.value is None, "what only looks alike is never chosen"
    assert len(question.options) == 5
    assert question.options[0].startswith("Bilozerske")
    question.set_value(BILO)
    page.run()
    assert heads(page)[1] == "2 · Findings · no errors, no notices"
    commit(page)
    assert [entry[:2] for entry in stored(record)] == [("evacuations", 1), ("spellings", 1)]


def test_where_no_town_is_known_none_is_asked_for(screen: Opens, tmp_path: Path) -> None:
    page = screen(databases.url_of(record_of(tmp_path / "dashboard.db"))).open("upload")
    give(page, csv_of("town date evacuated", ("Bilozerske", "2025-09-12", 40)))
    assert heads(page)[2] == "3 · Matches · 3 columns"
    assert not any(box.label.startswith("Town “") for box in page.at.selectbox)


def test_a_word_that_nobody_knows_is_given_its_meaning(begin: Begins) -> None:
    _, page = begin()
    give(page, csv_of("town_code date water", (BILO, "2025-09-12", "sort of")))
    question = field(page, "“sort of” (water, line 2) means")
    assert list(question.options) == ["open", "limited", "closed", "unknown"]
    question.set_value("limited")
    page.run()
    assert ["water", "sort of", "limited"] in page.table(word("upload.values"))
    assert heads(page)[3] == "4 · Changes · 1 new, 0 changed, 0 unchanged"


def test_a_column_that_is_not_ours_is_given_its_meaning(begin: Begins) -> None:
    _, page = begin()
    give(page, csv_of("town_code date evacuated drivers", (BILO, "2025-09-12", 40, "White Angels")))
    assert heads(page)[1] == "2 · Findings · 0 errors, 1 notice"
    question = field(page, "Column “drivers” means")
    assert question.value == "-"
    question.set_value("team")
    page.run()
    assert heads(page)[1] == "2 · Findings · no errors, no notices"
    assert "White Angels" in page.table("evacuations: 1 new row")[0]


def test_everything_that_was_understood_can_be_corrected(begin: Begins) -> None:
    _, page = begin()
    give(page, csv_of("town_code date water", (BILO, "2025-09-12", "works")))
    box = next(box for box in page.at.selectbox if box.label == word("upload.correct"))
    assert any(label.startswith("“works”") for label in box.options)
    box.set_value(("water", "works"))
    page.run()
    field(page, "“works” (water) means").set_value("limited")
    page.run()
    assert ["water", "works", "limited"] in page.table(word("upload.values"))


def test_slips_in_titles_are_proposed_and_read_so(begin: Begins) -> None:
    _, page = begin()
    file = csv_of("town_code date staus populaton_remaining", (BILO, "2025-09-12", "safe", 700))
    give(page, file)
    assert heads(page) == ["1 · File · rows.csv"]
    (notice,) = page.notices
    assert "staus" in notice and notice.endswith("Choose below.")
    assert field(page, "“staus” means").value == "status"
    assert field(page, "“populaton_remaining” means").value == "population_remaining"
    assert not any("“town_code”" in box.label for box in page.at.selectbox), "the others are behind a switch"
    next(box for box in page.at.toggle if box.label == word("upload.other_columns")).set_value(True)
    page.run()
    assert field(page, "“town_code” means").value == ""
    press(page, "upload_read_so")
    assert heads(page)[3] == "4 · Changes · 1 new, 0 changed, 0 unchanged"


def test_days_that_may_be_two_are_asked(begin: Begins) -> None:
    _, page = begin()
    give(page, csv_of("town_code date evacuated", (BILO, "03/04/2025", 40)))
    (notice,) = page.notices
    assert notice.startswith('"03/04/2025" may be day/month or month/day')
    (order,) = page.at.radio
    assert order.value is None
    order.set_value("month-first")
    page.run()
    assert page.table("evacuations: 1 new row")[0][1] == "4 Mar 2025"


def test_an_encoding_that_was_guessed_shows_names_and_can_be_changed(begin: Begins) -> None:
    _, page = begin()
    file = csv_of("town date evacuated", ("Білозерське", "2025-09-12", 40), ("Гуляйполе", "2025-09-12", 9))
    give(page, file.encode("cp1251"))
    assert "Read so, the first towns are: Білозерське, Гуляйполе" in said(page)
    assert field(page, "Encoding").value == "windows-1251"
    field(page, "Encoding").set_value("koi8-u")
    page.run()
    assert unfit(page) == []
    assert "2 errors" in heads(page)[1] or "3 errors" in heads(page)[1]


def test_the_sheet_of_a_workbook_is_asked_and_can_be_changed(begin: Begins) -> None:
    _, page = begin()
    titles = ("town_code", "date", "evacuated")
    sheets = {
        "First": table(titles, (BILO, "2025-09-12", "40")),
        "Second": table(titles, (POKR, "2025-09-12", "20")),
    }
    give(page, zipped(parts_of_workbook(sheets)), name="book.xlsx")
    assert len(heads(page)) == 1 and field(page, "Sheet").value is None
    field(page, "Sheet").set_value("Second")
    page.run()
    assert page.table("evacuations: 1 new row")[0][0].startswith("Pokrovsk")
    field(page, "Sheet").set_value("First")
    page.run()
    assert page.table("evacuations: 1 new row")[0][0].startswith("Bilozerske")


def test_a_day_that_the_file_does_not_say_is_said_beside_it(begin: Begins) -> None:
    _, page = begin()
    give(page, csv_of("town_code evacuated", (BILO, 40)))
    assert "missing column: date" in page.notices[0]
    page.at.date_input[-1].set_value(date(2025, 9, 12))
    page.run()
    assert page.table("evacuations: 1 new row")[0][1] == "12 Sep 2025"


def test_somebody_elses_commit_makes_a_new_preview_and_is_told(begin: Begins) -> None:
    record, page = begin(people((BILO, "2025-09-12", 700)))
    give(page, people((BILO, "2025-09-12", 650)))
    sign(page)
    send(record, people((BILO, "2025-09-12", 640)), by="Taras")
    press(page, "upload_commit")
    assert unfit(page) == []
    (notice,) = page.notices
    assert notice == (
        "Meanwhile Taras saved upload 3, which changed the same rows: town status: "
        "Bilozerske · Білозерське (Pokrovskyi raion), 12 Sep 2025. Nothing of yours was stored. "
        "Above you see what would change now: look at it and commit again."
    )
    assert page.table("town status: 1 row that changes")[0][-2:] == ["640", "650"]
    assert [entry[3] for entry in stored(record)] == ["Olena", "Taras"]
    press(sign(page), "upload_commit")
    assert stored(record)[-1] == ("town_status", 0, 1, "Olena", "")


def test_a_full_disk_is_told_and_nothing_that_was_entered_is_lost(
    begin: Begins, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, page = begin()
    give(page, departures((BILO, "2025-09-12", 40)))
    sign(page, note="by phone")

    def full(*_: object, **__: object) -> NoReturn:
        raise DatabaseFull("dashboard.db")

    with monkeypatch.context() as broken:
        broken.setattr("dashboard.ingest.upload.commit", full)
        press(page, "upload_commit")
    expected = (
        "Not saved: dashboard.db: the disk is full. Nothing was stored. Free some space and send it again. "
        "What you entered is still here: commit again when this is mended."
    )
    assert page.notices == [expected]
    assert stored(record) == []
    press(page, "upload_commit")
    assert stored(record) == [("evacuations", 1, 0, "Olena", "by phone")]


def test_an_undo_asks_once_and_is_done_once(begin: Begins) -> None:
    record, page = begin()
    give(page, departures((BILO, "2025-09-12", 40)))
    commit(page)
    press(page, "upload_undo")
    assert "upload_undo" not in buttons(page) and len(history(record)) == 2
    press(page, "upload_undo_no")
    press(page, "upload_undo")
    press(page, "upload_undo_yes")
    assert page.notices[-1] == "Upload 2 was taken back by upload 3."
    assert history(record)[-1].undoes == 2
    page.at.session_state["upload_work"].take_back()
    assert len(history(record)) == 3


def test_the_first_file_of_an_empty_database_brings_its_towns(screen: Opens, tmp_path: Path) -> None:
    record = record_of(tmp_path / "dashboard.db")
    page = screen(databases.url_of(record)).open("upload")
    give(page, towns(), name="towns.csv")
    assert heads(page)[0] == "1 · File · towns.csv · towns · 5 rows"
    assert page.table("towns: 5 new rows")[0][:2] == ["Bilozerske", "Bilozerske"]
    commit(page)
    assert [upload.dataset for upload in history(record)] == ["towns"]
    assert unfit(page.go("situation")) == []


def test_who_looks_back_still_uploads_against_the_newest_data(begin: Begins) -> None:
    _, page = begin(people((BILO, "2025-09-12", 700)), people((BILO, "2025-09-12", 690)))
    page.open("upload", known="2")
    give(page, people((BILO, "2025-09-12", 690)))
    assert heads(page)[-1] == "5 · Commit · nothing to do"


SQUARE = [[37.6, 48.0], [38.6, 48.0], [38.6, 49.0], [37.6, 49.0], [37.6, 48.0]]


def line(**properties: str) -> str:
    geometry = {"type": "Polygon", "coordinates": [SQUARE]}
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


def test_a_front_line_is_shown_on_a_map_with_the_distances_to_it(begin: Begins) -> None:
    record, page = begin(distances((BILO, "2025-09-01", "Map", 30.0)))
    give(page, line(date="2025-09-12", source="Map"), name="line.geojson")
    assert heads(page)[0] == "1 · File · line.geojson · front lines · 1 row"
    assert {layer["id"] for layer in page.map["layers"]} >= {"held", "towns"}
    tips = [town["tip"] for layer in page.map["layers"] if layer["id"] == "towns" for town in layer["data"]]
    assert any("Kostiantynivka" in tip and "inside held area" in tip for tip in tips)
    assert "front line of 12 Sep 2025 by Map" in said(page)
    commit(page)
    assert stored(record)[-1][0] == "front_lines"


def test_a_front_line_that_says_neither_day_nor_source_is_told_them(begin: Begins) -> None:
    _, page = begin()
    give(page, line(), name="line.geojson")
    assert page.notices[0].startswith("line.geojson: ")
    page.at.date_input[-1].set_value(date(2025, 9, 12))
    page.run()
    source = next(field for field in page.at.text_input if field.label == word("upload.source"))
    source.set_value("DeepState")
    page.run()
    assert unfit(page) == []
    assert "front line of 12 Sep 2025 by DeepState" in said(page)


HOSTILE = "<img src=x onerror=alert(1)> **[x](http://evil)** :material/home: $x$"


def test_hostile_text_is_shown_as_text_everywhere(begin: Begins) -> None:
    _, page = begin()
    file = csv_of(f"town date evacuated {'<img/src=x>'}", (HOSTILE, "2025-09-12", 40, HOSTILE))
    give(page, file, name="<img src=x>.csv")
    assert "&lt;img src=x" in page.markup
    assert "<img" not in page.markup
    for node in (*page.at.expander, *page.at.selectbox, *page.at.button):
        assert "<img" not in re.sub(r"\\.", "", node.label), node.label
        assert "](http" not in node.label, node.label
    told = page.csv("upload_findings")
    assert any(HOSTILE[:20] in row["found"] for row in told)


def test_another_file_takes_the_place_of_the_first(begin: Begins) -> None:
    _, page = begin()
    give(page, departures((BILO, "2025-09-12", 40)))
    press(page, "upload_another")
    assert heads(page) == ["1 · File"]
    give(page, departures((BILO, "2025-09-12", 40), (POKR, "2025-09-12", 40)), name="other.csv")
    assert heads(page)[0] == "1 · File · other.csv · evacuations · 2 rows"


def test_a_session_holds_one_copy_of_one_file(begin: Begins, monkeypatch: pytest.MonkeyPatch) -> None:
    let_go: list[str] = []
    remove = MemoryUploadedFileManager.remove_file
    monkeypatch.setattr(
        MemoryUploadedFileManager,
        "remove_file",
        lambda manager, session_id, file_id: let_go.append(file_id) or remove(manager, session_id, file_id),
    )
    _, page = begin()
    give(page, departures((BILO, "2025-09-12", 40)))
    assert len(let_go) == 1
    commit(page)
    work = page.at.session_state["upload_work"]
    assert (work.given, work.checked, work.seen, work.absent) == (None, None, None, None)


def test_a_file_is_read_once_for_each_way_of_reading_it(
    begin: Begins, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dashboard.ingest.upload as upload

    read: list[str] = []
    check = upload.check
    monkeypatch.setattr(
        upload, "check", lambda *a, **more: read.append(more["file_name"]) or check(*a, **more)
    )
    record, page = begin()
    give(page, departures((BILO, "2025-09-12", 40)))
    sign(page)
    page.run()
    assert read == ["rows.csv"]
    send(record, people((BILO, "2025-09-12", 640)))
    read.clear()
    page.run()
    assert read == ["rows.csv"], "the database moved on"


def codes_of_findings() -> set[str]:
    """Every code that a check can give, as it stands in the code."""
    found: set[object] = set()
    for file in (PROJECT / "dashboard" / "ingest").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "id", "")
                place = {"Finding": 2, "Problem": 0, "Rule": 1, "_notice": 0}.get(called)
                if (
                    place is not None
                    and len(node.args) > place
                    and isinstance(node.args[place], ast.Constant)
                ):
                    found.add(node.args[place].value)
                given = [key.value for key in node.keywords if key.arg == "code"]
                if called in ("misfit", "Finding"):
                    found |= {value.value for value in given if isinstance(value, ast.Constant)}
    kinds = {"people", "km", "latitude", "longitude", "unknown_town", "mixed_alphabet", "ambiguous_town"}
    return {str(code) for code in found} | kinds


def test_every_kind_of_finding_has_a_name() -> None:
    named = {key.removeprefix("finding.") for key in texts("en") if key.startswith("finding.")}
    assert codes_of_findings() - named == set()
    assert len(codes_of_findings()) > 40


def test_the_page_stands_for_every_bad_file(screen: Opens, demonstration: str, shared: Path) -> None:
    page = screen(demonstration).open("upload")
    seen = 0
    for file in sorted((shared / "data" / "bad_uploads").iterdir()):
        if file.name == "index.csv" or file.stat().st_size > 300_000:
            continue
        give(page, file.read_bytes(), name=file.name)
        seen += 1
        if "upload_another" in buttons(page):
            press(page, "upload_another")
    assert seen > 80

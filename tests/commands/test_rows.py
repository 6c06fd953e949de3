"""``export`` and ``template``: files that can be uploaded again, whole or narrowed."""

import csv
import io
import json
from pathlib import Path

import pytest

from dashboard.analysis.templates import TEMPLATES, template_columns
from dashboard.model.tables import DATASETS
from tests.commands.conftest import Answer, Shell, Writing
from tests.records import BILO, HULI, POKR, csv_of, departures, people

DAY, NEXT = "2025-09-12", "2025-09-13"
NAMES = {name: f"{name}.{'geojson' if name == 'front_lines' else 'csv'}" for name in DATASETS}


def table(answer: Answer) -> list[dict[str, str]]:
    assert answer.status == 0
    return list(csv.DictReader(io.StringIO(answer.out)))


@pytest.mark.parametrize("dataset", DATASETS)
def test_an_export_of_the_demonstration_that_is_uploaded_again_changes_nothing(
    demonstration: Shell, tmp_path: Path, dataset: str
) -> None:
    out = tmp_path / NAMES[dataset]
    assert demonstration("export", dataset, "--out", out).status == 0
    answer = demonstration("upload", out, "--by", "Olena", "--json")
    errors = [finding for finding in answer.json["findings"] if finding["severity"] == "error"]
    assert (answer.status, errors, answer.json["upload_id"]) == (0, [], None)
    assert (answer.json["dataset"], answer.json["changes"]["new"], answer.json["changes"]["changed"]) == (
        dataset,
        0,
        0,
    )


@pytest.mark.parametrize("dataset", [name for name in DATASETS if name != "front_lines"])
def test_an_export_goes_into_another_database_and_comes_out_the_same(
    demonstration: Shell, tmp_path: Path, dataset: str
) -> None:
    chosen = [] if dataset == "towns" else ["--since", "2025-09-01"]
    exported = demonstration("export", dataset, *chosen).out
    other = f"sqlite:///{tmp_path / 'other.db'}"
    for name in ("towns", dataset):
        out = tmp_path / NAMES[name]
        demonstration("export", name, *(chosen if name == dataset else []), "--out", out)
        demonstration("upload", out, "--by", "Olena", "--database", other, database=False)
    again = demonstration("export", dataset, "--database", other, database=False)
    assert again.out == exported
    assert len(exported.splitlines()) > 20


def test_real_front_lines_come_out_as_they_went_in(run: Shell, tmp_path: Path, shared: Path) -> None:
    for day in ("2025-08-10", "2025-09-12"):
        real = shared / "data" / "front_lines" / f"deepstate_{day}.geojson"
        answer = run("upload", real, "--by", "Olena", "--date", day, "--source", "DeepState", "--json")
        assert answer.json["changes"] == {"new": 6, "changed": 0, "unchanged": 0}
    out = tmp_path / "lines.geojson"
    run("export", "front_lines", "--out", out)
    again = run("upload", out, "--by", "Olena", "--json").json
    assert again["changes"] == {"new": 0, "changed": 0, "unchanged": 12}
    assert again["upload_id"] is None
    assert run("export", "front_lines").out == out.read_text(encoding="utf-8")


def test_text_that_a_spreadsheet_would_run_is_exported_harmless_and_read_back_as_it_was(
    run: Shell, file: Writing, tmp_path: Path
) -> None:
    notes = ["=1+1", "+380", "-5", "@ here", "'=x", "'quoted'", 'a "b", c', "two\nlines", "#tag"]
    marked = ["'=1+1", "'+380", "'-5", "'@ here", "''=x", *notes[5:]]
    rows = [(BILO, f"2025-09-{day:02}", "safe", note) for day, note in enumerate(notes, 1)]
    run("upload", file(csv_of("town_code date status notes", *rows)), "--by", "Olena")
    stored = [row["notes"] for row in run("export", "town_status", "--json").json["rows"]]
    assert stored == notes
    assert [row["notes"] for row in table(run("export", "town_status"))] == marked
    out = tmp_path / "again.csv"
    run("export", "town_status", "--out", out)
    assert run("upload", out, "--by", "Olena", "--json").json["upload_id"] is None


@pytest.fixture
def told(run: Shell, file: Writing) -> Shell:
    for day in (DAY, NEXT):
        rows = [(code, day, number) for number, code in enumerate((BILO, POKR, HULI))]
        run("upload", file(departures(*rows)), "--by", "Olena")
    return run


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ([], {(code, day) for code in (BILO, POKR, HULI) for day in (DAY, NEXT)}),
        (["--town", "Bilozerske"], {(BILO, DAY), (BILO, NEXT)}),
        (["--town", "Красноармейск"], {(POKR, DAY), (POKR, NEXT)}),
        (["--town", BILO, "--town", HULI, "--until", DAY], {(BILO, DAY), (HULI, DAY)}),
        (["--since", NEXT], {(BILO, NEXT), (POKR, NEXT), (HULI, NEXT)}),
        (["--as-known-after", "2"], {(BILO, DAY), (POKR, DAY), (HULI, DAY)}),
        (["--as-known-after", "0"], set()),
    ],
)
def test_a_filter_removes_rows_from_the_export(
    told: Shell, filters: list[str], kept: set[tuple[str, str]]
) -> None:
    rows = table(told("export", "evacuations", *filters))
    assert {(row["town_code"], row["date"]) for row in rows} == kept


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["evacuations", "--as-known-after", "4"],
            '--as-known-after: found "4", expected an upload from 0 (before any) to 3',
        ),
        (
            ["evacuations", "--as-known-after", "-1"],
            '--as-known-after: found "-1", expected an upload from 0 (before any) to 3',
        ),
        (
            ["towns", "--since", DAY],
            f'--since: found "{DAY}", expected no such filter: towns has no column date',
        ),
        (
            ["front_lines", "--town", "Pokrovsk"],
            '--town: found "Pokrovsk", expected no such filter: front_lines has no column town_code',
        ),
        (["evacuations", "--town", "Pokrovks"], 'No town is called "Pokrovks". Near in spelling: Pokrovsk.'),
        (
            ["evacuations", "--town", "Kostiantynivka"],
            '2 towns are called "Kostiantynivka": Kostiantynivka (Kramatorskyi) UA1412007001; '
            "Kostiantynivka (Pokrovskyi) UA1416013011. Give the code.",
        ),
    ],
)
def test_a_filter_that_cannot_be_obeyed_is_wrong_use(
    told: Shell, arguments: list[str], sentence: str
) -> None:
    answer = told("export", *arguments)
    assert (answer.status, answer.out, answer.err) == (2, "", f"{sentence}\n")


def test_an_export_with_hxl_tags_has_them_under_the_header_and_can_be_uploaded_again(
    told: Shell, tmp_path: Path
) -> None:
    out = tmp_path / "tagged.csv"
    told("export", "evacuations", "--hxl", "--out", out)
    header, tags, *rows = out.read_text(encoding="utf-8").splitlines()
    assert header.split(",") == list(DATASETS["evacuations"].names)
    assert tags.split(",") == [column.hxl for column in DATASETS["evacuations"].columns]
    assert len(rows) == 6
    assert told("upload", out, "--by", "Olena", "--json").json["changes"] == {
        "new": 0,
        "changed": 0,
        "unchanged": 6,
    }


def test_an_export_as_json_is_one_document_with_missing_as_null(told: Shell) -> None:
    document = told("export", "evacuations", "--town", BILO, "--until", DAY, "--json").json
    assert (document["dataset"], document["version"], len(document["rows"])) == ("evacuations", 3, 1)
    row = document["rows"][0]
    assert (row["date"], row["evacuated"], row["team"], row["girls_0_17"]) == (DAY, 0, None, None)


def test_an_export_that_cannot_be_written_is_wrong_use(told: Shell, tmp_path: Path) -> None:
    answer = told("export", "towns", "--out", tmp_path)
    assert (answer.status, answer.err) == (
        2,
        f'--out: found "{tmp_path}", expected a file that can be written (Is a directory)\n',
    )


@pytest.mark.parametrize("dataset", TEMPLATES)
def test_a_template_has_the_columns_of_the_dataset_and_the_name_of_the_town(run: Shell, dataset: str) -> None:
    assert run("template", dataset).out == ",".join(template_columns(dataset)) + "\n"
    document = run("template", dataset, "--json").json
    assert document == {"dataset": dataset, "columns": template_columns(dataset), "rows": []}
    assert {"town_name", "town_code"} == set(document["columns"][:2])


def test_an_empty_template_needs_no_database(run: Shell, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'none.db'}"
    assert run("template", "towns", "--database", url, database=False).status == 0
    assert not (tmp_path / "none.db").exists()
    assert run("template", "front_lines").status == 2


@pytest.mark.parametrize("dataset", TEMPLATES)
def test_a_prefilled_template_that_is_uploaded_as_it_is_changes_nothing(
    demonstration: Shell, tmp_path: Path, dataset: str
) -> None:
    out = tmp_path / "rows.csv"
    demonstration("template", dataset, "--prefilled", "--out", out)
    answer = demonstration("upload", out, "--by", "Olena", "--json").json
    assert (answer["dataset"], answer["upload_id"]) == (dataset, None)
    assert answer["changes"]["new"] == answer["changes"]["changed"] == 0
    assert answer["changes"]["unchanged"] == len(out.read_text(encoding="utf-8").splitlines()) - 1 > 20


def test_a_prefilled_template_has_the_newest_report_of_each_town_with_its_day(told: Shell) -> None:
    def days(*options: str) -> set[tuple[str, str]]:
        rows = table(told("template", "evacuations", "--prefilled", *options))
        return {(row["town_name"], row["date"]) for row in rows}

    assert days() == {("Bilozerske", NEXT), ("Pokrovsk", NEXT), ("Huliaipole", NEXT)}
    assert days("--as-of", DAY) == {("Bilozerske", DAY), ("Pokrovsk", DAY), ("Huliaipole", DAY)}
    assert days("--town", "Красноармейск", "--town", HULI) == {("Pokrovsk", NEXT), ("Huliaipole", NEXT)}
    assert days("--area", "UA23") == {("Huliaipole", NEXT)}
    assert days("--as-of", "2025-09-11") == set()


def test_a_prefilled_template_of_nobody_s_town_is_wrong_use(told: Shell) -> None:
    answer = told("template", "evacuations", "--prefilled", "--town", "Atlantis")
    assert (answer.status, answer.out, answer.err) == (2, "", 'No town is called "Atlantis".\n')


@pytest.mark.parametrize(
    ("option", "said"), [("--town", "Atlantis"), ("--area", ""), ("--as-of", "2025-09-12")]
)
def test_what_only_a_prefilled_template_obeys_is_wrong_use_of_an_empty_one(
    run: Shell, option: str, said: str
) -> None:
    answer = run("template", "evacuations", option, said)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == (
        f'{option}: found "{said}", expected --prefilled beside it: an empty template has no towns\n'
    )


def test_exported_front_lines_are_geojson(run: Shell, file: Writing) -> None:
    held = '{"type":"Polygon","coordinates":[[[38,48],[39,48],[39,49],[38,48]]]}'
    run("upload", file(held, name="f.geojson"), "--by", "O", "--date", DAY, "--source", 'Дніпро "A"')
    document = json.loads(run("export", "front_lines").out)
    (feature,) = document["features"]
    assert feature["properties"] == {"date": DAY, "source": 'Дніпро "A"'}
    assert feature["geometry"]["type"] == "MultiPolygon"
    assert run("export", "front_lines", "--until", "2025-09-11", "--json").json["rows"] == []


def test_people_remaining_are_exported_as_whole_numbers_also_where_some_are_missing(
    run: Shell, file: Writing
) -> None:
    run("upload", file(people((BILO, DAY, 700), (POKR, DAY, None))), "--by", "Olena")
    assert [row["population_remaining"] for row in table(run("export", "town_status"))] == ["700", ""]

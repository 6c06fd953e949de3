"""Personal data in a file is refused, by kind, and never repeated; what field reports are full of passes."""

import csv
import re
from pathlib import Path

import pyarrow as pa
import pytest

from dashboard.ingest.checks.personal import personal_findings
from dashboard.model.finding import Finding
from dashboard.model.personal.kinds import PATTERNS
from dashboard.model.tables import DATASETS

PROJECT = Path(__file__).parents[3]
PLAIN = {"town", "town_code", "date", "status", "population_remaining", "hospital", "bank", "evacuated"}
REFUSED = "expected no personal data: it is refused and not repeated here; remove it from the file"


def in_column(title: str, *texts: str | None, plain: bool = False) -> list[Finding]:
    cells = pa.table({title: pa.array(texts, pa.string())})
    lines = pa.array(range(2, len(texts) + 2))
    names = {"free_text": [], "plain": [title]} if plain else {"free_text": [title], "plain": []}
    return personal_findings(cells, lines=lines, titles=[title], **names)


def in_file(file: Path, *, plain: set[str] = PLAIN) -> list[Finding]:
    content = file.read_bytes()
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = content.decode("cp1251")
    first = text.splitlines()[0]
    reader = csv.reader(text.splitlines(keepends=True), delimiter=max(",;\t", key=first.count))
    titles, *rows = ((*row,) for row in reader if row)
    columns = [[row[place] if place < len(row) else None for row in rows] for place in range(len(titles))]
    cells = pa.Table.from_arrays([pa.array(column, pa.string()) for column in columns], names=titles)
    free_text, known = [t for t in titles if t not in plain], [t for t in titles if t in plain]
    lines = pa.array(range(2, len(rows) + 2))
    return personal_findings(cells, lines=lines, titles=titles, free_text=free_text, plain=known)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (
            "pii_contacts_bank.csv",
            {
                2: "an e-mail address",
                3: "a social media account",
                4: "a social media account",
                5: "a bank card",
                6: "an IBAN",
            },
        ),
        (
            "pii_exact_places.csv",
            {**dict.fromkeys(range(2, 7), "an exact position"), 7: "a place where people hide"},
        ),
        ("pii_in_team.csv", {2: "a phone number and a person's name"}),
        (
            "pii_names.csv",
            {
                2: "a person's name and a person's age",
                3: "a person's name and an address",
                4: "a day of birth",
                5: "a person's name",
            },
        ),
    ],
)
def test_every_line_with_personal_data_is_named_with_its_kind(
    shared: Path, name: str, found: dict[int, str]
) -> None:
    column = "team" if name == "pii_in_team.csv" else "notes"
    assert [str(finding) for finding in in_file(shared / "data/bad_uploads" / name)] == [
        f"line {line}, {column}: found {kind}, {REFUSED}" for line, kind in found.items()
    ]


def test_no_file_that_shall_be_taken_has_any(shared: Path) -> None:
    folder = shared / "data/bad_uploads"
    with (folder / "index.csv").open(encoding="utf-8") as index:
        names = [row["file"] for row in csv.DictReader(index) if row["expected_action"].startswith("accept")]
    taken = [name for name in names if name.endswith(".csv")]
    assert len(taken) > 30
    assert {name: found for name in taken if (found := in_file(folder / name))} == {}


def test_neither_real_tables_nor_the_demonstration_have_any(shared: Path) -> None:
    real = [*(shared / "data/hxl").glob("*.csv"), shared / "data/gazetteer/settlements.csv"]
    own = [*(PROJECT / "data/sample").glob("*.csv"), PROJECT / "data/reference/towns.csv"]
    assert len(real) > 2
    assert len(own) > 4
    assert {file.name: found for file in real + own if (found := in_file(file, plain=set()))} == {}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("write to test@example.org", "an e-mail address"),
        ("test.person [at] example.org", "an e-mail address"),
        ("https://t.me/example_user", "a social media account"),
        ("@example_user", "a social media account"),
        ("https://www.facebook.com/profile.php?id=1", "a social media account"),
        ("instagram.com/example.user", "a social media account"),
        ("+380 50 000-00-00", "a phone number"),
        ("+38 (050) 000 00 00", "a phone number"),
        ("380500000000", "a phone number"),
        ("0500000000", "a phone number"),
        ("тел.0500000000", "a phone number"),
        ("050 000 0000", "a phone number"),
        ("050-00-00-000", "a phone number"),
        ("(06239) 2-00-00", "a phone number"),
        ("0623 00-00-00", "a phone number"),
        ("(06239)20000", "a phone number"),
        ("067/000-00-00", "a phone number"),
        ("0 5 0 0 0 0 0 0 0 0 phone 00000", "a phone number"),
        ("+48 500 000 000", "a phone number"),
        ("8 (900) 000-00-00", "a phone number"),
        ("моб. 12-34-56", "a phone number"),
        ("０５００００００００", "a phone number"),
        ("050\u00a0000\u00a000\u00a000", "a phone number"),
        ("https://wa.me/380500000000", "a phone number"),
        ("4000000000000002", "a bank card"),
        ("картка 4000-0000-0000-0002", "a bank card"),
        ("картка 0000 0000 0000 0001", "a bank card"),
        ("UA000000000000000000000000000", "an IBAN"),
        ("GB82 WEST 1234 5698 7654 32", "an IBAN"),
        ("IBAN DE00 0000 0000 0000", "an IBAN"),
        ("ІПН 0000000000", "a tax number"),
        ("ІПН: 00000001", "a tax number"),
        ("код 1759013776", "a tax number"),
        ("паспорт КМ 000000", "a document's number"),
        ("КМ №000000", "a document's number"),
        ("ID card 000000000", "a document's number"),
        ("19500101-00000", "a document's number"),
        ("Іваненко Іван Іванович", "a person's name"),
        ("ІВАНЕНКО ІВАН ІВАНОВИЧ", "a person's name"),
        ("для Марії Петрівни Прикладної", "a person's name"),
        ("Прикладова Мария Петровна", "a person's name"),
        ("Ivanenko Ivan Ivanovych", "a person's name"),
        ("Mariia Petrivna", "a person's name"),
        ("Тестовий Т.Т.", "a person's name"),
        ("Т. Т. Тестовий", "a person's name"),
        ("водій Тестенко Т.", "a person's name"),
        ("Тестенко Т., 5 місць", "a person's name"),
        ("Іван Тестенко", "a person's name"),
        ("Тестенко Іван", "a person's name"),
        ("Olena Testenko", "a person's name"),
        ("ТЕСТЕНКО Марія", "a person's name"),
        ("волонтер Андрій", "a person's name"),
        ("баба Марія", "a person's name"),
        ("пацієнт Тестовий", "a person's name"),
        ("Mrs Example", "a person's name"),
        ("patient Example", "a person's name"),
        ("Example Ivan, born 01.01.1950", "a day of birth"),
        ("1950 р.н.", "a day of birth"),
        ("нар. 01.01.1950", "a day of birth"),
        ("78 р., вдома", "a person's age"),
        ("жінка 78 років", "a person's age"),
        ("aged 81", "a person's age"),
        ("woman, 78", "a person's age"),
        ("an 81-year-old woman", "a person's age"),
        ("81 y.o.", "a person's age"),
        ("дитина 2 роки", "a person's age"),
        ("Тест, лежачий", "a person's health"),
        ("Maria, bedridden", "a person's health"),
        ("вул. Прикладна 5", "an address"),
        ("вулиця Прикладна, буд. 5", "an address"),
        ("ул. Примерная, 5", "an address"),
        ("Прикладна, кв. 2", "an address"),
        ("12 Example Street", "an address"),
        ("Example street 12", "an address"),
        ("48.123, 37.123", "an exact position"),
        ("48,12345 37,12345", "an exact position"),
        ("N 48.12345 E 37.12345", "an exact position"),
        ("lat: 48.12345", "an exact position"),
        ("N48 16.123", "an exact position"),
        ("48° 07' 24\"", "an exact position"),
        ("37UDQ1234567890", "an exact position"),
        ("8GX59G8F+5W", "an exact position"),
        ("https://maps.app.goo.gl/x", "an exact position"),
        ("///example.words.three", "an exact position"),
        ("укриття школи №0", "a place where people hide"),
        ("in the basement of the school", "a place where people hide"),
        ("люди у підвалі церкви", "a place where people hide"),
    ],
)
def test_a_text_is_refused_by_its_kind_and_not_repeated(text: str, kind: str) -> None:
    (found,) = in_column("notes", None, "nothing", text)
    assert (found.line, found.column, found.code, found.severity) == (4, "notes", "personal_data", "error")
    assert kind in found.message.partition(", expected")[0]
    assert found.message.endswith(REFUSED)
    assert (found.found, found.expected) == ("", "no personal data")
    assert text not in found.message


@pytest.mark.parametrize(
    "text",
    [
        "Polk 12 km",
        "2026-11-20",
        "2026-11-20 08:00 - 2026-11-21 12:00",
        "03.09.2025 08:30-12:00",
        "Team A",
        "Evacuated by Team A.",
        "Екіпаж А.",
        "Дніпро",
        "лікарня Прикладна",
        "no electricity since 12.09",
        "evacuated 1 200",
        "1,200; 5,300",
        "1.200 5.300 12.456",
        "UNHCR; OCHA 2022-23",
        "State Statistics Service of Ukraine 1 January 2022",
        "OCHA 2022-23; KATOTTG 16 May 2025",
        "DeepState",
        "https://www.reuters.com/x",
        "https://www.ukrinform.net/rubric-ato/4035276-example-of-1234567890.html",
        "https://deepstatemap.live/en#11/48.12345/37.12345",
        "https://t.me/DeepStateUA/22222",
        "https://t.me/s/DeepStateUA",
        "https://x.com/example/status/1759013776000000000",
        "https://www.facebook.com/example.ova/posts/123",
        "https://www.youtube.com/@example",
        "зв'язок відсутній",
        "вода по годинах 8:00-12:00",
        "школа №3 працює",
        "укриття в лікарні працює",
        "people live in shelters",
        "Interfax-Ukraine 1093857",
        "White Angels",
        "Білі янголи",
        "Proliska",
        "Карітас",
        "ГО Схід SOS",
        "Червоний Хрест, автобус 2 з 3",
        "лікарня ім. Т.Г. Шевченка",
        "школа імені Тараса Шевченка",
        "Міська лікарня №1",
        "Верховна Рада",
        "Головна Військова Адміністрація",
        "дорога нерівна, основна закрита",
        "Медична служба, Екстрена Медична",
        "U.S. Department of State",
        "діти до 18 років",
        "люди старші 60 років",
        "children 0-17 years",
        "aged 60 and over",
        "without gas for 2 years",
        "без газу 3 роки",
        "12 років тому",
        "у 2025 р. закрито",
        "12.09.25 р.",
        "вивезено 12 чоловік, Дніпро",
        "5 лежачих, 3 на візках",
        "потрібен лежачий транспорт",
        "вул. Миру перекрита з 12.09",
        "вул. Шевченка закрита 12 вересня",
        "3 кв. 2025",
        "будинок культури зачинено, 5 будинків пошкоджено",
        "UA1416021001",
        "UA14160210010012345",
        "1416021001",
        "КОАТУУ 1410600000",
        "2021 2022 2023 2024",
        "100000 200000 300000",
        "+12 -5",
        "Situation Report No.26 as of 6 February 2025",
        "18 women, 13 men, 12 women 18-59",
        "Укриття №5 зачинене",
        "наказ № 1234 від 05.09.2025",
        "road T0504, M-30 closed at km 45",
        "лінія 110 кВ, напруга 220 В",
        "звіт 123456",
        "UA-123456",
        "Petrivka, Ivanivka, Andriivka",
        "БФ Надія і Любов",
        "phone survey 2025",
        "Телефонне опитування 12.09.2025",
        "Bakhmutska vul. blocked",
        "станція Дніпро-Гол.",
        "р. Казенний Торець, м. Дніпро, с. Мирне",
        "рейс о 8:00 та 14:00, автобус 2 рази на день",
        "48.5",
        "line one\nline two",
        "@SUM(1+1)",
        "Patient Transport Service",
        "ДСНС, водій потрібен",
        "Pokrovsk, Myrnohrad and Dobropillia",
        "Ivano-Frankivsk",
        "",
    ],
)
def test_what_field_reports_are_full_of_passes(text: str) -> None:
    assert in_column("notes", text) == []
    assert in_column("town", text, plain=True) == []


def test_a_phone_in_a_column_of_numbers_is_found_and_short_cells_are_not_looked_at() -> None:
    (found,) = in_column("population_remaining", "700", "0500000000", "78 р.", plain=True)
    assert str(found) == f"line 3, population_remaining: found a phone number, {REFUSED}"


def test_columns_that_are_not_named_are_not_looked_at() -> None:
    cells = pa.table({"notes": ["0500000000"]})
    none = personal_findings(cells, lines=pa.array([2]), titles=["notes"], free_text=[], plain=[])
    assert none == []


def test_every_cell_of_a_repeated_text_has_its_line() -> None:
    found = in_column("notes", "0500000000", "x", None, "0500000000")
    assert [finding.line for finding in found] == [2, 5]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("phone", "phone numbers"),
        ("Contact Phone", "phone numbers"),
        ("phoneNumber", "phone numbers"),
        ("Телефон", "phone numbers"),
        ("e-mail", "e-mail addresses"),
        ("ПІБ", "names of persons"),
        ("П.І.Б.", "names of persons"),
        ("ФИО", "names of persons"),
        ("full_name", "names of persons"),
        ("Surname", "names of persons"),
        ("Прізвище", "names of persons"),
        ("birth_date", "days of birth"),
        ("Дата народження", "days of birth"),
        ("passport no", "documents"),
        ("Паспорт", "documents"),
        ("ІПН", "tax numbers"),
        ("РНОКПП", "tax numbers"),
        ("Tax ID", "tax numbers"),
        ("address", "addresses"),
        ("Адреса проживання", "addresses"),
        ("IBAN", "bank accounts"),
        ("patient", "patients"),
        ("GPS", "exact positions"),
    ],
)
def test_a_column_for_persons_is_refused_by_its_title(title: str, kind: str) -> None:
    (found,) = in_column(title, None)
    assert found == Finding(
        None,
        title,
        "personal_column",
        f"a column for {kind}, lists of persons are refused; remove the column from the file",
    )


@pytest.mark.parametrize(
    "title",
    [
        *sorted({name for table in DATASETS.values() for name in table.names}),
        "Town name",
        "Назва населеного пункту",
        "Мобільний зв'язок",
        "Телефонний зв'язок",
        "Phone network",
        "Cell network",
        "Number of patients",
        "Bank",
        "Notes",
        "Дата",
        "Contact line distance",
        "Births",
        "Team name",
        "Organisation name",
    ],
)
def test_other_titles_pass(title: str) -> None:
    assert in_column(title, None) == []


def test_every_documented_title_passes() -> None:
    with (PROJECT / "data/reference/vocabulary.csv").open(encoding="utf-8") as spellings:
        titles = [row["spelling"] for row in csv.DictReader(spellings) if row["kind"] == "column"]
    assert len(titles) > 100
    cells = pa.table({title: pa.nulls(1, pa.string()) for title in titles})
    assert personal_findings(cells, lines=pa.array([2]), titles=titles, free_text=titles, plain=[]) == []


def test_a_list_without_a_header_is_refused_without_repeating_its_first_row() -> None:
    (first, second) = in_column("Іваненко Іван Іванович", "Тестенко Марія Петрівна")
    assert str(first) == f"column 1: found a person's name, {REFUSED}"
    assert str(second) == f"line 2, column 1: found a person's name, {REFUSED}"


def test_a_long_cell_takes_no_time() -> None:
    texts = ["0 " * 1_000_000, "A" * 1_000_000, "Тест " * 200_000, "1.1," * 500_000, "Тест вул. " * 200_000]
    assert [finding.line for finding in in_column("notes", *texts)] == []


def test_every_pattern_is_one_for_both_engines() -> None:
    for pattern in PATTERNS:
        re.compile(pattern.pattern)
        pa.compute.match_substring_regex(pa.array([""]), pattern.hint)


@pytest.mark.parametrize("text", ["Сергій", " Ivan", "Oleksandr K.", "Марія П", "Анна І."])
def test_a_first_name_alone_is_a_person_where_a_team_is_due(text: str) -> None:
    assert [str(finding) for finding in in_column("team", text)] == [
        f"line 2, team: found a person's name, {REFUSED}"
    ]


@pytest.mark.parametrize("text", ["Team A", "Екіпаж Марія", "Ivanivka", "Анна-1", "Проліска", "Андріївка"])
def test_a_team_that_is_called_like_something_passes(text: str) -> None:
    assert in_column("team", text) == []


def test_a_phone_number_with_a_dash_behind_its_zero_is_one() -> None:
    assert [str(f) for f in in_column("team", "0-50-123-45-67")] == [
        f"line 2, team: found a phone number, {REFUSED}"
    ]

"""Every name and code in a file's town column becomes a town code, or says why not."""

import csv
import random
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.ingest.places.gazetteer import Gazetteer, gazetteer
from dashboard.ingest.places.place_spellings import SUGGESTED_AT_MOST
from dashboard.ingest.places.places import MatchedTowns, match_towns
from dashboard.model.names import folded
from dashboard.model.tables import TABLES
from tests.records import BILO, HULI, KOST, KOST_VILLAGE, POKR, TOWN_ROWS

ROOT = Path(__file__).parents[3]
NAMES = TABLES["towns"].names
Row = Mapping[str, str | None]
LIKELY = (
    'line 2, town: "{}" is read as Kostiantynivka (Kramatorskyi raion), the centre of its hromada, not '
    "Kostiantynivka (Pokrovskyi raion): give the area or the code where another is meant"
)


def table(rows: Sequence[Row]) -> pa.Table:
    return pa.table({name: pa.array([row.get(name) or None for row in rows], pa.string()) for name in NAMES})


def small(*more: tuple[object, ...], remembered: Mapping[str, str] | None = None) -> Gazetteer:
    rows = [dict(zip(NAMES, map(str, row), strict=False)) for row in (*TOWN_ROWS, *more)]
    return gazetteer(table(rows), remembered=remembered or {})


def town(code: str, name: str, ukrainian: str, oblast: str, raion: str, hromada: str) -> tuple[object, ...]:
    return (code, name, ukrainian, "", code[:4], oblast, code[:6], raion, code[:9], hromada)


def registered(row: Row) -> Row:
    same = {key: value for key, value in row.items() if key in NAMES}
    named = {"town_name": row["name_en"], "town_name_uk": row["name_uk"], "other_names": row["name_ru"]}
    return {**same, "town_code": row["admin4_code"], **named}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module", params=["reference", "register"])
def real_rows(request: pytest.FixtureRequest) -> Sequence[Row]:
    """The towns of the project, and a register of several oblasts with more homonyms."""
    if request.param == "reference":
        return read(ROOT / "data" / "reference" / "towns.csv")
    shared = request.getfixturevalue("shared")
    return [registered(row) for row in read(shared / "data" / "gazetteer" / "settlements.csv")]


@pytest.fixture(scope="module")
def real(real_rows: Sequence[Row]) -> Gazetteer:
    return gazetteer(table(real_rows), remembered={})


def match(
    *names: str | None,
    known: Gazetteer | None = None,
    areas: Sequence[Sequence[str | None]] = (),
    chosen: Mapping[str, str] | None = None,
) -> MatchedTowns:
    return match_towns(
        pa.array(names, pa.string()),
        known=known or small(),
        lines=pa.array(range(2, 2 + len(names)), pa.int64()),
        column="town",
        areas=[pa.array(area, pa.string()) for area in areas],
        chosen=chosen or {},
    )


def told(matched: MatchedTowns) -> list[tuple[str, str, str]]:
    return [(finding.severity, finding.code, str(finding)) for finding in matched.findings]


def how(matched: MatchedTowns) -> list[str]:
    return [spelling.how for spelling in matched.spellings]


@pytest.mark.parametrize(
    ("written", "code", "by"),
    [
        (POKR, POKR, "code"),
        (" ua1416021001 ", POKR, "code"),
        ("UA14160210010012345", POKR, "katottg"),
        ("ua14160210010012345", POKR, "katottg"),
        ("Pokrovsk", POKR, "name"),
        ("Покровськ", POKR, "name"),
        ("Покровск", POKR, "other name"),
        ("Красноармейск", POKR, "other name"),
        ("Huliaipole", HULI, "name"),
        ("Huliaypole", HULI, "other name"),
        ("Белозёрское", BILO, "other name"),
        ("Belozerskoye", BILO, "other name"),
        ("city of Pokrovsk", POKR, "name"),
        ("Покровськ, Донецька обл.", POKR, "name"),
        ("Покровськ (Красноармейск), Україна", POKR, "name"),
        ("Pokrovsk / Покровськ", POKR, "name"),
    ],
)
def test_a_town_is_known_by_code_katottg_and_every_name(written: str, code: str, by: str) -> None:
    matched = match(written)
    assert (matched.codes.to_pylist(), how(matched), told(matched)) == ([code], [by], [])


def test_a_missing_name_has_no_code_and_is_not_reported_here() -> None:
    matched = match(None, "Pokrovsk", None)
    assert matched.codes.to_pylist() == [None, POKR, None]
    assert (matched.codes.type, told(matched), len(matched.spellings)) == (pa.string(), [], 1)
    empty = match(None)
    assert (empty.codes.to_pylist(), empty.spellings, empty.findings) == ([None], [], [])
    assert len(match().codes) == 0


def test_a_spelling_is_told_once_with_its_rows_and_first_line() -> None:
    matched = match("Білозерське", "Pokrovsk", "Білозерське", areas=[["Донецька", None, "Донецька"]])
    assert [(s.written, s.area, s.rows, s.line, s.town_code) for s in matched.spellings] == [
        ("Білозерське", "Донецька", 2, 2, BILO),
        ("Pokrovsk", "", 1, 3, POKR),
    ]


@pytest.mark.parametrize("written", ["Покровськ (громада)", "Покровськ (ТГ)", "Pokrovsk (raion)"])
def test_a_figure_of_an_area_is_never_taken_for_one_of_its_centre(written: str) -> None:
    assert told(match(written)) == [
        (
            "error",
            "ambiguous_town",
            f'line 2, town: found "{written}", expected the area in which the town lies, or its code; of this name is '
            "known Pokrovsk (Pokrovskyi raion)",
        )
    ]


def test_a_code_in_cyrillic_letters_is_named_as_such() -> None:
    for written in ("УА1416021001", "UА1416021001"):
        assert told(match(written)) == [
            (
                "error",
                "unknown_town",
                f'line 2, town: found "{written}", expected the code of a known town, in Latin letters',
            )
        ]


@pytest.mark.parametrize("written", ["UA1416021999", "UA14160219990012345", "UA1416021", "UA14"])
def test_a_code_of_no_known_town_is_an_error_without_a_guess(written: str) -> None:
    assert told(match(written)) == [
        ("error", "unknown_town", f'line 2, town: found "{written}", expected the code of a known town')
    ]


def test_an_unknown_name_is_an_error_on_each_of_its_lines_with_the_nearest() -> None:
    matched = match("Pokrovsk-2", "Pokrovsk", "Pokrovsk-2", "Атлантида")
    near = "expected a known town; near in spelling: Pokrovsk (Pokrovskyi raion)"
    assert told(matched) == [
        ("error", "unknown_town", f'line 2, town: found "Pokrovsk-2", {near}'),
        ("error", "unknown_town", f'line 4, town: found "Pokrovsk-2", {near}'),
        ("error", "unknown_town", 'line 5, town: found "Атлантида", expected a known town'),
    ]
    assert matched.codes.to_pylist() == [None, POKR, None, None]
    assert matched.spellings[0].candidates == (POKR,)


def test_a_file_of_unknown_towns_only_is_doubted_as_a_whole() -> None:
    first = match("Xqz", "Yqz", "Zqz", "Xqz").findings[0]
    message = "unknown towns in 4 of 4 rows: wrong encoding or other country?"
    assert (first.line, first.code, str(first)) == (None, "unknown_town", f"town: {message}")
    assert all(finding.line for finding in match("Xqz", "Yqz").findings)
    assert all(finding.line for finding in match("Xqz", "Yqz", "Zqz", "Pokrovsk").findings)
    nobody = gazetteer(table([]), remembered={})
    assert str(match("A", "B", "C", known=nobody).findings[0]) == (
        "town: unknown towns in 3 of 3 rows: no town is known yet, upload towns first"
    )


def test_mixed_alphabets_are_never_matched_in_silence() -> None:
    letters = "expected letters of one alphabet, not Latin and Cyrillic in one word"
    matched = match("Пoкpoвcьк", "Pоkrovsk", "Qшъz")
    assert told(matched) == [
        *(
            (
                "error",
                "mixed_alphabet",
                f'line {line}, town: found "{name}", {letters}; it looks like {POKROVSK}',
            )
            for line, name in ((2, "Пoкpoвcьк"), (3, "Pоkrovsk"))
        ),
        ("error", "mixed_alphabet", f'line 4, town: found "Qшъz", {letters}'),
    ]
    assert matched.codes.to_pylist() == [None, None, None]


POKROVSK = "Pokrovsk (Pokrovskyi raion)"


@pytest.mark.parametrize("name", ["Костянтинівка", "Kostiantynivka", "м. Костянтинівка"])
def test_the_homonym_that_leads_its_hromada_is_read_with_a_notice_that_names_the_others(name: str) -> None:
    matched = match(name, "Pokrovsk", name)
    assert matched.codes.to_pylist() == [KOST, POKR, KOST]
    assert told(matched) == [("notice", "likely_town", LIKELY.format(name))]
    assert matched.spellings[0].how == "likely"
    assert matched.spellings[0].candidates == (KOST, KOST_VILLAGE)


def test_a_homonym_in_no_oblast_of_the_file_asks() -> None:
    assert how(match("Костянтинівка")) == ["likely"]
    matched = match("Костянтинівка", "Гуляйполе")
    assert matched.codes.to_pylist() == [None, HULI]
    assert told(matched) == [
        (
            "error",
            "ambiguous_town",
            'line 2, town: found "Костянтинівка", expected its area beside it or its code; several towns are called '
            "so: Kostiantynivka (Kramatorskyi raion), Kostiantynivka (Pokrovskyi raion)",
        )
    ]


def test_several_centres_or_none_ask() -> None:
    second = town("UA1416099001", "Kostiantynivka", "Костянтинівка", "Donetska", "Pokrovskyi", "Other")
    elsewhere = town("UA2310099001", "Kostiantynivka", "Костянтинівка", "Zaporizka", "Polohivskyi", "Other")
    villages = (
        town("UA1416099002", "Zoria", "Зоря", "Donetska", "Pokrovskyi", "First"),
        town("UA1416098003", "Zoria", "Зоря", "Donetska", "Pokrovskyi", "Second"),
    )
    assert how(match("Костянтинівка", "Pokrovsk", known=small(second))) == ["ambiguous", "name"]
    assert how(match("Костянтинівка", known=small(elsewhere))) == ["ambiguous"]
    assert how(match("Костянтинівка", "Pokrovsk", known=small(elsewhere))) == ["likely", "name"]
    assert told(match("Зоря", "Pokrovsk", known=small(*villages)))[0][2] == (
        'line 2, town: found "Зоря", expected its area beside it or its code; several towns are called so: '
        "Zoria (Second hromada, Pokrovskyi raion), Zoria (First hromada, Pokrovskyi raion)"
    )


@pytest.mark.parametrize(
    ("area", "code"),
    [
        ("Покровський район", KOST_VILLAGE),
        ("Покровский р-н", KOST_VILLAGE),
        ("Pokrovskyi", KOST_VILLAGE),
        ("Pokrovsk raion", KOST_VILLAGE),
        ("UA1416", KOST_VILLAGE),
        ("UA14160000000079463", KOST_VILLAGE),
        ("Краматорський", KOST),
        ("Донецька область, Краматорський р-н", KOST),
    ],
)
def test_a_homonym_is_decided_by_its_area_in_a_column_or_in_its_own_cell(area: str, code: str) -> None:
    for matched in (match("Костянтинівка", areas=[[area]]), match(f"Костянтинівка, {area}")):
        assert (matched.codes.to_pylist(), how(matched), told(matched)) == ([code], ["name"], [])


def test_the_same_name_in_two_areas_is_two_towns() -> None:
    raions = ["Краматорський", "Покровський"]
    matched = match("Костянтинівка", "Костянтинівка", areas=[["Донецька", None], raions])
    assert matched.codes.to_pylist() == [KOST, KOST_VILLAGE]
    assert [spelling.area for spelling in matched.spellings] == ["Донецька, Краматорський", "Покровський"]


def test_spellings_stand_as_they_first_appear_whatever_is_missing_beside_them() -> None:
    matched = match(*["Костянтинівка"] * 3, "Pokrovsk", areas=[[None, "Покровський", "Покровський", None]])
    assert matched.codes.to_pylist() == [KOST, KOST_VILLAGE, KOST_VILLAGE, POKR]
    assert [(s.area, s.rows, s.line) for s in matched.spellings] == [
        ("", 1, 2),
        ("Покровський", 2, 3),
        ("", 1, 5),
    ]
    assert [finding.line for finding in matched.findings] == [2]


def test_an_oblast_that_holds_all_of_its_homonyms_does_not_decide() -> None:
    matched = match("Костянтинівка", "Гуляйполе", areas=[["Донецька обл.", "Запорізька обл."]])
    assert how(matched) == ["ambiguous", "name"]
    assert 'found "Костянтинівка (Донецька обл.)", expected its area' in told(matched)[0][2]


def test_a_town_in_another_area_is_not_taken_for_the_one_that_is_known() -> None:
    expected = "expected the area in which the town lies, or its code; of this name is known"
    for matched in (match("Покровськ", areas=[["Харківська обл."]]), match("Покровськ (Харківська обл.)")):
        assert matched.codes.to_pylist() == [None]
        assert told(matched) == [
            (
                "error",
                "ambiguous_town",
                f'line 2, town: found "Покровськ (Харківська обл.)", {expected} {POKROVSK}',
            )
        ]
    assert match("Костянтинівка", areas=[["Сумська"]]).codes.to_pylist() == [None]


def test_an_area_that_the_dataset_does_not_tell_contradicts_nothing() -> None:
    known = gazetteer(table([{"town_code": "X1", "town_name": "Ніде"}]), remembered={})
    assert match("Ніде", "x1", known=known, areas=[["Сумська обл.", None]]).codes.to_pylist() == ["X1", "X1"]


def test_what_was_chosen_wins_over_what_is_remembered_and_both_over_names() -> None:
    known = small(remembered={folded("Покровськ"): HULI, folded("The Lake"): BILO})
    matched = match("Покровськ", "м. ПОКРОВСЬК", "the  lake", "Pokrovsk", known=known)
    assert matched.codes.to_pylist() == [HULI, HULI, BILO, POKR]
    assert how(matched) == ["remembered", "remembered", "remembered", "name"]
    matched = match("Покровськ", "Пoкpoвcьк", known=known, chosen={"Покровськ": KOST, "Пoкpoвcьк": POKR})
    assert (matched.codes.to_pylist(), how(matched)) == ([KOST, POKR], ["chosen", "chosen"])
    assert told(matched) == []


def test_neither_wins_over_a_code() -> None:
    katottg = "UA14160210010012345"
    known = small(remembered={folded(POKR): HULI, folded(katottg): HULI})
    matched = match(POKR, katottg, known=known, chosen={POKR: BILO, katottg: BILO})
    assert (matched.codes.to_pylist(), how(matched)) == ([POKR, POKR], ["code", "katottg"])


def test_neither_moves_rows_whose_area_names_the_other_homonym() -> None:
    areas = [["Краматорський", "Покровський", None]]
    names = ["Костянтинівка"] * 3
    chosen = match(*names, areas=areas, chosen={"Костянтинівка": KOST_VILLAGE})
    assert chosen.codes.to_pylist() == [KOST, KOST_VILLAGE, KOST_VILLAGE]
    assert how(chosen) == ["name", "name", "chosen"]
    remembered = match(*names, areas=areas, known=small(remembered={folded("Костянтинівка"): KOST_VILLAGE}))
    assert remembered.codes.to_pylist() == [KOST, KOST_VILLAGE, KOST_VILLAGE]
    for_one = match(*names, areas=areas, chosen={"Костянтинівка (Краматорський)": KOST_VILLAGE})
    assert (for_one.spellings[0].with_area, how(for_one)[0]) == ("Костянтинівка (Краматорський)", "chosen")
    assert match("Покровськ", areas=[["Сумська"]], chosen={"Покровськ": POKR}).codes.to_pylist() == [POKR]


def test_a_chosen_or_remembered_code_of_no_town_is_unknown() -> None:
    message = 'line 2, town: found "Озеро", expected a known town; the code that was chosen for it is none'
    for matched in (
        match("Озеро", chosen={"Озеро": "UA99"}),
        match("Озеро", known=small(remembered={"озеро": "UA99"})),
    ):
        assert (told(matched), how(matched)) == ([("error", "unknown_town", message)], ["unknown"])
    assert match("Pokrovsk", chosen={"Pokrovsk": "UA99"}).codes.to_pylist() == [None]


def test_text_of_the_file_is_shown_without_characters_that_do_something() -> None:
    (finding,) = match("Lake\n\u202e" + "x" * 100).findings
    assert finding.found == "Lake\\u000a\\u202e" + "x" * 44 + "…"


FILES = {
    "ok_town_status.csv": ([BILO, POKR, "UA1412009001", KOST, "UA1416007001", "UA1412021001"], {}),
    "town_spellings.csv": ([BILO] * 8, {}),
    "town_case_space.csv": ([POKR] * 4, {}),
    "enc_apostrophes.csv": (["UA1412021001"] * 5, {}),
    "enc_nfd.csv": (["UA1416023002", "UA1412013003", "UA1416023002"], {}),
    "enc_homoglyphs.csv": (
        [BILO, None, "UA1412009001", KOST, "UA1416007001", "UA1412021001"],
        {3: "mixed_alphabet"},
    ),
    "town_unknown.csv": ([BILO, POKR, None, None], {4: "unknown_town", 5: "unknown_town"}),
    "inj_html_town.csv": (
        [None, POKR, "UA1412009001", KOST, "UA1416007001", "UA1412021001"],
        {2: "unknown_town"},
    ),
}


@pytest.mark.parametrize("file_name", FILES)
def test_the_real_files_get_their_towns(shared: Path, real: Gazetteer, file_name: str) -> None:
    names = [row["town"] for row in read(shared / "data" / "bad_uploads" / file_name)]
    matched = match(*names, known=real)
    codes, errors = FILES[file_name]
    assert matched.codes.to_pylist() == codes
    assert {f.line: f.code for f in matched.findings if f.severity == "error"} == errors
    notices = [f for f in matched.findings if f.severity == "notice"]
    assert {f.code for f in notices} <= {"likely_town"}
    assert ("Костянтинівка" in names) == any(f.found == "Костянтинівка" for f in notices)


def test_a_file_in_another_encoding_is_doubted_as_a_whole(shared: Path, real: Gazetteer) -> None:
    text = (shared / "data" / "bad_uploads" / "enc_koi8u.csv").read_text(encoding="cp1251")
    names = [row["town"] for row in csv.DictReader(text.splitlines())]
    message = "town: unknown towns in 6 of 6 rows: wrong encoding or other country?"
    assert str(match(*names, known=real).findings[0]) == message


def spelled(row: Row) -> list[str]:
    others = (row["other_names"] or "").split(";")
    return [name for name in (row["town_name"], row["town_name_uk"], *others) if name]


def test_folding_makes_no_two_towns_one_that_letter_case_alone_does_not(
    real_rows: Sequence[Row], real: Gazetteer
) -> None:
    assert len(real_rows) in (331, 861)
    written: dict[str, set[str | None]] = {}
    for row in real_rows:
        for name in spelled(row):
            written.setdefault(name.casefold(), set()).add(row["town_code"])
    several = sum(len(codes) > 1 for codes in written.values())
    assert sum(len(codes) > 1 for codes in real.codes.values()) == several


_REFERENCE = read(ROOT / "data" / "reference" / "towns.csv")
_KNOWN = gazetteer(table(_REFERENCE), remembered={})
_SPELLINGS = [(row["town_code"], name) for row in _REFERENCE for name in spelled(row)]


@given(
    st.sampled_from(_SPELLINGS),
    st.sampled_from(
        ["", "м. ", "м.", "місто ", "г. ", "с. ", "село ", "смт ", "пгт ", "с-ще ", "m. ", "City of "]
    ),
    st.sampled_from(
        ["", " ", ", Донецька обл.", " (Донецька область)", ", Donetska oblast", " Донецька обл."]
    ),
    st.sampled_from(["'", "’", "ʼ", "`", "ʹ", "′", "＇", ""]),
    st.sampled_from(["-", "‑", "–", " ", "\u00a0", "  "]),
    st.sampled_from([str, str.upper, str.lower, str.title, str.swapcase]),
    st.sampled_from(["NFC", "NFD"]),
)
def test_any_known_name_in_any_variation_is_its_town_or_asks_with_it(
    spelling: tuple[str, str],
    before: str,
    after: str,
    apostrophe: str,
    blank: str,
    case: type[str],
    form: str,
) -> None:
    code, name = spelling
    for mark in "'’":
        name = name.replace(mark, apostrophe)
    name = name.replace("-", " ").replace(" ", blank)
    written = unicodedata.normalize(form, before + case(name) + after)
    (found,) = match(written, known=_KNOWN).spellings
    assert found.town_code == code or code in found.candidates, (written, found)


def test_a_hundred_thousand_rows_are_matched_and_only_some_of_the_unknown_are_searched_for() -> None:
    chance = random.Random(7)
    rows = [
        {
            **row,
            "town_code": f"UA{14 + n}{row['town_code'][4:]}",
            "town_name_uk": f"{row['town_name_uk']} {n}",
        }
        for n in range(13)
        for row in _REFERENCE
    ]
    names = [row["town_name_uk"] for row in rows][:4000]
    unknown = [f"{name[:3]}щ{name[4:]}ж{n}" for n, name in enumerate(chance.sample(names, 1000))]
    written = chance.choices(names, k=97_000) + chance.choices(unknown, k=3_000)
    known = gazetteer(table(rows), remembered={})
    matched = match(*written, known=known)
    suggested = [
        spelling for spelling in matched.spellings if spelling.how == "unknown" and spelling.candidates
    ]
    assert len(matched.codes) == 100_000
    assert 100 < len(suggested) <= SUGGESTED_AT_MOST

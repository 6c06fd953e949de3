"""Bytes as text: the encoding that a file has, and never a letter left out or replaced."""

from pathlib import Path

import pytest

from dashboard.errors import FileRefused
from dashboard.ingest.files.decoding import Decoded, decoded

TABLE = "місто;стан\nПокровськ;безпечно\nЧасів Яр;під обстрілом\n"
LOOK = "look at the names of the towns, and save as UTF-8 next time"
CYRILLIC = [
    TABLE,
    TABLE.lower(),
    "town,status\nYampil,Ямпіль\n",
    "Щастя\n",
    "НазваМіста,ДатаЗвіту\n",
    "город;дата\nКрасный Лиман;вчера\nУгледар, ёлка;закрыто\n",
]


def read(content: bytes, encoding: str | None = None) -> Decoded:
    return decoded(content, file_name="a.csv", encoding=encoding)


def refused(content: bytes, encoding: str | None = None) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read(content, encoding)
    return caught.value


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig"])
def test_utf8_is_read_with_and_without_its_mark(codec: str) -> None:
    assert read(TABLE.encode(codec)) == Decoded(TABLE, "utf-8", [])


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_utf16_with_a_mark_is_read_and_told(mark: bytes) -> None:
    found = read(mark + TABLE.encode("utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"))
    assert (found.text, found.encoding) == (TABLE, "utf-16")
    (told,) = found.findings
    assert (told.code, told.severity, told.message) == ("encoding", "notice", f"read as UTF-16: {LOOK}")


@pytest.mark.parametrize("text", CYRILLIC)
@pytest.mark.parametrize(
    ("codec", "encoding", "name"),
    [("cp1251", "windows-1251", "Windows-1251"), ("koi8-u", "koi8-u", "KOI8-U")],
)
def test_older_encodings_are_told_apart_by_their_letters(
    text: str, codec: str, encoding: str, name: str
) -> None:
    found = read(text.encode(codec))
    assert (found.text, found.encoding) == (text, encoding)
    assert [str(finding) for finding in found.findings] == [f"read as {name}: {LOOK}"]


@pytest.mark.parametrize("codec", ["cp1251", "koi8-u"])
@pytest.mark.parametrize("text", [TABLE.upper(), "безпечно\n"])
def test_where_both_encodings_give_words_the_steward_is_asked_to_choose(text: str, codec: str) -> None:
    content = text.encode(codec)
    assert refused(content).remedy == "Save the table as CSV (UTF-8), or choose the encoding."
    assert read(content, {"cp1251": "windows-1251"}.get(codec, codec)).text == text


def test_a_dash_of_windows_1251_in_an_english_file_is_read() -> None:
    assert read(b"town,notes\nA,closed \x96 no water\n").text == "town,notes\nA,closed – no water\n"


@pytest.mark.parametrize("codec", ["cp866", "iso8859-5", "mac-cyrillic"])
def test_an_encoding_that_would_give_other_letters_is_refused_with_its_lines(codec: str) -> None:
    refusal = refused("a;b\nПокровськ;Краматорськ\n".replace("і", "i").encode(codec))
    assert refusal.lines == (2,)
    assert str(refusal) == (
        "a.csv: line 2 is not UTF-8 text, and neither Windows-1251 nor KOI8-U clearly gives Ukrainian or "
        "Russian words. Save the table as CSV (UTF-8), or choose the encoding."
    )


def test_western_letters_are_refused_and_not_read_as_cyrillic() -> None:
    assert refused("name\nMédecins\nŁódź\n".encode("cp1250")).lines == (2, 3)


def test_two_encodings_in_one_file_are_refused_with_exactly_the_foreign_lines() -> None:
    refusal = refused(TABLE.encode() + b"\n" + TABLE.encode("cp1251") + TABLE.encode("cp1251"))
    assert refusal.lines == (5, 6, 7, 8, 9, 10)
    assert str(refusal) == (
        "a.csv: lines 5, 6, 7, 8, 9 and 1 more are not UTF-8 text, the other lines are. "
        "Two files may have been pasted together: save all of it as CSV (UTF-8)."
    )


def test_one_letter_pair_that_is_by_chance_utf8_does_not_make_a_file_mixed() -> None:
    text = "місто\nМі\nПокровськ\n"
    assert "Мі".encode("cp1251").decode()
    assert read(text.encode("cp1251")).text == text


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_file_that_ends_inside_a_letter_is_refused(cut: int) -> None:
    refusal = refused((TABLE + "🚐").encode()[:-cut])
    assert str(refusal) == "a.csv: the file ends in the middle of line 4. Send the whole file."
    assert (refusal.lines, refusal.code) == ((4,), "truncated")


def test_utf16_that_ends_inside_a_letter_is_refused() -> None:
    assert str(refused(TABLE.encode("utf-16")[:-3])) == (
        "a.csv: the file ends in the middle of line 3. Send the whole file."
    )


def test_utf16_with_half_a_letter_inside_is_refused_with_its_line() -> None:
    refusal = refused(b"\xff\xfe" + "a\r\nb".encode("utf-16-le") + b"\x00\xd8" + "c\n".encode("utf-16-le"))
    assert str(refusal) == "a.csv: line 2 is not UTF-16 text. Save the table as CSV (UTF-8)."


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_refused_until_it_is_chosen(codec: str) -> None:
    content = TABLE.replace("і", "i").encode(codec)
    refusal = refused(content)
    assert str(refusal) == "a.csv: this looks like UTF-16 without a mark. Save the table as CSV (UTF-8)."
    assert refusal.lines == (1,)
    assert read(content, "utf-16").text == TABLE.replace("і", "i")


def test_utf32_is_refused() -> None:
    assert "this is UTF-32 text" in str(refused(TABLE.encode("utf-32")))


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [("cp1251", "windows-1251"), ("koi8-u", "koi8-u"), ("utf-16", "utf-16"), ("utf-8-sig", "utf-8")],
)
def test_the_encoding_that_a_steward_chose_is_taken_without_a_question(codec: str, encoding: str) -> None:
    assert read("Ю;Ґ\n".encode(codec), encoding) == Decoded("Ю;Ґ\n", encoding, [])


def test_a_chosen_encoding_that_does_not_fit_is_refused_with_the_line() -> None:
    refusal = refused("a\r\nПокровськ\n".encode("cp1251"), "utf-8")
    assert str(refusal) == "a.csv: line 2 is not UTF-8 text. Choose another encoding."
    assert refused(b"a\n\x98\n", "windows-1251").lines == (2,)


def test_an_encoding_that_nobody_knows_is_refused() -> None:
    assert str(refused(b"a", "klingon")) == (
        "a.csv: the encoding is not known. Choose one of utf-8, utf-16, windows-1251, koi8-u."
    )


def test_a_text_of_blanks_alone_is_empty() -> None:
    assert str(refused("\ufeff \n".encode("utf-16-le"))) == (
        "a.csv: the file is empty. Send a file with a header and at least one row."
    )


@pytest.mark.parametrize(
    ("file", "encoding"),
    [
        ("enc_cp1251.csv", "windows-1251"),
        ("enc_koi8u.csv", "koi8-u"),
        ("enc_utf16be_bom.csv", "utf-16"),
        ("ok_town_status.csv", "utf-8"),
    ],
)
def test_the_files_that_people_sent_have_their_towns(shared: Path, file: str, encoding: str) -> None:
    found = read((shared / "data/bad_uploads" / file).read_bytes())
    assert found.encoding == encoding
    assert "Костянтинівка" in found.text
    assert "Слов'янськ" in found.text


def test_the_mixed_file_is_refused_with_its_lines(shared: Path) -> None:
    assert refused((shared / "data/bad_uploads/enc_mixed_utf8_cp1251.csv").read_bytes()).lines == (5, 6, 7)

"""The small fonts hold what is written with them."""

import tomllib
from pathlib import Path

from fontTools.ttLib import TTFont

from dashboard.server import fonts

PROJECT = Path(__file__).parents[2]


def test_every_icon_that_is_named_is_in_the_icon_font() -> None:
    whole = TTFont(next(fonts.streamlit_media().glob("MaterialSymbols-Rounded.*.woff2")))
    needed = fonts.icon_names() & fonts.ligatures(whole).keys()
    assert len(needed) > 60
    missing = needed - fonts.ligatures(TTFont(fonts.FOLDER / "icons.woff2")).keys()
    assert missing == set(), "run python -m dashboard.server.fonts"


def test_every_letter_of_our_words_and_of_town_names_is_in_the_text_font() -> None:
    drawn = {chr(code) for code in TTFont(fonts.FOLDER / "text.woff2").getBestCmap()}
    texts = [file.read_text(encoding="utf-8") for file in PROJECT.glob("data/words/*.toml")]
    words = "".join(str(tomllib.loads(text)) for text in texts)
    towns = (PROJECT / "data" / "reference" / "towns.csv").read_text(encoding="utf-8")
    assert "ї" in towns
    assert set(words + towns) - drawn - set("\n\r") == set()


def test_the_cut_fonts_carry_their_licence_and_not_the_reserved_name() -> None:
    for name in ("text", "text-italic", "code"):
        said = {record.nameID: str(record) for record in TTFont(fonts.FOLDER / f"{name}.woff2")["name"].names}
        assert "Open Font License" in said[13]
        assert "Source" not in said[1] + said[4] + said[6]

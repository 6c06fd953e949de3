"""The two font files of ours, cut out of Streamlit's: ``python -m dashboard.server.fonts`` makes them anew.

Streamlit's are 375 kB (4,000 icons, loaded on every first visit before anything is asked for) and 170 kB (text, in the
scripts of half the world): 11 s at 400 kbit/s. Of the icons, those that Streamlit's own elements or our pages name are
kept; of the text, the letters of Europe with the Cyrillic ones, and signs. To be run again, with ``fonttools``, when
Streamlit's version or an icon changes: a test compares. Icons are Google's Material Symbols (Apache License 2.0), text
is Adobe's Source Sans (Open Font License 1.1, which wants a changed font to have another name).
"""

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from streamlit import file_util

from dashboard.server.application import SMALLER_FONTS

PROJECT = Path(__file__).resolve().parents[2]
FOLDER = PROJECT / "dashboard" / "static" / "fonts"

NEW_NAMES = {
    "text.woff2": "Dashboard Text",
    "text-italic.woff2": "Dashboard Text Italic",
    "code.woff2": "Dashboard Code",
}
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_ "
TEXT_RANGES = (
    (0x0020, 0x017F),  # Latin
    (0x0400, 0x045F),  # Cyrillic: Ukrainian, Russian, Belarusian
    (0x0490, 0x0491),
    (0x2010, 0x2044),  # dashes, quotation marks, points
    (0x2070, 0x209F),  # raised and lowered digits
    (0x20AC, 0x20B4),  # euro, hryvnia
    (0x2116, 0x2122),
    (0x2190, 0x2199),  # arrows
    (0x2212, 0x2265),  # minus, almost equal, at most, at least
    (0x25A0, 0x25FF),  # squares, circles, triangles
    (0x2713, 0x2717),
)
TEXT_FEATURES = ["calt", "ccmp", "kern", "liga", "lnum", "locl", "mark", "mkmk", "pnum", "tnum"]


def icon_names() -> set[str]:
    """Every icon that Streamlit's scripts or our own code name as ``:material/name:``."""
    sources: list[Path] = [*streamlit_media().parent.glob("js/*.js"), *PROJECT.glob("data/words/*.toml")]
    sources += [*PROJECT.glob("dashboard/**/*.py"), *PROJECT.glob("pages/*.py")]
    texts = (source.read_text(encoding="utf-8") for source in sources)
    return {name for text in texts for name in re.findall(r":material/(\w+):", text)}


def streamlit_media() -> Path:
    return Path(file_util.get_static_dir()) / "static" / "media"


def ligatures(font: TTFont) -> dict[str, str]:
    """The glyph by the word that the font draws as one sign."""
    letter = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    found = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            by_first = getattr(getattr(table, "ExtSubTable", table), "ligatures", {})
            for first, behind in by_first.items():
                found.update(
                    {"".join(letter[p] for p in (first, *each.Component)): each.LigGlyph for each in behind}
                )
    return found


def cut_icons(font: TTFont, *, names: Iterable[str]) -> TTFont:
    """Without closure over the letters: every icon is a ligature of letters, so closing would keep them all."""
    by_word = ligatures(font)
    glyphs = {by_word[name] for name in names if name in by_word}
    return _cut(font, features=["*"], closed=False, characters=map(ord, LETTERS), glyphs=glyphs)


def cut_text(font: TTFont, *, name: str) -> TTFont:
    characters = (code for first, last in TEXT_RANGES for code in range(first, last + 1))
    cut = _cut(font, features=TEXT_FEATURES, closed=True, characters=characters)
    for record in cut["name"].names:
        if record.nameID in (1, 3, 4, 16, 25):
            record.string = name
        elif record.nameID == 6:
            record.string = name.replace(" ", "")
    return cut


def _cut(
    font: TTFont, *, features: list[str], closed: bool, characters: Iterable[int], glyphs: Iterable[str] = ()
) -> TTFont:
    options = subset.Options()
    options.flavor, options.layout_closure, options.layout_features = "woff2", closed, features
    options.name_IDs = ["*"]  # the licence stands there
    cutter = subset.Subsetter(options)
    cutter.populate(glyphs=sorted(glyphs), unicodes=sorted(characters))
    cutter.subset(font)
    font.flavor = "woff2"
    return font


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    for name, file_name in SMALLER_FONTS.items():
        (whole,) = streamlit_media().glob(f"{name}.*.woff2")
        font = TTFont(whole, recalcTimestamp=False)
        is_icons = file_name == "icons.woff2"
        cut = cut_icons(font, names=icon_names()) if is_icons else cut_text(font, name=NEW_NAMES[file_name])
        cut.save(FOLDER / file_name)
    return 0


if __name__ == "__main__":
    sys.exit(main())

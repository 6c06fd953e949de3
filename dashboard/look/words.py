"""Every text a reader sees, by key, from data/words/<language>.toml."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from dashboard.errors import UnknownWord, WrongUse
from dashboard.look.plurals import plural_form

WORDS = Path(__file__).parents[2] / "data" / "words"
GROUP = "\u00a0"  # groups digits as ISO 80000 asks; the narrow no-break space all but vanishes in Source Sans

_language: ContextVar[str] = ContextVar("language", default="en")

Text = str | dict[str, str]


def languages() -> tuple[str, ...]:
    """The languages there is a file for."""
    return tuple(sorted(path.stem for path in WORDS.glob("*.toml")))


def use_language(language: str) -> None:
    """Speak ``language`` from here on, in this thread only."""
    if language not in languages():
        raise WrongUse("language", language, " or ".join(languages()))
    _language.set(language)


def language() -> str:
    return _language.get()


def word(key: str, /, **values: object) -> str:
    """The text of ``key`` in the language in use, its fields filled in.

    Whole numbers among the values are written in groups of three. A text with plural forms is chosen by ``count``.
    Raises UnknownWord for a key or field the language's file does not hold.
    """
    spoken = _language.get()
    found = texts(spoken).get(key)
    if isinstance(found, dict):
        found = found.get(plural_form(values.get("count"), spoken), found["other"])
    if found is None:
        raise UnknownWord(key, spoken)
    if not values and "{" not in found:
        return found
    try:
        return found.format_map({name: _shown(value) for name, value in values.items()})
    except KeyError as error:
        raise UnknownWord(f"{key} without {error}", spoken) from error


def grouped(number: int) -> str:
    """184300 as "184 300", with a no-break space and a real minus."""
    return f"{number:,}".replace(",", GROUP).replace("-", "\u2212")


@cache
def texts(language: str) -> Mapping[str, Text]:
    """All texts of a language by dotted key; plural forms stay together under one key."""
    with (WORDS / f"{language}.toml").open("rb") as file:
        return dict(_flat(tomllib.load(file)))


def fields(text: Text) -> frozenset[str]:
    """The names in braces that a text wants filled in."""
    forms = text.values() if isinstance(text, dict) else (text,)
    return frozenset(name for form in forms for name in re.findall(r"{(\w+)[^}]*}", form))


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, Text]]:
    for name, value in table.items():
        if isinstance(value, dict) and "other" not in value:
            yield from _flat(value, f"{prefix}{name}.")
        elif isinstance(value, dict):
            yield prefix + name, {form: str(text) for form, text in value.items()}
        else:
            yield prefix + name, str(value)


def _shown(value: object) -> object:
    return grouped(value) if isinstance(value, int) and not isinstance(value, bool) else value

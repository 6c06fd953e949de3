"""Every text the code asks for exists, every text is asked for, and each gets the fields it wants."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dashboard.errors import UnknownWord, WrongUse
from dashboard.look.words import fields, language, languages, texts, use_language, word

PROJECT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Asked:
    """One ``word(...)`` in the code.

    ``key`` is a pattern: the whole key, or that of a family like ``word(f"status.{code}")``. ``values`` None are
    handed on with ``**`` and cannot be seen here.
    """

    place: str
    key: str
    family: bool
    values: frozenset[str] | None

    def texts(self) -> list[str]:
        return [key for key in ENGLISH if re.fullmatch(self.key, key)]


def trees() -> Iterator[tuple[str, ast.Module]]:
    for folder in ("dashboard", "pages"):
        for path in sorted((PROJECT / folder).rglob("*.py")):
            yield str(path.relative_to(PROJECT)), ast.parse(path.read_text(encoding="utf-8"))


def asked() -> Iterator[Asked]:
    for place, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _called(node.func) == "word" and node.args:
                names = [keyword.arg for keyword in node.keywords]
                values = None if None in names else frozenset(name for name in names if name)
                for pattern, family in _patterns(node.args[0]):
                    yield Asked(f"{place}:{node.lineno}", pattern, family, values)


def _called(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _patterns(argument: ast.expr) -> Iterator[tuple[str, bool]]:
    """Nothing for a variable, nor for f"{a}.{b}": their keys must stand as literals somewhere else."""
    if isinstance(argument, ast.Constant):
        yield re.escape(str(argument.value)), False
    elif isinstance(argument, ast.IfExp):
        yield from _patterns(argument.body)
        yield from _patterns(argument.orelse)
    elif isinstance(argument, ast.JoinedStr):
        fixed = [str(part.value) for part in argument.values if isinstance(part, ast.Constant)]
        if any(len(text.strip(".")) >= 3 for text in fixed):
            parts = [
                re.escape(str(p.value)) if isinstance(p, ast.Constant) else r"\w+" for p in argument.values
            ]
            yield "".join(parts), True


ASKED = tuple(asked())
ENGLISH = texts("en")


def test_every_key_in_the_code_has_a_text() -> None:
    assert [f"{a.place} {a.key}" for a in ASKED if not a.texts()] == []


def test_every_text_is_asked_for_somewhere() -> None:
    """A key that reaches ``word`` through a variable counts where it stands as a literal."""
    nodes = (node for _, tree in trees() for node in ast.walk(tree))
    literals = {
        node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    families = {key for a in ASKED if a.family for key in a.texts()}
    assert [key for key in ENGLISH if key not in literals | families] == []


def test_every_text_gets_exactly_the_fields_it_wants() -> None:
    wrong = []
    for a in (a for a in ASKED if a.values is not None and not a.family):
        for key in a.texts():
            wanted, given = fields(ENGLISH[key]), a.values or frozenset()
            chooses = {"count"} if isinstance(ENGLISH[key], dict) else set()
            if wanted - given or given - wanted - chooses:
                wrong.append(f"{a.place} {key}: wants {sorted(wanted)}, gets {sorted(given)}")
    assert wrong == []


def test_every_family_has_texts_that_its_fields_suffice_for() -> None:
    families = [a for a in ASKED if a.family and a.values is not None]
    assert [
        a.place for a in families if not any(fields(ENGLISH[k]) <= (a.values or set()) for k in a.texts())
    ] == []


@pytest.mark.parametrize("other", [name for name in languages() if name != "en"])
def test_every_language_has_the_same_texts_and_fields(other: str) -> None:
    theirs = texts(other)
    assert set(theirs) == set(ENGLISH)
    assert {key: fields(theirs[key]) for key in theirs} == {key: fields(ENGLISH[key]) for key in ENGLISH}


def test_a_text_is_filled_with_its_fields_and_numbers_are_grouped() -> None:
    assert word("credit.newest", date="12 Sep 2025") == "newest 12 Sep 2025"
    assert word("credit.towns", count=1) == "1 town"
    assert word("credit.towns", count=1204) == "1\u00a0204 towns"


def test_a_value_with_braces_is_shown_and_not_filled_in() -> None:
    assert word("credit.newest", date="{word}") == "newest {word}"


def test_a_missing_key_is_ours_to_mend_and_says_where() -> None:
    with pytest.raises(UnknownWord) as unknown:
        word("credit.nothing_of_the_kind")
    assert str(unknown.value) == "data/words/en.toml has no text for credit.nothing_of_the_kind"


def test_a_missing_field_names_the_key_and_the_field() -> None:
    with pytest.raises(UnknownWord) as unknown:
        word("credit.newest")
    assert str(unknown.value) == "data/words/en.toml has no text for credit.newest without 'date'"


def test_an_unknown_language_is_refused_with_the_known_ones_and_changes_nothing() -> None:
    with pytest.raises(WrongUse) as refused:
        use_language("../../etc/passwd")
    assert str(refused.value) == f'language: found "../../etc/passwd", expected {" or ".join(languages())}'
    assert language() == "en"


def test_no_text_shouts() -> None:
    forms = [
        form for text in ENGLISH.values() for form in (text.values() if isinstance(text, dict) else [text])
    ]
    assert [form for form in forms if "!" in form or re.search(r"\binvalid\b", form)] == []

"""Number forms of English and of Slavic languages."""

import pytest

from dashboard.look.plurals import plural_form


@pytest.mark.parametrize(("count", "form"), [(0, "other"), (1, "one"), (2, "other"), (None, "other")])
def test_english_has_one_and_other(count: int | None, form: str) -> None:
    assert plural_form(count, "en") == form


@pytest.mark.parametrize(
    ("count", "form"),
    [(1, "one"), (21, "one"), (11, "many"), (2, "few"), (24, "few"), (12, "many"), (5, "many"), (0, "many")],
)
def test_ukrainian_has_one_few_and_many(count: int, form: str) -> None:
    assert plural_form(count, "uk") == form

"""A finding reads as place, then what was found and expected."""

import pytest

from dashboard.model.finding import Finding, misfit


@pytest.mark.parametrize(
    ("line", "column", "sentence"),
    [
        (5, "evacuated", "line 5, evacuated: found nothing"),
        (5, None, "line 5: found nothing"),
        (None, "evacuated", "evacuated: found nothing"),
        (None, None, "found nothing"),
    ],
)
def test_the_place_is_said_as_far_as_it_is_known(line: int | None, column: str | None, sentence: str) -> None:
    finding = Finding(line, column, "missing", "found nothing")
    assert (str(finding), finding.severity) == (sentence, "error")
    assert (finding.found, finding.expected) == ("", "")


def test_a_misfit_has_both_halves_of_its_sentence() -> None:
    finding = misfit(5, "evacuated", code="people", found="ten", expected="a whole number")
    assert str(finding) == 'line 5, evacuated: found "ten", expected a whole number'
    assert (finding.code, finding.found, finding.expected) == ("people", "ten", "a whole number")
    assert finding.severity == "error"
    assert misfit(5, "a", code="x", found="y", expected="z", severity="notice").severity == "notice"

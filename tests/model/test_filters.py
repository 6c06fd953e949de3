"""What a reader has chosen to see."""

from datetime import date

from dashboard.model.filters import Filters, a_week_before, last_days

AS_OF = date(2025, 9, 12)


def test_the_last_days_include_the_day_itself() -> None:
    assert last_days(AS_OF, 1) == (AS_OF, AS_OF)
    assert last_days(AS_OF, 30) == (date(2025, 8, 14), AS_OF)


def test_where_nobody_chose_a_day_the_as_of_day_is_compared_with_a_week_before() -> None:
    assert a_week_before(AS_OF) == date(2025, 9, 5)
    assert Filters(as_of=AS_OF, since=AS_OF, until=AS_OF).parameters()["before"] == date(2025, 9, 5)


def test_no_town_and_no_area_are_all_of_them() -> None:
    parameters = Filters(as_of=AS_OF, since=AS_OF, until=AS_OF).parameters()
    assert (parameters["towns"], parameters["area"]) == (None, None)
    assert (parameters["count_at"], parameters["source"]) == ("departure", "")


def test_chosen_towns_are_a_list_that_a_question_can_bind() -> None:
    filters = Filters(as_of=AS_OF, since=AS_OF, until=AS_OF, towns=("A", "B"), area="UA14")
    assert filters.parameters()["towns"] == ["A", "B"]
    alone = filters.of_town("C")
    assert (alone.parameters()["towns"], alone.area, alone.as_of) == (["C"], None, AS_OF)

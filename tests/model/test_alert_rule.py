"""What an alert rule may be: each limit at its ends, and nothing that its kind does not use."""

import pytest

from dashboard.errors import WrongUse
from dashboard.model.alert_rule import THRESHOLDS, AlertRule, checked
from dashboard.model.codes import ALERT_KINDS

CHANCE = AlertRule("chance_above", 30, 10, 30)


def refused(rule: AlertRule) -> str:
    with pytest.raises(WrongUse) as error:
        checked(rule)
    return str(error.value)


def test_every_kind_has_a_limit_but_a_lost_service() -> None:
    assert {*THRESHOLDS, "service_lost"} == set(ALERT_KINDS)


@pytest.mark.parametrize(
    "rule",
    [
        AlertRule("front_nearer_than", 0.1),
        AlertRule("front_nearer_than", 1500, area_code="UA14"),
        CHANCE,
        AlertRule("chance_above", 99.9, 25, 90),
        AlertRule("service_lost"),
        AlertRule("service_lost", service="hospital", town_code="UA1416003001"),
        AlertRule("silent_for", 1),
        AlertRule("silent_for", 3650),
        AlertRule("pace_under", 0.5),
        AlertRule("pace_under", 100_000),
    ],
)
def test_a_rule_within_its_bounds_is_left_as_it_is(rule: AlertRule) -> None:
    assert checked(rule) == rule


def test_what_a_kind_does_not_use_is_left_out() -> None:
    whole = AlertRule("front_nearer_than", 10, 10, 30, "water", "", None)
    assert checked(whole) == AlertRule("front_nearer_than", 10)
    lost = AlertRule("service_lost", 10, 10, 30, "water", None, "UA1416003001")
    assert checked(lost) == AlertRule("service_lost", service="water", town_code="UA1416003001")


KM = "expected a number of kilometres above 0, at most 1500"
PERCENT = "expected a number of per cent above 0, at most 99.9"
DAYS = "expected a whole number of days above 0, at most 3650"


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (AlertRule("front_nearer_than"), f'limit: found "nothing", {KM}'),
        (AlertRule("front_nearer_than", 0), f'limit: found "0", {KM}'),
        (AlertRule("front_nearer_than", -3), f'limit: found "-3", {KM}'),
        (AlertRule("front_nearer_than", 1500.5), f'limit: found "1500.5", {KM}'),
        (AlertRule("front_nearer_than", float("nan")), f'limit: found "nan", {KM}'),
        (AlertRule("front_nearer_than", float("inf")), f'limit: found "inf", {KM}'),
        (AlertRule("chance_above", 100, 10, 30), f'limit: found "100", {PERCENT}'),
        (AlertRule("chance_above", 30, 12, 30), 'within_km: found "12", expected one of: 5, 10, 15, 25'),
        (
            AlertRule("chance_above", 30, None, 30),
            'within_km: found "nothing", expected one of: 5, 10, 15, 25',
        ),
        (AlertRule("chance_above", 30, 10, 31), 'horizon_days: found "31", expected one of: 14, 30, 60, 90'),
        (AlertRule("silent_for", 7.5), f'limit: found "7.5", {DAYS}'),
        (AlertRule("silent_for", 0), f'limit: found "0", {DAYS}'),
        (
            AlertRule("pace_under", 0),
            'limit: found "0", expected a number of people a day above 0, at most 100000',
        ),
        (
            AlertRule("service_lost", service="opera"),
            'service: found "opera", expected nothing for any, or one of: electricity, water, gas, heating, '
            "hospital, pharmacy, bank, shop, mobile_network, road",
        ),
        (
            AlertRule("front_far", 3),
            'kind: found "front_far", expected one of: front_nearer_than, chance_above, service_lost, silent_for, '
            "pace_under",
        ),
        (
            AlertRule("silent_for", 7, area_code="UA14", town_code="UA1416003001"),
            'town: found "UA1416003001", expected nothing beside an area: a rule is about one of them, or all towns',
        ),
    ],
)
def test_what_is_no_rule_is_refused_with_what_was_expected(rule: AlertRule, message: str) -> None:
    assert refused(rule) == message

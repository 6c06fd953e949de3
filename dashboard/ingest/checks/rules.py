"""The rules about what rows mean, as data: each a condition in DuckDB's SQL and the sentence it leads to."""

from dataclasses import dataclass

from dashboard.ingest.checks.rule_rows import (
    DISTANCES,
    EACH,
    GROUPED,
    MOVED,
    NEVER_FALLING,
    PEOPLE,
    WITH_BASELINE,
)
from dashboard.model.finding import Severity

OVER_BASELINE = 1.2  # displaced people from nearer the front do make a town grow, seldom by more
PEOPLE_TIMES = 5
PEOPLE_AT_LEAST = 10  # in a hamlet of three, one family is a factor of five
FRONT_KM_A_DAY = 15
FAR_KM = 200  # 850 m typed without its unit would put a town far behind the front
MOVED_KM = 20
FEWER_THAN = 5  # people; of fewer, who knows the town knows who they are


@dataclass(frozen=True, slots=True)
class Rule:
    """A finding for every row of ``over`` that meets ``condition``; a comparison with a missing value meets none.

    ``over`` is SQL over ``uploaded`` (the file's rows with their ``line``), ``known`` (the record's rows of the same
    dataset) and ``towns``. ``found`` is SQL; the names in braces of ``expected`` are columns of ``over``.
    """

    dataset: str
    code: str
    over: str
    condition: str
    column: str
    found: str
    expected: str
    severity: Severity = "error"


def _returns(value: str, jump: str) -> str:
    """The report before was the jump, and this one is back where the series was: one slip is told once."""
    return f"coalesce({jump.format(a='first', b='earlier')} and not {jump.format(a='first', b=value)}, false)"


_PEOPLE_JUMP = (
    f"(abs({{b}} - {{a}}) >= {PEOPLE_AT_LEAST}"
    f" and greatest({{a}}, {{b}}) >= {PEOPLE_TIMES} * least({{a}}, {{b}}))"
)
_TO_PEOPLE = _PEOPLE_JUMP.format(a="earlier", b="population_remaining")
_FRONT_SLIP = f"(abs({{b}} - {{a}}) > {FRONT_KM_A_DAY})"  # however many days the slip stood


def _part(dataset: str, part: str, *, whole: str, expected: str) -> Rule:
    return Rule(dataset, "contradiction", EACH, f"{part} > {whole}", part, part, expected)


# fmt: off
RULES = (
    Rule("town_status", "above_baseline", WITH_BASELINE,
         f"population_remaining > {OVER_BASELINE} * population_baseline",
         "population_remaining", "population_remaining",
         f"at most {OVER_BASELINE} times the {{population_baseline}} people who lived there before", "notice"),
    _part("town_status", "children_remaining", whole="population_remaining",
          expected="at most the {population_remaining} people who remain"),
    _part("town_status", "limited_mobility_remaining", whole="population_remaining",
          expected="at most the {population_remaining} people who remain"),
    Rule("town_status", "contradiction", EACH,
         "status = 'empty' and population_remaining > 0", "population_remaining", "population_remaining",
         "0 people in a town whose status is empty, or another status", "notice"),
    Rule("town_status", "contradiction", EACH,
         "status <> 'empty' and population_remaining = 0", "status", "status",
         "the status empty where 0 people remain, or no number where it is not known", "notice"),
    Rule("town_status", "jump", PEOPLE,
         f"date > earlier_date and {_TO_PEOPLE} and not {_returns('population_remaining', _PEOPLE_JUMP)}",
         "population_remaining", "population_remaining",
         f"a number nearer to the {{earlier}} people of {{earlier_date}}, within {PEOPLE_TIMES} times: is it right?",
         "notice"),
    Rule("front_distances", "jump", DISTANCES,
         f"date > earlier_date and abs(front_distance_km - earlier) > {FRONT_KM_A_DAY} * (date - earlier_date)"
         f" and not {_returns('front_distance_km', _FRONT_SLIP)}",
         "front_distance_km", "front_distance_km",
         f"at most {FRONT_KM_A_DAY} km a day away from the {{earlier}} km of {{earlier_date}}", "notice"),
    Rule("front_distances", "inside", EACH,
         "front_distance_km = 0 and method is distinct from 'computed'",
         "front_distance_km", "front_distance_km",
         "a distance above 0 km; 0 says that the town is occupied or contested: is it?", "notice"),
    Rule("front_distances", "far", EACH,
         f"front_distance_km > {FAR_KM} and method is distinct from 'computed'",
         "front_distance_km", "front_distance_km",
         f"at most {FAR_KM} km to the front, in km and not in metres: is it right?", "notice"),
    Rule("evacuations", "more_than_people", WITH_BASELINE, "evacuated > population_baseline",
         "evacuated", "evacuated", "at most the {population_baseline} people who lived there before"),
    Rule("evacuations", "groups", GROUPED, "all_groups <> evacuated",
         "evacuated", "evacuated", "{grouped}, the sum of the six groups by sex and age"),
    Rule("evacuations", "groups", GROUPED, "all_groups is null and grouped > evacuated",
         "evacuated", "evacuated", "at least {grouped}, the sum of the groups by sex and age that are given"),
    _part("evacuations", "limited_mobility", whole="evacuated",
          expected="at most the {evacuated} people evacuated"),
    _part("evacuations", "people_with_disability", whole="evacuated",
          expected="at most the {evacuated} people evacuated"),
    Rule("evacuations", "running_totals", NEVER_FALLING, "true", "evacuated",
         "'counts that ' || if(falls = 0, 'never', 'hardly ever') || ' fall in ' || reports || ' reports'",
         "each count on its own: are these running totals? Their sum would be {people} people instead of {newest}",
         "notice"),
    Rule("evacuations", "small_count", EACH,
         f"evacuated between 1 and {FEWER_THAN - 1}", "evacuated", "evacuated",
         f"{FEWER_THAN} people or more: in a smaller count a person could be recognised; confirm that all who read"
         " these pages may see it", "notice"),
    Rule("towns", "half_a_point", EACH, "latitude is null and longitude is not null",
         "latitude", "''", "the latitude that belongs to the longitude, or neither"),
    Rule("towns", "half_a_point", EACH, "longitude is null and latitude is not null",
         "longitude", "''", "the longitude that belongs to the latitude, or neither"),
    Rule("towns", "moved", MOVED, f"away > {MOVED_KM}",
         "latitude", "latitude || ', ' || longitude",
         f"a point at most {MOVED_KM} km from the one that is known, {{known_latitude}}, {{known_longitude}}",
         "notice"),
)
# fmt: on

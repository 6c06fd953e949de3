"""How many people are left in a town of the demonstration, day by day.

Between two known counts the number falls in proportion to itself, and the faster the nearer the front is on
that day. The known counts are the published facts and, where there is none, the invented ends of the town's
story.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from data.canonical import Row
from data.sample.stories import FIRST_DAY, LAST_DAY, Story
from data.sample.town_front import TownFront

# Up to so many km, so strong is the urge to leave; only the proportions matter.
PRESSURES = ((5.0, 8.0), (10.0, 6.0), (15.0, 4.0), (20.0, 2.2), (25.0, 1.2), (30.0, 0.7))
PRESSURE_FAR_AWAY = 0.4
# The published pace of evacuation in the region nearly doubled in summer 2025.
SURGE_SINCE = date(2025, 8, 1)
SURGE = 4.0
ONE_DAY = timedelta(days=1)


def pressure(front: TownFront, day: date) -> float:
    """How strongly the front makes people leave on this day."""
    km = front.distance_km(day)
    urge = next((urge for up_to_km, urge in PRESSURES if km <= up_to_km), PRESSURE_FAR_AWAY)
    return urge * (SURGE if day >= SURGE_SINCE else 1.0)


@dataclass(frozen=True)
class PeopleLeft:
    """People left at the end of every day from the first known count to the last."""

    counts: Mapping[date, float]
    known: tuple[tuple[date, int], ...]

    def bounds(self, day: date) -> tuple[int, int]:
        """The known counts before and after the day: what is reported in between lies between them."""
        after = bisect_right(self.known, day, key=lambda count: count[0])
        return self.known[max(0, after - 1)][1], self.known[min(after, len(self.known) - 1)][1]

    def left_during(self, day: date) -> float:
        """How many people went away on this day; 0 outside the counted days."""
        before, now = self.counts.get(day - ONE_DAY), self.counts.get(day)
        return 0.0 if before is None or now is None else before - now


def known_counts(story: Story, front: TownFront, *, facts: Iterable[Row]) -> tuple[tuple[date, int], ...]:
    """The story's two ends and the facts between; a fact replaces an end of the same or an outer day."""
    published = {
        date.fromisoformat(fact["date"]): int(fact["population_remaining"])
        for fact in facts
        if fact["town_code"] == story.town_code and fact["population_remaining"]
    }
    last = min(LAST_DAY, front.held_since - ONE_DAY)
    ends = {FIRST_DAY: story.people_first, last: story.people_last}
    if any(day <= FIRST_DAY for day in published):
        del ends[FIRST_DAY]
    return tuple(sorted((ends | published).items()))


def people_left(story: Story, front: TownFront, *, facts: Iterable[Row]) -> PeopleLeft:
    """The curve of one town."""
    known = known_counts(story, front, facts=facts)
    counts = {known[0][0]: float(known[0][1])}
    for (start, people), (end, people_then) in pairwise(known):
        days = [start + ONE_DAY * number for number in range(1, (end - start).days + 1)]
        whole = sum(pressure(front, day) for day in days)
        passed = 0.0
        for day in days:
            passed += pressure(front, day)
            counts[day] = people * (people_then / people) ** (passed / whole)
    return PeopleLeft(counts, known)

"""Rows of evacuations: who was brought out on a day, by team and destination, with silent days and weeks."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from data.sample.evacuated_groups import group_counts
from data.sample.people_left import ONE_DAY, SURGE_SINCE, PeopleLeft
from data.sample.stories import FIRST_DAY, LAST_DAY, SOURCE, Story
from data.sample.town_front import TownFront

TEAMS = ("Team A", "Team B", "Team C")
TEAM_SHARES = (0.45, 0.8, 1.0)  # running totals, as all shares here
TRANSIT_TEAM = "Team D"
TRANSIT_CENTRE = "Pavlohrad"
DESTINATIONS = (TRANSIT_CENTRE, "Dnipro", "Poltava", "Kharkiv")
DESTINATION_SHARES = (0.62, 0.82, 0.94, 1.0)
NO_WAY_IN_KM = 1.0
TEAMS_IN_SURGE = 1.8  # so much more of those who leave go with a team then
SILENT_WEEKS = (date(2024, 12, 30), date(2025, 4, 14))  # nobody reported anything; Mondays
TOWN_SILENT_WEEK = 0.06
LARGE, VERY_LARGE = 15, 60  # people a day from which two and three groups leave
TRANSIT_SINCE = date(2025, 6, 1)
TRANSIT_TOWNS = ("Dobropillia", "Druzhkivka", "Kostiantynivka", "Kramatorsk", "Pokrovsk")
NOT_COUNTED, COUNTED_AT_LEAST = 0.3, 0.85  # days without a count there; part of the people seen there
STAYING = 0.18  # of the people counted in Pavlohrad 18 % stay for placement (published)


@dataclass(frozen=True)
class Trip:
    """One group that left; ``weight`` is its part of all who were brought out of the town."""

    day: date
    team: str
    destination: str
    weight: float


def apportioned(total: int, weights: list[float]) -> list[int]:
    """Whole numbers in proportion to the weights that add up to the total (largest remainders)."""
    exact = [total * weight / sum(weights) for weight in weights]
    counts = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda place: counts[place] - exact[place])
    for place in by_remainder[: total - sum(counts)]:
        counts[place] += 1
    return counts


def _drawn(running: tuple[float, ...], *, random: Random) -> int:
    point = random.random()
    return next(place for place, upto in enumerate(running) if point < upto)


def days_with_a_way_in(story: Story, front: TownFront) -> list[date]:
    """From the story's first evacuation until the front is too near, the town held, or silent."""
    last = min(LAST_DAY, story.silent_after)
    days = [FIRST_DAY + ONE_DAY * number for number in range((last - FIRST_DAY).days + 1)]
    return [day for day in days if day >= story.evacuated_since and front.nearest_by(day) > NO_WAY_IN_KM]


def trips(story: Story, front: TownFront, *, people: PeopleLeft, random: Random) -> list[Trip]:
    """The groups of every day with a report; their weights follow how many people left the town that day."""
    days = days_with_a_way_in(story, front)
    leaving = [people.left_during(day) * (TEAMS_IN_SURGE if day >= SURGE_SINCE else 1) for day in days]
    a_day = [story.evacuated * left / sum(leaving) for left in leaving]
    weeks = {day - timedelta(days=day.weekday()) for day in days}
    silent = {week for week in sorted(weeks) if random.random() < TOWN_SILENT_WEEK} | set(SILENT_WEEKS)
    found = []
    for day, expected in zip(days, a_day, strict=True):
        if random.random() > min(0.9, 0.2 + expected / 12) or day - timedelta(days=day.weekday()) in silent:
            continue
        groups = 3 if expected > VERY_LARGE else 2 if expected > LARGE else 1
        ways = {
            (
                TEAMS[_drawn(TEAM_SHARES, random=random)],
                DESTINATIONS[_drawn(DESTINATION_SHARES, random=random)],
            )
            for _ in range(groups)
        }
        for team, destination in sorted(ways):
            found.append(Trip(day, team, destination, expected / len(ways) * (0.5 + random.random())))
    return found


def transit_rows(departed: dict[date, int], story: Story, *, random: Random) -> list[dict[str, object]]:
    """The same people counted again the day after, in the transit centre: never to be added to departures."""
    rows: list[dict[str, object]] = []
    for day, people in departed.items():
        if not TRANSIT_SINCE <= day < LAST_DAY or random.random() < NOT_COUNTED:
            continue
        counted = round(people * (COUNTED_AT_LEAST + (1 - COUNTED_AT_LEAST) * random.random()))
        staying = round(counted * STAYING)
        onward = DESTINATIONS[1 + int(random.random() * 2)]
        for destination, number in ((TRANSIT_CENTRE, staying), (onward, counted - staying)):
            if number:
                rows.append(
                    {
                        "town_code": story.town_code,
                        "date": (day + ONE_DAY).isoformat(),
                        "count_at": "transit",
                        "evacuated": number,
                        "team": TRANSIT_TEAM,
                        "destination": destination,
                        "source": SOURCE,
                    }
                )
    return rows


def evacuation_rows(story: Story, front: TownFront, *, people: PeopleLeft) -> list[dict[str, object]]:
    """The departures of one town, which add up to the story's total, and its transit counts."""
    random = Random(f"evacuations of {story.town_code}")
    groups = trips(story, front, people=people, random=random)
    rows: list[dict[str, object]] = []
    via_centre: dict[date, int] = {}
    for trip, evacuated in zip(
        groups, apportioned(story.evacuated, [trip.weight for trip in groups]), strict=True
    ):
        if trip.destination == TRANSIT_CENTRE:
            via_centre[trip.day] = via_centre.get(trip.day, 0) + evacuated
        rows.append(
            {
                "town_code": story.town_code,
                "date": trip.day.isoformat(),
                "count_at": "departure",
                "evacuated": evacuated,
                "team": trip.team,
                "destination": trip.destination,
                "source": SOURCE,
            }
            | group_counts(evacuated, nearest_km=front.nearest_by(trip.day), random=random)
        )
    if story.town_name in TRANSIT_TOWNS:
        rows += transit_rows(via_centre, story, random=random)
    return rows

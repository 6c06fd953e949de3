"""Rows of town_status: one report a week and town, some weeks missed, some towns silent at the end."""

from datetime import date, timedelta
from random import Random

from data.sample.people_left import PeopleLeft
from data.sample.services import nobody_inside, services_of
from data.sample.stories import FIRST_DAY, LAST_DAY, SOURCE, Story
from data.sample.town_front import TownFront

Report = dict[str, object]

ONE_WEEK = timedelta(days=7)
NOBODY = 1  # a story that ends with one person ends, in round figures, with none
CONTESTED_KM, AT_RISK_KM = 5.0, 25.0
ORDERS_KM = ((10.0, "forced_children"), (15.0, "mandatory"), (25.0, "recommended"))
MISSED = 0.06
ESTIMATE_OFF_BY = 0.015
NOT_COUNTED, NOT_COUNTED_UNDER_FIRE, UNDER_FIRE_KM = 0.05, 0.4, 1.0
CHILDREN, CHILDREN_SINCE_FORCED_DAYS = 0.076, 56  # 16,500 children of 218,000 people were published (BBC)
LIMITED_MOBILITY, LIMITED_MOBILITY_NEAR, NEAR_KM = 0.12, 0.2, 30.0
GROUPS_COUNTED = 0.5


def estimate(people: float, *, off_by: float) -> int:
    """A figure as a town gives it: not exact, and round."""
    told = people * (1 + off_by)
    step = 100 if told >= 10_000 else 50 if told >= 1_000 else 10 if told >= 100 else 5
    return round(told / step) * step


def order_on(day: date, front: TownFront) -> str:
    """By the nearest distance so far: an order is not taken back when the front recedes."""
    return next((order for up_to_km, order in ORDERS_KM if front.nearest_by(day) <= up_to_km), "none")


def status_on(distance_km: float, people: int | None) -> str:
    """The status by distance; a town nobody is left in is empty."""
    if distance_km == 0:
        return "occupied"
    if people == 0:
        return "empty"
    return "contested" if distance_km <= CONTESTED_KM else "at_risk" if distance_km <= AT_RISK_KM else "safe"


def reported_days(story: Story, *, random: Random) -> list[date]:
    """One fixed weekday; the last two weeks are never missed, so that silence means the story's silence."""
    day = FIRST_DAY + timedelta(days=int(random.random() * 5))
    days = []
    while day <= min(LAST_DAY, story.silent_after):
        if random.random() >= MISSED or day > LAST_DAY - 2 * ONE_WEEK:
            days.append(day)
        day += ONE_WEEK
    return days


def counted_groups(people: int, day: date, *, front: TownFront, random: Random) -> dict[str, int]:
    """Children and people with limited mobility among those left, where the report has them."""
    shares = {"children_remaining": CHILDREN}
    forced = [since for since in front.days if since <= day and front.nearest_by(since) <= ORDERS_KM[0][0]]
    if forced:
        shares["children_remaining"] *= max(0.0, 1 - (day - forced[0]).days / CHILDREN_SINCE_FORCED_DAYS)
    nearness = 1 - min(1.0, front.distance_km(day) / NEAR_KM)
    shares["limited_mobility_remaining"] = LIMITED_MOBILITY + LIMITED_MOBILITY_NEAR * nearness
    counted = {name: round(people * share * (0.9 + 0.2 * random.random())) for name, share in shares.items()}
    return {name: number for name, number in counted.items() if random.random() < GROUPS_COUNTED}


def told_in_order(days: list[date], people: PeopleLeft, *, random: Random) -> list[int]:
    """What the town tells of its people on these days: never more than before, never past a known count."""
    figures = []
    told = max(count for _, count in people.known)
    for day in days:
        before, after = people.bounds(day)
        figure = estimate(people.counts[day], off_by=ESTIMATE_OFF_BY * (2 * random.random() - 1))
        told = min(told, before, figure if after == NOBODY else max(figure, after))
        figures.append(told)
    return figures


def reports_outside(days: list[date], story: Story, *, front: TownFront, people: PeopleLeft) -> list[Report]:
    """The reports of the days on which the town was not held."""
    random = Random(f"status of {story.town_code}")
    services = services_of(story.closed_early, random=random)
    reports: list[Report] = []
    order = ""
    for day, told in zip(days, told_in_order(days, people, random=random), strict=True):
        km = front.distance_km(day)
        report: Report = dict(services.report(front.nearest_by(day), km, random=random))
        report |= {"date": day, "status": status_on(km, told), "evacuation_order": order_on(day, front)}
        if random.random() >= (NOT_COUNTED_UNDER_FIRE if km <= UNDER_FIRE_KM else NOT_COUNTED):
            report["population_remaining"] = told
            report |= counted_groups(told, day, front=front, random=random)
        if order and report["evacuation_order"] != order:
            report["notes"] = "Evacuation order changed"
        order = order_on(day, front)
        reports.append(report)
    return reports


def status_rows(story: Story, front: TownFront, *, people: PeopleLeft) -> list[Report]:
    """The reports of one town; nothing is known of it once it lies inside the held area."""
    days = reported_days(story, random=Random(f"days of {story.town_code}"))
    outside = [day for day in days if front.distance_km(day) > 0]
    reports = reports_outside(outside, story, front=front, people=people)
    for day in days[len(outside) :]:
        order = order_on(day, front)
        reports.append(nobody_inside() | {"date": day, "status": "occupied", "evacuation_order": order})
    return [report | {"town_code": story.town_code, "source": SOURCE} for report in reports]

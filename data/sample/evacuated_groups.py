"""Who is in a group that leaves: sex and age, limited mobility, disability, where the report has them."""

from random import Random

from dashboard.model.codes import GROUPS

# Running totals in the order of the six groups. Families leave first; where children must already have left,
# few are among those who do.
WITH_CHILDREN = (0.09, 0.18, 0.43, 0.60, 0.87, 1.0)
FEW_CHILDREN = (0.015, 0.03, 0.29, 0.50, 0.83, 1.0)
CHILDREN_LEFT_KM = 10.0
GROUPS_REPORTED, LIMITED_MOBILITY_REPORTED, DISABILITY_REPORTED = 0.7, 0.6, 0.4
LIMITED_MOBILITY, DISABILITY = 0.14, 0.07


def group_counts(evacuated: int, *, nearest_km: float, random: Random) -> dict[str, object]:
    """The columns of a row beside its total: all six groups, which add up to it, or none of them."""
    counts: dict[str, object] = {}
    if random.random() < GROUPS_REPORTED:
        running = FEW_CHILDREN if nearest_km <= CHILDREN_LEFT_KM else WITH_CHILDREN
        numbers = [0] * len(GROUPS)
        for _ in range(evacuated):
            point = random.random()
            numbers[next(place for place, upto in enumerate(running) if point < upto)] += 1
        counts |= dict(zip(GROUPS, numbers, strict=True))
    for column, reported, share in (
        ("limited_mobility", LIMITED_MOBILITY_REPORTED, LIMITED_MOBILITY),
        ("people_with_disability", DISABILITY_REPORTED, DISABILITY),
    ):
        if random.random() < reported:
            counts[column] = sum(random.random() < share for _ in range(evacuated))
    return counts

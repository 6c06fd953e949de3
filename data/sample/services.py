"""What still works in a town of the demonstration: ten services that close one by one as the front nears."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

STATES = ("open", "limited", "closed")
# Service -> (limited, closed) from so many km on; shifted a little for each town.
THRESHOLDS_KM = {
    "electricity": (13.0, 6.0),
    "water": (26.0, 9.0),
    "gas": (14.0, 9.0),
    "heating": (16.0, 10.0),
    "hospital": (22.0, 12.0),
    "pharmacy": (15.0, 8.0),
    "bank": (24.0, 13.0),
    "shop": (12.0, 4.5),
    "mobile_network": (10.0, 3.0),
    "road": (11.0, 2.5),
}
CLOSED_EARLY_KM = (45.0, 32.0)
TOWN_SHIFT = 0.15
OUTAGE, OUTAGE_GOES_ON = 0.03, 0.5
NOBODY_COULD_LOOK_KM, NOBODY_COULD_LOOK = 2.0, 0.35
NOT_ASKED = 0.02


@dataclass
class Services:
    """The services of one town from report to report; ``down`` are those in a passing outage."""

    thresholds_km: dict[str, tuple[float, float]]
    down: set[str] = field(default_factory=set)

    def report(self, nearest_km: float, distance_km: float, *, random: Random) -> dict[str, str]:
        """The states on one day: what closed for good as the front came near, made worse by an outage.

        "unknown" where nobody could look, empty where nobody asked.
        """
        states = {}
        for service, (limited_km, closed_km) in self.thresholds_km.items():
            worse = (nearest_km <= limited_km) + (nearest_km <= closed_km)
            if random.random() < (OUTAGE_GOES_ON if service in self.down else OUTAGE):
                self.down.add(service)
                worse = min(2, worse + 1)
            else:
                self.down.discard(service)
            state = STATES[worse]
            if distance_km <= NOBODY_COULD_LOOK_KM and random.random() < NOBODY_COULD_LOOK:
                state = "unknown"
            states[service] = "" if random.random() < NOT_ASKED else state
        return states


def services_of(closed_early: Iterable[str], *, random: Random) -> Services:
    """The services of one town, with thresholds of its own."""
    early = set(closed_early)
    shift = {service: 1 + TOWN_SHIFT * (2 * random.random() - 1) for service in THRESHOLDS_KM}
    return Services(
        {
            service: CLOSED_EARLY_KM
            if service in early
            else (limited * shift[service], closed * shift[service])
            for service, (limited, closed) in THRESHOLDS_KM.items()
        }
    )


def nobody_inside() -> dict[str, object]:
    """Nothing is known of a town inside the held area."""
    return dict.fromkeys(THRESHOLDS_KM, "unknown")

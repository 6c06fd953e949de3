"""The figures of the demonstration, reckoned from its CSV files with nothing of the project's code.

Slow and plain on purpose: loops over lists of dictionaries, so that an error here is not the same error as there.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

DATA = Path(__file__).parents[2] / "data"
Row = dict[str, str]
SERVICES = (
    "electricity water gas heating hospital pharmacy bank shop mobile_network road".split()  # noqa: SIM905
)
GROUPS = "girls_0_17 boys_0_17 women_18_59 men_18_59 women_60_plus men_60_plus".split()  # noqa: SIM905
EDGES_KM = (0, 10, 15, 25, 50)


@dataclass(frozen=True)
class Selection:
    """What a reader chose; ``source`` "DeepState" has most towns, counts are at departure by default."""

    as_of: str = "2025-09-12"
    since: str = "2025-08-14"
    until: str = "2025-09-12"
    towns: tuple[str, ...] = ()
    area: str | None = None
    source: str = "DeepState"
    count_at: str = "departure"

    @property
    def arguments(self) -> list[str]:
        """The same as options of the command line."""
        parts = [f"--as-of={self.as_of}", f"--since={self.since}", f"--until={self.until}"]
        parts += [f"--town={code}" for code in self.towns]
        parts += [f"--area={self.area}"] if self.area is not None else []
        return [*parts, f"--source={self.source}", f"--count-at={self.count_at}"]

    @property
    def address(self) -> dict[str, str | list[str]]:
        """The same as an address of a page."""
        parts: dict[str, str | list[str]] = {
            "as_of": self.as_of,
            "period": "own",
            "since": self.since,
            "until": self.until,
            "source": self.source,
            "count_at": self.count_at,
        }
        if self.towns:
            parts["town"] = list(self.towns)
        return parts if self.area is None else {**parts, "area": self.area}


SELECTIONS = {
    "everything": Selection(),
    "one town": Selection(towns=("UA1416003001",)),
    "two towns": Selection(towns=("UA1416021001", "UA1412007001"), since="2025-01-01"),
    "a raion": Selection(area="UA1412", since="2025-06-15", until="2025-08-03"),
    "a hromada": Selection(area="UA1416021"),
    "an older day": Selection(as_of="2024-11-20", since="2024-07-08", until="2024-11-20"),
    "at transit": Selection(count_at="transit", since="2025-03-01"),
    "a reported source": Selection(source="BBC 2025-09-12"),
    "a town and another area": Selection(towns=("UA1416003001",), area="UA1412"),
}


def before(day: str, days: int) -> str:
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()


def between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def number(text: str) -> int | None:
    return int(text) if text else None


class Sample:
    """All rows of the demonstration as text, and the figures of a selection."""

    def __init__(self) -> None:
        self.towns = {row["town_code"]: row for row in _read("reference/towns.csv")}
        self.status = [*_read("sample/town_status.csv"), *_read("sample/facts_status.csv")]
        self.distances = [*_read("sample/front_distances.csv"), *_read("sample/facts_front.csv")]
        self.evacuations = _read("sample/evacuations.csv")
        for row in self.evacuations:
            row["count_at"] = row["count_at"] or "departure"
        self._chosen: dict[Selection, set[str]] = {}

    def chosen(self, selected: Selection) -> set[str]:
        if selected not in self._chosen:
            self._chosen[selected] = self._towns_of(selected)
        return self._chosen[selected]

    def _towns_of(self, selected: Selection) -> set[str]:
        return {
            code
            for code, town in self.towns.items()
            if (not selected.towns or code in selected.towns)
            and (
                selected.area is None
                or selected.area in (town["admin1_code"], town["admin2_code"], town["admin3_code"])
            )
        }

    def newest(self, rows: Iterable[Row], column: str, on: str) -> dict[str, tuple[str, str]]:
        """Of each town the newest day with something in a column, and what stands there."""
        found: dict[str, tuple[str, str]] = {}
        for row in rows:
            if row[column] and row["date"] <= on and row["date"] >= found.get(row["town_code"], ("",))[0]:
                found[row["town_code"]] = (row["date"], row[column])
        return found

    def of_source(self, selected: Selection) -> list[Row]:
        return [row for row in self.distances if row["source"] == selected.source]

    def counted(self, selected: Selection, *, since: str, until: str) -> list[Row]:
        """The evacuations of the chosen towns and days, counted at one point."""
        towns = self.chosen(selected)
        return [
            row
            for row in self.evacuations
            if row["town_code"] in towns
            and row["count_at"] == selected.count_at
            and since <= row["date"] <= until
        ]

    def people(self, selected: Selection, on: str) -> dict[str, int]:
        newest = self.newest(self.status, "population_remaining", on)
        return {code: int(newest[code][1]) for code in self.chosen(selected) if code in newest}

    def kilometres(self, selected: Selection, on: str) -> dict[str, float]:
        newest = self.newest(self.of_source(selected), "front_distance_km", on)
        return {code: float(newest[code][1]) for code in self.chosen(selected) if code in newest}

    def evacuated(self, selected: Selection, *, days: int, ago: int = 0) -> int | None:
        """People evacuated in some days up to the as-of day, or up to some days before it."""
        last = before(selected.as_of, ago)
        return _sum(self.counted(selected, since=before(last, days - 1), until=last))

    def within(self, selected: Selection, edge_km: float, on: str) -> int:
        return sum(0 < km <= edge_km for km in self.kilometres(selected, on).values())

    def services(self, selected: Selection, on: str) -> dict[tuple[str, str], str]:
        towns = self.chosen(selected)
        return {
            (code, service): state
            for service in SERVICES
            for code, (_, state) in self.newest(self.status, service, on).items()
            if code in towns
        }

    def services_changed(self, selected: Selection) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
        """Town and service of those lost, and of those restored, in seven days."""
        now = self.services(selected, selected.as_of)
        then = self.services(selected, before(selected.as_of, 7))
        works = ("open", "limited")
        lost = {key for key, state in now.items() if state == "closed" and then.get(key) in works}
        restored = {key for key, state in now.items() if state in works and then.get(key) == "closed"}
        return lost, restored

    def silent(self, selected: Selection) -> tuple[dict[str, int], int]:
        """The silent towns with the age of their newest report, and how many towns ever reported."""
        days: defaultdict[str, set[str]] = defaultdict(set)
        for row in [*self.status, *self.evacuations]:
            if row["date"] <= selected.as_of and row["town_code"] in self.chosen(selected):
                days[row["town_code"]].add(row["date"])
        ages = {code: between(max(told), selected.as_of) for code, told in days.items()}
        return {code: age for code, age in ages.items() if age > _expected(days[code], selected)}, len(days)

    def by_period(self, selected: Selection, unit: str) -> dict[str, tuple[int, int, int, int]]:
        """People, towns, reports and days with a report of each period."""
        groups: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self.counted(selected, since=selected.since, until=selected.until):
            groups[_period(row["date"], unit)].append(row)
        return {
            period: (
                sum(int(row["evacuated"]) for row in rows),
                len({row["town_code"] for row in rows}),
                len(rows),
                len({row["date"] for row in rows}),
            )
            for period, rows in groups.items()
        }

    def by(self, selected: Selection, dimension: str) -> dict[str | None, tuple[int, int]]:
        """People and reports of each value: towns and areas by code, groups by name, None where not stated."""
        found: defaultdict[str | None, list[int]] = defaultdict(lambda: [0, 0])
        for row in self.counted(selected, since=selected.since, until=selected.until):
            for value, count in self._shares(row, dimension):
                found[value][0] += count
                found[value][1] += 1
        return {value: (people, reports) for value, (people, reports) in found.items()}

    def _shares(self, row: Row, dimension: str) -> list[tuple[str | None, int]]:
        total = int(row["evacuated"])
        if dimension == "group":
            stated = [(group, int(row[group])) for group in GROUPS if row[group]]
            rest = total - sum(count for _, count in stated)
            return [*stated, *([(None, rest)] if rest or not stated else [])]
        town = self.towns[row["town_code"]]
        codes = {"town": "town_code", "hromada": "admin3_code", "raion": "admin2_code"}
        value = town[codes[dimension]] if dimension in codes else row[dimension]
        return [(value or None, total)]

    def flows(self, selected: Selection) -> dict[tuple[str, str | None], int]:
        found: defaultdict[tuple[str, str | None], int] = defaultdict(int)
        for row in self.counted(selected, since=selected.since, until=selected.until):
            found[row["town_code"], row["destination"] or None] += int(row["evacuated"])
        return dict(found)

    def pace(self, selected: Selection, on: str) -> dict[str, tuple[float | None, int]]:
        """Of each town with a report in the chosen days or the 13 before: people a reported day, and these days."""
        every = self.counted(selected, since=before(selected.since, 13), until=selected.until)
        found: dict[str, tuple[float | None, int]] = {}
        for code in {row["town_code"] for row in every}:
            rows = [row for row in every if row["town_code"] == code and before(on, 13) <= row["date"] <= on]
            days = len({row["date"] for row in rows})
            found[code] = (sum(int(row["evacuated"]) for row in rows) / days if days else None, days)
        return found

    def series(self, selected: Selection) -> dict[str, list[tuple[str, float]]]:
        """Days and distances of each chosen town by the source, oldest first."""
        found: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
        towns = self.chosen(selected)
        for row in self.of_source(selected):
            if row["town_code"] in towns and row["date"] <= selected.as_of:
                found[row["town_code"]].append((row["date"], float(row["front_distance_km"])))
        return {code: sorted(reports) for code, reports in found.items()}

    def closing(self, selected: Selection) -> dict[str, tuple[int, float, float, int]]:
        """Reports, first and last km, days between, of the reports in the 30 days before the as-of day and on it."""
        first = before(selected.as_of, 30)
        found = {}
        for code, reports in self.series(selected).items():
            window = [report for report in reports if report[0] >= first]
            if window:
                (start, first_km), (end, last_km) = window[0], window[-1]
                found[code] = (len(window), first_km, last_km, between(start, end))
        return found

    def crossings(self, selected: Selection) -> set[tuple[str, str, float, str]]:
        """Town, day, edge and direction."""
        found = set()
        for code, reports in self.series(selected).items():
            for (_, from_km), (day, to_km) in pairwise(reports):
                if not selected.since <= day <= selected.until:
                    continue
                for edge in EDGES_KM:
                    if (from_km <= edge) != (to_km <= edge):
                        found.add((code, day, float(edge), "nearer" if to_km <= edge else "farther"))
        return found


def _expected(told: set[str], selected: Selection) -> int:
    """After how many days without a report a town is silent."""
    recent = sorted(day for day in told if between(day, selected.as_of) < 180)
    gaps = sorted(between(earlier, later) for earlier, later in pairwise(recent))
    if len(gaps) < 4:
        return 7
    usual = next(gap for gap in gaps if 20 * sum(other <= gap for other in gaps) >= 19 * len(gaps))
    return usual + max(2, usual // 2)


def _read(name: str) -> list[Row]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _sum(rows: list[Row]) -> int | None:
    return sum(int(row["evacuated"]) for row in rows) if rows else None


def _period(day: str, unit: str) -> str:
    if unit == "week":
        return before(day, date.fromisoformat(day).weekday())
    return day if unit == "day" else f"{day[:7]}-01"

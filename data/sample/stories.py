"""The towns of the demonstration and the invented figures its series run between.

Towns, codes, baselines and distances are real. How many people were left at the start and end, how many teams
brought out and who stopped reporting is invented, chosen so that the published facts hold.
"""

from dataclasses import dataclass
from datetime import date

SOURCE = "Demonstration series, not real"
FIRST_DAY = date(2024, 7, 8)
LAST_DAY = date(2025, 9, 12)


@dataclass(frozen=True)
class Story:
    """One town: ``people_last`` were left on its last day outside the held area, or on the last day of all.

    ``evacuated`` is the total of all departures; the others who left did so on their own. ``closed_early``
    are services that closed long before the front was near. ``silent_after`` is the last day with any report.
    """

    town_code: str
    town_name: str
    people_first: int
    people_last: int
    evacuated: int
    evacuated_since: date = FIRST_DAY
    silent_after: date = LAST_DAY
    closed_early: tuple[str, ...] = ()


STORIES = (
    Story("UA1402007001", "Siversk", 980, 310, 260, silent_after=date(2025, 8, 31)),
    Story("UA1402011001", "Toretsk", 9_800, 900, 1_700),
    Story("UA1402013001", "Chasiv Yar", 720, 240, 150),
    Story("UA1404001001", "Velyka Novosilka", 1_900, 180, 640),
    Story("UA1404005001", "Vuhledar", 120, 60, 25),
    Story("UA1412003001", "Druzhkivka", 38_000, 25_500, 6_500),
    Story("UA1412003004", "Oleksiievo-Druzhkivka", 5_100, 2_700, 850),
    Story("UA1412007001", "Kostiantynivka", 19_000, 7_300, 4_300),
    Story("UA1412009001", "Kramatorsk", 84_000, 66_000, 8_000),
    Story("UA1412011001", "Lyman", 8_200, 3_100, 1_700),
    Story("UA1412019001", "Sviatohirsk", 850, 480, 120),
    Story("UA1412021001", "Sloviansk", 63_000, 53_000, 4_000),
    Story(
        "UA1416003001",
        "Bilozerske",
        11_900,
        700,
        112,
        evacuated_since=date(2025, 7, 14),
        closed_early=("hospital", "bank"),
    ),
    Story("UA1416005001", "Hrodivka", 1_700, 130, 560),
    Story("UA1416007001", "Dobropillia", 26_500, 9_800, 8_500),
    Story("UA1416007002", "Bilytske", 6_400, 420, 1_900),
    Story("UA1416011001", "Kurakhove", 9_300, 600, 2_000),
    Story("UA1416011002", "Hirnyk", 7_600, 450, 1_400),
    Story("UA1416015001", "Myrnohrad", 37_000, 1_250, 6_500, silent_after=date(2025, 9, 2)),
    Story("UA1416017001", "Novohrodivka", 10_800, 350, 1_900),
    Story("UA1416021001", "Pokrovsk", 51_500, 1_100, 9_000),
    Story("UA1416021002", "Rodynske", 7_600, 210, 1_800, silent_after=date(2025, 8, 14)),
    Story("UA1416023001", "Selydove", 16_500, 1_100, 3_000),
    Story("UA1416023002", "Ukrainsk", 8_200, 500, 1_500),
    Story("UA1416025001", "Udachne", 1_450, 1, 520),
)

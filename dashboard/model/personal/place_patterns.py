"""What exact positions, addresses and places where people hide look like, as data."""

from dashboard.model.personal.patterns import Pattern

_MAPS = (
    r"maps\.google|google\.[a-z.]+/maps|goo\.gl/maps|maps\.app\.goo|openstreetmap\.org|osm\.org/"
    r"|yandex\.[a-z.]+/maps|2gis\.|bing\.com/maps|waze\.com|maps\.apple|what3words|w3w\.co|geo:-?\d"
)
_NAME = "[A-ZА-ЯІЇЄҐЁ][a-zа-яіїєґё'’ʼ-]+"
_STREET = (
    r"(?:вул(?:иц[яі]|\.?)|ул(?:иц[аеы]|\.?)|просп(?:\.|ект\w*)|пр-т|пров(?:\.|ул\w*)|пер(?:\.|еул\w*)|бульв(?:\.|ар\w*)"
    r"|б-р|шосе|vul\.?|vulytsia|ulitsa|str\.|street)"
)
# A day, a count or a length after the street's name is no house.
_NO_HOUSE = (
    r"(?!\d|[.:]\d|\s?(?:січ|лют|бер|кв[іа]|трав|чер|лип|сер|вер|жов|лис|гру|янв|фев|мар|апр|ма[яй]|ию|авг|сен|окт|ноя|дек"
    r"|год|люд|осіб|чел|чол|к?м\b|буд|дом|поверх|people|km|%))"
)
_HOUSE = r",?\s*(?:буд\.?|будинок|дом|д\.|#|house|no\.?)?\s*\d{1,4}" + _NO_HOUSE
_BASEMENT = r"(?:підвал\w*|подвал\w*|погріб|погреб\w*|льох\w*|basement|cellar)"
_SHELTER = (
    rf"(?:{_BASEMENT}|укритт\w*|укрыти\w*|бомбосховищ\w*|бомбоубежищ\w*|схован\w*|shelter|bunker|hiding)"
)

PLACE_PATTERNS = (
    Pattern("an exact position", f"(?i:{_MAPS})", f"(?i){_MAPS}", in_links=True),
    # Three decimals are 100 m, but also a thousand people written twice: so few only where Ukraine is.
    Pattern(
        "an exact position",
        r"\d[.,]\d{3}",
        r"(?<![\d.,])(?:(?:4[4-9]|5[0-3])\.\d{3,}\W{0,4}[NEne]?\W{1,3}(?:2[2-9]|3\d|4[01])\.\d{3,}"
        r"|(?:2[2-9]|3\d|4[01])\.\d{3,}\W{0,4}[NEne]?\W{1,3}(?:4[4-9]|5[0-3])\.\d{3,}"
        r"|-?\d{1,2}[.,]\d{4,}\W{0,4}[NSEWnsew]?\W{1,3}-?\d{1,3}[.,]\d{4,})",
    ),
    Pattern(
        "an exact position",
        r"(?i:lat|lon|lng|широт|довгот|долгот)",
        r"(?i)\b(?:lat\w*|lon\w*|lng|широт\w|довгот\w|долгот\w)\W{0,3}-?\d{1,3}[.,]\d{3,}",
    ),
    Pattern("an exact position", r"[NSEW]\s?\d", r"(?<!\w)[NSEW]\s?\d{1,3}[°\s]\s?\d{1,2}\.\d{2,}"),
    Pattern("an exact position", "[°º˚]", r"\d\s?[°º˚]\s?\d{1,2}(?:[.,]\d+)?\s?['’′ʹ´]"),
    Pattern(
        "an exact position",
        r"[A-Z]{2}\s?\d{2,5}\s?\d",
        r"\b\d{1,2}\s?[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}"
        r"\s?(?:\d{5}\s?\d{5}|\d{4}\s?\d{4}|\d{3}\s?\d{3}|\d{2}\s?\d{2})(?!\d)|\b[A-HJ-NP-Z]{2}\s\d{5}\s\d{5}(?!\d)",
    ),
    Pattern(
        "an exact position",
        r"[2-9CFGHJMPQRVWX]\+[2-9CFGHJMPQRVWX]{2}",
        r"(?<!\w)(?=[2-9]*[CFGHJMPQRVWX])[2-9CFGHJMPQRVWX]{4,8}\+[2-9CFGHJMPQRVWX]{2,3}(?!\w)",
    ),
    Pattern("an exact position", "///", r"///\w+\.\w+\.\w+"),
    Pattern(
        "an address",
        rf"(?i:{_STREET})\s*(?:\d\d?\s)?\p{{Lu}}\PN*\d",
        rf"(?<!\w)(?i:{_STREET})\s*(?:\d{{1,2}}\s)?{_NAME}(?:\s[A-ZА-ЯІЇЄҐЁa-zа-яіїєґё'’ʼ-]+){{0,2}}{_HOUSE}",
    ),
    Pattern(
        "an address",
        r"[Ss]tr?(?:\.|eet)|[Aa]ve|[Ll]ane",
        rf"(?<!\w)\d{{1,4}}[A-Za-z]?,?\s+{_NAME}(?:\s{_NAME})?\s+(?:[Ss]treet|[Ss]t\.|[Aa]venue|[Aa]ve\.|[Ll]ane)(?!\w)"
        rf"|{_NAME}\s(?:[Ss]treet|[Ss]tr?\.){_HOUSE}",
    ),
    Pattern(
        "an address",
        r"(?i:кв|буд|під|flat|apt|apartment)",
        rf"(?i)(?<!\w)(?<!\d\s)(?<![ivx]\s)(?:кв\.|квартира|буд\.|будинок|під['’ʼ]?їзд|flat|apt\.?|apartment)"
        rf"\s?#?\s?\d{{1,3}}[а-яa-z]?(?!\w)(?!\.\d){_NO_HOUSE}",
    ),
    Pattern(
        "a place where people hide",
        f"(?i:{_SHELTER})",
        rf"(?i)(?<!\w)(?:{_SHELTER}(?:[^.;\n]{{0,60}}(?:вх[іо]д|entrance)|\s\w+\s?#\s?\d)"
        rf"|{_BASEMENT}\s(?:\w+\s){{0,2}}(?:школ|садк|церкв|лікарн|будинк|дома|school|church|hospital|house|kindergarten))",
    ),
)

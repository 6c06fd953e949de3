"""Titles of columns that ask for persons, as data; the title is compared in lower case with blanks for _ and -."""

import re

_HOLDER = r"(?:full|first|last|given|family|middle|person|patient|beneficiary|client|driver|contact)s?"

PERSONAL_TITLES = {
    "phone numbers": (
        r"\b(?:(?:cell ?)?phones?|telephones?|tel|cell number|whatsapp|viber|sms|тел)\b"
        r"(?! (?:network|connection|coverage|signal|service|line))",
        r"телефон(?!н\w* зв)",
        r"\bмоб(?:ільний|ильный)? (?:тел|ном)",
    ),
    "e-mail addresses": (
        r"\be ?mails?\b",
        r"\bел(?:ектронна)? ?(?:пошта|адреса)\b",
        r"\b(?:почта|пошта|емейл|імейл)\b",
    ),
    "social media accounts": (r"\b(?:telegram|facebook|instagram|телеграм\w*|фейсбук)\b",),
    "names of persons": (
        rf"\b{_HOLDER} names?\b",
        r"\b(?:sur ?names?|patronymic|contact person|fio|pib|водій|водитель)\b",
        r"\bname of (?:the )?(?:person|patient|beneficiary|head|driver|client)",
        r"\b(?:п\W?\s?і\W?\s?б|ф\W?\s?и\W?\s?о|ім['’ʼ]?я|имя)\b",
        r"прізвищ|фамили|по батькові|отчество|контактн\w+ (?:особ|лиц)",
    ),
    "patients": (r"\b(?:patient|пацієнт|пациент|діагноз|диагноз|diagnos[ie]s)\b",),
    "days of birth": (
        r"\b(?:date|day|year|place) of birth\b",
        r"\b(?:birth ?(?:day|date|year)|dob|р\W?\s?н)\b",
        r"народжен|рожден",
    ),
    "documents": (
        r"\b(?:passports?|id ?cards?|id (?:no|number)|(?:document|national id) (?:no|number)|унзр)\b",
        r"паспорт|номер документ|посвідчення|удостоверени",
    ),
    "tax numbers": (
        r"\b(?:іпн|инн|інн|рнокпп|ipn|rnokpp|tin|tax (?:id|no|number|code))\b",
        r"податков|налогов",
    ),
    "addresses": (
        r"\baddress(?:es)?\b",
        r"\b(?:адрес[аи]?|streets?|вулиця|улица|house (?:no|number)|будинок|квартира)\b",
    ),
    "bank accounts": (
        r"\b(?:iban|bank (?:account|card)|card (?:no|number)|картка|рахунок|розрахунковий)\b",
        r"номер картки",
    ),
    "exact positions": (r"\b(?:gps|mgrs|plus ?code|what3words)\b",),
}
"""What a column would hold, and the titles that ask for it."""

_COMPILED = [(kind, re.compile("|".join(patterns))) for kind, patterns in PERSONAL_TITLES.items()]
_JOINED = re.compile(r"(?<=[a-zа-яіїєґ])(?=[A-ZА-ЯІЇЄҐ])|[_\-\s]+")  # phoneNumber, phone_number


def kind_of(title: str) -> str | None:
    """What of persons the column would hold; None where the title asks for none."""
    words = _JOINED.sub(" ", title).casefold()
    return next((kind for kind, pattern in _COMPILED if pattern.search(words)), None)

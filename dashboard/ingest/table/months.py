"""The names of months, whole or short, in English, Ukrainian and Russian as they stand in a day."""

_NAMES = (
    ("january", "jan", "січня", "січ", "января", "янв"),
    ("february", "feb", "лютого", "лют", "февраля", "фев"),
    ("march", "mar", "березня", "бер", "марта", "мар"),
    ("april", "apr", "квітня", "кві", "апреля", "апр"),
    ("may", "травня", "тра", "мая", "май"),
    ("june", "jun", "червня", "чер", "июня", "июн"),
    ("july", "jul", "липня", "лип", "июля", "июл"),
    ("august", "aug", "серпня", "сер", "августа", "авг"),
    ("september", "sep", "sept", "вересня", "вер", "сентября", "сен"),
    ("october", "oct", "жовтня", "жов", "октября", "окт"),
    ("november", "nov", "листопада", "лис", "ноября", "ноя"),
    ("december", "dec", "грудня", "гру", "декабря", "дек"),
)
_NUMBERS = {name: number for number, names in enumerate(_NAMES, 1) for name in names}


def month_of(name: str) -> int | None:
    """1 to 12; None where it is no month's name."""
    return _NUMBERS.get(name.casefold())

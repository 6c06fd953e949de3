"""Which plural form a number takes (Unicode CLDR, whole numbers)."""


def plural_form(count: object, language: str) -> str:
    """The form's name in the words file: one, few, many or other."""
    if not isinstance(count, int):
        return "other"
    number = abs(count)
    return _slavic(number) if language in ("uk", "ru") else "one" if number == 1 else "other"


def _slavic(number: int) -> str:
    last, last_two = number % 10, number % 100
    if last == 1 and last_two != 11:
        return "one"
    return "few" if last in (2, 3, 4) and last_two not in (12, 13, 14) else "many"

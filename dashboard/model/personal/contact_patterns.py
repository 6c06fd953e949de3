"""What contacts, accounts and numbers of documents look like, as data."""

import re

from dashboard.model.personal.patterns import Pattern

_APART = r"[\s()./–-]"  # stands between the digits of one number
_ALONE = r"(?<!\w)(?<!\d[.,:/-])"
_SOCIAL = r"(?:facebook|fb|instagram|vk|ok|tiktok|twitter|x)\.(?:com|ru)/"
_TELEPHONE = r"(?:тел|моб|phone|tel|mob|телефон|viber|вайбер|whatsapp|ватсап|signal)"
_TAX = r"(?:ІПН|ИНН|РНОКПП|РНУКПН|IPN|INN|TIN|tax (?:id|no|number)|податков[а-яіїє]+ номер|код платника)"
_DOCUMENT = r"(?:паспорт\w*|passport|id[ -]?card|id[ -]карт\w*|посвідченн\w*|удостоверени\w*|свідоцтв\w*)"


def _is_card(text: str) -> bool:
    """Luhn's check digit of bank cards (ISO/IEC 7812)."""
    digits = [int(letter) for letter in reversed(text) if letter.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _is_iban(text: str) -> bool:
    """The check digits of ISO 13616: the number without blanks, its first four characters moved to the end."""
    plain = "".join(text.split()).upper()
    return int("".join(str(int(letter, 36)) for letter in plain[4:] + plain[:4])) % 97 == 1


def _is_tax_number(text: str) -> bool:
    """The check digit of a Ukrainian tax number: without it every tenth number of ten digits would be one."""
    digits = [int(letter) for letter in text[-10:]]
    weights = (-1, 5, 7, 9, 4, 6, 10, 5, 7)
    return sum(a * b for a, b in zip(weights, digits[:9], strict=True)) % 11 % 10 == digits[9]


CONTACT_PATTERNS = (
    Pattern("an e-mail address", r"\S@\S+\.", r"[\w.+-]+@[\w-]+\.\w{2,}", in_links=True),
    Pattern("an e-mail address", r"(?i:[\[({]at[\])}])", r"(?i)\w\s?[\[({]at[\])}]\s?\w"),
    # A link to one post of a channel or a page is a source: t.me/name/123.
    Pattern(
        "a social media account",
        r"(?i:t\.me|telegram\.me)",
        r"(?i)\b(?:t|telegram)\.me/(?!s/)(?:\+|joinchat/)?\w{4,}/?(?!\w|/?\d)",
        in_links=True,
    ),
    Pattern(
        "a social media account",
        f"(?i:{_SOCIAL})",
        rf"(?i)(?<![\w-]){_SOCIAL}(?:profile\.php|@?[\w.]+/?(?![\w./?=-]))",
        in_links=True,
    ),
    Pattern("a social media account", r"@[A-Za-z]\w{3}", r"(?<![\w/.@])@[A-Za-z]\w{3,31}(?!\w|\()"),
    Pattern(
        "a phone number",
        r"(?i:wa\.me|whatsapp|viber:|tel:)",
        r"(?i)wa\.me/\d|whatsapp\.com/send|viber://|\btel:\+?\d",
        in_links=True,
    ),
    Pattern("a phone number", r"\+\s?\d", rf"(?<!\w)\+\s?\d(?:{_APART}{{0,2}}\d){{9,13}}(?!\d)"),
    Pattern(
        # Ukraine's codes of mobile networks; codes of towns only where blanks or brackets say that it is a phone.
        "a phone number",
        r"\d(?:[\s()./–-]{0,2}\d){9}",
        rf"{_ALONE}(?:38)?\(?(?:0[\s-]?(?:39|50|6[3678]|7[1-9]|9[1-9])\)?(?:{_APART}{{0,2}}\d){{7}}"
        rf"|0[3-6]\d{{1,3}}\)?{_APART}{{1,2}}\d(?:{_APART}{{0,2}}\d){{4,6}}(?<=[\d]{{2}}))(?!\w)",
        lambda text: len(re.sub(r"\D", "", text)) in (10, 12),
    ),
    Pattern(
        "a phone number",
        r"8[\s(-]{0,2}9\d\d",
        rf"{_ALONE}8[\s(-]{{0,2}}9\d\d\)?(?:{_APART}{{0,2}}\d){{7}}(?!\d)",
    ),
    Pattern(
        "a phone number",
        f"(?i:{_TELEPHONE})",
        rf"(?i)\b{_TELEPHONE}\b\W{{0,3}}(?:#|no\.?|number|номер)?\W{{0,3}}\d(?:[ -]?\d){{4,}}",
    ),
    Pattern(
        # Not three years in a row, which are also groups of four.
        "a bank card",
        r"[2-6]\d{3}[ -]?\d{4,6}[ -]?\d{4}",
        r"(?<![A-Za-z\d])(?!(?:20\d\d[ -]?){3})"
        r"[2-6](?:\d{12,18}|\d{3}([ -])\d{4}\1\d{4}\1\d{4}|\d{3}([ -])\d{6}\2\d{5})(?!\d)",
        _is_card,
    ),
    Pattern(
        "a bank card",
        r"(?i:карт|card)",
        r"(?i)\b(?:карт\w+|card)\W{1,5}\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}(?!\d)",
    ),
    # 27 digits after UA: a code of the register of places has 17, a P-code 10.
    Pattern("an IBAN", r"(?i:ua)\s?\d", r"(?i)\bUA(?:\s?\d){27}(?!\d)"),
    Pattern("an IBAN", r"(?i:iban)", r"(?i)\bIBAN\W{0,3}[A-Z]{2}\d{2}[\dA-Z ]{6,}"),
    Pattern(
        "an IBAN",
        r"[A-Z]{2}\d\d",
        r"\b(?!UA)[A-Z]{2}\d{2}(?:\s?[A-Z\d]{4}){2,7}(?:\s?[A-Z\d]{1,3})?\b",
        _is_iban,
    ),
    Pattern("a tax number", f"(?i:{_TAX})", rf"(?i)\b{_TAX}\W{{0,5}}\d{{8,12}}"),
    Pattern(
        "a tax number",
        r"\pL\PL{1,3}\d{10}(?:\PL|$)",
        r"(?i)(?<=[^\W\d]{3})(?<!коатуу)(?<!koatuu)\W{1,3}(?!20[12]\d[01]\d[0-3])\d{10}(?!\w)",
        _is_tax_number,
    ),
    Pattern("a document's number", r"\d{8}-\d{5}", r"(?<!\d)(?:19|20)\d{6}-\d{5}(?!\d)"),
    Pattern(
        "a document's number",
        r"[А-ЯІЇЄҐA-Z]{2}[\s#]{0,3}\d{6}",
        r"(?<!\w)(?:[А-ЯІЇЄҐ]{2}|(?!UN|EU|UA|ID|NO|NR|HR)[A-Z]{2})\s?#?\s?\d{6}(?!\w)",
    ),
    Pattern("a document's number", f"(?i:{_DOCUMENT})", rf"(?i)\b{_DOCUMENT}\D{{0,15}}\d{{6,9}}(?!\d)"),
)

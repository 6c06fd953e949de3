"""Text of a file as a message may repeat it: short, on one line, without characters that do something."""

_LONGEST = 60


def shown(text: str) -> str:
    printable = "".join(
        letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text[: _LONGEST + 1]
    )
    return printable if len(text) <= _LONGEST else printable[:_LONGEST] + "…"

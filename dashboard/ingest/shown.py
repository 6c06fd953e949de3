"""Text of a file as a message may repeat it: short, on one line, without characters that do something."""

from pathlib import PurePath

_LONGEST = 60
_LONGEST_ENDING = 8


def shown(text: str) -> str:
    printable = "".join(
        letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text[: _LONGEST + 1]
    )
    return printable if len(text) <= _LONGEST else printable[:_LONGEST] + "…"


def shown_name(file_name: str) -> str:
    """The name of a file without its folders; where it is cut it keeps the ending, by which people know its kind."""
    name = PurePath(file_name.replace("\\", "/")).name
    ending = PurePath(name).suffix
    return shown(name) + (shown(ending) if len(name) > _LONGEST and len(ending) <= _LONGEST_ENDING else "")

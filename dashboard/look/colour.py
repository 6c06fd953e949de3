"""Reckoning with colours: parts, transparency, steps between, contrast."""

from functools import cache


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255, of a colour written as six hex digits."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def rgba(colour: str, alpha: float) -> str:
    """The colour as CSS with ``alpha`` from 0 (nothing) to 1 (all)."""
    red, green, blue = rgb(colour)
    return f"rgba({red},{green},{blue},{alpha:g})"


@cache
def between(colours: tuple[str, ...], position: float) -> str:
    """The colour at ``position`` along ``colours``: 0 is the first, 1 the second, 0.5 half-way."""
    index = min(int(position), len(colours) - 2)
    part = position - index
    pairs = zip(rgb(colours[index]), rgb(colours[index + 1]), strict=True)
    return "#" + "".join(f"{round(low + (high - low) * part):02x}" for low, high in pairs)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it, 0 black to 1 white."""
    parts = (part / 255 for part in rgb(colour))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour: str, other: str) -> float:
    """Contrast ratio as WCAG 2 defines it, 1 to 21."""
    low, high = sorted((luminance(colour), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@cache
def readable_on(colour: str, choices: tuple[str, ...]) -> str:
    """The one of ``choices`` with the greatest contrast on ``colour``."""
    return max(choices, key=lambda choice: contrast(colour, choice))

"""The filter bar's words in the address: read, checked against what the data holds, and written back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dashboard.analysis.asking import Ask
from dashboard.analysis.towns import town_codes
from dashboard.errors import ReaderError
from dashboard.look.words import word

PERIODS = {"7": 7, "30": 30, "90": 90, "365": 365, "all": None, "own": None}
DEFAULT_PERIOD = "30"
KEYS = ("town", "area", "period", "since", "until", "as_of", "source", "count_at", "known")

Address = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Offered:
    """What the data offers to choose from; ``towns`` and ``areas`` map codes to labels."""

    towns: Mapping[str, str]
    areas: Mapping[str, str]
    sources: Sequence[str]
    points: Sequence[str]
    oldest: date
    newest: date
    latest: date


@dataclass
class Wanted:
    """What the address asks for; None leaves it to the data. ``complaints`` name what the data does not hold."""

    towns: list[str] = field(default_factory=list)
    area: str | None = None
    period: str = DEFAULT_PERIOD
    since: date | None = None
    until: date | None = None
    as_of: date | None = None
    source: str | None = None
    count_at: str | None = None
    complaints: list[str] = field(default_factory=list)


def wanted(address: Address, offered: Offered, *, ask: Ask) -> Wanted:
    """The choices of an address; whatever is unknown falls back to the default and is complained about."""
    found = Wanted()
    for name in address.get("town", ()):
        try:
            found.towns += town_codes(ask, [name])
        except ReaderError as error:
            found.complaints.append(word("filter.town_refused", reason=str(error)))
    found.area = _known(address, "area", offered.areas, found.complaints)
    found.period = _known(address, "period", PERIODS, found.complaints) or DEFAULT_PERIOD
    found.source = _known(address, "source", offered.sources, found.complaints)
    found.count_at = _known(address, "count_at", offered.points, found.complaints)
    for name in ("since", "until", "as_of"):
        setattr(found, name, _day(address, name, offered, found.complaints))
    if found.period == "own" and (found.since is None or found.until is None or found.since > found.until):
        found.period, found.since, found.until = DEFAULT_PERIOD, None, None
    return found


def address(wanted: Wanted, *, newest: date, known_after: int | None) -> Address:
    """The address of a choice, without what is the default anyway."""
    parts: dict[str, Sequence[str | None]] = {
        "town": wanted.towns,
        "area": [wanted.area],
        "period": [wanted.period if wanted.period != DEFAULT_PERIOD else None],
        "since": [str(wanted.since) if wanted.period == "own" else None],
        "until": [str(wanted.until) if wanted.period == "own" else None],
        "as_of": [str(wanted.as_of) if wanted.as_of not in (None, newest) else None],
        "source": [wanted.source],
        "count_at": [wanted.count_at],
        "known": [str(known_after) if known_after is not None else None],
    }
    given = {key: tuple(value for value in values if value is not None) for key, values in parts.items()}
    return {key: values for key, values in given.items() if values}


def known_after(address: Address) -> int | None:
    """The upload of ``known``; anything that is not a number is left out."""
    text = (address.get("known") or ("",))[0]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _known(
    address: Address, key: str, offered: Sequence[str] | Mapping[str, object], complaints: list[str]
) -> str | None:
    if key not in address:
        return None
    found = address[key][0]
    if found in offered:
        return found
    complaints.append(word("filter.unknown", name=word(f"filter.{key}"), found=found[:60]))
    return None


def _day(address: Address, key: str, offered: Offered, complaints: list[str]) -> date | None:
    if key not in address:
        return None
    try:
        day = date.fromisoformat(address[key][0])
    except ValueError:
        day = None
    if day is not None and offered.oldest <= day <= offered.latest:
        return day
    complaints.append(word("filter.unknown", name=word(f"filter.{key}"), found=address[key][0][:60]))
    return None

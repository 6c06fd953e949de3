"""What the reader chooses otherwise, and what is ours to mend."""

from collections.abc import Sequence

from dashboard.errors.base import DashboardError


class ReaderError(DashboardError): ...


class WrongUse(ReaderError):
    def __init__(self, place: str, found: str, expected: str) -> None:
        self.place, self.found, self.expected = place, found, expected
        super().__init__(f'{place}: found "{found}", expected {expected}')


class UnknownTown(ReaderError):
    def __init__(self, name: str, nearest: Sequence[str] = ()) -> None:
        self.name, self.nearest = name, tuple(nearest)
        hint = f" Near in spelling: {', '.join(nearest)}." if nearest else ""
        super().__init__(f'No town is called "{name}".{hint}')


class AmbiguousTown(ReaderError):
    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        self.name, self.candidates = name, tuple(candidates)
        listed = "; ".join(candidates)
        super().__init__(f'{len(candidates)} towns are called "{name}": {listed}. Give the code.')


class UnknownWord(DashboardError):
    def __init__(self, key: str, language: str) -> None:
        self.key, self.language = key, language
        super().__init__(f"data/words/{language}.toml has no text for {key}")

"""What the operator mends in the set-up."""

from collections.abc import Sequence

from dashboard.errors.base import DashboardError


class OperatorError(DashboardError): ...


class SettingRefused(OperatorError):
    def __init__(self, name: str, found: str, expected: str) -> None:
        self.name, self.found, self.expected = name, found, expected
        super().__init__(f'{name} is "{found}": expected {expected}')


class EngineUnavailable(OperatorError):
    """The database does not answer; readers keep what was last read."""

    exit_status = 3

    def __init__(self, place: str, reason: str, remedy: str) -> None:
        self.place, self.reason, self.remedy = place, reason, remedy
        super().__init__(f"{place}: {reason}. {remedy}")


class DatabaseBusy(EngineUnavailable):
    def __init__(self, place: str, waited_s: float) -> None:
        self.waited_s = waited_s
        reason = f"the database is locked by another process (waited {waited_s:g} s)"
        super().__init__(place, reason, "Nothing was stored. Try again when the other upload is done")


class DatabaseDamaged(EngineUnavailable):
    def __init__(self, place: str, detail: str) -> None:
        self.detail = detail
        remedy = "It was left as it is. Stop the server, put the file aside and restore the newest backup in its place"
        super().__init__(place, f"the database file is damaged ({detail})", remedy)


class DatabaseNewer(EngineUnavailable):
    def __init__(self, place: str, found: str, known: str) -> None:
        self.found, self.known = found, known
        reason = f"the database was written by a newer version (schema {found}, this version knows {known})"
        super().__init__(place, reason, "Update the dashboard, or use the version that wrote the file")


class DatabaseNotWritable(EngineUnavailable):
    def __init__(self, place: str) -> None:
        remedy = "Nothing was stored. Give the server's user the right to write this file and its folder"
        super().__init__(place, "the database cannot be written", remedy)


class DatabaseFull(EngineUnavailable):
    def __init__(self, place: str) -> None:
        super().__init__(place, "the disk is full", "Nothing was stored. Free some space and send it again")


class LedgerBroken(EngineUnavailable):
    def __init__(self, place: str, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        reason = f"the history does not agree with the rows: {'; '.join(problems)}"
        super().__init__(place, reason, "Compare with the newest backup before anything else is uploaded")

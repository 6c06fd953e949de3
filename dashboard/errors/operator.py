"""What the operator mends in the set-up."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from dashboard.errors.base import DashboardError


class OperatorError(DashboardError): ...


class SettingRefused(OperatorError):
    def __init__(self, name: str, found: str, expected: str) -> None:
        self.name, self.found, self.expected = name, found, expected
        super().__init__(f'{name} is "{found}": expected {expected}')


class CopyRefused(OperatorError):
    """A record is copied into an empty one only: two histories are never mixed."""

    def __init__(self, place: str, uploads: int) -> None:
        self.place, self.uploads = place, uploads
        super().__init__(
            f"{place}: found {uploads} uploads, expected an empty database. Name another one with --to"
        )


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


class MigrationNeeded(EngineUnavailable):
    def __init__(self, place: str, found: str | None, known: str) -> None:
        self.found, self.known = found, known
        state = "it has no tables yet" if found is None else f"its tables are of version {found}"
        reason = f"{state}, this version needs {known}, and this login may not make them"
        super().__init__(
            place, reason, "Run python -m dashboard migrate with the login that owns the database"
        )


class DatabaseNotWritable(EngineUnavailable):
    def __init__(self, place: str) -> None:
        remedy = "Nothing was stored. Give the server's user the right to write this file and its folder"
        super().__init__(place, "the database cannot be written", remedy)


class DatabaseFull(EngineUnavailable):
    def __init__(self, place: str) -> None:
        super().__init__(place, "the disk is full", "Nothing was stored. Free some space and send it again")


class NotAnswering(EngineUnavailable):
    """It was asked ``waited_s`` seconds ago and is still being waited for, without anybody standing still for it."""

    def __init__(self, place: str, waited_s: float) -> None:
        self.waited_s = waited_s
        reason = f"the database has not answered for {waited_s:.1f} s"
        super().__init__(place, reason, "It is still being asked, and shown as soon as it has answered")


class OtherCopy(EngineUnavailable):
    """``upload_id`` is the newest upload that was read before; what stands under its number now is another one."""

    def __init__(self, place: str, upload_id: int) -> None:
        self.upload_id = upload_id
        reason = f"upload {upload_id} is not the one that was read before: another copy was put in its place"
        super().__init__(place, reason, "Restart the server if that was intended")


class ReplicaLate(EngineUnavailable):
    """It answers, and what it shows may not be the newest that its primary has."""


class ReplicaBehind(ReplicaLate):
    """It shows less than was seen before, so that what was seen stays."""

    def __init__(self, place: str, found: int, known: int) -> None:
        self.found, self.known = found, known
        reason = f"this replica is behind: it has upload {found}, upload {known} was seen before"
        remedy = "It is read again when it has caught up. Restart the server if an older backup was put in its place"
        super().__init__(place, reason, remedy)


class FolderBroken(EngineUnavailable):
    """Files of the folder have errors, ``errors`` by file; the state that was ``shown`` before, if any, stays."""

    def __init__(self, place: str, errors: Mapping[str, Sequence[str]], shown: datetime | None) -> None:
        self.errors, self.shown = dict(errors), shown
        (name, first), *others = self.errors.items()
        many = "an error" if len(first) == 1 else f"{len(first)} errors, the first"
        more = f". Errors are also in {', '.join(name for name, _ in others)}" if others else ""
        kept = "nothing is shown" if shown is None else f"the state of {shown:%Y-%m-%d %H:%M} UTC stays"
        super().__init__(place, f"{name} has {many}: {first[0]}{more}", f"Until that is mended, {kept}")


class LedgerBroken(EngineUnavailable):
    def __init__(self, place: str, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        reason = f"the history does not agree with the rows: {'; '.join(problems)}"
        super().__init__(place, reason, "Compare with the newest backup before anything else is uploaded")

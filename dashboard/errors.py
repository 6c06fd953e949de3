"""One error tree, sorted by who must act.

DashboardError
├── StewardError            the steward mends the file or decides anew (exit status 1)
│   ├── FileRefused             the file cannot be taken at all
│   │   └── ChoiceNeeded            it can, once the steward says how to read it
│   ├── RowsRefused             the file was read; findings name the places
│   ├── StalePreview            somebody else committed to the same rows since the preview
│   └── UndoRefused             there is no such upload, or nothing of it still stands
├── ReaderError             the reader chooses something that exists (exit status 2)
│   └── UnknownTown, AmbiguousTown, WrongUse
├── OperatorError           the operator mends the set-up (exit status 2 or 3)
│   ├── SettingRefused          an environment variable
│   └── EngineUnavailable       the database does not answer (exit status 3)
│       ├── DatabaseBusy, DatabaseDamaged, DatabaseNewer, DatabaseNotWritable, DatabaseFull
│       └── LedgerBroken            `verify`: history and rows no longer agree
└── UnknownWord             a language's file lacks a text: ours to mend
"""

from collections.abc import Mapping, Sequence


class DashboardError(Exception):
    """Base of all errors that a user can do something about: facts are attributes, ``str`` is the sentence."""

    exit_status = 2


class StewardError(DashboardError):
    exit_status = 1


class FileRefused(StewardError):
    """``lines`` are the physical lines that are at fault, none where it is the file as a whole."""

    def __init__(
        self, file_name: str, reason: str, remedy: str, *, lines: Sequence[int] = (), code: str = "file"
    ) -> None:
        self.file_name, self.reason, self.remedy = file_name, reason, remedy
        self.lines, self.code = tuple(lines), code
        super().__init__(f"{file_name}: {reason}. {remedy}")


class ChoiceNeeded(FileRefused):
    """The file can be read in more than one way, and only the steward knows which.

    ``choice`` is what to choose: sheet, dates, dataset or columns; ``options`` what there is to choose from;
    ``suggested`` for columns: what each title of the file may mean.
    """

    def __init__(
        self,
        file_name: str,
        reason: str,
        remedy: str,
        *,
        choice: str,
        options: Sequence[str],
        suggested: Mapping[str, str] | None = None,
        lines: Sequence[int] = (),
    ) -> None:
        self.choice, self.options, self.suggested = choice, tuple(options), dict(suggested or {})
        super().__init__(file_name, reason, remedy, lines=lines, code=choice)


class RowsRefused(StewardError):
    def __init__(self, file_name: str, messages: Sequence[str]) -> None:
        self.file_name, self.messages = file_name, tuple(messages)
        found = messages[0] + (f" and {len(messages) - 1} more" if len(messages) > 1 else "")
        super().__init__(f"{file_name}: nothing was stored. {found}. Correct the file and send it again.")


class StalePreview(StewardError):
    def __init__(self, dataset: str, upload_id: int, uploaded_by: str, rows: Sequence[str]) -> None:
        self.dataset, self.rows = dataset, tuple(rows)
        self.upload_id, self.uploaded_by = upload_id, uploaded_by
        super().__init__(
            f"{dataset} changed since your preview (upload {upload_id} by {uploaded_by}): {_first(rows)}. "
            "Nothing was stored. Look at a new preview and commit again."
        )


class UndoRefused(StewardError):
    def __init__(self, upload_id: int, reason: str, rows: Sequence[str] = ()) -> None:
        self.upload_id, self.reason, self.rows = upload_id, reason, tuple(rows)
        why = f"{reason}: {_first(rows)}" if rows else reason
        super().__init__(f"upload {upload_id} cannot be undone: {why}. The history lists what can be.")


def _first(rows: Sequence[str]) -> str:
    return "; ".join(rows[:3]) + (f" and {len(rows) - 3} more" if len(rows) > 3 else "")


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

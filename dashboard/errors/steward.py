"""What the steward mends, or decides anew."""

from collections.abc import Mapping, Sequence

from dashboard.errors.base import DashboardError


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

    ``choice`` is what to choose: sheet, dates, dataset or columns; ``options`` what there is to choose from; for
    columns the titles of the file, which may mean columns of ``dataset``, and ``suggested`` what they may mean.
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
        dataset: str | None = None,
        lines: Sequence[int] = (),
    ) -> None:
        self.choice, self.options = choice, tuple(options)
        self.suggested, self.dataset = dict(suggested or {}), dataset
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


class AlertRefused(StewardError):
    """An alert rule that cannot be set or ended, or an alert that cannot be acknowledged."""

    def __init__(self, what: str, reason: str) -> None:
        self.what, self.reason = what, reason
        super().__init__(f"{what}: {reason}. Nothing was stored.")


class SignatureRefused(StewardError):
    """Personal data in the name or the note beside an upload, which are kept for good; it is not repeated."""

    def __init__(self, where: str, kinds: Sequence[str]) -> None:
        self.where, self.kinds = where, tuple(kinds)
        super().__init__(
            f"{where}: found {' and '.join(kinds)}, expected no personal data: the history keeps it for good. "
            "It is not repeated here, and nothing was stored. Take it out and send it again."
        )


class ReadOnlyDatabase(StewardError):
    """Nothing can be uploaded or taken back where the tables are not a record of this dashboard."""

    def __init__(self, place: str, reason: str, remedy: str) -> None:
        self.place, self.reason, self.remedy = place, reason, remedy
        super().__init__(f"{place}: nothing can be uploaded here: {reason}. {remedy}")


def _first(rows: Sequence[str]) -> str:
    return "; ".join(rows[:3]) + (f" and {len(rows) - 3} more" if len(rows) > 3 else "")

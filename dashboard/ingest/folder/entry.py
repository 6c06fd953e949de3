"""The entry that a state of the folder gets in the history."""

import hashlib
from collections.abc import Sequence

from dashboard.ingest.folder.checked import CheckedFile
from dashboard.store.ledger import in_utc

BY_FOLDER = "shared folder"
SEVERAL = "folder"  # in the place of a dataset, where files of several changed
_NAMED_AT_MOST = 2


def entry_of(
    files: Sequence[CheckedFile], *, changed: Sequence[CheckedFile], base_version: int
) -> dict[str, object]:
    """All but the counts and the entry's own hash; ``changed`` are those that were not so before.

    The time is that of the newest of them. The hash of several files is the one that
    ``sha256sum towns.csv .. | sha256sum`` gives, with the files in the order of their names.
    """
    tables = {checked.file.table for checked in changed}
    names = sorted(checked.file.name for checked in changed)
    more = len(names) - _NAMED_AT_MOST
    return {
        "upload_id": base_version + 1,
        "dataset": tables.pop() if len(tables) == 1 else SEVERAL,
        "file_name": ", ".join(names) if more <= 0 else f"{names[0]} and {len(names) - 1} more files",
        "file_sha256": changed[0].sha256 if len(changed) == 1 else _sha256(changed),
        "uploaded_by": BY_FOLDER,
        "uploaded_at": in_utc(max(checked.file.changed_at for checked in changed)),
        "note": ", ".join(names) if more > 0 else "",
        "undoes": None,
        "base_version": base_version,
        "commit_key": _sha256(files),
        "content_sha256": _sha256(files),
    }


def _sha256(files: Sequence[CheckedFile]) -> str:
    named = sorted((checked.file.name, checked.sha256) for checked in files)
    return hashlib.sha256("".join(f"{sha256}  {name}\n" for name, sha256 in named).encode()).hexdigest()

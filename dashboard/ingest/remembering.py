"""What a steward corrected on the way of a file, kept for the next one as rows of the table ``spellings``."""

import hashlib
from datetime import datetime

import pyarrow as pa

from dashboard.ingest.choices import Choices
from dashboard.ingest.table.vocabulary import spelling_key
from dashboard.model.tables import SPELLINGS
from dashboard.store.commit import Sender, commit
from dashboard.store.ledger import Upload
from dashboard.store.preview import preview
from dashboard.store.record import Record


def remember(
    record: Record, choices: Choices, *, dataset: str, file_name: str, by: str, at: datetime
) -> Upload | None:
    """Keep what was chosen for columns and values; None where all of it is known already.

    An upload of its own, so that it stands in the history with who and when and can be taken back there.
    """
    rows = taught(choices, dataset=dataset)
    if not rows.num_rows:
        return None
    seen = preview(record, SPELLINGS.name, rows={SPELLINGS.name: rows})
    if not seen.new and not seen.changed:
        return None
    content = repr(rows.to_pylist()).encode()
    sender = Sender(
        file_name, hashlib.sha256(content).hexdigest(), by, at, f"corrections while reading {file_name}"
    )
    return commit(record, seen, sender=sender)


def taught(choices: Choices, *, dataset: str) -> pa.Table:
    """The rows of ``spellings`` that the choices amount to; how a file is encoded or dated is its own affair."""
    said = [("column", dataset, title, means) for title, means in choices.columns.items()]
    said += [("value", column, spelling, code) for (column, spelling), code in choices.values.items()]
    rows = {
        (kind, used_in, spelling_key(spelling, kind=kind, used_in=used_in)): means
        for kind, used_in, spelling, means in said
    }
    columns = list(zip(*((*key, means) for key, means in rows.items()), strict=True)) or [()] * 4
    return pa.table(
        {name: pa.array(column, pa.string()) for name, column in zip(SPELLINGS.names, columns, strict=True)}
    )

"""What stewards corrected, brought in as the pages bring it: rows of the table ``spellings``, without a file."""

import pyarrow as pa

from dashboard.store.commit import Sender, commit
from dashboard.store.ledger import Upload
from dashboard.store.preview import Preview, preview
from dashboard.store.record import Record
from tests.records import AT

Spelling = tuple[str, str, str, str | None]
NAMES = ("kind", "used_in", "spelling", "means")


def spelling_rows(*rows: Spelling) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else ((),) * len(NAMES)
    return pa.table(
        {name: pa.array(values, pa.string()) for name, values in zip(NAMES, columns, strict=True)}
    )


def spell(record: Record, *rows: Spelling, by: str = "Olena") -> Upload | None:
    """Remember spellings; None where all of them are known."""
    seen = preview(record, "spellings", rows={"spellings": spelling_rows(*rows)})
    if not seen.new and not seen.changed:
        return None
    return commit(record, seen, sender=sender_of(seen, by=by))


def sender_of(seen: Preview, *, by: str = "Olena") -> Sender:
    return Sender("spellings", f"{seen.base_version:064}", by, AT)

"""What the record holds of a file's days and the file does not have: told to the steward, never deleted."""

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.model.tables import TABLES
from dashboard.store.current import current_around
from dashboard.store.record import Record


def absent_rows(record: Record, dataset: str, *, uploaded: pa.Table) -> pa.Table:
    """The keys of current rows of the days (and, of distances, the sources) of a file whose keys it does not have.

    Towns have no day: theirs are all towns that the file does not name.
    """
    key = list(TABLES[dataset].key)
    current = current_around(record, dataset, uploaded=uploaded, days_before=0)
    known, said = _joinable(current.select(key)), _joinable(uploaded.select(key))
    same = [name for name in ("date", "source") if name in key]
    if same:
        known = known.join(said.group_by(same).aggregate([]), keys=same, join_type="left semi")
    absent = known.join(said, keys=key, join_type="left anti").select(key)
    return _from_joinable(absent.sort_by([(name, "ascending") for name in key]))


def _joinable(keys: pa.Table) -> pa.Table:
    """Unknown parts as "", which no stored text is: in a join of Arrow, unknown is never equal to unknown."""
    texts = [name for name in keys.column_names if pa.types.is_string(keys[name].type)]
    for name in texts:
        keys = keys.set_column(keys.column_names.index(name), name, pc.fill_null(keys[name], ""))
    return keys


def _from_joinable(keys: pa.Table) -> pa.Table:
    for name in keys.column_names:
        if pa.types.is_string(keys[name].type):
            known = pc.if_else(pc.equal(keys[name], ""), None, keys[name])
            keys = keys.set_column(keys.column_names.index(name), name, known)
    return keys

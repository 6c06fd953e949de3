"""What is written beside rows, a name and a note: kept for good, and seen by everybody who sees the history."""

import pyarrow as pa

from dashboard.errors import SignatureRefused
from dashboard.model.personal.contact_patterns import CONTACT_PATTERNS
from dashboard.model.personal.kinds import personal_kinds

_CONTACTS = frozenset(pattern.kind for pattern in CONTACT_PATTERNS)


def refuse_personal(*, by: str, note: str) -> None:
    """Raises SignatureRefused where the note holds personal data, or the name is more than a name: a contact."""
    kinds = personal_kinds(pa.array([by, note], pa.string()))
    contacts = [kind for kind in kinds.get(0, ()) if kind in _CONTACTS]
    for where, found in (("the name", contacts), ("the note", kinds.get(1, ()))):
        if found:
            raise SignatureRefused(where, found)

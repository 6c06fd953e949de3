"""What an undo would do, counted before it is done."""

from dataclasses import dataclass

from dashboard.store.collecting import no_collection
from dashboard.store.record import Record
from dashboard.store.restoring import backs


@dataclass(frozen=True)
class Ahead:
    """Rows that would have their earlier values again, come back, go, or stay because a later upload needs them so."""

    changed: int
    returned: int
    removed: int
    left: int

    @property
    def nothing(self) -> bool:
        return not (self.changed or self.returned or self.removed)


def undo_ahead(record: Record, upload_id: int) -> Ahead:
    """As the record is now; raises the record's error where it does not answer."""
    with no_collection(), record.reading() as connection:
        found = backs(connection, upload_id).values()
    replaced = [replaces is not None for back in found for _, replaces in back.bring]
    return Ahead(
        changed=sum(replaced),
        returned=len(replaced) - sum(replaced),
        removed=sum(len(back.remove) for back in found),
        left=sum(len(back.left) for back in found),
    )

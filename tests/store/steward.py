"""A steward in a process of its own: obeys orders of one line, answers each with one line.

``preview FILE`` answers ``seen``; ``commit`` answers ``saved NUMBER``, ``nothing`` or ``refused SENTENCE``;
``send FILE`` does both and repeats them as long as others were faster. Started with the database's URL and the
steward's name.
"""

import sys
from pathlib import Path

from dashboard.errors import DashboardError, StalePreview
from dashboard.ingest.upload import Checked, changes, check, store
from dashboard.store.preview import Preview
from dashboard.store.record import Record
from dashboard.store.records import record_at
from tests.records import AT, TODAY


def previewed(record: Record, file: Path) -> tuple[Checked, Preview]:
    checked = check(record, file.read_bytes(), file_name=file.name, today=TODAY)
    return checked, changes(record, checked)


def committed(record: Record, seen: tuple[Checked, Preview], *, by: str) -> str:
    saved = store(record, seen[0], seen=seen[1], by=by, at=AT)
    return "nothing" if saved is None else f"saved {saved.upload_id}"


def sent(record: Record, file: Path, *, by: str) -> str:
    while True:
        try:
            return committed(record, previewed(record, file), by=by)
        except StalePreview:
            continue


def main(url: str, by: str) -> None:
    record = record_at(url)
    print("here", flush=True)
    for line in sys.stdin:
        order, _, file = line.strip().partition(" ")
        try:
            if order == "preview":
                seen, answer = previewed(record, Path(file)), "seen"
            else:
                answer = (
                    committed(record, seen, by=by) if order == "commit" else sent(record, Path(file), by=by)
                )
        except DashboardError as error:
            answer = f"refused {error}"
        print(answer, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

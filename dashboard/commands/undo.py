"""``undo``."""

from argparse import Namespace

from dashboard.commands.engine import record
from dashboard.commands.speaking import say_json
from dashboard.settings import settings
from dashboard.store.undo import undo


def undo_upload(options: Namespace) -> int:
    undone = undo(record(options), options.upload_id, by=options.by, at=settings().now(), note=options.note)
    if options.json:
        say_json({"upload_id": undone.upload.upload_id, "undoes": undone.upload.undoes, "left": undone.left})
        return 0
    counted = undone.upload.rows_new + undone.upload.rows_changed + undone.upload.rows_removed
    print(
        f"Upload {options.upload_id} taken back as upload {undone.upload.upload_id}: {counted} rows as before."
    )
    if undone.left:
        print(f"Left, because a later upload changed or needs them: {'; '.join(undone.left)}")
    return 0

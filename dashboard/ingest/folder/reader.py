"""The reading side of a folder."""

from dashboard.ingest.folder.source import FolderSource
from dashboard.store.answers import Answers
from dashboard.store.reading import Reader

PATIENCE_S = (
    2.0  # to check some 100,000 rows, so that a changed file is shown at once and not at the next look
)


class FolderReader(Reader):
    """Answers from the folder's last good state; ``folder`` tells what stands in it now, and what is wrong there.

    No snapshot is kept between starts: the files are there, and an earlier state cannot be read again from them.
    """

    wait_s = PATIENCE_S

    def __init__(self, folder: FolderSource) -> None:
        super().__init__(folder)
        self.folder = folder


def folder_of(answers: Answers) -> FolderSource | None:
    """The folder that the answers come from; None where they come from elsewhere."""
    return answers.folder if isinstance(answers, FolderReader) else None

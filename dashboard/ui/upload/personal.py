"""What may be shown of how a file was understood: nothing in which personal data was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.ui.upload.names import PLACE
from dashboard.ui.upload.own_rows import PERSONAL
from dashboard.ui.upload.read import Checked, ColumnRead, Spelling


@dataclass(frozen=True)
class Understood:
    """``columns``, ``towns`` and ``values`` of a table that may be repeated on the screen."""

    columns: Sequence[ColumnRead]
    towns: Sequence[Spelling]
    values: Mapping[str, Mapping[str, str]]


def understood(checked: Checked) -> Understood | None:
    """None for a front line, and where the titles themselves hold personal data: a list without a header.

    A town's cell in which a phone or a name was found is left out; its finding names the line.
    """
    typed = checked.typed
    personal = [finding for finding in checked.findings if finding.code in PERSONAL]
    if typed is None or any(f.line is None and f.code == "personal_data" for f in personal):
        return None
    others = {column.title for column in typed.columns if column.means not in PLACE}
    lines = {finding.line for finding in personal if finding.column not in others}
    return Understood(typed.columns, [town for town in typed.towns if town.line not in lines], typed.values)

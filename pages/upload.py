"""Upload: a file is read and checked, what it would change is looked at, and it is committed."""

from typing import cast

import shapely

from dashboard.ingest.choices import Choices
from dashboard.ingest.remembering import remember
from dashboard.ingest.upload import Checked, changes, check, store
from dashboard.maps.outlines import oblast_outlines
from dashboard.maps.shapes import display_shape
from dashboard.maps.towns_map import towns_map
from dashboard.ui.here import here
from dashboard.ui.kept import kept
from dashboard.ui.loading import nothing_to_write, now, record
from dashboard.ui.map_credit import map_credit
from dashboard.ui.upload.changes import changes_step
from dashboard.ui.upload.commit import Saved, Seen, Signed, commit_step
from dashboard.ui.upload.file import file_step
from dashboard.ui.upload.findings import findings_step
from dashboard.ui.upload.given import Decided, Given
from dashboard.ui.upload.lines import Line, show_line
from dashboard.ui.upload.matches import matches_step
from dashboard.ui.upload.names import town_names
from dashboard.ui.upload.read_only import read_only_part
from dashboard.ui.upload.saved import saved_step
from dashboard.ui.upload.steps import Steps
from dashboard.ui.upload.work import work_of_session

at = here()
work = work_of_session()
steps = Steps()


def read(given: Given, said: Decided) -> Checked:
    return check(
        record(),
        given.content,
        file_name=given.name,
        today=at.today,
        dataset=said.dataset,
        on=said.on,
        source=said.source,
        choices=Choices(*said.reading),
        step=steps.progress,
    )


def compare() -> Seen:
    steps.progress("comparing")
    return changes(record(), cast("Checked", work.checked))


def save(seen: Seen, by: Signed) -> Saved | None:
    checked, said = cast("Checked", work.checked), Choices(*work.decided.reading)
    saved = store(record(), checked, seen=seen, by=by.name, at=now(), note=by.note)
    of, name = checked.dataset, checked.file_name
    work.taught = remember(record(), said, dataset=of, file_name=name, by=by.name, at=now()) or work.taught
    return saved


def draw(line: Line) -> None:
    held = display_shape(shapely.from_geojson(line.area))
    credit, outlines = map_credit(line.towns, at.filters), oblast_outlines()
    show_line(towns_map(line.towns, credit=credit, theme=at.theme, held=held, outlines=outlines), line)


towns = kept(town_names, at.ask("towns"))
with work.fields.turn():
    if refused := nothing_to_write():
        read_only_part(refused)
    elif work.saved is not None:
        saved_step(steps, work, towns=towns)
    else:
        file_step(steps, work, read_again=lambda: work.read_again(at.newest_version, read=read))
        findings_step(steps, work)
        matches_step(steps, work, towns=towns)
        work.compare_again(compare)
        changes_step(steps, work, towns=towns, draw=draw)
        commit_step(steps, work, towns=towns, save=save)

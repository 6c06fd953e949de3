"""The fourth step of an upload: what would be new, changed, unchanged, and which key figures that moves."""

from collections.abc import Callable, Mapping

from dashboard.look.words import word
from dashboard.store.preview import Preview
from dashboard.ui.here import here
from dashboard.ui.loading import before_and_after
from dashboard.ui.upload.effect import Effect, effect, effect_table
from dashboard.ui.upload.lines import Line, chosen_line
from dashboard.ui.upload.rows import changes_tables
from dashboard.ui.upload.steps import Steps
from dashboard.ui.upload.work import Work


def changes_step(steps: Steps, work: Work, *, towns: Mapping[str, str], draw: Callable[[Line], None]) -> None:
    """The key figures that change, a map of a front line that was read, and the rows."""
    seen = work.clicked or work.seen
    steps.progressed()
    if work.checked is None or seen is None:
        steps.passed("changes", work.unread) if work.unread and work.checked else steps.ahead("changes")
        return
    with steps.step("changes", changes_said(seen), is_open=True):
        effect_table(_effect(work, seen))
        if seen.dataset == "front_lines":
            draw(chosen_line(work.checked.tables["front_lines"], seen))
        changes_tables(seen, file_name=work.checked.file_name, absent=work.absent, towns=towns)


def changes_said(preview: Preview) -> str:
    """ "6 new, 2 changed, 4 unchanged"."""
    return ", ".join(
        (
            word("upload.new", count=preview.new),
            word("upload.changed", count=preview.changed),
            word("upload.unchanged", count=preview.unchanged),
        )
    )


def _effect(work: Work, seen: Preview) -> Effect:
    """Worked out once for a preview and a choice of filters."""
    at = here()
    if work.effect is None or work.effect[0] != at.filters:
        before, after = before_and_after(at.answers, seen)
        work.effect = (at.filters, effect(before, after, filters=at.filters, edges_km=at.edges_km))
    return work.effect[1]

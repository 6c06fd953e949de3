"""Which dataset a file is: the one asked for, or the one its columns fit; what is missing is named."""

import difflib

from dashboard.errors import ChoiceNeeded, FileRefused
from dashboard.ingest.checks.repeating import refuse_persons, repeated
from dashboard.ingest.shown import shown
from dashboard.ingest.table.columns import OF_A_FORM, Fit
from dashboard.ingest.table.header import Header
from dashboard.ingest.table.vocabulary import MILES, Vocabulary, plain
from dashboard.model.finding import Finding
from dashboard.model.tables import DATASETS

# Of two titles that differ in one of these, one is not a slip of the other.
_LENGTHS = ("m", "м", "metres", "meters", "метри", "метрів", "km", "км", "mi", "miles", "милі")
_UNITS = frozenset((*_LENGTHS, "%", "thousands", "тис"))
_ALIKE = 0.8  # of two spellings, by difflib's ratio: "staus" and "status" are 0.91
_SAY = "Correct its name, say what it means, or take the template of this dataset."


def chosen_fit(
    found: list[Fit], header: Header, *, dataset: str | None, known: Vocabulary, file_name: str
) -> Fit:
    """The one fit to read the file with; raises ChoiceNeeded where a steward must say more."""
    found = _without_towns(found) if dataset is None else found
    whole = [fit for fit in found if fit.is_whole]
    best = found[0] if dataset is None else next(fit for fit in found if fit.table.name == dataset)
    options = [fit.table.name for fit in whole if fit.weight >= whole[0].weight]
    if dataset is None and len(options) > 1:
        reason = f"line {header.line}: the columns fit more than one dataset: {', '.join(options)}"
        remedy = "Say which it is (--dataset)."
        raise ChoiceNeeded(file_name, reason, remedy, choice="dataset", options=options, lines=[header.line])
    if not best.is_whole and whole and whole[0].weight > best.weight:
        other = whole[0].table.name
        reason = f"line {header.line}: these columns are a file of {other}, not of {best.table.name}"
        remedy = f"Send it as {other} (--dataset)."
        raise ChoiceNeeded(file_name, reason, remedy, choice="dataset", options=[other], lines=[header.line])
    if not best.is_whole and dataset is None:
        best = max(found, key=lambda fit: len(fit.known) + len(_alike(fit, known)))
        if not best.known and not _alike(best, known):
            _refuse_unknown(header, file_name=file_name)
    alike = _alike(best, known)
    missing = best.missing or (() if best.is_whole else tuple(best.table.values[:3]))
    if missing or alike or best.doubled:
        _ask(best, header, missing=missing, alike=alike, file_name=file_name)
    if best.table.name == "front_lines":
        raise FileRefused(
            file_name, "front lines are read from GeoJSON, this is a table", "Export the area as GeoJSON."
        )
    return best


def _without_towns(found: list[Fit]) -> list[Fit]:
    """Every report names towns: it is a file of them only where it says more of them than of anything else, and with a
    day only where it has their positions, too."""
    most = max(fit.weight for fit in found)
    return [
        fit
        for fit in found
        if fit.table.name != "towns"
        or (fit.weight == most and (fit.of("date") is None or fit.of("latitude") is not None))
    ]


def unknown_columns(fit: Fit, *, line: int) -> list[Finding]:
    """A notice for each column that is not stored."""
    titles = repeated([column.title for column in fit.unused])
    text = f"not a column of {fit.table.name}, it is not stored"
    return [Finding(line, title, "unknown_column", text, "notice") for title in titles]


def _alike(fit: Fit, known: Vocabulary) -> dict[str, str]:
    """Unknown titles that look like a slip of a column which the file does not have: title -> column."""
    given = {column.means for column in fit.columns if column.means is not None}
    named = {**known.columns[fit.table.name], **known.perhaps[fit.table.name]}
    if given & {MILES, "front_distance_km"}:
        given |= {MILES, "front_distance_km"}
    free = {spelling: means for spelling, means in named.items() if means is not None and means not in given}
    found = {}
    for column in fit.columns:
        if column.how == "unknown" and not column.title.startswith(OF_A_FORM):
            title = plain(column.title)
            if named.get(title) in given:
                continue  # no slip: a second way to say what another column says
            # "Date (dd.mm.yyyy)"; "services/electricity", a group of questions before the question
            bare = (plain(column.title.partition("(")[0]), plain(column.title.rpartition("/")[2]))
            near = [spelling for spelling in bare if spelling in free]
            near += difflib.get_close_matches(title, list(free), n=1, cutoff=_ALIKE)
            likely = [spelling for spelling in near if _units(spelling) == _units(title)]
            if likely:
                found[column.title] = free[likely[0]]
    return found


def _units(title: str) -> frozenset[str]:
    return _UNITS.intersection(title.replace(".", " ").split())


def _refuse_unknown(header: Header, *, file_name: str) -> None:
    refuse_persons(header.titles, line=header.line, file_name=file_name)
    titles = shown(", ".join(repeated(list(filter(None, header.titles)))))
    raise ChoiceNeeded(
        file_name,
        f"line {header.line}: the columns fit no dataset; found {titles}",
        "Say which it is (--dataset), or take its template.",
        choice="dataset",
        options=[name for name in DATASETS if name != "front_lines"],
        lines=[header.line],
    )


def _ask(
    fit: Fit, header: Header, *, missing: tuple[str, ...], alike: dict[str, str], file_name: str
) -> None:
    refuse_persons(header.titles, line=header.line, file_name=file_name)
    titles = [column.title for column in fit.columns]
    parts: list[str] = []
    if missing:
        either = "" if fit.missing else " (one of these at least)"
        parts.append(
            f"missing column: {', '.join(missing)}{either}; found {shown(', '.join(repeated(titles)))}"
        )
    if alike:
        asked = ", ".join(f'{_named(means)} where it says "{shown(title)}"' for title, means in alike.items())
        parts.append(f"did you mean {asked}")
    parts += [
        f"{' and '.join(shown(title) for title in doubled)} both mean {means}"
        for means, doubled in fit.doubled.items()
    ]
    raise ChoiceNeeded(
        file_name,
        f"line {header.line}: {'; '.join(parts)}",
        _SAY,
        choice="columns",
        options=titles,
        suggested=alike,
        dataset=fit.table.name,
        lines=[header.line],
    )


def _named(means: str) -> str:
    return "front_distance_km, in miles" if means == MILES else means

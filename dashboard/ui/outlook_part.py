"""The outlook on a page: of one town after each horizon, or of many towns after the one that is chosen."""

from dataclasses import replace

from pandas import DataFrame

from dashboard.analysis.ahead.outlook import HORIZONS_DAYS
from dashboard.look.credit import Credit
from dashboard.look.html import element
from dashboard.look.parts import empty
from dashboard.look.rows import rows_of
from dashboard.look.words import word
from dashboard.ui.figure import credit, heading, piece, table
from dashboard.ui.here import Here
from dashboard.ui.kept import kept
from dashboard.ui.one_of import one_of
from dashboard.ui.outlook_rows import TOLD_KM, horizons_cells, horizons_columns, towns_cells, towns_columns
from dashboard.ui.outlook_tested import error_line
from dashboard.ui.outlook_words import cases_sentence, edge_ahead, of_horizon, reasons_sentence
from dashboard.ui.town_cell import silent_towns, titled

DEFAULT_DAYS = 30
UNLISTED = ("inside", "no_distance")  # of many towns; those chosen by name are all listed


def outlook_part(at: Here, outlooks: DataFrame) -> None:
    """Heading, what it means, the table, its file: in words and by horizon where it is of one town."""
    heading(word("outlook.title"), note=word("outlook.note"))
    if outlooks["town_code"].nunique() == 1:
        _of_one_town(at, outlooks)
    else:
        _of_towns(at, outlooks)


def _of_one_town(at: Here, outlooks: DataFrame) -> None:
    told = kept(_with_outlook, outlooks)
    if told.empty:
        _none(at, outlooks)
        return
    piece(element("p", kept(_sentence, told)))
    table(
        horizons_columns(),
        kept(horizons_cells, outlooks),
        rows=outlooks,
        name="outlook.town",
        label=word("outlook.title"),
        of=_credit(told),
    )
    error_line(at, horizon_days=DEFAULT_DAYS, within_km=edge_ahead(float(told["distance_km"].iloc[0])))


def _of_towns(at: Here, outlooks: DataFrame) -> None:
    days = chosen_horizon()
    rows = kept(of_horizon, outlooks, days)
    told = kept(_with_outlook, rows)
    if told.empty:
        _none(at, rows)
        return
    listed = titled(at, kept(_listed, rows, everything=bool(at.filters.towns)))
    table(
        towns_columns(),
        kept(towns_cells, listed, as_of=at.filters.as_of, silent=silent_towns(at)),
        rows=outlooks,
        name="outlook.towns",
        label=word("outlook.title"),
        of=_credit(told),
    )
    error_line(at, horizon_days=days, within_km=TOLD_KM)


def chosen_horizon() -> int:
    """After how many days; kept in the address."""
    return one_of(
        HORIZONS_DAYS,
        label=word("outlook.horizon"),
        shown=lambda days: word("outlook.days", count=days),
        default=DEFAULT_DAYS,
        key="horizon",
    )


def _none(at: Here, rows: DataFrame) -> None:
    whys = rows.drop_duplicates("town_code")["why"].dropna().tolist()
    if whys:
        piece(empty(reasons_sentence(whys, source=at.filters.source)))


def _with_outlook(outlooks: DataFrame) -> DataFrame:
    return outlooks[outlooks["why"].isna()]


def _listed(rows: DataFrame, *, everything: bool) -> DataFrame:
    return rows if everything else rows[~rows["why"].isin(UNLISTED)]


def _sentence(told: DataFrame) -> str:
    """The words about the horizon that is shown first, or the next one that has an outlook."""
    days = told["horizon_days"]
    first = told[days == DEFAULT_DAYS] if (days == DEFAULT_DAYS).any() else told
    return cases_sentence(next(iter(rows_of(first))))


def _credit(told: DataFrame) -> Credit:
    """Whose distances they are; that the outlook is reckoned here, the sources did not say it."""
    towns = int(told["town_code"].nunique())
    return replace(credit(told, day="distance_date", reports=towns), note=word("outlook.reckoned"))

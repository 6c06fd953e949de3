"""Data: every upload, freshness and gaps by town, the dictionary, downloads and templates."""

from dashboard.look.words import word
from dashboard.ui.choices import chosen_part
from dashboard.ui.downloads import dataset_downloads, template_downloads
from dashboard.ui.figure import credit, heading, table
from dashboard.ui.here import here
from dashboard.ui.kept import kept
from dashboard.ui.ledger_rows import (
    dictionary_columns,
    dictionary_rows,
    freshness_cells,
    freshness_columns,
    history_cells,
    history_columns,
    ledger_credit,
    of_reporting_towns,
    weeks_back,
)

at = here()
part = chosen_part("data", ("history", "freshness", "dictionary", "downloads"))

if part == "history":
    history = at.ask("history")
    heading(word("data.history"), note=word("data.history_note"))
    table(
        history_columns(),
        kept(history_cells, history),
        rows=history,
        name="data.history",
        label=word("data.history"),
        of=ledger_credit(history),
    )
elif part == "freshness":
    newest = kept(of_reporting_towns, at.ask("newest_reports", at.filters))
    weeks = at.ask("reports_by_week", at.filters, dataset="town_status", since=weeks_back(at.filters.as_of))
    heading(word("data.freshness"), note=word("data.freshness_note"))
    table(
        freshness_columns(at.filters.as_of),
        kept(freshness_cells, newest, weeks, as_of=at.filters.as_of),
        rows=newest,
        name="data.freshness",
        label=word("data.freshness"),
        of=credit(
            newest, day="newest", sources=[word("data.history_source")], reports=int(newest["reports"].sum())
        ),
    )
elif part == "dictionary":
    rows = kept(dictionary_rows)
    heading(word("data.dictionary"), note=word("data.dictionary_note"))
    table(
        dictionary_columns(),
        rows.to_numpy().tolist(),
        rows=rows,
        name="data.dictionary",
        label=word("data.dictionary"),
        of=None,
    )
else:
    heading(word("data.downloads"), note=word("data.downloads_note"))
    dataset_downloads(at)
    heading(word("data.templates"), note=word("data.templates_note"))
    template_downloads()

"""Data: every upload and its undo, freshness and gaps by town, dictionary, rules, downloads and templates."""

from dashboard.ingest.checks.rules import RULES
from dashboard.ingest.folder.reader import folder_of
from dashboard.ingest.table.dates import FIRST_DAY
from dashboard.ingest.table.vocabulary import documented
from dashboard.look.words import word
from dashboard.ui.choices import chosen_part
from dashboard.ui.data.downloads import dataset_downloads, empty_templates, prefilled_templates
from dashboard.ui.data.files_part import files_part
from dashboard.ui.data.history_entry import history_entry, opened_upload
from dashboard.ui.data.history_rows import history_cells, history_columns, ledger_credit
from dashboard.ui.data.ledger_rows import (
    dictionary_cells,
    dictionary_columns,
    dictionary_rows,
    freshness_cells,
    freshness_columns,
    of_reporting_towns,
    weeks_back,
)
from dashboard.ui.data.rules_part import documented_part, remembered_part, rules_part
from dashboard.ui.figure import credit, heading, table
from dashboard.ui.here import here
from dashboard.ui.kept import kept

at = here()
folder = folder_of(at.answers)
parts = ("history", "freshness", "dictionary", "rules", "downloads")
part = chosen_part("data", parts if folder is None else (*parts, "files"))

if part == "history" and (upload := opened_upload()) is not None:
    history_entry(at, at.ask("history"), wanted=upload)
elif part == "history":
    history = at.ask("history")
    heading(word("data.history"), note=word("data.history_note" if folder is None else "data.states_note"))
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
    rows, label = kept(dictionary_rows, documented()), word("data.dictionary")
    cells = kept(dictionary_cells, rows)
    heading(label, note=word("data.dictionary_note"))
    table(dictionary_columns(), cells, rows=rows, name="data.dictionary", label=label, of=None)
elif part == "rules":
    rules_part(RULES, first_day=FIRST_DAY)
    remembered_part(at)
    documented_part(documented())
elif part == "files" and folder is not None:
    files_part(folder.files, others=folder.others)
else:
    heading(word("data.downloads"), note=word("data.downloads_note"))
    dataset_downloads(at)
    heading(word("data.prefilled"), note=word("data.prefilled_note"))
    prefilled_templates(at)
    heading(word("data.templates"), note=word("data.templates_note"))
    empty_templates()

"""Data: every upload and its undo, freshness and gaps by town, dictionary, rules, downloads and templates."""

from dashboard.ingest.checks.rules import RULES
from dashboard.ingest.folder.reader import folder_of
from dashboard.ingest.table.dates import FIRST_DAY
from dashboard.ingest.table.vocabulary import documented
from dashboard.look.words import word
from dashboard.ui.choices import chosen_part
from dashboard.ui.data.alert_rules_part import alert_rules_part
from dashboard.ui.data.downloads import dataset_downloads, empty_templates, prefilled_templates
from dashboard.ui.data.files_part import files_part
from dashboard.ui.data.gaps_part import gaps_part
from dashboard.ui.data.history_entry import history_entry, opened_upload
from dashboard.ui.data.history_rows import history_cells, history_columns, ledger_credit
from dashboard.ui.data.ledger_rows import (
    dictionary_cells,
    dictionary_columns,
    dictionary_rows,
)
from dashboard.ui.data.rules_part import documented_part, remembered_part, rules_part
from dashboard.ui.data.tested_part import tested_part
from dashboard.ui.figure import heading, table
from dashboard.ui.here import here
from dashboard.ui.kept import kept

at = here()
folder = folder_of(at.answers)
parts = ("history", "freshness", "dictionary", "rules", "alerts", "outlook", "downloads")
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
    gaps_part(at)
elif part == "dictionary":
    rows, label = kept(dictionary_rows, documented()), word("data.dictionary")
    cells = kept(dictionary_cells, rows)
    heading(label, note=word("data.dictionary_note"))
    table(dictionary_columns(), cells, rows=rows, name="data.dictionary", label=label, of=None)
elif part == "rules":
    rules_part(RULES, first_day=FIRST_DAY)
    remembered_part(at)
    documented_part(documented())
elif part == "alerts":
    alert_rules_part(at)
elif part == "outlook":
    tested_part(at)
elif part == "files" and folder is not None:
    files_part(folder.files, others=folder.others)
else:
    heading(word("data.downloads"), note=word("data.downloads_note"))
    dataset_downloads(at)
    heading(word("data.prefilled"), note=word("data.prefilled_note"))
    prefilled_templates(at)
    heading(word("data.templates"), note=word("data.templates_note"))
    empty_templates()

"""Alerts on the first page and their rules on the data page, as managers see, set, end and acknowledge them."""

import html
import re
from datetime import date
from pathlib import Path

import pytest

from dashboard.look.words import word
from dashboard.model.alert_rule import AlertRule
from dashboard.store.alerting import Standing, end_rule
from dashboard.store.ledger import history
from dashboard.store.record import Record
from tests.databases import databases
from tests.ingest.folder.folders import begun
from tests.pages.checks import faults
from tests.records import AT, BILO, HULI, KOST, KOST_VILLAGE, POKR, distances, send, towns
from tests.screens import Screen
from tests.store.alerted import NEAR, ruled, seen
from tests.ui.conftest import Opens

HOSTILE = "<img src=x onerror=alert(1)> ![a](http://x) **b** {y} $z \u202egnp"
SHOWN = "<img src=x onerror=alert(1)> ![a](http://x) **b** {y} $z gnp"
PART = word("data.alerts")


@pytest.fixture
def record(small: Record, tmp_path: Path) -> Record:
    """Pokrovsk 4 km from the front since 1 September, when it was 9 km; the newest day is the 12th."""
    return databases.new(tmp_path / "dashboard.db", like=small)


def opened(screen: Opens, record: Record, page: str = "situation", **address: str) -> Screen:
    found = screen(databases.url_of(record)).open(page, **address)
    assert faults(found) == []
    return found


def plain(markup: str) -> str:
    parted = re.sub("</(div|span|small)>", " ", markup)
    return " ".join(html.unescape(re.sub("<[^>]*>", "", parted)).replace("\u00a0", " ").split())


def sentences(page: Screen) -> list[str]:
    """The alerts as they stand on the page, each with the day at its end."""
    lists = re.findall(r'<ul class="dash-changes">(.*?)</ul>', page.markup)
    items = [plain(item) for each in lists for item in re.findall(r"<li>(.*?)</li>", each)]
    return [re.sub(r"^[●•] ?(Demands action: )?", "", item) for item in items if "rule R" in item]


def press(page: Screen, key: str) -> Screen:
    page.at.button(key=key).click()
    page.run()
    assert faults(page) == []
    return page


def filled(page: Screen, *, by: str = "Olena", note: str = "") -> Screen:
    """Choose the alert of Pokrovsk and sign."""
    page.unfold("alerts_acknowledge")
    number = page.at.session_state["alerts_number"]
    page.at.multiselect(key=f"alerts_seen_{number}").set_value(
        [Standing(POKR, "R1", date(2025, 9, 1), "Map")]
    )
    page.at.text_input(key="uploaded_by").set_value(by)
    page.at.text_input(key=f"alerts_note_{number}").set_value(note)
    return page.run()


def keys(page: Screen) -> list[str]:
    return [str(button.key) for button in page.at.button]


def test_without_a_rule_there_is_one_line_with_the_way_to_set_one(screen: Opens, record: Record) -> None:
    page = opened(screen, record)
    assert word("alert.no_rules") in page.markup
    assert "./data?part=Alert+rules" in page.links
    assert word("alert.title") not in re.findall(r"<h2>(.*?)</h2>", page.markup)


def test_without_an_alert_the_line_says_how_much_was_looked_at(screen: Opens, record: Record) -> None:
    ruled(record, AlertRule("front_nearer_than", 4.0, town_code=POKR), AlertRule("silent_for", 60.0))
    page = opened(screen, record)
    assert "No alert: 2 rules, 5 towns, as of 12 Sep 2025." in page.markup
    assert "alerts_do" not in keys(page)


def test_an_alert_is_a_sentence_with_its_figures_day_source_and_a_link(screen: Opens, record: Record) -> None:
    ruled(record, NEAR, AlertRule("silent_for", 2.0, town_code=BILO), AlertRule("front_nearer_than", 15.0))
    send(record, distances((BILO, "2025-09-13", "Map", 14.9)))
    page = opened(screen, record)
    assert sentences(page) == [
        "Bilozerske: no report for 2 days, limit 2 last report 11 Sep 2025 (2 days old) · rule R2 since 13 Sep 2025",
        "Bilozerske: front at 14.9 km, nearer than 15 km 13 Sep 2025 (today), Map · rule R3 since 12 Sep 2025",
        "Huliaipole: front at 0 km, inside the held area 12 Sep 2025 (1 day old), Map · rule R1 since 12 Sep 2025",
        "Huliaipole: front at 0 km, inside the held area 12 Sep 2025 (1 day old), Map · rule R3 since 12 Sep 2025",
        "Pokrovsk: front at 4.0 km, nearer than 10 km 12 Sep 2025 (1 day old), Map · rule R1 since 1 Sep 2025",
        "Pokrovsk: front at 4.0 km, nearer than 15 km 12 Sep 2025 (1 day old), Map · rule R3 since 1 Sep 2025",
    ]
    assert f"./town?code={POKR}" in page.links
    rows = page.csv("situation.alerts")
    said = [(row["rule_id"], row["town_code"]) for row in rows]
    assert said == [("R2", BILO), ("R3", BILO), ("R1", HULI), ("R3", HULI), ("R1", POKR), ("R3", POKR)]
    assert "3 rules, 5 towns, as of 13 Sep 2025. 6 not acknowledged, 0 acknowledged." in page.markup


def test_an_alert_is_acknowledged_by_name_with_a_note_and_folds_away(screen: Opens, record: Record) -> None:
    ruled(record, NEAR)
    page = press(filled(opened(screen, record), note="two vans"), "alerts_do")
    assert word("acknowledge.done", count=1) in page.notices
    entry = history(record)[-1]
    assert (entry.dataset, entry.uploaded_by, entry.note) == ("alert_acknowledgements", "Olena", "two vans")
    said = sentences(page)
    assert said == [
        "Huliaipole: front at 0 km, inside the held area 12 Sep 2025 (today), Map · rule R1 since 12 Sep 2025",
        "Pokrovsk: front at 4.0 km, nearer than 10 km 12 Sep 2025 (today), Map · rule R1 "
        "acknowledged by Olena, 15 Sep 2025, 12:00 UTC: two vans since 1 Sep 2025",
    ]
    assert page.at.text_input(key="uploaded_by").value == "Olena"
    assert word("acknowledge.done", count=1) not in page.run().notices


def test_of_two_towns_of_one_name_the_chosen_one_is_acknowledged(screen: Opens, record: Record) -> None:
    both = (KOST, KOST_VILLAGE)
    send(record, distances(*((code, "2025-09-12", "Map", 9.0) for code in both)))
    ruled(record, NEAR)
    page = opened(screen, record)
    named = ["Kostiantynivka (Kramatorskyi)", "Kostiantynivka (Pokrovskyi)"]
    assert [said.split(":")[0] for said in sentences(page) if said.startswith("Kost")] == named
    page.unfold("alerts_acknowledge")
    options = page.at.multiselect(key="alerts_seen_0").options
    assert len(options) == len(set(options)) == 4
    page.at.multiselect(key="alerts_seen_0").set_value(
        [Standing(KOST_VILLAGE, "R1", date(2025, 9, 12), "Map")]
    )
    page.at.text_input(key="uploaded_by").set_value("Olena")
    press(page.run(), "alerts_do")
    seen_by = {row["town_code"]: row["acknowledged_by"] for row in page.csv("situation.alerts")}
    assert (seen_by[KOST], seen_by[KOST_VILLAGE]) == ("", "Olena")


def test_the_note_counts_each_town_once_and_those_that_nobody_can_judge(
    screen: Opens, empty_record: Record
) -> None:
    send(empty_record, towns())
    send(empty_record, distances((BILO, "2025-09-12", "Map", 20.0)))
    ruled(
        empty_record, *(AlertRule("front_nearer_than", 10.0, town_code=code) for code in (BILO, POKR, HULI))
    )
    page = opened(screen, empty_record)
    said = (
        "No alert: 3 rules, 3 towns, as of 12 Sep 2025. Of 2 towns the reports do not suffice for every rule."
    )
    assert said in page.markup


def test_nothing_is_acknowledged_without_an_alert_and_a_name(screen: Opens, record: Record) -> None:
    ruled(record, NEAR)
    page = opened(screen, record).unfold("alerts_acknowledge")
    assert page.at.button(key="alerts_do").disabled
    alert = Standing(POKR, "R1", date(2025, 9, 1), "Map")
    page.at.multiselect(key="alerts_seen_0").set_value([alert])
    assert page.run().at.button(key="alerts_do").disabled
    page.at.text_input(key="uploaded_by").set_value(" \u202e ")
    assert page.run().at.button(key="alerts_do").disabled
    page.at.text_input(key="uploaded_by").set_value("Olena")
    assert not page.run().at.button(key="alerts_do").disabled


def test_who_was_slower_is_told_and_keeps_what_was_typed(screen: Opens, record: Record) -> None:
    ruled(record, NEAR)
    page = filled(opened(screen, record), note="me too")
    seen(record, "R1", town=POKR, began="2025-09-01", source="Map", by="Petro", note="on it")
    page = press(page, "alerts_do")
    assert page.notices[-1] == (
        f"the alert: Petro acknowledged R1 for {POKR} already (upload 6). Nothing was stored."
    )
    assert [said.endswith("12:00 UTC: on it since 1 Sep 2025") for said in sentences(page)] == [False, True]
    assert page.at.text_input(key="alerts_note_0").value == "me too"
    assert history(record)[-1].uploaded_by == "Petro"


def test_an_ended_rule_is_told_to_who_would_acknowledge_its_alert(screen: Opens, record: Record) -> None:
    ruled(record, NEAR)
    page = filled(opened(screen, record))
    end_rule(record, "R1", by="Petro", at=AT)
    page = press(page, "alerts_do")
    assert "rule R1: it is no longer in force. Nothing was stored." in page.notices


@pytest.mark.parametrize("address", [{"as_of": "2025-09-10"}, {"known": "5"}])
def test_only_the_newest_state_on_the_newest_day_can_be_acknowledged(
    screen: Opens, record: Record, address: dict[str, str]
) -> None:
    ruled(record, NEAR)
    ruled(record, AlertRule("front_nearer_than", 15.0))
    page = opened(screen, record, **address)
    assert len(sentences(page)) >= 1
    assert word("acknowledge.not_now") in page.markup
    assert "alerts_do" not in keys(page)


def test_many_alerts_wait_behind_a_tap(screen: Opens, record: Record) -> None:
    ruled(record, *(AlertRule("front_nearer_than", float(km)) for km in range(5, 16)))
    page = opened(screen, record)
    labels = [expander.label for expander in page.at.expander]
    alerts = len(page.csv("situation.alerts"))
    assert labels[0] == word("alert.more", count=alerts - 6)
    assert len(sentences(page)) == alerts > 20


def test_hostile_names_and_notes_stay_text(screen: Opens, record: Record) -> None:
    ruled(record, NEAR, by=SHOWN)
    page = press(filled(opened(screen, record), by=HOSTILE, note=HOSTILE), "alerts_do")
    assert "<img src=x" not in page.markup
    assert html.escape(SHOWN) in page.markup
    assert history(record)[-1].uploaded_by == SHOWN
    page = opened(screen, record, "data", part=PART)
    assert "<img src=x" not in page.markup
    assert html.escape(SHOWN) in page.markup


def rules(page: Screen) -> list[list[str]]:
    return page.table(word("alert_rule.title"))


def test_a_rule_is_set_by_name_and_says_how_many_towns_meet_it(screen: Opens, record: Record) -> None:
    page = opened(screen, record, "data", part=PART)
    assert word("alert_rule.none") in page.markup
    assert page.at.button(key="alert_rule_set").disabled
    page.at.number_input(key="alert_limit_front_nearer_than_0").set_value(15.0)
    page.at.text_input(key="uploaded_by").set_value("Olena")
    page.at.text_input(key="alert_rule_note_0").set_value("winter")
    page.run()
    page = press(page, "alert_rule_set")
    assert word("alert_rule.set_done", rule="R1") in page.notices
    said = [
        "R1",
        "front nearer than 15 km",
        "all towns",
        "3 / 5",
        "2",
        "Olena",
        "15 Sep 2025, 12:00",
        "winter",
        "5",
    ]
    assert [cells[:6] + cells[7:] for cells in rules(page)] == [said[:6] + said[7:]]
    assert history(record)[-1].note == "winter"
    press(page, "alert_rule_set")  # the fields are empty again: this is the rule that they begin with
    assert [cells[:3] for cells in rules(page)] == [
        ["R1", "front nearer than 15 km", "all towns"],
        ["R2", "front nearer than 10 km", "all towns"],
    ]
    press(page, "alert_rule_set")
    assert page.notices[-1] == "the rule: it is in force already, as R2. Nothing was stored."


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        (
            "chance_above",
            {"alert_within_0": 15, "alert_horizon_0": 60},
            "chance above 30 % that the front is within 15 km in 60 days",
        ),
        ("service_lost", {"alert_service_0": "water"}, "water lost"),
        ("service_lost", {}, "any service lost"),
        ("silent_for", {}, "no report for 7 days"),
        ("pace_under", {}, "under 5 a day leaving, over 14 days with at least 3 reports"),
    ],
)
def test_every_kind_can_be_set_for_an_area_or_a_town(
    screen: Opens, record: Record, kind: str, fields: dict[str, object], said: str
) -> None:
    page = opened(screen, record, "data", part=PART)
    page.at.selectbox(key="alert_kind_0").set_value(kind)
    page.at.text_input(key="uploaded_by").set_value("Olena")
    page.run()
    for key, value in fields.items():
        page.at.selectbox(key=key).set_value(value)
    page.at.selectbox(key="alert_area_0" if fields else "alert_town_0").set_value("UA14" if fields else BILO)
    page.run()
    page = press(page, "alert_rule_set")
    ((_, rule, about, *_),) = rules(page)
    assert (rule, about) == (said, "Donetska" if fields else "Bilozerske")


def test_a_rule_is_ended_by_name(screen: Opens, record: Record) -> None:
    ruled(record, NEAR, AlertRule("silent_for", 7.0))
    page = opened(screen, record, "data", part=PART)
    page.at.selectbox(key="alert_rule_which_0").set_value("R1")
    page.run()
    assert page.at.button(key="alert_rule_end").disabled
    page.at.text_input(key="uploaded_by").set_value("Petro")
    page.run()
    page = press(page, "alert_rule_end")
    assert word("alert_rule.end_done", rule="R1") in page.notices
    assert [cells[0] for cells in rules(page)] == ["R2"]
    assert (history(record)[-1].uploaded_by, history(record)[-1].rows_changed) == ("Petro", 1)


def test_a_rule_that_somebody_else_has_ended_is_told(screen: Opens, record: Record) -> None:
    ruled(record, NEAR, AlertRule("silent_for", 7.0))
    page = opened(screen, record, "data", part=PART)
    page.at.selectbox(key="alert_rule_which_0").set_value("R1")
    page.at.text_input(key="uploaded_by").set_value("Olena")
    page.run()
    end_rule(record, "R1", by="Petro", at=AT)
    page = press(page, "alert_rule_end")
    assert "rule R1: no rule of this id is in force. Nothing was stored." in page.notices


def test_rules_are_not_set_from_an_earlier_state(screen: Opens, record: Record) -> None:
    ruled(record, NEAR)
    page = opened(screen, record, "data", part=PART, known="4")
    assert word("alert_rule.looking_back") in page.notices
    assert "alert_rule_set" not in keys(page)
    assert word("alert_rule.none") in page.markup


def test_the_history_tells_rules_and_acknowledgements_in_words(screen: Opens, record: Record) -> None:
    ruled(record, AlertRule("front_nearer_than", 10.0, town_code=POKR))
    seen(record, "R1", town=POKR, began="2025-09-01", source="Map", note="two vans")
    page = opened(screen, record, "data", upload="5")
    assert "town: Pokrovsk" in page.markup
    assert "kind: front nearer than" in page.markup
    page = opened(screen, record, "data", upload="6")
    assert word(
        "history.table", dataset=word("dataset.alert_acknowledgements"), new=1, changed=0, removed=0
    ) in (page.markup)
    assert opened(screen, record, "data").table(word("data.history"))[0][4] == word(
        "dataset.alert_acknowledgements"
    )


def test_an_upload_tells_which_alerts_it_raised_and_which_it_ended(screen: Opens, record: Record) -> None:
    ruled(record, NEAR)
    page = opened(screen, record, "upload")
    rows = distances((POKR, "2025-09-13", "Map", 10.0), (BILO, "2025-09-13", "Map", 9.9))
    page.at.file_uploader[0].set_value(("rows.csv", rows.encode(), "text/csv"))
    page.run()
    page.at.text_input(key="uploaded_by").set_value("Olena")
    page = press(page.run(), "upload_commit")
    raised, ended = word("alerts_of_upload.raised", count=1), word("alerts_of_upload.ended", count=1)
    said = [plain(item) for item in page.markup.split("\n")]
    (line,) = [item for item in said if item.startswith(raised)]
    assert line == f"{raised}Bilozerske: front at 9.9 km, nearer than 10 km 13 Sep 2025, Map · rule R1"
    (line,) = [item for item in said if item.startswith(ended)]
    assert line == f"{ended}Pokrovsk: no longer: front nearer than 10 km 12 Sep 2025, Map · rule R1"


def test_an_upload_that_moves_no_alert_says_so_and_without_rules_nothing(
    screen: Opens, record: Record
) -> None:
    for rule in (None, NEAR):
        if rule is not None:
            ruled(record, rule)
        page = opened(screen, record, "upload")
        km = 20.0 if rule is None else 21.0
        rows = distances((BILO, "2025-09-13", "Map", km), (POKR, "2025-09-13", "Map", 4.0))
        page.at.file_uploader[0].set_value(("rows.csv", rows.encode(), "text/csv"))
        page.run()
        page.at.text_input(key="uploaded_by").set_value("Olena")
        page = press(page.run(), "upload_commit")
        none = word("alerts_of_upload.none", count=1)
        assert (none in page.markup) == (rule is not None)


@pytest.mark.sqlite_only
def test_on_a_folder_of_files_there_are_no_rules_and_the_page_says_why(screen: Opens, tmp_path: Path) -> None:
    address = f"csv:{begun(tmp_path / 'shared')}"
    page = screen(address).open("situation")
    assert (faults(page), word("alert.no_rules") in page.markup) == ([], True)
    page = screen(address).open("data", part=PART)
    assert faults(page) == []
    assert page.notices == [
        "No alert rules are kept here: the tables are the files of this folder. "
        "They need a database, SQLite or PostgreSQL."
    ]
    assert "alert_rule_set" not in keys(page)

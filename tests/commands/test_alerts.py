"""Alerts and their rules from the command line: everything that the pages can do."""

import pytest

from dashboard.commands import alerts as commands
from dashboard.errors import EngineUnavailable
from tests.commands.conftest import Shell, Writing
from tests.records import BILO, POKR, distances

AT = "2025-09-15T12:00:00Z"
SET = ("alert-rule", "set", "front_nearer_than", "--limit", "10", "--by", "Olena")
NEAR = distances((BILO, "2025-09-10", "A", 9.9), (POKR, "2025-09-10", "A", 10.0))
LATER = distances((BILO, "2025-09-11", "A", 12.0), (POKR, "2025-09-11", "A", 9.0))


@pytest.fixture
def ruled(run: Shell, file: Writing) -> Shell:
    assert run("upload", file(NEAR), "--by", "Olena").status == 0
    assert run(*SET, "--note", "winter").status == 0
    return run


def test_a_rule_is_set_told_and_ended(run: Shell) -> None:
    assert run(*SET).out == "Rule R1 is set. Saved as upload 2\n"
    one_town = run(
        "alert-rule", "set", "silent_for", "--limit", "7", "--town", "Покровськ", "--by", "P", "--json"
    )
    assert (one_town.status, one_town.json) == (0, {"rule_id": "R2", "upload_id": 3})
    chance = ("chance_above", "--limit", "30", "--within-km", "10", "--horizon-days", "30", "--area", "UA14")
    assert run("alert-rule", "set", *chance, "--by", "P").status == 0
    assert run("alert-rule", "set", "service_lost", "--service", "water", "--by", "P").status == 0
    told = run("alerts", "--json").json
    assert told["alerts"] == []
    names = ("rule_id", "kind", "threshold", "within_km", "horizon_days", "service", "area_code", "town_code")
    assert [tuple(rule[name] for name in names) for rule in told["rules"]] == [
        ("R1", "front_nearer_than", 10, None, None, None, None, None),
        ("R2", "silent_for", 7, None, None, None, None, POKR),
        ("R3", "chance_above", 30, 10, 30, None, "UA14", None),
        ("R4", "service_lost", None, None, None, "water", None, None),
    ]
    assert run("alert-rule", "end", "R1", "--by", "Petro", "--note", "spring").out == (
        "Rule R1 is ended. Saved as upload 6\n"
    )
    assert [rule["rule_id"] for rule in run("alerts", "--json").json["rules"]] == ["R2", "R3", "R4"]
    newest = run("history", "--json").json["uploads"][0]
    assert (newest["dataset"], newest["uploaded_by"], newest["note"]) == ("alert_rules", "Petro", "spring")
    assert run("verify").status == 0


def test_alerts_are_told_with_their_figures_version_and_day(ruled: Shell) -> None:
    told = ruled("alerts", "--json").json
    assert (told["version"], told["as_of"], told["filters"]["source"]) == (3, "2025-09-10", "A")
    assert told["alerts"] == [
        {
            "rule_id": "R1",
            "kind": "front_nearer_than",
            "threshold": 10.0,
            "within_km": None,
            "horizon_days": None,
            "service": None,
            "town_code": BILO,
            "town_name": "Bilozerske",
            "value": 9.9,
            "services": None,
            "reported_days": None,
            "began": "2025-09-10",
            "date": "2025-09-10",
            "source": "A",
            "acknowledged_by": None,
            "acknowledged_at": None,
            "acknowledgement_note": None,
        }
    ]
    (rule,) = told["rules"]
    assert (rule["uploaded_by"], rule["note"]) == ("Olena", "winter")
    assert (rule["towns"], rule["met"], rule["not_told"]) == (5, 1, 3)
    text = ruled("alerts").out
    assert text.startswith("as of 2025-09-10 · front distances by A · 1 rules\n")
    assert "Bilozerske" in text
    assert ruled("alerts", "--town", "Pokrovsk", "--json").json["alerts"] == []
    assert ruled("alerts", "--as-known-after", "2", "--json").json["rules"] == []


def test_without_a_rule_the_answer_is_empty_and_the_status_0(run: Shell) -> None:
    answer = run("alerts", "--json")
    assert (answer.status, answer.json["alerts"], answer.json["rules"]) == (0, [], [])
    assert run("alerts").out == "as of 2025-09-15 · front distances by nobody · 0 rules\n(no rows)\n"


def test_an_alert_is_acknowledged_once(ruled: Shell) -> None:
    said = ruled("acknowledge", "R1", "Белозерское", "--by", "Petro", "--note", "two vans")
    assert (said.status, said.out) == (
        0,
        "Bilozerske: the alert of rule R1 is acknowledged. Saved as upload 4\n",
    )
    (alert,) = ruled("alerts", "--json").json["alerts"]
    names = ("acknowledged_by", "acknowledged_at", "acknowledgement_note")
    assert [alert[name] for name in names] == ["Petro", AT, "two vans"]
    again = ruled("acknowledge", "R1", BILO, "--by", "Olena", "--json")
    message = f"the alert: Petro acknowledged R1 for {BILO} already (upload 4). Nothing was stored."
    assert (again.status, again.json) == (1, {"error": "AlertRefused", "message": message})


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (
            ("acknowledge", "R1", "Pokrovsk"),
            1,
            "rule R1, Pokrovsk: no such alert stands. Nothing was stored.",
        ),
        (
            ("acknowledge", "R7", "Bilozerske"),
            1,
            "rule R7, Bilozerske: no such alert stands. Nothing was stored.",
        ),
        (("acknowledge", "R1", "Atlantis"), 2, 'No town is called "Atlantis".'),
        (("alert-rule", "end", "R7"), 1, "rule R7: no rule of this id is in force. Nothing was stored."),
        (
            ("alert-rule", "set", "front_nearer_than", "--limit", "10"),
            1,
            "the rule: it is in force already, as R1. Nothing was stored.",
        ),
        (
            ("alert-rule", "set", "pace_under"),
            2,
            'limit: found "nothing", expected a number of people a day above 0, at most 100000',
        ),
        (
            ("alert-rule", "set", "service_lost", "--town", "Pokrovsk", "--town", "Bilozerske"),
            2,
            '--town: found "Pokrovsk, Bilozerske", expected one town; a rule is about one, an area or all',
        ),
        (
            ("alert-rule", "set", "service_lost", "--area", "UA99"),
            2,
            '--area: found "UA99", expected the code of an oblast, raion or hromada that has towns',
        ),
        (
            ("alert-rule", "set", "service_lost", "--area", "UA14", "--town", "Pokrovsk"),
            2,
            f'town: found "{POKR}", expected nothing beside an area: a rule is about one of them, or all towns',
        ),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_stored(
    ruled: Shell, arguments: tuple[str, ...], status: int, message: str
) -> None:
    answer = ruled(*arguments, "--by", "Olena")
    assert (answer.status, answer.err.strip()) == (status, message)
    assert len(ruled("history", "--json").json["uploads"]) == 3


@pytest.mark.parametrize(
    "arguments",
    [
        SET[:-2],
        ("acknowledge", "R1", "Bilozerske"),
        (*SET[:-1], " "),
        ("alert-rule", "set", "front_far", "--by", "O"),
    ],
)
def test_wrong_use_is_refused_before_anything_is_opened(run: Shell, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).status == 2
    assert len(run("history", "--json").json["uploads"]) == 1


def test_an_upload_tells_which_alerts_it_raised_and_ended(ruled: Shell, file: Writing) -> None:
    told = ruled("upload", file(LATER), "--by", "Olena", "--json").json
    assert told["upload_id"] == 4
    assert [(a["rule_id"], a["town_code"], a["value"]) for a in told["alerts_raised"]] == [("R1", POKR, 9.0)]
    assert [(a["rule_id"], a["town_code"], a["value"]) for a in told["alerts_ended"]] == [("R1", BILO, 9.9)]
    back = distances((BILO, "2025-09-12", "A", 9.0), (POKR, "2025-09-12", "A", 30.0))
    lines = ruled("upload", file(back), "--by", "Olena").out.splitlines()
    assert lines[-2:] == ["1 alert raised: R1 Bilozerske", "1 alert ended: R1 Pokrovsk"]
    again = ruled("upload", file(back), "--by", "Olena", "--json").json
    assert (again["upload_id"], again["alerts_raised"], again["alerts_ended"]) == (None, [], [])


def test_an_upload_without_a_rule_reads_nothing_for_it(
    run: Shell, file: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "open_answers", None)
    told = run("upload", file(NEAR), "--by", "Olena", "--json").json
    assert (told["upload_id"], told["alerts_raised"], told["alerts_ended"]) == (2, [], [])


def test_an_upload_that_is_stored_says_so_where_its_alerts_cannot_be_judged(
    ruled: Shell, file: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(url: str) -> None:
        raise EngineUnavailable("the database", "it went away", "Start it")

    monkeypatch.setattr(commands, "open_answers", away)
    answer = ruled("upload", file(LATER), "--by", "Olena", "--json")
    assert (answer.status, answer.json["upload_id"], answer.json["alerts_raised"]) == (0, 4, None)
    assert answer.json["alerts_not_judged"] == "the database: it went away. Start it"


def test_rules_of_a_folder_are_refused_with_what_to_do(
    run: Shell, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("folder")
    (folder / "towns.csv").write_text("town_code,town_name\nUA1416003001,Bilozerske\n", encoding="utf-8")
    refused = run(*SET, "--database", f"csv:{folder}", database=False)
    assert refused.status == 1
    assert "nothing can be uploaded here" in refused.err
    told = run("alerts", "--json", "--database", f"csv:{folder}", database=False)
    assert (told.status, told.json["rules"]) == (0, [])

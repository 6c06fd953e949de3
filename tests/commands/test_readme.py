"""The commands of the README, run as they are written there."""

import re
import shlex
from functools import reduce
from pathlib import Path

import pytest

from dashboard.store.ledger import history
from dashboard.store.records import record_at
from tests.commands.conftest import Shell
from tests.commands.test_main import PROJECT
from tests.ingest.workbooks import parts_of_workbook, table, zipped
from tests.records import people

LYMAN, POKR = "UA1412011001", "UA1416021001"
REPORT = {
    "Week 36": table(("town_code", "date", "Left"), ("Лиман", "05/09/2025", "1")),
    "Week 37": table(("town_code", "date", "Left"), ("Лиман", "11/09/2025", "700")),
}
FRONT = '{"type":"Polygon","coordinates":[[[38,48],[39,48],[39,49],[38,48]]]}'
PYTHON = ".venv/bin/python -m dashboard"


def lines() -> list[str]:
    """What stands in the README's code, one command a line."""
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    return "".join(blocks).replace("\\\n", "").splitlines()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like the project's, with the files that the README speaks of."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "reference").symlink_to(PROJECT / "data" / "reference")
    (tmp_path / "report.xlsx").write_bytes(zipped(parts_of_workbook(REPORT)))
    (tmp_path / "front.geojson").write_text(FRONT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_command_of_the_readme_runs_as_it_is_written(
    run: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch, postgresql_url: str
) -> None:
    said = {}
    places = {"postgresql://owner@host/name": postgresql_url, "/srv/published": str(folder / "published")}
    for written in lines():
        line = reduce(lambda text, place: text.replace(*place), places.items(), written)
        if line.startswith("export "):
            monkeypatch.setenv(*line.removeprefix("export ").split("=", 1))
        if not line.startswith(PYTHON):
            continue
        command = shlex.split(line.removeprefix(PYTHON), comments=True)
        if command[0] == "history":
            until_upload_7(run, folder)
        answer = run(*command, database=False)
        assert (answer.status, answer.err) == (0, ""), line
        said[" ".join(command[:2])] = answer.out
        if command[0] == "template":
            with (folder / "status.csv").open("a", encoding="utf-8") as status:
                status.write(f"Pokrovsk,{POKR},2025-09-12,at_risk,1200{',' * 15}\n")
    assert said["upload data/reference/towns.csv"].endswith("Saved as upload 1\n")
    assert said["upload status.csv"].endswith("1 rows: 1 new, 0 changed, 0 unchanged. Saved as upload 2\n")
    assert said["upload report.xlsx"].endswith("1 rows: 1 new, 0 changed, 0 unchanged. Saved as upload 3\n")
    assert said["history 7"].startswith("town_status: 1 new, 0 changed, 0 removed\n")
    assert said["undo 7"] == "Upload 7 taken back as upload 8: 1 rows as before.\n"


def until_upload_7(run: Shell, folder: Path) -> None:
    """More reports, so that there is an upload of the number that the README speaks of."""
    record = record_at("sqlite:///data/store/own.db")
    for day in range(1, 8 - len(history(record))):
        file = folder / f"{day}.csv"
        file.write_text(people((LYMAN, f"2025-09-0{day}", day)), encoding="utf-8")
        assert run("upload", file, "--by", "Olena", database=False).status == 0
    assert len(history(record)) == 7

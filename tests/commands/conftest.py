"""What tests of the commands share."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dashboard.__main__ import main
from tests.records import record_of, towns


@dataclass(frozen=True)
class Answer:
    """How a command ended and what it said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output."""
        return json.loads(self.out)


class Shell:
    """Commands on one database, each started like on the command line."""

    def __init__(self, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.url, self._capsys = url, capsys

    def __call__(self, *arguments: object, database: bool = True) -> Answer:
        given = [str(argument) for argument in arguments]
        self._capsys.readouterr()
        try:
            status = main([*given, "--database", self.url] if database else given)
        except SystemExit as error:
            status = int(str(error.code))
        said = self._capsys.readouterr()
        return Answer(status, said.out, said.err)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Commands on a database that knows five towns, on 15 September 2025."""
    monkeypatch.setenv("DASHBOARD_TODAY", "2025-09-15")
    monkeypatch.delenv("DASHBOARD_DATABASE", raising=False)
    record = record_of(tmp_path / "store.db", towns())
    return Shell(f"sqlite:///{record.path}", capsys)


@pytest.fixture
def demonstration(demonstration_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Commands on a copy of the demonstration."""
    copy = tmp_path / "demonstration.db"
    copy.write_bytes(Path(demonstration_url.removeprefix("sqlite:///")).read_bytes())
    return Shell(f"sqlite:///{copy}", capsys)


@pytest.fixture
def file(tmp_path: Path) -> "Writing":
    return Writing(tmp_path)


@dataclass(frozen=True)
class Writing:
    """Files for commands to read."""

    folder: Path

    def __call__(self, text: str, *, name: str = "rows.csv") -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

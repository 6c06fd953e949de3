"""The application as it is served, around a page of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from streamlit.runtime import Runtime

from dashboard.server.application import application
from dashboard.server.shell import ShellTexts

PROJECT = Path(__file__).parents[2]
TEXTS = ShellTexts("en", "Towns <at> risk", "Wait & see", "Needs JavaScript")


@pytest.fixture
def page_script(tmp_path: Path) -> Path:
    script = tmp_path / "app.py"
    script.write_text("import streamlit as st\nst.text('here')\n", encoding="utf-8")
    return script


Answers = Callable[..., TestClient]


@pytest.fixture
def answers(page_script: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Answers]:
    """A client of an application; its ``ready`` and ``hosts`` are the test's. One application a test."""
    with ExitStack() as running:

        def client(ready: Callable[[], None] = lambda: None, hosts: tuple[str, ...] = ()) -> TestClient:
            app = application(ready=ready, texts=TEXTS, script=page_script, hosts=hosts)
            monkeypatch.setattr(Runtime, "_instance", None)
            client = TestClient(app, base_url="http://localhost:8501", raise_server_exceptions=False)
            return running.enter_context(client)

        yield client


@dataclass(frozen=True)
class Started:
    url: str
    process: "subprocess.Popen[str]"


Start = Callable[..., Started]


@pytest.fixture
def start(page_script: Path) -> Iterator[Start]:
    """Starts a real server on ``page_script``, in the folder the test names, and waits for its address."""
    with ExitStack() as running:

        def started(*, folder: Path = PROJECT, port: int = 0) -> Started:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.server.launch", str(page_script), str(port)],
                cwd=folder,
                env=os.environ | {"PYTHONPATH": str(PROJECT)},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            running.callback(process.wait, 20)
            running.callback(process.kill)
            assert process.stdout is not None
            return Started(process.stdout.readline().strip(), process)

        yield started

"""/readyz both ways: the database answers, or a sentence says why not."""

import time

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.errors import EngineUnavailable, SettingRefused
from dashboard.server.readiness import readiness
from tests.server.conftest import Answers


def test_a_database_that_answers_makes_the_server_ready(answers: Answers) -> None:
    asked = []
    client = answers(ready=lambda: asked.append(1))
    for _ in range(2):
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()) == (200, {"ready": True})
    assert len(asked) == 2
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (
            EngineUnavailable("/home/me/secret.db", "the disk does not answer", "Look at the disk"),
            "the disk does not answer. Look at the disk",
        ),
        (
            SettingRefused("DASHBOARD_DATABASE", "postgresql://...", "a URL like sqlite:///folder/name.db"),
            'DASHBOARD_DATABASE is "postgresql://...": expected a URL like sqlite:///folder/name.db',
        ),
        (
            KeyError("/home/me/secret.db"),
            "the check itself failed. The server's log says why",
        ),
    ],
)
def test_a_database_that_does_not_answer_is_said_in_a_sentence_without_its_place(
    answers: Answers, error: Exception, reason: str
) -> None:
    def ready() -> None:
        raise error

    answer = answers(ready=ready).get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "reason": reason})


def test_a_database_that_hangs_is_not_waited_for() -> None:
    app = Starlette(routes=[Route("/readyz", readiness(lambda: time.sleep(0.5), patience_s=0.05))])
    answer = TestClient(app).get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {
        "ready": False,
        "reason": "the database did not answer within 0.05 s. Look whether it is overloaded",
    }

"""Each load of a page is noted in a cookie of two moments, and nothing else is."""

from datetime import UTC, datetime, timedelta
from http.cookies import Morsel, SimpleCookie

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from dashboard.model.visits import COOKIE, Visits, visits_of
from dashboard.server.application import NO_PAGES
from dashboard.server.visits import NoteVisit
from tests.server.conftest import Answers

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def noting(clock: Clock, *, base_url: str = "http://localhost:8501") -> TestClient:
    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("page", headers={"Set-Cookie": "other=1"})(scope, receive, send)

    return TestClient(NoteVisit(inner, now=clock, others=NO_PAGES), base_url=base_url)


def noted(client: TestClient) -> Visits | None:
    return visits_of(client.cookies.get(COOKIE))


def morsel(header: str) -> "Morsel[str]":
    return SimpleCookie(header)[COOKIE]


def test_a_page_sets_a_cookie_that_no_script_and_no_other_site_can_read(answers: Answers) -> None:
    header = answers().get("/front").headers["set-cookie"]
    found = morsel(header)
    assert visits_of(found.value) is not None
    assert (found["httponly"], found["samesite"], found["path"], found["secure"]) == (True, "lax", "/", "")
    assert found["max-age"] == str(400 * 24 * 3600)


def test_on_an_encrypted_line_the_cookie_goes_over_no_other() -> None:
    answer = noting(Clock(), base_url="https://dashboard.example.org").get("/")
    assert morsel(answer.headers.get_list("set-cookie")[-1])["secure"] is True


def test_the_visits_of_a_browser_are_followed() -> None:
    clock = Clock()
    client = noting(clock)
    seen = []
    for minutes in (0, 10, 40, 71, 5000):
        clock.now = NOON + timedelta(minutes=minutes)
        client.get("/")
        visits = noted(client)
        assert visits is not None
        seen.append((visits.latest - NOON, None if visits.previous is None else visits.previous - NOON))
    minute = timedelta(minutes=1)
    assert seen == [
        (0 * minute, None),
        (10 * minute, None),
        (40 * minute, None),
        (71 * minute, 40 * minute),
        (5000 * minute, 71 * minute),
    ]


@pytest.mark.parametrize(
    "address", ["/readyz", "/_stcore/health", "/app/static/favicon.svg", "/static/js/none.js"]
)
def test_what_is_no_page_is_no_visit(answers: Answers, address: str) -> None:
    assert COOKIE not in answers().get(address).headers.get("set-cookie", "")


def test_only_a_load_is_a_visit_and_other_cookies_stay() -> None:
    client = noting(Clock())
    assert COOKIE not in client.head("/").headers["set-cookie"]
    assert COOKIE not in client.post("/").headers["set-cookie"]
    assert [text.split("=")[0] for text in client.get("/").headers.get_list("set-cookie")] == [
        "other",
        COOKIE,
    ]


@pytest.mark.parametrize("forged", ["<script>", "9999999999.1", "1.", "a; b", '"'])
def test_a_forged_cookie_comes_back_as_two_moments(forged: str) -> None:
    answer = noting(Clock()).get("/", headers={"Cookie": f"{COOKIE}={forged}"})
    visits = visits_of(morsel(answer.headers.get_list("set-cookie")[-1]).value)
    assert visits is not None
    assert visits.latest == NOON


def test_the_policy_stays_on_a_page_that_sets_the_cookie(answers: Answers) -> None:
    headers = answers().get("/").headers
    assert COOKIE in headers["set-cookie"]
    assert headers["content-security-policy"].startswith("default-src 'self'")
    assert headers["cache-control"] == "no-cache"

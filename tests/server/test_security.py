"""Every answer carries the policy, closed addresses are closed, and only known names are served."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from dashboard.server.policy import content_security_policy
from dashboard.server.security import Guard
from tests.server.conftest import Answers

POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' {hashes}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws://localhost:8501; "
    "worker-src 'self' blob:; frame-src 'none'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
}
ON_PAGES = {
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
}


def hashes_of(page: str) -> str:
    """Worked out here anew, from the page as it was received."""
    scripts = [
        body
        for tag, body in re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL)
        if "src=" not in tag
    ]
    return " ".join(f"'sha256-{b64encode(sha256(body.encode()).digest()).decode()}'" for body in scripts)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/front", 200),
        ("/readyz", 200),
        ("/_stcore/health", 200),
        ("/_stcore/host-config", 200),
        ("/_stcore/metrics", 404),
        ("/media/none.csv", 404),
        ("/front/_stcore/health", 404),
        ("/%2e%2e/secret", 400),
    ],
)
def test_every_answer_carries_the_policy_of_a_page(answers: Answers, address: str, status: int) -> None:
    client = answers()
    hashes = hashes_of(client.get("/").text)
    answer = client.get(address)
    assert answer.status_code == status
    expected = EVERYWHERE | ON_PAGES | {"content-security-policy": POLICY.format(hashes=hashes)}
    assert {name: answer.headers.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("address", "status"),
    [("/app/static/favicon.svg", 200), ("/static/js/none.js", 404), ("/app/static/none", 404)],
)
def test_a_file_opened_by_itself_may_do_nothing(answers: Answers, address: str, status: int) -> None:
    answer = answers().get(address)
    assert answer.status_code == status
    expected = EVERYWHERE | {"content-security-policy": "default-src 'none'; frame-ancestors 'none'"}
    assert {name: answer.headers.get(name) for name in expected} == expected


def test_no_answer_names_the_server_or_opens_it_to_other_origins(answers: Answers) -> None:
    client = answers()
    for address in ("/", "/readyz", "/_stcore/health", "/app/static/favicon.svg", "/media/none"):
        headers = client.get(address, headers={"Origin": "https://evil.test"}).headers
        assert "server" not in headers
        assert "access-control-allow-origin" not in headers


def test_the_policy_names_the_scripts_in_the_page_and_no_other_way_to_run_one(answers: Answers) -> None:
    answer = answers().get("/")
    directives = dict(
        part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";")
    )
    hashes = hashes_of(answer.text)
    assert len(hashes.split()) == 2
    assert directives["script-src"] == f"'self' 'wasm-unsafe-eval' {hashes}"


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("dashboard.example.org", "ws://dashboard.example.org"),
        ("[::1]:8501", "ws://[::1]:8501"),
        ("x;script-src *", "'self'"),
        ("a b", "'self'"),
    ],
)
def test_only_a_name_gets_from_the_request_into_the_policy(answers: Answers, host: str, origin: str) -> None:
    policy = answers().get("/", headers={"Host": host}).headers["content-security-policy"]
    assert f"connect-src 'self' {origin};" in policy


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "OPTIONS"])
@pytest.mark.parametrize(
    "address",
    [
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/interact",
        "/_stcore/agent/mcp",
        "/_stcore/metrics",
        "/_stcore/script-health-check",
        "/_stcore/bidi-components/x/y.js",
        "/component/x/index.html",
    ],
)
def test_what_the_dashboard_does_not_use_is_closed(answers: Answers, address: str, method: str) -> None:
    answer = answers().request(method, address)
    assert (answer.status_code, answer.text) == (404, "Not found")


def test_a_stranger_to_the_session_cannot_put_a_file(answers: Answers) -> None:
    answer = answers().put("/_stcore/upload_file/session/file", files={"file": b"a,b"})
    assert (answer.status_code, answer.text) == (403, "XSRF token missing or invalid")


def test_a_name_that_is_not_the_servers_is_refused_also_for_the_websocket(answers: Answers) -> None:
    client = answers(hosts=("localhost", "[::1]"))
    for host in ("localhost", "LOCALHOST:8501", "[::1]:8501"):
        assert client.get("/readyz", headers={"Host": host}).status_code == 200
    answer = client.get("/readyz", headers={"Host": "evil.test:8501"})
    assert answer.status_code == 421
    assert answer.text == (
        'The address names "evil.test:8501": expected a name of this server. DASHBOARD_HOSTS lists them.'
    )
    assert answer.headers["x-frame-options"] == "DENY"
    with pytest.raises(WebSocketDisconnect) as refused:
        client.websocket_connect("/_stcore/stream", headers={"Host": "evil.test"}).__enter__()
    assert refused.value.code == 1008


def test_an_unexpected_error_is_answered_without_its_text_and_with_the_headers() -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise RuntimeError(f"secret of {Request(scope).url.path}")

    client = TestClient(Guard(broken, script_hashes=()), raise_server_exceptions=False)
    answer = client.get("/anything")
    assert (answer.status_code, answer.text) == (500, "The server made an error; its log says which.")
    assert answer.headers["x-frame-options"] == "DENY"


def test_an_online_basemap_is_the_one_stranger_that_pages_may_ask() -> None:
    policy = content_security_policy((), socket_origin="ws://here", map_origin="https://tiles.example")
    assert "connect-src 'self' ws://here https://tiles.example;" in policy
    assert "img-src 'self' data: blob: https://tiles.example;" in policy
    assert "https://tiles.example" not in policy.replace(
        "connect-src 'self' ws://here https://tiles.example;", ""
    ).replace("img-src 'self' data: blob: https://tiles.example;", "")
    assert "example" not in content_security_policy((), socket_origin="ws://here")

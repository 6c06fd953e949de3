"""What nginx does in front of the copies: who is sent where, what is closed, compressed, limited and passed on."""

import re
import signal
import socket
import subprocess
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from gzip import decompress
from pathlib import Path

import psutil
import pytest
from streamlit import config

from dashboard.errors import WrongUse
from dashboard.server.application import _use_own_configuration
from dashboard.server.policy import FIXED_HEADERS
from dashboard.server.security import CLOSED
from deploy import front
from tests.deploy.asking import ask, until
from tests.deploy.stand_ins import Front, StandIn

STREAM = "/_stcore/stream"
SWITCHED = (101, {"Connection": "Upgrade", "Upgrade": "websocket"}, b"")
ROWS = b"town,people\n" * 500


def asked_for_a_page(url: str, *, cookie: str = "") -> socket.socket:
    """A browser that asks for its lasting connection."""
    host, _, port = url.removeprefix("http://").partition(":")
    lines = [f"GET {STREAM} HTTP/1.1", f"Host: {host}:{port}", "Connection: Upgrade", "Upgrade: websocket"]
    lines += [f"Cookie: {cookie}"] if cookie else []
    line = socket.create_connection((host, int(port)), timeout=10)
    line.sendall("\r\n".join([*lines, "", ""]).encode())
    return line


def handshake(url: str, *, cookie: str = "") -> list[str]:
    """The lines of the answer."""
    with asked_for_a_page(url, cookie=cookie) as line:
        return line.recv(4096).decode().split("\r\n")


def cookie_of(lines: list[str]) -> str:
    found = [
        line.removeprefix("Set-Cookie: ") for line in lines if line.startswith("Set-Cookie: dashboard_copy")
    ]
    assert len(found) == 1, lines
    return found[0]


@pytest.fixture
def open_pages(stand_ins: Front) -> Front:
    for copy in stand_ins.copies:
        copy.answers[STREAM] = SWITCHED
    return stand_ins


def test_the_configuration_of_a_team_is_accepted(nginx: str, folder: Path) -> None:
    addresses = ["127.0.0.1:8511", "127.0.0.1:8512", "127.0.0.1:8513"]
    command = front.lay_out(folder, listen="127.0.0.1:8080", addresses=addresses)
    found = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert (found.returncode, "[warn]" in found.stderr) == (0, False), found.stderr
    (folder / "dashboard" / "site.conf").write_text("planted;", encoding="utf-8")
    assert subprocess.run([*command, "-t"], capture_output=True, check=False).returncode == 1


def test_a_copy_is_named_by_its_address_in_numbers() -> None:
    with pytest.raises(WrongUse) as refused:
        front.copies_conf(["127.0.0.1:8501", "app2:8501"])
    assert str(refused.value) == (
        'HOST:PORT: found "app2:8501", expected the address of a copy in numbers, like 127.0.0.1:8501'
    )


def test_an_open_page_decides_where_its_browser_is_sent(open_pages: Front) -> None:
    for number, name in ((1, "one"), (2, "two")):
        cookie = cookie_of(handshake(open_pages.url, cookie=f"dashboard_copy={number}"))
        assert cookie == f"dashboard_copy={number}; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax"
        sent = {
            ask(f"{open_pages.url}/media/{turn}.csv", Cookie=cookie.partition(";")[0]).text
            for turn in range(8)
        }
        assert sent == {name}


def test_readers_behind_one_address_are_spread_over_the_copies(open_pages: Front) -> None:
    """An office comes from one address. Taken in turn, a first visit of an even number of requests would bring every
    open page to the same copy.
    """

    def asked(number: int) -> bool:
        return sum(map(opened, open_pages.copies)) == number

    for copy in open_pages.copies:
        copy.goes_on.clear()
    with ExitStack() as pages:
        for number in range(1, 7):
            pages.enter_context(asked_for_a_page(open_pages.url))
            until(partial(asked, number), within_s=5, what="it is asked")
            assert ask(f"{open_pages.url}/front").status == 200
        assert [opened(copy) for copy in open_pages.copies] == [3, 3]
        for copy in open_pages.copies:
            copy.goes_on.set()


def opened(copy: StandIn) -> int:
    return [path for path, *_ in copy.asked].count(STREAM)


def test_readers_of_a_copy_that_died_go_on_at_the_other_and_stay_there(open_pages: Front) -> None:
    url, cookie = open_pages.url, "dashboard_copy=1"
    assert ask(f"{url}/front", Cookie=cookie).text == "one"
    open_pages.copies[0].stop()
    assert ask(f"{url}/front", Cookie=cookie).text == "two"
    new = cookie_of(handshake(url, cookie=cookie)).partition(";")[0]
    assert new == "dashboard_copy=2"
    open_pages.copies[0].start()
    assert {ask(f"{url}/media/{turn}.csv", Cookie=new).text for turn in range(8)} == {"two"}


def test_a_copy_that_came_back_is_used_again(open_pages: Front) -> None:
    url, cookie = open_pages.url, "dashboard_copy=1"
    open_pages.copies[0].stop()
    for turn in range(5):
        assert ask(f"{url}/{turn}", Cookie=cookie).text == "two"
    open_pages.copies[0].start()
    until(lambda: ask(f"{url}/front", Cookie=cookie).text == "one", within_s=8, what="copy 1 is asked again")


def test_a_made_up_cookie_harms_nobody(open_pages: Front) -> None:
    for made_up in ("dashboard_copy=3", "dashboard_copy=../x", "dashboard_copy=any_copy"):
        assert ask(f"{open_pages.url}/front", Cookie=made_up).text in ("one", "two")


def test_a_download_is_found_whichever_copy_has_it(open_pages: Front) -> None:
    open_pages.copies[0].answers["/media/rows.csv"] = (404, {}, b"Not found")
    assert ask(f"{open_pages.url}/media/rows.csv", Cookie="dashboard_copy=1").text == "two"
    open_pages.copies[1].answers["/media/rows.csv"] = (404, {}, b"Not found")
    assert ask(f"{open_pages.url}/media/rows.csv", Cookie="dashboard_copy=1").status == 404


def test_a_database_that_is_away_is_no_copy_that_died(open_pages: Front) -> None:
    """Else nginx would give all copies up, which still show what they last read."""
    for copy in open_pages.copies:
        copy.answers["/readyz"] = (503, {"Content-Type": "application/json"}, b'{"ready":false}')
    for _ in range(8):
        found = ask(f"{open_pages.url}/readyz", Cookie="dashboard_copy=1")
        assert (found.status, found.text) == (503, '{"ready":false}')
    assert ask(f"{open_pages.url}/front", Cookie="dashboard_copy=1").text == "one"
    assert [path for path, *_ in open_pages.copies[1].asked] == []


def test_without_any_copy_a_sentence_is_answered(stand_ins: Front) -> None:
    for copy in stand_ins.copies:
        copy.stop()
    found = ask(f"{stand_ins.url}/front")
    assert (found.status, found.headers["retry-after"]) == (503, ["10"])
    assert (
        found.text == "The dashboard does not answer: none of its copies is there. Try again in a minute.\n"
    )
    assert found.headers["content-type"] == ["text/plain"]


@pytest.mark.parametrize("closed", [*CLOSED, *(f"{path}/below" for path in CLOSED), "//_stcore/%6Detrics"])
def test_what_is_closed_in_the_copies_does_not_reach_them(stand_ins: Front, closed: str) -> None:
    found = ask(stand_ins.url + closed)
    assert (found.status, found.text) == (404, "Not found")
    assert found.headers["x-content-type-options"] == ["nosniff"]
    assert [copy.asked for copy in stand_ins.copies] == [[], []]
    assert ask(f"{stand_ins.url}{closed}-not").status == 200 or closed.endswith("below")


def test_only_what_a_copy_left_uncompressed_is_compressed(stand_ins: Front) -> None:
    for copy in stand_ins.copies:
        copy.answers["/media/rows.csv"] = (200, {"Content-Type": "text/csv"}, ROWS)
        copy.answers["/static/a.js"] = (
            200,
            {"Content-Type": "text/javascript", "Content-Encoding": "br"},
            ROWS,
        )
        copy.answers["/font.woff2"] = (200, {"Content-Type": "font/woff2"}, ROWS)
    rows = ask(f"{stand_ins.url}/media/rows.csv", Accept_Encoding="gzip, br")
    assert (rows.headers["content-encoding"], decompress(rows.body)) == (["gzip"], ROWS)
    script = ask(f"{stand_ins.url}/static/a.js", Accept_Encoding="gzip, br")
    assert (script.headers["content-encoding"], script.body) == (["br"], ROWS)
    assert ask(f"{stand_ins.url}/font.woff2", Accept_Encoding="gzip").body == ROWS
    assert ask(f"{stand_ins.url}/media/rows.csv").body == ROWS


def test_a_copy_learns_how_its_reader_came_and_its_headers_arrive_once(stand_ins: Front) -> None:
    for copy in stand_ins.copies:
        copy.answers["/front"] = (200, FIXED_HEADERS, b"page")
    found = ask(
        f"{stand_ins.url}/front?town=x",
        Host="dashboard.example.org",
        X_Forwarded_For="1.2.3.4",
        Upgrade="h2c",
    )
    assert {name: found.headers[name.lower()] for name in FIXED_HEADERS} == {
        n: [v] for n, v in FIXED_HEADERS.items()
    }
    assert found.headers["server"] == ["nginx"]
    path, told, _ = next(entry for copy in stand_ins.copies for entry in copy.asked)
    names = ("Host", "X-Forwarded-For", "X-Forwarded-Proto", "Connection", "Upgrade")
    assert [path, *(told.get(name) for name in names)] == [
        "/front?town=x", "dashboard.example.org", "127.0.0.1", "http", "close", None,
    ]  # fmt: skip


def test_a_file_may_be_as_large_as_the_dashboard_takes_and_nothing_else_may_be_sent(stand_ins: Front) -> None:
    _use_own_configuration()
    megabytes = config.get_option("server.maxUploadSize")
    file = bytes(megabytes * 1024 * 1024)
    assert ask(f"{stand_ins.url}/_stcore/upload_file/s/f", method="PUT", body=file).status == 200
    assert (
        ask(f"{stand_ins.url}/_stcore/upload_file/s/f", method="PUT", body=file + bytes(1 << 21)).status
        == 413
    )
    assert ask(f"{stand_ins.url}/front", method="PUT", body=bytes(100_000)).status == 413


def test_a_file_on_its_way_up_is_not_written_to_disk(stand_ins: Front, folder: Path) -> None:
    """The copy gets the first bytes before the last are sent."""
    port = int(stand_ins.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(
            b"PUT /_stcore/upload_file/s/f HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n"
            + bytes(100_000)
        )
        until(
            lambda: any(connections(copy.port) for copy in stand_ins.copies),
            within_s=5,
            what="the copy is asked",
        )
        assert list((folder / "body").rglob("*")) == []


def connections(port: int) -> int:
    found = (each for each in psutil.net_connections("tcp") if each.laddr and each.laddr.port == port)
    return sum(each.status == "ESTABLISHED" for each in found)


def test_too_many_files_at_once_from_one_address_are_told_to_wait(stand_ins: Front) -> None:
    for copy in stand_ins.copies:
        copy.goes_on.clear()
    address = f"{stand_ins.url}/_stcore/upload_file/s/f"
    with ThreadPoolExecutor(6) as pool:
        sending = [pool.submit(ask, address, method="PUT", body=b"x") for _ in range(6)]
        until(
            lambda: sum(len(copy.asked) for copy in stand_ins.copies) == 6, within_s=10, what="six are sent"
        )
        assert ask(address, method="PUT", body=b"x").status == 429
        for copy in stand_ins.copies:
            copy.goes_on.set()
        assert [sent.result().status for sent in sending] == [200] * 6


def test_with_a_certificate_the_cookie_goes_over_encrypted_lines_only(nginx: str, folder: Path) -> None:
    """The lines that stand ready in listen.conf, as an operator would take them."""
    command = front.lay_out(folder, listen="127.0.0.1:8080", addresses=["127.0.0.1:8501"])
    key, certificate = folder / "privkey.pem", folder / "fullchain.pem"
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=localhost",
        "-days",
        "2",
    ]
    subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    text = (front.FILES / "dashboard" / "listen.conf").read_text(encoding="utf-8")
    ready = "\n".join(re.findall(r"^# ((?:listen|ssl|add_header).*;)$", text, flags=re.MULTILINE))
    assert ready.count("\n") == 6
    ready = ready.replace("/etc/dashboard/certificate", str(folder)).replace("8443", "127.0.0.1:8443")
    (folder / "dashboard" / "listen.conf").write_text(ready, encoding="utf-8")
    found = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr


def test_who_has_no_password_sees_nothing_where_one_is_asked_for(stand_ins: Front, folder: Path) -> None:
    """The lines that stand ready in listen.conf; whether the dashboard is well, anybody may ask."""
    text = (front.FILES / "dashboard" / "listen.conf").read_text(encoding="utf-8")
    ready = "\n".join(re.findall(r"^# (auth_basic.*;)$", text, flags=re.MULTILINE))
    assert ready.count("\n") == 1
    made = subprocess.run(["openssl", "passwd", "-6", "secret"], capture_output=True, text=True, check=True)
    (folder / "readers").write_text(f"olena:{made.stdout}", encoding="utf-8")
    listen = folder / "dashboard" / "listen.conf"
    listen.write_text(listen.read_text() + ready.replace("/etc/dashboard", str(folder)), encoding="utf-8")
    nginx = psutil.Process(int((folder / "nginx.pid").read_text()))
    before = nginx.children()
    nginx.send_signal(signal.SIGHUP)
    assert psutil.wait_procs(before, timeout=20)[1] == []  # they answer as before until they have ended
    until(lambda: ask(f"{stand_ins.url}/front").status == 401, within_s=20, what="a password is asked for")
    right, wrong = (b64encode(f"olena:{word}".encode()).decode() for word in ("secret", "guess"))
    for copy in stand_ins.copies:
        copy.asked.clear()
    assert ask(f"{stand_ins.url}/front", Authorization=f"Basic {right}").text in ("one", "two")
    assert ["Authorization" in told for copy in stand_ins.copies for _, told, _ in copy.asked] == [False]
    assert ask(f"{stand_ins.url}/front", Authorization=f"Basic {wrong}").status == 401
    assert (
        ask(f"{stand_ins.url}{STREAM}").status == ask(f"{stand_ins.url}/_stcore/upload_file/s").status == 401
    )
    assert ask(f"{stand_ins.url}/readyz").text in ("one", "two")

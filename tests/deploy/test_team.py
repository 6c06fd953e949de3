"""`make team` as readers and stewards meet it, in a browser: PostgreSQL, two copies, nginx; a copy that is killed."""

import json
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dashboard.server.policy import FIXED_HEADERS, PAGE_HEADERS
from tests.browser.conftest import picture, settled
from tests.browser.test_upload import give, step
from tests.deploy.asking import answers, ask, free_ports, until
from tests.deploy.stand_ins import StandIn
from tests.deploy.teams import PROJECT, Team, team

ROWS = "town,date,evacuated\nБілозерське,2025-09-{day},40\n"
SEEN_WITHIN_S = 5.0


@pytest.fixture(scope="module")
def running(nginx: str) -> Iterator[Team]:
    with tempfile.TemporaryDirectory(prefix="team", dir="/tmp") as name:
        Path(name).chmod(0o755)
        with team(Path(name), DASHBOARD_TODAY="2025-09-15") as started:
            yield started


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    yield context
    context.close()


@pytest.fixture
def other_reader(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context
    context.close()


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    settled(page)
    return page


def copy_of(context: BrowserContext) -> int:
    """Which copy holds the open page."""
    return int(next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "dashboard_copy"))


def opened_elsewhere(context: BrowserContext, address: str, *, than: int) -> Page:
    """A new reader is sent where least is open at that moment: mostly, not always, to the copy that has no reader."""
    for _ in range(6):
        page = opened(context, address)
        if copy_of(context) != than:
            return page
        page.close()
        context.clear_cookies()
    raise AssertionError(f"six new readers were all sent to copy {than}")


def commit(page: Page, *, day: int) -> int:
    """The number of the upload that was made on the upload page."""
    give(page, ROWS.format(day=day))
    name = page.get_by_label("Your name")
    name.fill("Olena")
    name.press("Tab")
    button = page.locator(".st-key-upload_commit button")
    expect(button).to_be_enabled()
    button.click()
    saved = step(page, "Commit")
    expect(saved).to_contain_text("Saved as upload")
    return int(saved.inner_text().partition("Saved as upload ")[2].split()[0].rstrip("."))


def test_two_readers_are_sent_to_two_copies_and_uploads_reach_both(
    running: Team, reader: BrowserContext, other_reader: BrowserContext
) -> None:
    page = opened(reader, f"{running.url}/upload")
    others = opened_elsewhere(other_reader, f"{running.url}/upload", than=copy_of(reader))
    first, second = commit(page, day=13), commit(others, day=14)
    assert second == first + 1
    history = opened(reader, f"{running.url}/data")
    until(lambda: str(second) in newest(history), within_s=SEEN_WITHIN_S, what="both uploads are shown")
    with history.expect_download() as waiting:
        history.locator(".st-key-csv_data_history button").first.click()
    assert b"Olena" in Path(waiting.value.path()).read_bytes()
    picture(history, "team_history")


def newest(page: Page) -> str:
    """The first line of the history."""
    page.reload()
    settled(page)
    line = page.locator(".dash-table tbody tr").first
    line.wait_for()
    return line.inner_text()


def test_an_upload_through_one_copy_is_seen_in_the_other_within_5_s(
    running: Team, reader: BrowserContext, other_reader: BrowserContext
) -> None:
    through, seen = (opened(context, f"{running.copy_url(number)}/{name}") for context, number, name in (
        (reader, 1, "upload"), (other_reader, 2, "data")
    ))  # fmt: skip
    number = commit(through, day=12)
    begun = time.monotonic()
    until(lambda: newest(seen).startswith(str(number)), within_s=SEEN_WITHIN_S, what="the upload is shown")
    assert time.monotonic() - begun < SEEN_WITHIN_S


def test_what_the_copies_answer_arrives_as_they_gave_it(running: Team) -> None:
    direct, found = ask(f"{running.copy_url(1)}/front"), ask(f"{running.url}/front")
    fixed = {*FIXED_HEADERS, *PAGE_HEADERS, "Cache-Control", "Vary"}
    assert {name: found.headers[name.lower()] for name in fixed} == {
        name: direct.headers[name.lower()] for name in fixed
    }
    port = running.url.rpartition(":")[2]
    policy = found.headers["content-security-policy"]
    assert len(policy) == 1 and f"ws://localhost:{port};" in policy[0]
    script = found.text.partition('src="./static/js/')[2].partition('"')[0]
    compressed = ask(f"{running.url}/static/js/{script}", Accept_Encoding="gzip, br")
    assert (compressed.headers["content-encoding"], compressed.headers["vary"]) == (
        ["br"],
        ["Accept-Encoding"],
    )
    encrypted = ask(f"{running.copy_url(1)}/front", X_Forwarded_Proto="https", Host="localhost")
    assert "wss://localhost;" in encrypted.headers["content-security-policy"][0]
    assert json.loads(ask(f"{running.url}/readyz").body) == {"ready": True}
    assert ask(f"{running.url}/_stcore/metrics").status == 404
    assert ask(f"{running.url}/front", Host="other.example.org").status == 421


def test_readers_of_a_killed_copy_go_on_at_the_other(running: Team, reader: BrowserContext) -> None:
    page = opened(reader, f"{running.url}/front?period=90")
    killed = copy_of(reader)
    assert ask(f"{running.copy_url(killed)}/readyz").status == 200
    running.copy(killed).kill()
    page.reload()
    settled(page)
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    assert "period=90" in page.url
    assert copy_of(reader) == 3 - killed
    until(
        lambda: answers(f"{running.copy_url(killed)}/readyz"), within_s=30, what="the copy is started again"
    )
    assert f"Copy {killed} ended with status -9 and is started again.\n" in running.said.read_text(
        encoding="utf-8"
    )
    assert commit(opened(reader, f"{running.url}/upload"), day=11) > 0
    assert copy_of(reader) == 3 - killed


def test_a_reader_who_does_nothing_is_connected_again(running: Team, reader: BrowserContext) -> None:
    """Streamlit's page asks again by itself, and gets a session of the other copy."""
    page = opened(reader, f"{running.url}/situation")
    killed = copy_of(reader)
    running.copy(killed).kill()
    until(lambda: copy_of(reader) == 3 - killed, within_s=15, what="the page is connected to the other copy")
    settled(page)
    expect(page.locator(".dash-card").first).to_be_visible()
    until(
        lambda: answers(f"{running.copy_url(killed)}/readyz"), within_s=30, what="the copy is started again"
    )


def test_postgresql_and_nginx_are_started_again_too(running: Team) -> None:
    for name, said in (("postgres", "PostgreSQL (log: "), ("nginx", "nginx ended with status -9")):
        killed = started(running, name)
        assert killed is not None
        killed.kill()
        until(lambda: said in running.said.read_text(encoding="utf-8"), within_s=15, what=said)  # noqa: B023
        until(lambda: started(running, name) and well(running), within_s=30, what=f"{name} is there")  # noqa: B023
    assert "emerg" not in running.said.read_text(
        encoding="utf-8"
    )  # no worker of the old nginx holds its port


def started(team: Team, name: str) -> psutil.Process | None:
    running = (child for child in team.process.children() if child.status() != psutil.STATUS_ZOMBIE)
    return next((child for child in running if child.name() == name), None)


def well(team: Team) -> bool:
    try:
        return ask(f"{team.url}/readyz").status == 200
    except OSError:
        return False


def test_at_the_end_nothing_is_left_running(running: Team) -> None:
    """The last test of this file: it ends the team that the others used."""
    family = running.family()
    names = {process.name() for process in family}
    assert {"nginx", "postgres"} <= names and len(family) > 8, names
    running.process.send_signal(signal.SIGINT)
    gone, left = psutil.wait_procs(family, timeout=30)
    assert (len(gone), left) == (len(family), [])
    said = running.said.read_text(encoding="utf-8")
    assert said.startswith(
        f"Open {running.url} - 2 copies of the dashboard with postgresql://dashboard_copy@/"
    )
    assert "[crit]" not in said and "Traceback" not in said, said


def ended(folder: Path, *, first: int, **environment: str) -> tuple[int, str]:
    """The status and the words of a team that cannot start."""
    command = [sys.executable, "-m", "deploy.team", "--port", str(first), "--first-port", str(first + 1)]
    process = subprocess.run(
        [*command, "--folder", str(folder)],
        cwd=PROJECT,
        env={"PATH": "/usr/bin", "DASHBOARD_DATABASE": f"sqlite:///{folder}/team.db"} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
    )
    return process.returncode, process.stdout


def test_a_port_that_is_taken_is_said_and_nothing_is_left_running(nginx: str, folder: Path) -> None:
    first = free_ports(3)
    other = StandIn("another program", first + 2)
    other.start()
    status, said = ended(folder, first=first)
    other.stop()
    assert (
        said.splitlines()[0]
        == "Copy 2: another program answers in its place. End that one, or use other ports"
    )
    assert status == 3
    assert not answers(f"http://127.0.0.1:{first + 1}/readyz")


def test_what_a_copy_says_as_it_ends_is_seen(nginx: str, folder: Path) -> None:
    status, said = ended(folder, first=free_ports(3), DASHBOARD_BANDS_KM="near,far")
    assert said.splitlines() == [
        'DASHBOARD_BANDS_KM is "near,far": expected rising distances in km, like 10,15,25,50',
        "Copy 1: it ended with status 2 before it answered. Its own message says why",
    ]
    assert status == 3

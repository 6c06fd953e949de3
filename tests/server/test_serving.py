"""A really started server: where it listens, how it ends, what it lets in."""

import asyncio
import signal
import socket
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import httpx2
import psutil
import pytest
from websockets.asyncio.client import connect

from tests.bench.session import Failed, Session
from tests.server.conftest import Start

T = TypeVar("T")


def run(asking: Coroutine[None, None, T]) -> T:
    """In a thread of its own: where other tests hold a Playwright open, this thread already has a running loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asking).result()


def test_the_server_listens_on_this_machine_only(start: Start) -> None:
    server = start()
    listening = [
        connection.laddr.ip
        for connection in psutil.Process(server.process.pid).net_connections()
        if connection.status == psutil.CONN_LISTEN
    ]
    assert listening == ["127.0.0.1"]
    assert server.url.startswith("http://localhost:")


def test_no_answer_on_the_line_names_the_server(start: Start) -> None:
    server = start()
    for address in ("/", "/readyz", "/static/none", "/_stcore/health"):
        assert "server" not in httpx2.get(server.url + address).headers


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_server_ends_quietly_when_told_to_even_with_a_reader(
    start: Start, number: signal.Signals
) -> None:
    server = start()
    with httpx2.Client() as reader:
        assert reader.get(server.url).status_code == 200
        server.process.send_signal(number)
        said, complained = server.process.communicate(timeout=20)
    assert (server.process.returncode, said, complained) == (0, "", "")


def test_a_port_that_is_taken_is_said_in_a_sentence(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        server = start(port=port)
        _, complained = server.process.communicate(timeout=20)
    assert complained == (
        f'DASHBOARD_PORT is "{port}": expected a free port, and another program listens on 127.0.0.1:{port}. '
        "Stop it or set another port\n"
    )
    assert server.process.returncode == 2


def test_a_reader_never_sees_an_errors_text_wherever_the_server_was_started(
    start: Start, page_script: Path, tmp_path: Path
) -> None:
    page_script.write_text("raise RuntimeError('secret path')\n", encoding="utf-8")

    async def received(url: str) -> bytes:
        async with Session(url, kept=[]) as reader:
            with pytest.raises(Failed):
                await reader.open()
            return b"".join(reader.kept or [])

    server = start(folder=tmp_path)
    shown = run(received(server.url))
    assert b"exception" in shown.lower() or b"error" in shown.lower()
    assert b"secret path" not in shown
    assert b"RuntimeError" not in shown
    assert b'File "' not in shown


def test_messages_are_compressed_on_the_line(start: Start) -> None:
    async def extensions(url: str) -> list[str]:
        async with connect(url.replace("http", "ws") + "/_stcore/stream") as line:
            return [extension.name for extension in line.protocol.extensions]

    assert run(extensions(start().url)) == ["permessage-deflate"]


def test_a_page_of_another_site_gets_no_session(start: Start) -> None:
    server = start()
    with pytest.raises(Exception, match="HTTP 403"):
        run(open_as(server.url, origin="http://evil.test"))


async def open_as(url: str, *, origin: str) -> None:
    async with connect(url.replace("http", "ws") + "/_stcore/stream", additional_headers={"Origin": origin}):
        pass


@pytest.mark.parametrize(("megabytes", "status"), [(1, 204), (51, 413)])
def test_a_file_beyond_the_limit_is_refused(start: Start, megabytes: int, status: int) -> None:
    async def put(url: str) -> int:
        async with Session(url) as reader, httpx2.AsyncClient() as browser:
            await reader.open()
            await browser.get(f"{url}/_stcore/health")
            token = browser.cookies["_streamlit_xsrf"]
            address = f"{url}/_stcore/upload_file/{reader.session_id}/file"
            files = {"file": bytes(megabytes * 1024 * 1024)}
            return (await browser.put(address, files=files, headers={"X-Xsrftoken": token})).status_code

    assert run(put(start().url)) == status

"""The line of the fault tests does to a connection what each test asks of it."""

import socket
import time
from collections.abc import Iterator
from threading import Thread

import pytest

from tests.slow_line import SlowLine


@pytest.fixture
def line() -> Iterator[SlowLine]:
    """To a server that sends back what it gets."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=_send_back, args=(server,), daemon=True).start()
        with SlowLine(server.getsockname()[1]) as line:
            yield line


def _send_back(server: socket.socket) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        Thread(target=_repeat, args=(connection,), daemon=True).start()


def _repeat(connection: socket.socket) -> None:
    with connection:
        while part := connection.recv(65536):
            connection.sendall(part)


def connect(line: SlowLine) -> socket.socket:
    return socket.create_connection(("127.0.0.1", line.port), timeout=5)


def answer(connection: socket.socket, *, size: int = 1) -> tuple[bytes, float]:
    """What comes back of ``size`` bytes, and after how many seconds."""
    begun = time.perf_counter()
    sender = Thread(target=connection.sendall, args=(b"x" * size,))
    sender.start()
    found = b""
    while len(found) < size:
        found += connection.recv(65536)
    sender.join()
    return found, time.perf_counter() - begun


def test_it_carries_everything_both_ways(line: SlowLine) -> None:
    with connect(line) as connection:
        assert answer(connection, size=5_000_000)[0] == b"x" * 5_000_000
    assert line.connections == 1


def test_answers_are_late_by_the_delay_and_not_once_per_part(line: SlowLine) -> None:
    with connect(line) as connection:
        line.delay_s = 0.3
        found, waited_s = answer(connection, size=2_000_000)
        assert len(found) == 2_000_000
        assert 0.3 <= waited_s < 1.5
        line.delay_s = 0.0
        assert answer(connection)[1] < 0.3


def test_a_frozen_line_takes_connections_and_answers_when_it_is_mended(line: SlowLine) -> None:
    line.freeze()
    with connect(line) as connection:
        connection.settimeout(0.2)
        connection.sendall(b"x")
        with pytest.raises(TimeoutError):
            connection.recv(1)
        line.mend()
        connection.settimeout(5)
        assert connection.recv(1) == b"x"


def test_a_cut_line_breaks_connections_and_refuses_new_ones_until_it_is_mended(line: SlowLine) -> None:
    with connect(line) as connection:
        answer(connection)
        line.cut()
        assert connection.recv(1) == b""
        with pytest.raises(ConnectionRefusedError):
            connect(line)
    line.mend()
    with connect(line) as connection:
        assert answer(connection)[0] == b"x"


@pytest.mark.parametrize("cut", [False, True])
def test_an_answer_is_lost_with_its_connection(line: SlowLine, cut: bool) -> None:
    with connect(line) as connection:
        line.lose_answer(cut=cut)
        connection.sendall(b"x")
        assert connection.recv(1) == b""
    if cut:
        with pytest.raises(ConnectionRefusedError):
            connect(line)
        line.mend()
    with connect(line) as connection:
        assert answer(connection)[0] == b"x"


def test_the_answer_that_is_lost_may_come_later(line: SlowLine) -> None:
    with connect(line) as connection:
        line.lose_answer(after=2)
        assert [answer(connection)[0], answer(connection)[0], line.losing] == [b"x", b"x", True]
        connection.sendall(b"x")
        assert (connection.recv(1), line.losing) == (b"", False)


def test_where_the_server_is_gone_its_connections_end_after_its_last_word() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        line = SlowLine(server.getsockname()[1])
        with connect(line) as connection:
            other, _ = server.accept()
            Thread(target=_say_and_leave, args=(other,)).start()
            said = b"".join(iter(lambda: connection.recv(65536), b""))
            assert len(said) == 9_000_000
    with line, connect(line) as connection:
        assert connection.recv(1) == b""


def _say_and_leave(connection: socket.socket) -> None:
    with connection:
        connection.sendall(b"x" * 9_000_000)

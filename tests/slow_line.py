"""A line to a server of this machine that a test can make slow, silent, or cut."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import Coroutine
from threading import Thread
from types import TracebackType
from typing import Any

PART = 65536


class SlowLine:
    """Listens on ``port`` and carries what comes to ``target``, another port of this machine.

    Each part of an answer arrives ``delay_s`` after the server sent it; that may be changed at any time and counts
    for what the server sends from then on. How many connections came is ``connections``.
    """

    def __init__(self, target: int, *, delay_s: float = 0.0) -> None:
        self.target, self.delay_s = target, delay_s
        self.port = self.connections = 0
        self._left: int | None = None
        self._cutting = False
        self._carrying: set[asyncio.Task[None]] = set()
        self._listening: asyncio.Server | None = None
        self._answering = asyncio.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.mend()

    def mend(self) -> None:
        """Whole again, whatever was done to it; what was held back arrives now."""
        self._do(self._mend())

    def cut(self) -> None:
        """Every connection breaks and new ones are refused, until ``mend``."""
        self._do(self._cut())

    def freeze(self) -> None:
        """Connections are taken and questions carried, but no answer comes back, until ``mend``."""
        self._loop.call_soon_threadsafe(self._answering.clear)

    def lose_answer(self, *, after: int = 0, cut: bool = False) -> None:
        """One answer, ``after`` others, is lost and its connection breaks; with ``cut`` so does the line."""
        self._left, self._cutting = after, cut

    @property
    def losing(self) -> bool:
        """Whether the answer that is to be lost has not come yet."""
        return self._left is not None

    def close(self) -> None:
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def __enter__(self) -> "SlowLine":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _do(self, act: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(act, self._loop).result(timeout=10)

    async def _mend(self) -> None:
        self._left = None
        self._answering.set()
        if self._listening is None:
            self._listening = await asyncio.start_server(self._connected, "127.0.0.1", self.port)
            self.port = self._listening.sockets[0].getsockname()[1]

    async def _cut(self) -> None:
        if self._listening is not None:
            self._listening.close()
            self._listening = None
        for task in self._carrying:
            task.cancel()
        await asyncio.gather(*self._carrying)
        await asyncio.sleep(0)  # in which the sockets are closed

    async def _connected(self, questions: StreamReader, client: StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self._carrying.add(task)
        ends = [client]
        try:
            answers, server = await asyncio.open_connection("127.0.0.1", self.target)
            ends.append(server)
            await self._carry(questions, server, answers=answers, client=client)
        except (OSError, asyncio.CancelledError):
            for end in ends:
                end.transport.abort()
        finally:
            for end in ends:
                end.close()
            self._carrying.discard(task)

    async def _carry(
        self, questions: StreamReader, server: StreamWriter, *, answers: StreamReader, client: StreamWriter
    ) -> None:
        """Until either end has nothing more to say."""
        ways = [self._ask(questions, server), self._answer(answers, client)]
        tasks = [asyncio.create_task(way) for way in ways]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _ask(self, questions: StreamReader, server: StreamWriter) -> None:
        while part := await questions.read(PART):
            server.write(part)
            await server.drain()

    async def _answer(self, answers: StreamReader, client: StreamWriter) -> None:
        parts: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        receiving = asyncio.create_task(self._receive(answers, parts))
        try:
            while True:
                due, part = await parts.get()
                await asyncio.sleep(due - self._loop.time())
                await self._answering.wait()
                if not part or self._loses():
                    return
                client.write(part)
                await client.drain()
        finally:
            receiving.cancel()

    def _loses(self) -> bool:
        if self._left is None:
            return False
        lost, self._left = self._left == 0, self._left - 1 if self._left else None
        if lost and self._cutting:
            self._last = self._loop.create_task(self._cut())
        return lost

    async def _receive(self, answers: StreamReader, parts: asyncio.Queue[tuple[float, bytes]]) -> None:
        part = b"begun"
        while part:
            try:
                part = await answers.read(PART)
            except OSError:
                part = b""
            parts.put_nowait((self._loop.time() + self.delay_s, part))

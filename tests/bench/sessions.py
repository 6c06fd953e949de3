"""Many readers at once: how long a change of a filter takes, how many changes a second, what a session weighs."""

import asyncio
import statistics
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import count

from websockets.exceptions import ConnectionClosed

from dashboard.look.words import word
from tests.bench.running import Running, demonstration, running
from tests.bench.session import Failed, Session

CHANGED_FILTERS = ("period", "area")


@dataclass
class Load:
    """What a crowd of sessions saw; ``seconds`` are of changes that were answered."""

    seconds: list[float] = field(default_factory=list)
    errors: int = 0
    lasted_s: float = 0.0

    def line(self, name: str) -> str:
        if not self.seconds:
            return f"{name}: no change was answered, {self.errors} errors"
        ordered = sorted(self.seconds)
        p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        return (
            f"{name}: {len(ordered)} changes, p50 {statistics.median(ordered) * 1000:.0f} ms, "
            f"p95 {p95 * 1000:.0f} ms, slowest {ordered[-1] * 1000:.0f} ms, "
            f"{len(ordered) / self.lasted_s:.1f} changes a second, {self.errors} errors"
        )


async def change_filters(sessions: list[Session], *, every_s: float, for_s: float) -> Load:
    """Each session changes one filter after the other; with ``every_s`` 0 as fast as answers come."""
    load = Load()
    begun = time.monotonic()
    pauses = [every_s * index / len(sessions) for index in range(len(sessions))]
    readers = [
        _reader(session, load, until=begun + for_s, every_s=every_s, first_s=pause)
        for session, pause in zip(sessions, pauses, strict=True)
    ]
    await asyncio.gather(*readers)
    load.lasted_s = time.monotonic() - begun
    return load


async def _reader(session: Session, load: Load, *, until: float, every_s: float, first_s: float) -> None:
    await asyncio.sleep(first_s)
    for turn in count(1):
        due = time.monotonic() + every_s
        if time.monotonic() >= until:
            return
        key = CHANGED_FILTERS[turn % len(CHANGED_FILTERS)]
        options = session.choices[key].options
        try:
            load.seconds.append(await session.choose(key, options[(turn // 2) % len(options)]))
        except (Failed, TimeoutError):
            load.errors += 1
        except ConnectionClosed:
            load.errors += 1
            return
        await asyncio.sleep(max(0.0, due - time.monotonic()))


async def measure(server: Running, *, sessions: int, every_s: float, for_s: float) -> list[str]:
    """The lines of the report: opening, memory, a crowd at its ease, a crowd in a hurry."""
    await asyncio.sleep(2)
    idle_mb = server.resident_mb()
    lines = [Session(server.url, failure_text=word("app.failed")) for _ in range(sessions)]
    async with AsyncExitStack() as open_lines:
        crowd = [await open_lines.enter_async_context(line) for line in lines]
        opened = [await crowd[0].open()]
        first_mb = server.resident_mb()
        opened += [await session.open() for session in crowd[1:]]
        further_mb = (server.resident_mb() - first_mb) / (sessions - 1)
        steady = await change_filters(crowd, every_s=every_s, for_s=for_s)
        after_mb = server.resident_mb()
        hurried = await change_filters(crowd, every_s=0.0, for_s=for_s / 2)
    return [
        f"start to first answer {server.start_s:.1f} s; first page {opened[0] * 1000:.0f} ms, "
        f"each further {statistics.mean(opened[1:]) * 1000:.0f} ms",
        f"memory: idle {idle_mb:.0f} MB, with one session {first_mb:.0f} MB, each further {further_mb:.2f} MB, "
        f"after {len(steady.seconds)} changes {after_mb:.0f} MB, after all {server.resident_mb():.0f} MB",
        steady.line(f"{sessions} sessions, a change every {every_s:g} s"),
        hurried.line(f"{sessions} sessions as fast as answers come"),
    ]


def main(*, sessions: int = 20, every_s: float = 2.0, for_s: float = 60.0) -> int:
    with demonstration() as database, running(database) as server:
        print("\n".join(asyncio.run(measure(server, sessions=sessions, every_s=every_s, for_s=for_s))))
    return 0

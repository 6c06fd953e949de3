"""Many readers at once: how long a change of a filter takes, how many changes a second, what a session weighs."""

import asyncio
import math
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import count

from websockets.exceptions import ConnectionClosed

from dashboard.look.words import word
from tests.bench.running import Running, demonstration, running
from tests.bench.session import Failed, Session
from tests.bench.table import Line

CHANGED_FILTERS = ("period", "area")
SESSIONS, EVERY_S, FOR_S = 20, 2.0, 60.0
HURRIED_S, REPEATS = 15.0, 3
SETTLED_S = 5.0
IDLE_MB, FURTHER_MB, P95_S, CHANGES_A_SECOND = 350.0, 1.0, 1.0, 20.0


@dataclass
class Load:
    """What a crowd of sessions saw; ``seconds`` are of changes that were answered."""

    seconds: list[float] = field(default_factory=list)
    errors: int = 0
    lasted_s: float = 0.0

    @property
    def p95_s(self) -> float:
        """95 of 100 changes were answered within it; endless where none was."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))] if ordered else math.inf


async def change_filters(sessions: list[Session], *, every_s: float, for_s: float) -> Load:
    """Each session changes one filter after the other; with ``every_s`` 0 as fast as answers come."""
    load = Load()
    begun = time.monotonic()
    until = begun + for_s
    readers = [
        _reader(session, load, until=until, every_s=every_s, place=place / len(sessions))
        for place, session in enumerate(sessions)
    ]
    await asyncio.gather(*readers)
    load.lasted_s = time.monotonic() - begun
    return load


async def _reader(session: Session, load: Load, *, until: float, every_s: float, place: float) -> None:
    """``place`` from 0 to 1 spreads the sessions over the pause and over the options: no two ask the same at once."""
    await asyncio.sleep(every_s * place)
    for turn in count(1):
        due = time.monotonic() + every_s
        if time.monotonic() >= until:
            return
        key = CHANGED_FILTERS[turn % len(CHANGED_FILTERS)]
        options = session.choices[key].options
        option = options[(turn // 2 + round(place * len(options))) % len(options)]
        try:
            load.seconds.append(await session.choose(key, option))
        except (Failed, TimeoutError):
            load.errors += 1
        except ConnectionClosed:
            load.errors += 1
            return
        await asyncio.sleep(max(0.0, due - time.monotonic()))


@dataclass
class Seen:
    """What one run of the benchmark saw of a server; megabytes are of all its processes."""

    idle_mb: float
    further_mb: float
    after_mb: float
    steady: Load
    hurried: list[Load]


def measure() -> Iterator[Line]:
    with demonstration() as database, running(database) as server:
        seen = asyncio.run(_crowd(server))
    crowd = f"{SESSIONS} sessions, a change every {EVERY_S:g} s for {FOR_S:g} s"
    yield Line("server idle, memory", [seen.idle_mb], "MB", at_most=IDLE_MB)
    yield Line("each further session, memory", [seen.further_mb], "MB", at_most=FURTHER_MB)
    yield Line(f"{crowd}: answered", seen.steady.seconds, "s")
    yield Line(f"{crowd}: 95 of 100 within", [seen.steady.p95_s], "s", at_most=P95_S)
    paces = [len(load.seconds) / load.lasted_s for load in seen.hurried]
    yield Line(f"{SESSIONS} sessions as fast as answers come", paces, "changes/s", at_least=CHANGES_A_SECOND)
    yield Line("- server after all of these, memory", [seen.after_mb], "MB")
    errors = sum(load.errors for load in (seen.steady, *seen.hurried))
    yield Line("errors in all of these", [errors], "", at_most=0)


async def _crowd(server: Running) -> Seen:
    """Opening, memory, a crowd at its ease, a crowd in a hurry."""
    await asyncio.sleep(SETTLED_S)
    idle_mb = server.resident_mb()
    lines = [Session(server.url, failure_text=word("app.failed")) for _ in range(SESSIONS)]
    async with AsyncExitStack() as open_lines:
        crowd = [await open_lines.enter_async_context(line) for line in lines]
        await crowd[0].open()
        first_mb = server.resident_mb()
        for session in crowd[1:]:
            await session.open()
        further_mb = (server.resident_mb() - first_mb) / (SESSIONS - 1)
        steady = await change_filters(crowd, every_s=EVERY_S, for_s=FOR_S)
        hurried = [await change_filters(crowd, every_s=0.0, for_s=HURRIED_S) for _ in range(REPEATS)]
        after_mb = server.resident_mb()
    return Seen(idle_mb, further_mb, after_mb, steady, hurried)

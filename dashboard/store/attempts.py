"""One taking over at a time, in a thread of its own, so that nobody waits for it longer than he wants to."""

import threading
import time
from collections.abc import Callable


class Attempt:
    """``error`` is what ended it, None where it went well or has not ended."""

    def __init__(self, act: Callable[[], None]) -> None:
        self._act = act
        self._ended = threading.Event()
        self.error: BaseException | None = None
        # A daemon: one that hangs on a server that does not answer must not keep the process from ending.
        threading.Thread(target=self._run, name="following", daemon=True).start()

    def ended(self, *, within_s: float | None) -> bool:
        return self._ended.wait(within_s)

    def _run(self) -> None:
        try:
            self._act()
        except BaseException as error:
            self.error = error
        finally:
            self._ended.set()


class Attempts:
    """Safe to be asked from many threads, which share an attempt."""

    def __init__(self, act: Callable[[], None]) -> None:
        self._act = act
        self._starting = threading.Lock()
        self._newest: Attempt | None = None

    def one(self, *, within_s: float | None) -> tuple[Attempt, bool]:
        """The attempt waited for, and whether it began after this call and has ended.

        One that was under way may have looked before the caller's own upload was committed: it is waited for, and
        then another. While one hangs no second one is started.
        """
        give_up = None if within_s is None else time.monotonic() + within_s
        before = self._newest
        if before is not None and not before.ended(within_s=within_s):
            return before, False
        with self._starting:
            mine = self._newest
            if mine is None or mine is before:
                mine = self._newest = Attempt(self._act)
        left = None if give_up is None else max(give_up - time.monotonic(), 0)
        return mine, mine.ended(within_s=left)

"""Work kept from one rerun to the next: done again only where what it is made of changed."""

import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, is_dataclass
from threading import Lock
from typing import ParamSpec, TypeVar, cast

from pandas import DataFrame, Series

from dashboard.look.words import language

CELL_BYTES = (
    16  # of a frame, between a number's 8 and a name's 30; asking pandas takes longer than the work kept
)
KEPT_BYTES = 160_000_000  # of all readers together; what was not asked for longest goes first

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class _Same:
    """Frames and lists count as the same where they are the same object; held here, so that it stays that object."""

    value: object

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)


class Kept:
    """Results under what they are made of, up to a number of bytes; safe to be asked from many threads."""

    def __init__(self, limit_bytes: int = KEPT_BYTES) -> None:
        self._limit, self._bytes, self._lock = limit_bytes, 0, Lock()
        self._results: OrderedDict[Hashable, tuple[object, int]] = OrderedDict()

    def __call__(self, make: Callable[P, T], /, *args: P.args, **named: P.kwargs) -> T:
        """``make(*args, **named)``, or what it made of the same before. Nobody may change it.

        ``make`` is a function of a module: one defined in a page is another one at each rerun.
        """
        key = _key_of(make, args, named)
        with self._lock:
            if key in self._results:
                self._results.move_to_end(key)
                return cast("T", self._results[key][0])
        made = make(*args, **named)
        self._keep(key, made)
        return made

    def known(self, make: Callable[P, T], /, *args: P.args, **named: P.kwargs) -> T | None:
        """What ``make`` made of the same before, if it is still kept; None otherwise. It makes nothing now."""
        with self._lock:
            found = self._results.get(_key_of(make, args, named))
        return None if found is None else cast("T", found[0])

    def _keep(self, key: Hashable, made: object) -> None:
        size = size_bytes(made)
        with self._lock:
            self._bytes += size - self._results.pop(key, (None, 0))[1]
            self._results[key] = (made, size)
            while self._bytes > self._limit:
                self._bytes -= self._results.popitem(last=False)[1][1]

    def clear(self) -> None:
        with self._lock:
            self._results.clear()
            self._bytes = 0


kept = Kept()


def _key_of(make: Callable[..., object], args: tuple[object, ...], named: Mapping[str, object]) -> Hashable:
    return (make, language(), _key(args), *((name, _key(named[name])) for name in sorted(named)))


def _key(value: object) -> Hashable:
    if isinstance(value, tuple):
        return tuple(map(_key, value))
    try:
        hash(value)
    except TypeError:
        return _Same(value)
    return value


def size_bytes(value: object) -> int:
    """About the memory of a result with all its parts."""
    if isinstance(value, DataFrame | Series):
        return CELL_BYTES * value.size
    size = sys.getsizeof(value)
    if isinstance(value, dict):
        return size + sum(map(size_bytes, value.values()))
    if isinstance(value, list | tuple | set):
        return size + sum(map(size_bytes, value))
    return size + (size_bytes(vars(value)) if is_dataclass(value) or hasattr(value, "to_dict") else 0)

"""Python's search for circles, put off while the tuples of hundreds of thousands of rows are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Among the tuples of half a million rows it looks for 0.8 s, and finds none."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()

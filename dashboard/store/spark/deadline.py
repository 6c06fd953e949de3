"""How long an engine may take to answer: without a limit, one that hangs would hang every page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

import grpc

_within_s: ContextVar[float] = ContextVar("within_s", default=120.0)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """The limit of every call that is made in the block."""
    token = _within_s.set(seconds)
    try:
        yield
    finally:
        _within_s.reset(token)


class Deadline(grpc.UnaryUnaryClientInterceptor, grpc.UnaryStreamClientInterceptor):
    """Puts the limit on each call of a channel."""

    def intercept_unary_unary(self, continuation: Callable[..., Any], *call: Any) -> Any:
        details, request = call
        return continuation(_limited(details), request)

    def intercept_unary_stream(self, continuation: Callable[..., Any], *call: Any) -> Any:
        return self.intercept_unary_unary(continuation, *call)


class _Details(NamedTuple):
    method: Any
    timeout: float
    metadata: Any
    credentials: Any
    wait_for_ready: Any
    compression: Any


def _limited(details: Any) -> _Details:
    kept = (details.metadata, details.credentials, details.wait_for_ready, details.compression)
    return _Details(details.method, _within_s.get(), *kept)


def too_late(error: Exception) -> bool:
    return bool(_code(error) == grpc.StatusCode.DEADLINE_EXCEEDED)


def away(error: Exception) -> bool:
    """There is nobody who would answer."""
    return _code(error) in (grpc.StatusCode.UNAVAILABLE, None)


def _code(error: Exception) -> object:
    code = getattr(error, "getGrpcStatusCode", None)
    return None if code is None else code()

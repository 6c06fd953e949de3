"""``/readyz``: is the database there? For whoever restarts or routes to the server; needs no login, tells no secret."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dashboard.errors import DashboardError, EngineUnavailable

LOG = logging.getLogger(__name__)

PATIENCE_S = 5.0


def readiness(
    ready: Callable[[], None], *, patience_s: float = PATIENCE_S
) -> Callable[[Request], Awaitable[Response]]:
    """The handler that calls ``ready`` for each request: 200 when it returns, 503 with its sentence when it raises."""

    async def answer(_request: Request) -> Response:
        try:
            await asyncio.wait_for(run_in_threadpool(ready), patience_s)
        except DashboardError as error:
            return _not_ready(_without_place(error))
        except TimeoutError:
            return _not_ready(
                f"the database did not answer within {patience_s:g} s. Look whether it is overloaded"
            )
        except Exception:
            LOG.exception("The readiness check failed")
            return _not_ready("the check itself failed. The server's log says why")
        return JSONResponse({"ready": True}, headers={"Cache-Control": "no-store"})

    return answer


def _not_ready(reason: str) -> Response:
    return JSONResponse({"ready": False, "reason": reason}, 503, headers={"Cache-Control": "no-store"})


def _without_place(error: DashboardError) -> str:
    """Where the database lies is for the log: anybody may ask this address."""
    if isinstance(error, EngineUnavailable):
        return f"{error.reason}. {error.remedy}"
    return str(error)

"""Tells whether the process is alive, and whether it is ready for requests."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from app.http.json import dumps
from db.errors import DatabaseUnavailable, UnsafeRole
from db.reads.database import Health


class Readiness:
    """`/readyz` says yes while the database answers and is migrated, and the process is not about to stop.

    health: asks the database which migration it is at. needed: the newest migration that this code knows. Migrations'
    names sort in order, and a database that is ahead serves older code too. With several regions, the process stays
    ready while one of them is away; every region that answers must be migrated.
    """

    def __init__(self, health: Callable[[], Awaitable[Health]], needed: str) -> None:
        self._health = health
        self._needed = needed
        self._stopping = False

    def announce_stop(self) -> None:
        """From now on, say no."""
        self._stopping = True

    async def answer(self, _request: Request) -> Response:
        """200 `ready`, or 503 with the reason."""
        if self._stopping:
            return _status(503, "stopping")
        try:
            health = await self._health()
        except UnsafeRole as unsafe:
            return _status(503, unsafe.reason)
        except DatabaseUnavailable:
            return _status(503, "the database can't be reached, or was never migrated")
        if health.revision < self._needed:
            return _status(
                503, f"the database is at migration {health.revision}, this code needs {self._needed}"
            )
        if health.away:
            return _status(200, f"ready, without the regions that can't be reached: {', '.join(health.away)}")
        return _status(200, "ready")


async def alive(_request: Request) -> Response:
    """`/healthz`: 200 as long as the process answers at all."""
    return _status(200, "alive")


def _status(code: int, text: str) -> Response:
    return Response(dumps({"status": text}), code, {"Cache-Control": "no-store"}, "application/json")

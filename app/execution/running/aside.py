"""A thread with an event loop of its own for graphql-core, so that others are served while it works.

graphql-core takes some 10 µs for a field, and makes all fields that it has the rows of in one go: a large answer would
keep the process's own loop busy for a tenth of a second and more. In a thread it only takes turns with that loop.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from asyncpg import Record

from resolvers.kit.reading.context import Snapshot

STACK_BYTES = 1 << 26
"""Room for fields nested as deep as may be. It is taken only as it is used."""

T = TypeVar("T")


class Aside:
    """The thread. It starts with the first work and ends with the process."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None

    async def run(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of the work, or what it raises. It is cancelled if the caller is."""
        if self._loop is None:
            self._loop = _started()
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))


def _started() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    usual = threading.stack_size(STACK_BYTES)
    try:
        threading.Thread(target=loop.run_forever, name="graphql-core", daemon=True).start()
    finally:
        threading.stack_size(usual)
    return loop


class Forwarded:
    """A session as the thread uses it: what is asked of it runs on the event loop to which its connection belongs."""

    __slots__ = ("_loop", "_session", "tenant_id")

    def __init__(self, session: Snapshot) -> None:
        self._session = session
        self._loop = asyncio.get_running_loop()
        self.tenant_id = session.tenant_id

    async def fetch(self, sql: str, *arguments: object) -> list[Record]:
        """As `Session.fetch`."""
        return await self._forward(self._session.fetch(sql, *arguments))

    async def restart(self) -> None:
        """As `Session.restart`."""
        await self._forward(self._session.restart())

    async def _forward(self, work: Coroutine[Any, Any, Any]) -> Any:
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

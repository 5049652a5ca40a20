"""A session that is used on another event loop than the one to which its connection belongs."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import asyncpg

from db.reads.session import Session


class Forwarded:
    """Forwards what is asked of a session to its own event loop. It may be used on any other, in another thread."""

    __slots__ = ("_loop", "_session", "tenant_id")

    def __init__(self, session: Session, loop: asyncio.AbstractEventLoop) -> None:
        self._session = session
        self._loop = loop
        self.tenant_id = session.tenant_id

    async def fetch(self, sql: str, *arguments: object) -> list[asyncpg.Record]:
        """As `Session.fetch`."""
        return await self._forward(self._session.fetch(sql, *arguments))

    async def restart(self) -> None:
        """As `Session.restart`."""
        await self._forward(self._session.restart())

    async def _forward(self, work: Coroutine[Any, Any, Any]) -> Any:
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

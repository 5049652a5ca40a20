"""The process's one database: made when the process starts to serve, not when it is put together."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager

from db.claims import Claims
from db.errors import DatabaseUnavailable
from db.session import Database, Session


class ServedDatabase:
    """Forwards to a Database that exists between `start` and `close`."""

    def __init__(self, open_database: Callable[[], Awaitable[Database]]) -> None:
        self._open = open_database
        self._database: Database | None = None

    async def start(self) -> None:
        """Open it. That connects to nothing yet: a server that is down answers 503, and is found when it is back."""
        self._database = await self._open()

    async def close(self) -> None:
        """Give the connections back, once the reads under way have ended."""
        if self._database:
            await self._database.close()

    async def revision(self) -> str:
        """The revision that the server's schema is migrated to. Raises DatabaseUnavailable."""
        return await self._opened().check()

    def read(self, claims: Claims) -> AbstractAsyncContextManager[Session]:
        """A read-only transaction of that viewer. Raises the errors of `db.errors`."""
        return self._opened().read(claims)

    def _opened(self) -> Database:
        if self._database is None:
            raise DatabaseUnavailable
        return self._database

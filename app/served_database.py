"""The process's one database, or one per region: made when the process starts to serve, not when it is assembled."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from db.errors import DatabaseUnavailable
from db.reads.claims import Claims
from db.reads.database import Database, Health
from db.reads.deadline import ENDLESS, Terms
from db.reads.regions import Regions
from db.reads.session import Session


class ServedDatabase:
    """Forwards to a Database that exists between `start` and `close`."""

    def __init__(self, open_database: Callable[[], Database | Regions]) -> None:
        self._open = open_database
        self._database: Database | Regions | None = None

    async def start(self) -> None:
        """Open it without connecting yet. While the server is down, requests get 503, until the server is back."""
        self._database = self._open()

    async def close(self) -> None:
        """Give the connections back, once the reads under way have ended."""
        if self._database:
            await self._database.close()

    async def health(self) -> Health:
        """The revision that the schema is migrated to, and which regions are away. Raises DatabaseUnavailable."""
        return await self._opened().check()

    def read(
        self,
        claims: Claims,
        wanted: frozenset[str] | None = None,
        *,
        is_lone: bool = False,
        terms: Terms = ENDLESS,
    ) -> AbstractAsyncContextManager[Session]:
        """A read-only snapshot for that viewer, as `Database.read` gives it. Raises the errors of `db.errors`."""
        return self._opened().read(claims, wanted, is_lone=is_lone, terms=terms)

    def _opened(self) -> Database | Regions:
        if self._database is None:
            raise DatabaseUnavailable
        return self._database

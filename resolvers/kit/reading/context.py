"""What the resolvers of one operation share: the open snapshot, and loaders that are made on first use."""

import asyncio
from collections.abc import Callable, Coroutine, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from aiodataloader import DataLoader
from asyncpg import Record

from db.statements.parameters import Statement
from resolvers.kit.reading.budget import Meter

Load = Callable[[list[Any]], Coroutine[Any, Any, list[Any]]]


class Loader(DataLoader[Any, Any]):
    """A loader whose keys several tasks can wait for: if one task is cancelled, the others still get the value.

    graphql-core cancels the fields beside one that failed, and a cancelled task cancels the future it waits for.
    """

    def load(self, key: Any) -> "asyncio.Future[Any]":
        """The value of the key, once its batch has been read."""
        return asyncio.shield(super().load(key))


@dataclass(frozen=True, slots=True)
class File:
    """A file as a row names it. uri: where it lies, as in `assets.storage_uri`. id: of the row, for the record."""

    id: str
    uri: str
    name: str
    media_type: str


class Files(Protocol):
    """Gives files addresses that need no token."""

    def address(self, file: File, tenant_id: str, seconds: int) -> str | None:
        """The address of a tenant's file, which works for `seconds`; null if the file is not to be had here."""
        ...


class Snapshot(Protocol):
    """What a context needs of a `db.reads.session.Session`. tenant_id: the tenant's UUID as text."""

    tenant_id: str

    async def fetch(self, sql: str, *arguments: object) -> list[Record]:
        """The rows of a statement."""
        ...

    async def restart(self) -> None:
        """Makes all statements from now on see one snapshot, perhaps a later one."""
        ...


class Context:
    """The context of one operation.

    session: null if the operation reads no data. meter: counts its cost. files: null if no file is given out.
    """

    def __init__(
        self,
        session: Snapshot | None,
        request_id: str,
        meter: Meter | None = None,
        files: Files | None = None,
    ) -> None:
        self._session = session
        self.files = files
        self.meter = meter or Meter()
        self.request_id = request_id
        self._loaders: dict[Hashable, DataLoader[Any, Any]] = {}

    @property
    def reads(self) -> bool:
        """Whether the operation reads data."""
        return self._session is not None

    def over(self, session: Snapshot) -> "Context":
        """The same context over another session, with loaders of its own."""
        return Context(session, self.request_id, self.meter, self.files)

    @property
    def session(self) -> Snapshot:
        """The open snapshot."""
        assert self._session is not None, "an operation that reads data has a session"
        return self._session

    async def run(
        self, statement: Statement, keys: Sequence[Sequence[object]] = (), marks: Sequence[object] = ()
    ) -> list[Record]:
        """The rows of a statement, for arrays of keys and the values of a cursor or of declared SQL."""
        session = self.session
        self.meter.count_statement()
        return await session.fetch(statement.sql, *statement.bind(session.tenant_id, keys, marks))

    async def restart(self) -> None:
        """Forgets what was read so far. Everything that follows is read in one snapshot (`Session.restart`)."""
        self.meter.restart()
        if self._session is not None:
            await self._session.restart()

    def forget(self) -> None:
        """Drops the loaders with all that they have read. They hold the context and it holds them, so the garbage
        collector would have to find them; what it has frozen meanwhile (`app/collector.py`) it never finds.
        """
        self._loaders.clear()

    def loader(self, name: Hashable, load: Load) -> DataLoader[Any, Any]:
        """The loader called `name`. It loads by `load` the keys that one tick of the event loop gathers."""
        if name not in self._loaders:
            self._loaders[name] = Loader(load)
        return self._loaders[name]

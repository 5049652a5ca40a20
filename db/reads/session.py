"""One operation, one connection, one snapshot: how the gateway reads.

A read begins with one round trip, which opens a read-only snapshot and sets the viewer's claims in it. Then the
operation's statements run, one after the other. COMMIT, which ends the claims with the transaction, goes with the next
read's BEGIN (`db/reads/pool.py`). Nothing that would need resetting outlives the transaction.

A read of a single statement takes one round trip: the statement itself sets the claims, in the transaction that
PostgreSQL begins and ends with it.
"""

import asyncio
from time import perf_counter
from typing import Any

import asyncpg

from db.errors import (
    BadValue,
    DatabaseUnavailable,
    OutOfTime,
    ReadInterrupted,
    StatementTimeout,
    UnknownViewer,
    WrongRegion,
)
from db.reads.deadline import ENDLESS, Deadline
from db.reads.entry import Entry
from db.reads.slot import Slot

ELSEWHERE = "This tenant's data belongs to another region than the one it was found in, so it is not served from there."

BROKEN = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    # asyncpg raises this if a connection breaks while it is writing.
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    # The transaction was ended to break a deadlock, or its snapshot can't be kept.
    asyncpg.TransactionRollbackError,
)
"""Errors of asyncpg after which the same read may well succeed on another connection, or in another snapshot."""

LOST = (
    *BROKEN,
    asyncpg.InsufficientResourcesError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    # A database that has not been migrated yet.
    asyncpg.InvalidSchemaNameError,
    asyncpg.UndefinedFunctionError,
    asyncpg.UndefinedTableError,
)
"""Errors of asyncpg which mean, while a read begins, that the database is not available."""

ENDS = (*LOST, asyncpg.QueryCanceledError)
LOST_WHILE_RUNNING: tuple[type[Exception], ...] = tuple(
    kind for kind in LOST if kind not in (asyncpg.UndefinedFunctionError, asyncpg.UndefinedTableError)
)


def lost(error: Exception) -> DatabaseUnavailable:
    """The error to raise for one of LOST or ENDS in a read that has a connection."""
    is_broken = isinstance(error, BROKEN) and not isinstance(error, asyncpg.QueryCanceledError)
    return ReadInterrupted() if is_broken else DatabaseUnavailable()


class Session:
    """An open snapshot of one tenant, as one viewer sees it.

    tenant_id: the tenant's UUID as text, the first parameter of every statement. deadline: when the read must be over;
    no statement begins after it, and code that works for long between statements checks it. statements and
    milliseconds: how many statements have run so far and how long they took, without BEGIN and COMMIT.
    """

    __slots__ = (
        "_is_over",
        "_lock",
        "_running",
        "_slot",
        "deadline",
        "milliseconds",
        "statements",
        "tenant_id",
    )

    def __init__(self, slot: Slot, tenant_id: str, deadline: Deadline = ENDLESS.deadline) -> None:
        self._slot = slot
        self.deadline = deadline
        self._lock = asyncio.Lock()
        self._is_over = False
        self._running: asyncio.Task[Any] | None = None
        self.tenant_id = tenant_id
        self.statements = 0
        self.milliseconds = 0.0

    async def fetch(self, sql: str, *arguments: object) -> list[asyncpg.Record]:
        """The rows of one prepared statement. The statements of a session run one at a time.

        Raises ReadInterrupted if the connection or the snapshot is lost, StatementTimeout if the statement takes too
        long, OutOfTime if the read already has.
        """
        async with self._lock:
            if self._is_over:
                raise DatabaseUnavailable
            slot = self._slot
            slot.asked_at = begun = perf_counter()
            self._running = asyncio.current_task()
            try:
                if begun > self.deadline.at:
                    raise OutOfTime
                rows = await slot.connection.fetch(sql, *arguments)
            except asyncpg.QueryCanceledError as error:
                raise StatementTimeout from error
            except asyncpg.DataError as error:
                raise BadValue(
                    "A value in this request is out of range, or not of its column's kind."
                ) from error
            except LOST_WHILE_RUNNING as error:
                raise lost(error) from error
            else:
                slot.seen_at = perf_counter()
                return rows
            finally:
                slot.asked_at = self._running = None
                self.statements += 1
                self.milliseconds += (perf_counter() - begun) * 1000

    async def enter(self) -> None:
        """Makes sure that the viewer has entered, and refuses a viewer who may not."""

    async def restart(self) -> None:
        """Makes all statements from now on see one snapshot, perhaps a later one; discard what was read before."""

    async def finish(self) -> None:
        """Waits for the statement that still runs, and lets none follow it.

        graphql-core answers without waiting for the siblings of a field that failed. The statements that those fields
        have yet to run must not run on a connection that serves another viewer by then.
        """
        async with self._lock:
            self._is_over = True

    def stop(self) -> None:
        """Cancels the statement that still runs, even if somebody waits for it, and lets none follow it."""
        self._is_over = True
        if self._running is not None:
            self._running.cancel()


class AnotherStatement(Exception):
    """A read that was declared to have a single statement runs another, which would see another snapshot."""


class LoneSession(Session):
    """A snapshot of a single statement, which itself sets the viewer's claims.

    Another statement raises AnotherStatement, until `restart` opens a snapshot for any number of statements. If the
    viewer may not enter, the statement finds out and raises what `Database.read` says.
    """

    __slots__ = ("_entry", "_has_asked", "_has_begun")

    def __init__(self, slot: Slot, entry: Entry, deadline: Deadline) -> None:
        super().__init__(slot, entry.tenant_id, deadline)
        self._entry = entry
        self._has_asked = self._has_begun = False

    async def fetch(self, sql: str, *arguments: object) -> list[asyncpg.Record]:
        """The rows of the one statement, which sets the claims before anything else (`db/reads/entry.py`)."""
        if self._has_begun:
            return await super().fetch(sql, *arguments)
        if self._has_asked:
            raise AnotherStatement
        self._has_asked = True
        try:
            rows = await self._along(sql, *arguments)
        except BadValue:
            # The viewer has not been checked yet, and that error takes precedence.
            await self._look()
            raise
        if not rows:
            # PostgreSQL does not even check the viewer if it knows beforehand that there are no rows.
            await self._look()
        return rows

    async def enter(self) -> None:
        """Checks the viewer, unless a statement has."""
        if not self._has_asked:
            self._has_asked = True
            await self._look()

    async def restart(self) -> None:
        """Opens a snapshot for any number of statements."""
        if not self._has_begun:
            await begin(self._slot, self._entry.statement)
            self._has_asked = self._has_begun = True

    async def _look(self) -> None:
        await self._along("SELECT 1 AS nothing")
        # This query is not counted as one of the operation's statements.
        self.statements -= 1

    async def _along(self, sql: str, *arguments: object) -> list[asyncpg.Record]:
        entering, values = self._entry.along(sql, len(arguments))
        try:
            return await super().fetch(entering, *arguments, *values)
        except asyncpg.UndefinedFunctionError as error:
            raise DatabaseUnavailable from error
        except asyncpg.PostgresError as error:
            raise _told(error) from None


async def begin(slot: Slot, entering: str) -> None:
    """Begins a read and ends the one before. Only a message without parameters may hold several statements."""
    before = "COMMIT; " if slot.is_unfinished else ""
    try:
        await slot.execute(f"{before}BEGIN; {entering}")
    except ENDS as error:
        raise lost(error) from error
    except asyncpg.PostgresError as error:
        raise _told(error) from None


def _told(error: asyncpg.PostgresError) -> Exception:
    """The error for a viewer who may not enter; any other error unchanged."""
    match error.sqlstate:
        case "LY001":
            return UnknownViewer(str(error))
        case "LY002":
            return WrongRegion(ELSEWHERE)
        case _:
            return error

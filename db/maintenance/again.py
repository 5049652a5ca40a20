"""Work that other transactions may stand in the way of: done again, rather than failed or waited for (decision 43).

Two transactions that wait for each other are a deadlock, and PostgreSQL ends either of them. What maintenance does can
be done again; what others do should not be ended for it. So maintenance waits for less long than it takes PostgreSQL to
look for a deadlock, gives way, and tries once more.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import asyncpg

from db.connection import DatabaseConnection

PATIENCE_MILLISECONDS = 300
TRIES = 10
PAUSE_SECONDS = 0.3

IN_THE_WAY = (asyncpg.LockNotAvailableError, asyncpg.TransactionRollbackError)
"""Somebody else held a lock for too long, or the transaction was a deadlock's victim."""

T = TypeVar("T")


async def tried_again(
    connection: DatabaseConnection, work: Callable[[], Awaitable[T]], *, gives_way: bool = False
) -> T:
    """What the work returns, done in a transaction, and in another where somebody stood in the way of that.

    gives_way: wait for any lock for a moment only. Raises the last of IN_THE_WAY where none of the tries succeeds.
    """
    for left in reversed(range(TRIES)):
        try:
            async with connection.transaction():
                if gives_way:
                    await connection.execute(await _patience(connection))
                return await work()
        except IN_THE_WAY:
            if not left:
                raise
        await asyncio.sleep(PAUSE_SECONDS)
    raise AssertionError("the last try returns or raises")


async def _patience(connection: DatabaseConnection) -> str:
    """A lock timeout well below the time after which PostgreSQL looks for a deadlock."""
    deadlock = await connection.fetchval(
        "SELECT setting::int FROM pg_settings WHERE name = 'deadlock_timeout'"
    )
    return f"SET LOCAL lock_timeout = {max(1, min(PATIENCE_MILLISECONDS, deadlock // 3))}"

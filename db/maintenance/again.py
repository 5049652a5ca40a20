"""Work that other transactions may block: it is done again, rather than failing or waiting (decision 43).

Two transactions that wait for each other are in a deadlock, and PostgreSQL ends one of them. Maintenance can do its
work again; other people's work should not be ended for it. So maintenance waits for less time than PostgreSQL takes to
look for a deadlock, then gives way and tries again.
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
"""Another transaction held a lock for too long, or PostgreSQL ended this one to break a deadlock."""

T = TypeVar("T")


async def tried_again(
    connection: DatabaseConnection, work: Callable[[], Awaitable[T]], *, gives_way: bool = False
) -> T:
    """Does the work in a transaction, and again in another if something was in the way. Returns what the work returns.

    gives_way: wait for any lock for a moment only. Raises the last error of IN_THE_WAY if every try fails.
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

"""A connection of the pool, and the time since which it has owed an answer."""

from collections.abc import Hashable
from time import perf_counter
from typing import Any


class Slot:
    """A connection of the pool.

    asked_at: when it was sent the message that it has not answered yet, None if it owes no answer. seen_at: when it
    last answered, or was last found at work. Both are on the clock of `time.perf_counter`. share: the share that it
    counts towards.
    """

    __slots__ = ("asked_at", "connection", "seen_at", "share")

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.asked_at: float | None = None
        self.seen_at = perf_counter()
        self.share: Hashable = None

    @property
    def is_unfinished(self) -> bool:
        """Whether its last read is over but its transaction is still open, as the server last reported."""
        return self.connection.is_in_transaction()

    async def execute(self, sql: str) -> None:
        """Runs statements without parameters."""
        self.asked_at = perf_counter()
        try:
            await self.connection.execute(sql)
            self.seen_at = perf_counter()
        finally:
            self.asked_at = None

    async def value(self, sql: str, *arguments: object) -> Any:
        """The only value of the only row, in a transaction of its own."""
        await self.settle()
        self.asked_at = perf_counter()
        try:
            found = await self.connection.fetchval(sql, *arguments)
            self.seen_at = perf_counter()
        finally:
            self.asked_at = None
        return found

    async def settle(self) -> None:
        """Ends the transaction of the last read, if it is still open."""
        if self.is_unfinished:
            await self.execute("COMMIT")

    def end(self) -> None:
        """Breaks the connection off; whoever waits for its answer gets an error of asyncpg."""
        if not self.connection.is_closed():
            self.connection.terminate()

"""Limits the memory of answers that wait for their readers to what the operator allows."""

from __future__ import annotations

import asyncio
from typing import Protocol

GRACE_SECONDS = 1.0
"""A connection is not dropped before it has waited this long for its reader."""


class Waiting(Protocol):
    """A connection whose reader doesn't keep up."""

    def give_up(self) -> None:
        """Drop the connection and what it holds."""
        ...


class Unsent:
    """Counts what a process holds for slow readers, and drops those first that have waited longest."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._waiting: dict[Waiting, tuple[int, float]] = {}
        self._look: asyncio.TimerHandle | None = None
        self.bytes = 0

    def add(self, connection: Waiting, size: int) -> None:
        """Note that the connection waits from now on, with an answer of `size` bytes."""
        self.remove(connection)
        self._waiting[connection] = (size, asyncio.get_running_loop().time())
        self.bytes += size
        self._relieve()

    def remove(self, connection: Waiting) -> None:
        """Note that the connection no longer waits."""
        found = self._waiting.pop(connection, None)
        if found is not None:
            self.bytes -= found[0]

    def _relieve(self) -> None:
        loop = asyncio.get_running_loop()
        if self._look is not None:
            self._look.cancel()
            self._look = None
        # The first in the dictionary has waited longest.
        while self.bytes > self._most:
            connection, (_, since) = next(iter(self._waiting.items()))
            left = since + GRACE_SECONDS - loop.time()
            if left > 0:
                self._look = loop.call_later(left, self._relieve)
                return
            self.remove(connection)
            connection.give_up()

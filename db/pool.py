"""A bounded pool of connections that lets a finished read end with the next one's first message.

A read's COMMIT tells PostgreSQL nothing that could still fail; it only ends the snapshot and the claims. So a
connection may come back with its transaction `unfinished`: whoever takes it next says COMMIT in the message of BEGIN,
one round trip less for each request. A connection that nobody takes is settled after a moment: no snapshot stays open.

Few connections are faster than many, as long as all are quick: PostgreSQL's processes don't take each other's caches
and turns. So no more than BUSY are at work; the others are for reads that take their time, which don't count as work.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from time import monotonic
from typing import Any

SETTLE_SECONDS = 0.05
CLOSE_SECONDS = 5.0
BUSY = 4
"""A process that keeps so many connections at work is busy itself: a read takes it about as long as PostgreSQL."""
SLOW_SECONDS = 0.02
"""A read that takes longer has mostly to wait, and keeps no one else from a connection."""


class Slot:
    """A place in the pool.

    `connection`: made when the place is first taken. `unfinished`: the last read is over, but its transaction is still
    open. `since`: when the place was taken.
    """

    __slots__ = ("connection", "since", "unfinished")

    def __init__(self) -> None:
        self.connection: Any = None
        self.unfinished = False
        self.since = 0.0

    @property
    def is_connected(self) -> bool:
        """Whether there is a connection that can be used."""
        return self.connection is not None and not self.connection.is_closed()

    async def settle(self) -> None:
        """Ends the transaction of the last read, where it is still open."""
        if self.unfinished:
            self.unfinished = False
            await self.connection.execute("COMMIT", timeout=CLOSE_SECONDS)


class Pool:
    """At most `size` connections made by `connect`; who finds none free waits in line, up to `wait_seconds`."""

    def __init__(self, connect: Callable[[], Awaitable[Any]], size: int, wait_seconds: float) -> None:
        self._connect = connect
        self._size = size
        self._wait_seconds = wait_seconds
        self._taken: set[Slot] = set()
        self._idle: list[Slot] = []
        self._line: deque[asyncio.Future[Slot]] = deque()
        self._easing: asyncio.TimerHandle | None = None
        self._settling: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False
        self._emptied = asyncio.Event()

    async def acquire(self) -> Slot:
        """A connection. Raises TimeoutError when none is free in time, or what connecting raises."""
        if self._closed:
            raise ConnectionError("the pool is closed")
        slot = self._take() if self._has_room() else await self._stand_in_line()
        if slot.connection is None:
            try:
                slot.connection = await asyncio.wait_for(self._connect(), self._wait_seconds)
            except BaseException:
                self.release(slot)
                raise
        return slot

    def release(self, slot: Slot) -> None:
        """Gives a connection back: to the next in line, or to rest."""
        self._taken.discard(slot)
        if slot.is_connected:
            if self._closed:
                slot.connection.terminate()
            else:
                self._idle.append(slot)
        self._admit()
        if slot.unfinished and self._idle and self._idle[-1] is slot and self._settling is None:
            loop = asyncio.get_running_loop()
            self._settling = loop.call_later(SETTLE_SECONDS, self._begin_settling)
        if self._closed and not self._taken:
            self._emptied.set()

    async def close(self) -> None:
        """Waits for the connections in use, then closes all."""
        self._closed = True
        for timer in (self._settling, self._easing):
            if timer is not None:
                timer.cancel()
        if self._taken:
            await self._emptied.wait()
        for slot in self._idle:
            with suppress(Exception):
                await slot.connection.close(timeout=CLOSE_SECONDS)
        self._idle.clear()

    def _has_room(self) -> bool:
        """Whether another connection may go to work."""
        taken = len(self._taken)
        if taken < BUSY or taken >= self._size:
            return taken < self._size
        recently = monotonic() - SLOW_SECONDS
        return sum(slot.since > recently for slot in self._taken) < BUSY

    def _take(self) -> Slot:
        """A place, with the connection that was used last; without one where none is at rest."""
        slot = next((slot for slot in self._resting() if slot.is_connected), None) or Slot()
        slot.since = monotonic()
        self._taken.add(slot)
        return slot

    def _resting(self) -> Iterator[Slot]:
        while self._idle:
            yield self._idle.pop()

    async def _stand_in_line(self) -> Slot:
        """A place that someone gives back, or that is there because others take their time."""
        turn: asyncio.Future[Slot] = asyncio.get_running_loop().create_future()
        self._line.append(turn)
        self._ease_soon()
        try:
            return await asyncio.wait_for(turn, self._wait_seconds)
        except BaseException:
            if turn.done() and not turn.cancelled():
                self.release(turn.result())
            else:
                with suppress(ValueError):
                    self._line.remove(turn)
            raise

    def _admit(self) -> None:
        """Gives the next in line their places, as long as there is room."""
        while self._line and self._has_room():
            turn = self._line.popleft()
            if not turn.done():
                turn.set_result(self._take())

    def _ease_soon(self) -> None:
        """Looks again when those at work may have turned out to be slow, while places are left for others."""
        if self._easing is None and len(self._taken) < self._size:
            self._easing = asyncio.get_running_loop().call_later(SLOW_SECONDS, self._ease)

    def _ease(self) -> None:
        self._easing = None
        self._admit()
        if self._line:
            self._ease_soon()

    def _begin_settling(self) -> None:
        self._settling = None
        task = asyncio.get_running_loop().create_task(self._settle())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _settle(self) -> None:
        """Ends the transactions of the connections at rest."""
        waiting = [slot for slot in self._idle if slot.unfinished]
        self._idle = [slot for slot in self._idle if not slot.unfinished]
        self._taken.update(waiting)
        for slot in waiting:
            try:
                await slot.settle()
            except Exception:
                slot.connection.terminate()
            finally:
                self.release(slot)

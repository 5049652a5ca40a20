"""A bounded pool of connections that lets a finished read end with the next one's first message (decision 16).

A read's COMMIT tells PostgreSQL nothing that could still fail; it only ends the snapshot and the claims. So a
connection may come back with its transaction unfinished: whoever takes it next says COMMIT in the message of BEGIN,
one round trip less for each request. A connection that nobody takes is settled after a moment: no snapshot stays open.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

SETTLE_SECONDS = 0.05
CLOSE_SECONDS = 5.0


class Slot:
    """A connection of the pool."""

    __slots__ = ("connection",)

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    @property
    def is_unfinished(self) -> bool:
        """Whether its last read is over, but its transaction still open: what the server said last."""
        return self.connection.is_in_transaction()

    async def settle(self) -> None:
        """Ends the transaction of the last read, where it is still open."""
        if self.is_unfinished:
            await self.connection.execute("COMMIT", timeout=CLOSE_SECONDS)


class Pool:
    """At most `size` connections made by `connect`; who finds none free waits in line, up to `wait_seconds`."""

    def __init__(self, connect: Callable[[], Awaitable[Any]], size: int, wait_seconds: float) -> None:
        self._connect = connect
        self._size = size
        self._wait_seconds = wait_seconds
        self._taken = 0
        self._idle: list[Slot] = []
        self._line: deque[asyncio.Future[Slot | None]] = deque()
        self._settling: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False
        self._emptied = asyncio.Event()

    async def acquire(self) -> Slot:
        """A connection. Raises TimeoutError when none is free in time, or what connecting raises."""
        if self._closed:
            raise ConnectionError("the pool is closed")
        while self._idle:
            slot = self._idle.pop()
            if not slot.connection.is_closed():
                self._taken += 1
                return slot
        if self._taken >= self._size:
            slot = await self._stand_in_line()
            if slot is not None:
                return slot
        else:
            self._taken += 1
        # A place is ours; a connection for it is still to be made.
        try:
            return Slot(await asyncio.wait_for(self._connect(), self._wait_seconds))
        except BaseException:
            self._give_place()
            raise

    def release(self, slot: Slot) -> None:
        """Gives a connection back: to the next in line, or to rest."""
        if slot.connection.is_closed() or self._closed:
            if not slot.connection.is_closed():
                slot.connection.terminate()
            self._give_place()
        elif not self._hand_over(slot):
            self._taken -= 1
            self._idle.append(slot)
            if slot.is_unfinished and self._settling is None:
                loop = asyncio.get_running_loop()
                self._settling = loop.call_later(SETTLE_SECONDS, self._begin_settling)

    async def close(self) -> None:
        """Waits for the connections in use, then closes all."""
        self._closed = True
        if self._settling is not None:
            self._settling.cancel()
        if self._taken:
            await self._emptied.wait()
        for slot in self._idle:
            with suppress(Exception):
                await slot.connection.close(timeout=CLOSE_SECONDS)
        self._idle.clear()

    async def _stand_in_line(self) -> Slot | None:
        """A connection that someone gives back, or null for the place of one that was lost."""
        turn: asyncio.Future[Slot | None] = asyncio.get_running_loop().create_future()
        self._line.append(turn)
        try:
            return await asyncio.wait_for(turn, self._wait_seconds)
        except BaseException:
            if turn.done() and not turn.cancelled():
                self._return(turn.result())
            else:
                with suppress(ValueError):
                    self._line.remove(turn)
            raise

    def _return(self, slot: Slot | None) -> None:
        if slot is None:
            self._give_place()
        else:
            self.release(slot)

    def _hand_over(self, slot: Slot | None) -> bool:
        while self._line:
            turn = self._line.popleft()
            if not turn.done():
                turn.set_result(slot)
                return True
        return False

    def _give_place(self) -> None:
        """Lets the next in line make a connection of its own, or leaves the place free."""
        if not self._hand_over(None):
            self._taken -= 1
            if self._closed and not self._taken:
                self._emptied.set()

    def _begin_settling(self) -> None:
        self._settling = None
        task = asyncio.get_running_loop().create_task(self._settle())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _settle(self) -> None:
        """Ends the transactions of the connections at rest."""
        waiting = [slot for slot in self._idle if slot.is_unfinished]
        self._idle = [slot for slot in self._idle if not slot.is_unfinished]
        self._taken += len(waiting)
        for slot in waiting:
            try:
                await slot.settle()
            except Exception:
                slot.connection.terminate()
            finally:
                self.release(slot)

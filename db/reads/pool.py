"""A bounded pool of connections that lets a finished read end with the next one's first message (decision 16).

Nothing in a read's COMMIT can still fail; it only ends the snapshot and the claims. So a connection may come back with
its transaction open: the next read sends COMMIT in the same message as its BEGIN, which saves each request a round
trip. If no read takes the connection, its transaction is ended after a moment, so that no snapshot stays open.

A read that finds no connection waits in turn (`db/reads/turns.py`). The pool makes connections for the reads that wait,
and each of them takes the first connection that becomes free, whether it came back or is new. So it doesn't matter that
the server has no slot left for another connection, as long as the pool has one.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Hashable
from contextlib import suppress
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from db.errors import DatabaseUnavailable, UnsafeRole
from db.reads.connecting import Patience
from db.reads.slot import Slot
from db.reads.turns import NOWHERE, Place, Turns
from db.reads.watch import Watch, Working

SETTLE_SECONDS = 0.05
CLOSE_SECONDS = 5.0
PAUSE_SECONDS = 0.5
"""How long no further connection is tried after an attempt failed, while the pool has others."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Size:
    """The limits of a pool.

    connections: how many it may have. share: how many of them one viewer may hold. waiting: how many reads may wait.
    """

    connections: int = 8
    share: int = 4
    waiting: int = 256


class _Waiter:
    """A read that waits for a connection. number: its place in the order of arrival."""

    __slots__ = ("number", "turn")

    def __init__(self, number: int) -> None:
        self.number = number
        self.turn: asyncio.Future[Slot] = asyncio.get_running_loop().create_future()

    def refuse(self, reason: Exception | None, retry_after: int) -> None:
        """Tells the waiter that there will be no connection, by an exception of its own."""
        if not self.turn.done():
            is_unsafe = isinstance(reason, UnsafeRole)
            refusal = UnsafeRole(reason.reason) if is_unsafe else DatabaseUnavailable(retry_after)
            refusal.__cause__ = reason
            self.turn.set_exception(refusal)


class Pool:
    """Connections made by `connect`. working: finds which server processes are at work, for `db.reads.watch`."""

    def __init__(
        self, connect: Callable[[], Awaitable[Any]], size: Size, patience: Patience, working: Working
    ) -> None:
        self._connect = connect
        self._size = size
        self._patience = patience
        self._used: set[Slot] = set()
        self._idle: list[Slot] = []
        self._held: dict[Hashable, int] = {}
        self._turns: Turns[_Waiter] = Turns(size.waiting)
        self._came = 0
        self._connecting = 0
        self._is_short = False
        self._pausing: asyncio.TimerHandle | None = None
        self._settling: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._watch = Watch(self._used, self._idle, self._drop, working, patience)
        self._closed = False
        self._rested = asyncio.Event()

    async def acquire(self, place: Place) -> Slot:
        """A connection. Raises DatabaseUnavailable if none can be had or too many reads wait for one, TimeoutError if
        none becomes free in time.
        """
        if self._may(place):
            while self._idle:
                slot = self._idle.pop()
                if not slot.connection.is_closed():
                    return self._take(slot, place)
        if self._closed:
            raise DatabaseUnavailable
        return await self._wait(place)

    def release(self, slot: Slot) -> None:
        """Gives a connection back; the pool passes it to whoever's turn it is, or keeps it idle."""
        self._used.discard(slot)
        held = self._held[slot.share] - 1
        if held:
            self._held[slot.share] = held
        else:
            del self._held[slot.share]
        if self._closed:
            slot.end()
            if not self._used:
                self._rested.set()
            return
        if not slot.connection.is_closed():
            self._idle.append(slot)
            if self._settling is None and slot.is_unfinished:
                loop = asyncio.get_running_loop()
                self._settling = loop.call_later(SETTLE_SECONDS, self._begin_settling)
        if self._turns:
            self._serve()

    def clean(self, slot: Slot) -> None:
        """Gives back a connection whose read failed, once its transaction is rolled back. The caller need not wait."""
        if slot.connection.is_closed() or self._closed:
            self.release(slot)
        else:
            self._start(self._tidy(slot, slot.execute("ROLLBACK")))

    def is_heard(self, seconds: float) -> bool:
        """Whether any connection of the pool has answered within the last `seconds`."""
        since = perf_counter() - seconds
        return any(slot.seen_at > since for slot in (*self._used, *self._idle))

    async def close(self) -> None:
        """Waits for the connections in use, at most as long as one may stay silent, then closes all."""
        self._closed = True
        for timer in (self._settling, self._pausing):
            if timer is not None:
                timer.cancel()
        for place, waiter in self._turns.everybody():
            self._turns.leave(place, waiter)
            waiter.refuse(None, 1)
        if self._used:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._rested.wait(), self._patience.silent)
        self._watch.end()
        for slot in self._used:
            slot.end()
        closing = [slot.connection.close(timeout=CLOSE_SECONDS) for slot in self._idle]
        self._idle.clear()
        await asyncio.gather(*closing, *self._tasks, return_exceptions=True)

    def _may(self, place: Place) -> bool:
        return place is NOWHERE or self._held.get(place.share, 0) < self._size.share

    def _take(self, slot: Slot, place: Place) -> Slot:
        share = slot.share = place.share
        self._held[share] = self._held.get(share, 0) + 1
        self._used.add(slot)
        self._watch.begin()
        return slot

    async def _wait(self, place: Place) -> Slot:
        self._came += 1
        waiter = _Waiter(self._came)
        turn = waiter.turn
        out = self._turns.join(place, waiter)
        if out is not None:
            out.refuse(None, 1)
        self._serve()
        try:
            async with asyncio.timeout(self._patience.acquire):
                return await turn
        except BaseException:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self.release(turn.result())
            else:
                self._turns.leave(place, waiter)
            raise
        finally:
            # Otherwise the exception in the future would keep this frame alive, and this frame the future.
            del waiter, turn, out

    def _serve(self) -> None:
        """Hands free connections to whoever's turn it is, and starts making more for those who still wait."""
        while self._idle:
            if self._idle[-1].connection.is_closed():
                self._idle.pop()
                continue
            found = self._turns.next(self._may)
            if found is None:
                return
            place, waiter = found
            if not waiter.turn.done():
                waiter.turn.set_result(self._take(self._idle.pop(), place))
        if self._pausing is None and not self._closed:
            # The first is made alone: several might take the last slot of the server from each other.
            room = self._size.connections - len(self._used) if self._used else 1
            while self._connecting < min(len(self._turns), room):
                self._start(self._make())

    def _make(self) -> Coroutine[Any, Any, None]:
        """Makes a connection for whoever's turn it is."""
        self._connecting += 1
        return self._try(self._came)

    async def _try(self, came: int) -> None:
        """came: how many waiters had come when the attempt began."""
        try:
            connection = await self._connect()
        except Exception as error:
            self._connecting -= 1
            self._could_not(error, came)
        else:
            self._connecting -= 1
            self._is_short = False
            self.release(self._take(Slot(connection), NOWHERE))

    def _could_not(self, error: Exception, came: int) -> None:
        """Without any connection, refuses whoever came before the attempt; otherwise they wait for the others."""
        if self._used or self._idle:
            if not self._is_short:
                log.warning("No further connection to the database can be had: %s", error)
            self._is_short = True
            if self._pausing is None and not self._closed:
                self._pausing = asyncio.get_running_loop().call_later(PAUSE_SECONDS, self._try_again)
            return
        for place, waiter in self._turns.everybody():
            if waiter.number <= came:
                self._turns.leave(place, waiter)
                waiter.refuse(error, 2)
        self._serve()

    def _try_again(self) -> None:
        self._pausing = None
        self._serve()

    def _drop(self, slot: Slot) -> None:
        """Gives up a connection; whoever waits for its answer learns that it is lost."""
        slot.end()
        if slot in self._idle:
            self._idle.remove(slot)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _tidy(self, slot: Slot, work: Awaitable[None]) -> None:
        """Gives a connection back after some work on it; breaks it off if the work fails or takes too long."""
        try:
            async with asyncio.timeout(self._patience.answer):
                await work
        except Exception:
            slot.end()
        except BaseException:
            slot.end()
            raise
        finally:
            self.release(slot)

    def _begin_settling(self) -> None:
        """Ends the open transactions of idle connections."""
        self._settling = None
        for slot in [slot for slot in self._idle if not slot.connection.is_closed() and slot.is_unfinished]:
            self._idle.remove(slot)
            self._start(self._tidy(self._take(slot, NOWHERE), slot.settle()))

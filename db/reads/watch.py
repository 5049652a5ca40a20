"""Finds the connections that owe an answer and will never give it (decision 39).

A proxy, a firewall or a failover can lose a connection without a word to either side. The socket doesn't show it, and a
statement may rightly take seconds. So when a connection has been silent for a while, we ask the server, on another
connection, whether it still works for the silent one. If it doesn't, or doesn't answer either, we drop the connection,
and with it every idle connection that has not answered since the lost one owed its answer.

One timer watches all connections of a pool: a statement costs two assignments of a number, and no timer of its own.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from time import perf_counter

import asyncpg

from db.reads.connecting import Patience
from db.reads.slot import Slot

LOOKS = 6
"""How many times we look within the time that an answer may take."""

Working = Callable[[list[int]], Awaitable[frozenset[int] | None]]

log = logging.getLogger(__name__)


class Watch:
    """Watches the connections in use.

    used and idle: a pool's connections. drop: gives one up. working: finds which server processes are at work, like
    `db.reads.connecting.working`.
    """

    def __init__(
        self,
        used: Collection[Slot],
        idle: Collection[Slot],
        drop: Callable[[Slot], None],
        working: Working,
        patience: Patience,
    ) -> None:
        self._used = used
        self._idle = idle
        self._drop = drop
        self._working = working
        self._patience = patience
        self._timer: asyncio.TimerHandle | None = None
        self._asking: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Starts looking, and goes on as long as a connection is in use."""
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._patience.answer / LOOKS, self._look)

    def end(self) -> None:
        """Stops looking."""
        if self._timer is not None:
            self._timer.cancel()
        if self._asking is not None:
            self._asking.cancel()

    def _look(self) -> None:
        self._timer = None
        now = perf_counter()
        silent: list[Slot] = []
        for slot in self._used:
            if slot.asked_at is None:
                continue
            if now - slot.asked_at > self._patience.silent:
                log.warning("A connection to the database did not answer in time, and is dropped")
                self._drop(slot)
            elif now - max(slot.asked_at, slot.seen_at) > self._patience.answer:
                silent.append(slot)
        if silent and (self._asking is None or self._asking.done()):
            self._asking = asyncio.get_running_loop().create_task(self._ask(silent))
        if self._used:
            self.begin()

    async def _ask(self, silent: Sequence[Slot]) -> None:
        asked = {
            slot: slot.asked_at
            for slot in silent
            if slot.asked_at is not None and not slot.connection.is_closed()
        }
        backends = {slot: slot.connection.get_server_pid() for slot in asked}
        try:
            working = await self._working(list(backends.values()))
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            working = frozenset[int]()
        if working is None:
            return
        # An answer may have come while we asked.
        still = [slot for slot, at in asked.items() if slot.asked_at == at]
        lost = [slot for slot in still if backends[slot] not in working]
        for slot in still:
            slot.seen_at = perf_counter()
        if lost:
            self._lose(lost, min(asked[slot] for slot in lost))

    def _lose(self, lost: Sequence[Slot], since: float) -> None:
        """Drops the lost, and idle connections last heard of before `since`, when the oldest unanswered message was
        sent.
        """
        resting = [slot for slot in self._idle if slot.seen_at < since]
        log.warning(
            "%d connections to the database are lost, %d more are dropped with them", len(lost), len(resting)
        )
        for slot in (*lost, *resting):
            self._drop(slot)

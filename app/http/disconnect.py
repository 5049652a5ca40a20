"""Cancels a request's work when its client leaves."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.types import Receive

from app.execution.running.alarms import ALARMS
from app.http.body import ClientGone

PATIENCE_SECONDS = 0.05
"""When we begin to watch for a disconnect, at the earliest. Most answers are ready by then."""

T = TypeVar("T")


async def unless_client_leaves(receive: Receive, work: Coroutine[Any, Any, T]) -> T:
    """The result of the work. If the client disconnects first, the work is cancelled and ClientGone raised.

    receive: the request's; its body must have been read already.
    """
    lookout = _Lookout(receive)
    try:
        return await work
    except asyncio.CancelledError:
        if lookout.is_why_it_ended():
            raise ClientGone from None
        raise
    finally:
        lookout.end()


class _Lookout:
    """When the client leaves, cancels the task that made the lookout."""

    def __init__(self, receive: Receive) -> None:
        task = asyncio.current_task()
        assert task is not None, "a request runs in a task"
        self._task = task
        self._receive = receive
        self._watching: asyncio.Task[None] | None = None
        self._has_left = False
        ALARMS.set(self, PATIENCE_SECONDS, self._begin)

    def is_why_it_ended(self) -> bool:
        """Whether the lookout cancelled the task, and nothing else did."""
        return self._has_left and self._task.uncancel() == 0

    def end(self) -> None:
        """Stop watching."""
        ALARMS.cancel(self)
        if self._watching is not None:
            self._watching.cancel()

    def _begin(self) -> None:
        self._watching = asyncio.get_running_loop().create_task(self._watch())

    async def _watch(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._has_left = True
        self._task.cancel()

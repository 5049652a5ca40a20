"""Alarms that hardly ever go off: one timer of the event loop watches over all of them.

To set a timer of the loop and to cancel it takes some microseconds, and every request needs several. Setting an alarm
here adds it to a dictionary, and cancelling removes it again; the timer looks at those that are left a few times a
second. So an alarm can be late by up to TICK_SECONDS.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import NamedTuple

TICK_SECONDS = 0.025


class _Set(NamedTuple):
    """An alarm that is set. at: when it goes off, on the clock of its loop."""

    at: float
    go_off: Callable[[], None]


class Alarms:
    """The alarms of one event loop at a time."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._alarms: dict[object, _Set] = {}
        self._is_looking = False

    def set(self, alarm: object, seconds: float, go_off: Callable[[], None]) -> None:
        """Calls `go_off` after so many seconds, unless `alarm`, which names it, is cancelled first."""
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            self._loop, self._is_looking = loop, False
            self._alarms.clear()
        self._alarms[alarm] = _Set(loop.time() + seconds, go_off)
        if not self._is_looking:
            self._is_looking = True
            loop.call_later(TICK_SECONDS, self._look, loop)

    def cancel(self, alarm: object) -> None:
        """Sees to it that the alarm doesn't go off, if it has not yet."""
        self._alarms.pop(alarm, None)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        if loop is not self._loop:
            return
        now = loop.time()
        for alarm, (at, go_off) in list(self._alarms.items()):
            if at <= now and self._alarms.pop(alarm, None) is not None:
                go_off()
        self._is_looking = bool(self._alarms)
        if self._is_looking:
            loop.call_later(TICK_SECONDS, self._look, loop)


ALARMS = Alarms()
"""The process's own: a process runs one event loop."""


class TimeLimit:
    """Cancels the task that enters it when it takes longer than `seconds`: `with TimeLimit(10): await work()`.

    Then TimeoutError leaves the block, as it leaves `asyncio.timeout`.
    """

    __slots__ = ("_cancelled_before", "_is_over", "_seconds", "_task")

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._is_over = False
        self._cancelled_before = 0
        self._task: asyncio.Task[object] | None = None

    def __enter__(self) -> TimeLimit:
        task = self._task = asyncio.current_task()
        assert task is not None, "only a task can be cancelled"
        self._cancelled_before = task.cancelling()
        ALARMS.set(self, self._seconds, self._end)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        ALARMS.cancel(self)
        task, self._task = self._task, None
        if self._is_over and task is not None:
            is_ours = task.uncancel() <= self._cancelled_before
            if is_ours and kind is not None and issubclass(kind, asyncio.CancelledError):
                raise TimeoutError from error

    def _end(self) -> None:
        assert self._task is not None, "an alarm that was cancelled does not go off"
        self._is_over = True
        self._task.cancel()

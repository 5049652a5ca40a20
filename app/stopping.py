"""Stops the server so that no client notices: first we say that we are not ready, then the server stops listening.

uvicorn then lets the requests in flight finish. Without the pause, a load balancer that probes every second or two
would send requests to a server that no longer listens.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def announced_stop(announce: Callable[[], None], pause_seconds: float) -> Generator[None]:
    """Call `announce` on SIGTERM, and pass the signal on to the server `pause_seconds` later.

    A second SIGTERM is passed on at once. Does nothing outside the main thread, where no signals arrive.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    previous = signal.getsignal(signal.SIGTERM)
    announced = False

    def pass_on(number: int, frame: FrameType | None) -> None:
        if callable(previous):
            previous(number, frame)
        else:
            signal.signal(signal.SIGTERM, previous)
            signal.raise_signal(number)

    def on_signal(number: int, frame: FrameType | None) -> None:
        nonlocal announced
        if announced or pause_seconds <= 0:
            announce()
            pass_on(number, frame)
            return
        announced = True
        announce()
        loop.call_soon_threadsafe(loop.call_later, pause_seconds, pass_on, number, None)

    signal.signal(signal.SIGTERM, on_signal)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous)

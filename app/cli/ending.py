"""Signals that end a command: it cleans up as it does for an error, and leaves nothing behind."""

import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
STATUS = 128  # and the signal's number: the exit status, as shells have it


class Ended(KeyboardInterrupt):
    """A signal has ended the command."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def ended_by_signals() -> Generator[None]:
    """Raise `Ended` on the first signal that asks to end; later ones don't interrupt the cleaning up.

    Signals that are ignored stay ignored, as `nohup` and a shell's `&` want it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in SIGNALS}
    ours = [n for n, found in before.items() if found in (signal.SIG_DFL, signal.default_int_handler)]

    def end(number: int, _: FrameType | None) -> None:
        for each in ours:
            signal.signal(each, _wait)
        raise Ended(number)

    try:
        for number in ours:
            signal.signal(number, end)
        yield
    finally:
        for number in ours:
            signal.signal(number, before[number])


def _wait(_number: int, _frame: FrameType | None) -> None:
    """The command is ending already."""

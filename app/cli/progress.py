"""Shows the progress of long work: a bar for a person, an occasional line for a log."""

import sys
import time
from types import TracebackType
from typing import Self

from tqdm import tqdm

LOG_SECONDS = 5.0


class Shown:
    """A function that shows progress on standard error. Call it with the step, how many are done, and the total."""

    def __init__(self, work: str) -> None:
        self._work = work
        self._bar: tqdm[None] | None = None
        self._next_line = time.monotonic() + LOG_SECONDS

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def __call__(self, step: str, done: int, total: int | None) -> None:
        """Show that `done` of `total` are done, the last of them `step`."""
        if sys.stderr.isatty():
            self._draw(step, done, total)
        elif time.monotonic() >= self._next_line:
            self._next_line = time.monotonic() + LOG_SECONDS
            count = f"{done} of {total}" if total else str(done)
            print(f"lyceum: {self._work}: {step} ({count})", file=sys.stderr, flush=True)

    def _draw(self, step: str, done: int, total: int | None) -> None:
        bar = self._bar
        if bar is None:
            bar = self._bar = tqdm(iter(()), self._work, total, leave=False, file=sys.stderr)
        bar.total = total
        bar.set_postfix_str(step, refresh=False)
        bar.update(done - bar.n)

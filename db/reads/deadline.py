"""The time by which a read must end. It counts from the arrival of the request, so it includes the wait for a
connection (decision 41).
"""

from math import inf
from time import perf_counter
from typing import NamedTuple

from db.errors import OutOfTime


class Deadline:
    """A moment, on the clock of `time.perf_counter`. Code that works in steps for the operation may `check` it.

    at: the moment; infinity if there is no deadline.
    """

    __slots__ = ("at",)

    def __init__(self, at: float = inf) -> None:
        self.at = at

    def seconds_left(self, most: float) -> float:
        """The seconds until the deadline: at least 0 and at most `most`."""
        return min(most, max(0.0, self.at - perf_counter()))

    def check(self) -> None:
        """Raises OutOfTime if the deadline has passed."""
        if perf_counter() > self.at:
            raise OutOfTime


class Terms(NamedTuple):
    """The terms on which a read is served.

    deadline: when it must end. address: where the request of a viewer without a token came from.
    """

    deadline: Deadline = Deadline()
    address: str | None = None


ENDLESS = Terms()
"""For a read that nobody waits for."""

"""Until when a read may go on: counted since the request came, the waiting for a connection included (decision 41)."""

from math import inf
from time import perf_counter
from typing import NamedTuple

from db.errors import OutOfTime


class Deadline:
    """A moment, on the clock of `time.perf_counter`. Whatever works for the operation in steps may `check` it.

    at: the moment; infinity for none.
    """

    __slots__ = ("at",)

    def __init__(self, at: float = inf) -> None:
        self.at = at

    def seconds_left(self, most: float) -> float:
        """The seconds until then, at least none and at most `most`."""
        return min(most, max(0.0, self.at - perf_counter()))

    def check(self) -> None:
        """Raises OutOfTime where the moment has passed."""
        if perf_counter() > self.at:
            raise OutOfTime


class Terms(NamedTuple):
    """On what terms a read is served. deadline: until when. address: where a viewer without a token asks from."""

    deadline: Deadline = Deadline()
    address: str | None = None


ENDLESS = Terms()
"""For a read that nobody waits for."""

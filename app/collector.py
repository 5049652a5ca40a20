"""The cyclic garbage collector: it examines young objects, and old ones are kept out of its rounds (decision 42).

Rows and JSON make many containers but no reference cycles, and documents leave no cycles behind
(`app/execution/running/forgetting.py`, `app/operations/rules.py`), so the collector finds hardly anything to free. But
each of its rounds goes through all objects of some age, and a round through the schema and the caches would stop
everybody for a second. So once many objects have survived a full round, we assume that they stay, and freeze them: no
later round examines them, and a round takes about as long as the objects made since then require.
"""

import gc
from collections.abc import Generator
from contextlib import contextmanager
from typing import Literal

THRESHOLDS = (2_500, 1, 1)
"""How many new objects start a round through the youngest, and how many rounds of one age start a round of the next. A
round stops all threads, so it should be short (decision 53).
"""

GROWTH = 16
"""Objects that have grown old are frozen once they number a sixteenth of those frozen at first. An object that is
frozen while it is in use, and becomes part of a cycle later, is never freed; so we freeze seldom.
"""

TOKENS = 1_000
"""After this many tokens of new documents and plans we start a round ourselves: they hold some 3,500 objects. Once the
caches are full, each takes the place of an old one, so the collector sees no growth and would wait too long.
"""


def spare_what_stays() -> None:
    """From now on the collector skips the objects that exist now, and those that later turn out to stay."""
    gc.collect()
    gc.freeze()
    gc.collect()  # the collector measures growth by what the last round left, which is little now
    gc.callbacks[:] = [each for each in gc.callbacks if not isinstance(each, _Freeze)]
    gc.callbacks.append(_Freeze(gc.get_freeze_count() // GROWTH))
    gc.enable()
    gc.set_threshold(*THRESHOLDS)


def note_document(tokens: int) -> None:
    """Called for each new document and each new plan: has the young examined once there are many of them."""
    for each in gc.callbacks:
        if isinstance(each, _Freeze):
            each.note(tokens)


_running = [0]


@contextmanager
def nothing_frozen() -> Generator[None]:
    """Freezes nothing meanwhile: what graphql-core makes holds cycles, and would be frozen while it is in use."""
    _running[0] += 1
    try:
        yield
    finally:
        _running[0] -= 1


class _Freeze:
    """Freezes the objects that have grown old, once they are more than `most`.

    To count the frozen objects takes a walk through all of them, so we count them once.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._tokens = 0

    def __call__(self, phase: Literal["start", "stop"], info: dict[str, int]) -> None:
        if (
            phase == "stop"
            and info["generation"] == 2
            and not _running[0]
            and len(gc.get_objects(2)) > self._most
        ):
            gc.freeze()

    def note(self, tokens: int) -> None:
        """Starts a round, if the documents since the last one are large enough together: a whole one if much is old."""
        self._tokens += tokens
        if self._tokens >= TOKENS:
            self._tokens = 0
            gc.collect(2 if not _running[0] and len(gc.get_objects(2)) > self._most else 1)

"""The cyclic garbage collector: it examines young objects, and old ones are kept out of its rounds (decision 42).

Rows and JSON make many containers but no reference cycles, and documents leave no cycles behind
(`app/execution/running/forgetting.py`, `app/operations/rules.py`), so the collector finds hardly anything to free. But
each of its rounds goes through all objects of some age, and a round through the schema and the caches would stop
everybody for a second. So once many objects have survived a full round, we assume that they stay, and freeze them: no
later round examines them, and a round takes about as long as the objects made since then require.
"""

import gc
from typing import Literal

THRESHOLDS = (10_000, 1, 1)
"""How many new objects start a round through the youngest, and how many rounds of one age start a round of the next:
one round examines about 100,000 objects.
"""

GROWTH = 16
"""Objects that have grown old are frozen once they number a sixteenth of those frozen at first. An object that is
frozen while it is in use, and becomes part of a cycle later, is never freed; so we freeze seldom.
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


class _Freeze:
    """Freezes the objects that have grown old, once they are more than `most`.

    To count the frozen objects takes a walk through all of them, so we count them once.
    """

    def __init__(self, most: int) -> None:
        self._most = most

    def __call__(self, phase: Literal["start", "stop"], info: dict[str, int]) -> None:
        if phase == "stop" and info["generation"] == 2 and len(gc.get_objects(2)) > self._most:
            gc.freeze()

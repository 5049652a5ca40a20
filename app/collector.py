"""The cyclic garbage collector: it looks at what is young, and what has grown old is out of its way (decision 42).

Rows and JSON make many containers and no circles, and nothing that a document leaves behind is one
(`app/execution/running/forgetting.py`, `app/operations/rules.py`), so the collector finds hardly anything. But each of
its rounds goes through all objects of some age, and a round through the schema and the caches would stop everybody for
a second. So what has lived through a whole round is taken to stay once there is much of it, and no later round looks at
it: a round is never much longer than what was made since.
"""

import gc
from typing import Literal

THRESHOLDS = (10_000, 1, 1)
"""Objects until a round through the youngest, and how many rounds of an age until one of the next: about 100,000
objects are looked at in one round.
"""

GROWTH = 16
"""What has grown old since is frozen when it is a sixteenth of what was frozen at first. What is frozen while it is in
use, and becomes a circle later, stays for good; so it is done seldom.
"""


def spare_what_stays() -> None:
    """From now on the collector passes by what there is, and what is found to stay."""
    gc.collect()
    gc.freeze()
    gc.collect()  # the collector measures what has grown by what was left, and that is little now
    gc.callbacks[:] = [each for each in gc.callbacks if not isinstance(each, _Freeze)]
    gc.callbacks.append(_Freeze(gc.get_freeze_count() // GROWTH))
    gc.enable()
    gc.set_threshold(*THRESHOLDS)


class _Freeze:
    """Freezes what has grown old, when there are more than `most` such objects. To count the frozen takes as long as
    to walk through them, so that is done once.
    """

    def __init__(self, most: int) -> None:
        self._most = most

    def __call__(self, phase: Literal["start", "stop"], info: dict[str, int]) -> None:
        if phase == "stop" and info["generation"] == 2 and len(gc.get_objects(2)) > self._most:
            gc.freeze()

"""The cyclic garbage collector: it looks at what is young, and what has grown old is out of its way.

Rows and JSON make many containers and no circles, and nothing that a document leaves behind is one
(`app/execution/forgetting.py`, `app/operations/rules.py`), so the collector finds hardly anything. But each of its
rounds goes through all objects of some age, and a round through the schema and the caches would stop everybody for a
second. So whatever lives through a whole round is taken to stay, and no later round looks at it: a round is never
longer than what was made since.
"""

import gc
from typing import Literal

THRESHOLDS = (25_000, 4, 4)
"""Objects until a round through the youngest, and how many rounds of an age until one of the next: half a million
objects at most are looked at in one round, which takes less than 50 ms.
"""


def spare_what_stays() -> None:
    """From now on the collector passes by what there is, and what is found to stay."""
    gc.collect()
    gc.freeze()
    if _freeze not in gc.callbacks:
        gc.callbacks.append(_freeze)
    gc.enable()
    gc.set_threshold(*THRESHOLDS)


def _freeze(phase: Literal["start", "stop"], info: dict[str, int]) -> None:
    if phase == "stop" and info["generation"] == 2:
        gc.freeze()

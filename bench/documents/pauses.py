"""How long the garbage collector stops a process that meets new documents: its longest round.

Claim: no round takes 50 ms, and once the caches are full the number of objects stays as it is.
"""

from __future__ import annotations

import gc
import time
from dataclasses import asdict, dataclass
from typing import Literal

from app.collector import spare_what_stays
from app.execution.running.planned import Planner
from app.operations.limits import Limits
from app.operations.prepare import Operations
from bench.workloads import FOLDER
from resolvers.schema import build_schema

MOST_MILLISECONDS = 50
CACHED = 1_000


@dataclass(slots=True)
class Pauses:
    """What was found. rounds: of the collector. longest: in milliseconds of the processor. grown: objects, since the
    caches are full.
    """

    documents: int
    rounds: int = 0
    longest: float = 0.0
    grown: int = 0


def pauses(documents: int = 4 * CACHED) -> Pauses:
    """Prepares and plans so many new documents, of the workloads' shapes."""
    planner = Planner(build_schema(), CACHED)
    operations = Operations(planner.schema, Limits(), CACHED)
    texts = [path.read_text() for path in sorted(FOLDER.glob("*.graphql"))]
    found, begun = Pauses(documents), 0.0

    def watch(phase: Literal["start", "stop"], _info: dict[str, int]) -> None:
        nonlocal begun
        if phase == "start":
            begun = time.thread_time()
        else:
            found.rounds += 1
            found.longest = max(found.longest, (time.thread_time() - begun) * 1000)

    def ask(number: int) -> None:
        head, brace, rest = texts[number % len(texts)].partition("{")
        planner.plan(operations.get(f"{head}{brace} a{number}: __typename {rest}", None))

    spare_what_stays()
    gc.callbacks.append(watch)
    try:
        for number in range(documents // 2):
            ask(number)
        full = len(gc.get_objects()) + gc.get_freeze_count()
        for number in range(documents // 2, documents):
            ask(number)
        found.grown = len(gc.get_objects()) + gc.get_freeze_count() - full
    finally:
        gc.callbacks.remove(watch)
    return found


def figures(found: Pauses) -> dict[str, float]:
    """All figures by name."""
    return {name: round(value, 2) for name, value in asdict(found).items()}


if __name__ == "__main__":
    shown = pauses()
    print(figures(shown))
    if shown.longest >= MOST_MILLISECONDS:
        raise SystemExit(
            f"a round of the collector took {shown.longest:.1f} ms, not below {MOST_MILLISECONDS}"
        )

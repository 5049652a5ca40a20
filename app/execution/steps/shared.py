"""Objects that stand in several places of an answer: one in memory, and several in the text."""

from collections.abc import Awaitable, Sequence
from typing import Any

from app.execution.plan.levels import Level, Rows
from app.execution.plan.state import State
from app.execution.steps.keys import most_alike


def shared_objects(
    level: Level, rows: Rows, keys: Sequence[Any], state: State
) -> Awaitable[list[dict[str, Any]]]:
    """The object of each row. keys: those that lead to the rows, one for each place that shows what it leads to.

    Of 200 items of one course that each show their course, the course's object stands in 200 places.
    """
    alike = most_alike(keys, len(rows) * state.times)
    return level.objects(rows, state) if alike == 1 else _in_places(level, rows, alike, state)


async def _in_places(level: Level, rows: Rows, places: int, state: State) -> list[dict[str, Any]]:
    outer = state.times
    state.times = outer * places
    made = await level.objects(rows, state)
    state.times = outer
    return made

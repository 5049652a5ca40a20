"""`nodes`: the rows of the page."""

from typing import Any

from app.execution.plan.state import State
from app.execution.steps.parts.part import Asked, Part, Shown, objects


def nodes(asked: Asked) -> Part:
    """The part."""
    level = asked.level(asked.field)

    async def values(shown: Shown, state: State) -> list[Any]:
        return await objects(level, shown.slices, state)

    return Part(values, needs_rows=True, levels=(level,))

"""`__typename`: the name of the connection's type."""

from typing import Any

from app.execution.plan.state import State
from app.execution.steps.parts.part import Asked, Part, Shown


def typename(asked: Asked) -> Part:
    """The part; it needs nothing."""
    name = asked.kind.name

    async def values(shown: Shown, _state: State) -> list[Any]:
        return [name] * len(shown.slices)

    return Part(values)

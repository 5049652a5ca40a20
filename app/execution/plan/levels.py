"""The levels of a plan: what is made of the rows of one batch, and the steps that lead on from them."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.execution.asked.selections import Place
from app.execution.plan.state import State
from app.execution.plan.weight import Weight
from app.execution.source.functions import Source
from app.execution.unanswered import NotAnswered

Rows = Sequence[Any]

SLICE = 1_000_000
"""Objects of so many bytes are made at a time: that takes a few milliseconds, in which nobody else is served."""


@dataclass(slots=True)
class Step:
    """One relation of a level. values: gives each row its value, in the order of the rows.

    guards: conditions of which at least one must hold for the step to run; none if it always runs.
    words: if rows are of several kinds, the words of the kinds that ask for the step; null stands for any other word.
    follows: what gives the values, one of `app/execution/steps/`.
    """

    values: Callable[[Rows, State], Awaitable[list[Any]]]
    guards: tuple[int, ...] = ()
    words: frozenset[str | None] = frozenset()
    follows: object = None


@dataclass(slots=True)
class Level:
    """What is made of the rows of one entity: first the steps run, then the function that makes the objects.

    function: its name in the source. kind: if rows are of several kinds, the place in a row of the word that names its
    kind. words: the words that are known. weight: the bytes that the objects take.
    """

    source: Source
    function: str = ""
    steps: list[Step] = field(default_factory=list[Step])
    kind: int | str | None = None
    words: frozenset[str] = frozenset()
    weight: Weight = field(default_factory=Weight)

    async def objects(self, rows: Rows, state: State) -> list[dict[str, Any]]:
        """The response object of each row."""
        if not rows:
            return []
        self.weight.count(rows, state.meter, state.times)
        values: list[list[Any]] = []
        for step in self.steps:
            if step.guards and not any(state.on[guard] for guard in step.guards):
                values.append([None] * len(rows))
            elif len(step.words) in (0, len(self.words) + 1):
                values.append(await step.values(rows, state))
            else:
                values.append(await self._some(step, step.words, rows, state))
        made = self.source.names[self.function]
        if len(rows) * self.weight.frame <= SLICE:
            return made(rows, state.on, values)
        return await _in_slices(made, max(1, SLICE // self.weight.frame), rows, state.on, values)

    async def _some(self, step: Step, words: frozenset[str | None], rows: Rows, state: State) -> list[Any]:
        """The values of a step that only some kinds of row ask for; null for the other rows."""
        assert self.kind is not None
        found_words = (row[self.kind] for row in rows)
        places = [n for n, word in enumerate(found_words) if (word if word in self.words else None) in words]
        found: list[Any] = [None] * len(rows)
        if places:
            some = await step.values([rows[n] for n in places], state)
            for place, value in zip(places, some, strict=True):
                found[place] = value
        return found


async def _in_slices(
    made: Callable[..., list[dict[str, Any]]], size: int, rows: Rows, on: list[bool], values: list[list[Any]]
) -> list[dict[str, Any]]:
    """As `made` makes the objects, but so many at a time, with others served in between."""
    objects: list[dict[str, Any]] = []
    for first in range(0, len(rows), size):
        part = slice(first, first + size)
        objects += made(rows[part], on, [each[part] for each in values])
        await asyncio.sleep(0)
    return objects


def holds(source: Source, place: Place, state: State) -> bool:
    """Whether the response key stands at this place in this run."""
    if not place.when and not place.unless:
        return True
    number = source.condition
    return (not place.when or state.on[number(place.when)]) and not any(
        state.on[number(other)] for other in place.unless
    )


def required(values: list[Any]) -> list[Any]:
    """The values. Raises NotAnswered if one of them is null."""
    if None in values:
        raise NotAnswered("a field that is never null would be")
    return values

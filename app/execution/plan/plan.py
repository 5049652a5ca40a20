"""A plan: how one operation runs, level by level. Each level is one batch for all of its parents.

`app/execution/compiling/` makes plans; nothing here looks at a document or a schema.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.execution.asked.selections import Condition, Place
from app.execution.plan.levels import holds
from app.execution.plan.outline import Batch
from app.execution.plan.state import State
from app.execution.source.functions import Source


@dataclass(slots=True)
class Root:
    """One field of the query root. prepare: finishes the parts of the plan that depend on variables, if there are any.

    is_lone: whether a single statement reads everything, in a run with these variables.
    reads: what it follows, and from how many rows at most, in a run with these variables.
    """

    value: Callable[[State], Awaitable[Any]]
    prepare: Callable[[State], None] | None = None
    is_lone: Callable[[State], bool] = lambda _: False
    reads: Callable[[State], Sequence[tuple[object, int]]] = lambda _: ()


@dataclass(slots=True, weakref_slot=True)
class Plan:
    """A compiled operation. batches: what it will ask of the database, for people to read.

    claims: the claims on demand (`app.enter` works them out) that the policies of the tables it reads need.
    prices: the prices that are the same in every run, by the `id` of what a root follows and by its rows.
    """

    source: Source
    roots: dict[str, Root]
    places: list[Place]
    constants: dict[str, str]
    batches: list[Batch]
    claims: set[str]
    prices: dict[tuple[int, int], int] = field(default_factory=dict[tuple[int, int], int])

    def claims_for(self, state: State) -> frozenset[str]:
        """The claims that a run with the state's variables needs."""
        for root in self.roots.values():
            if root.prepare is not None:
                root.prepare(state)
        return frozenset(self.claims)

    def is_lone(self, state: State) -> bool:
        """Whether a single statement reads all that a run with the state's variables needs."""
        return len(self.roots) == 1 and all(root.is_lone(state) for root in self.roots.values())

    def held(self, state: State) -> list[str]:
        """The response keys of the roots that a run with the state's variables reads."""
        return [
            place.key for place in self.places if place.key in self.roots and holds(self.source, place, state)
        ]

    async def run(self, state: State) -> dict[str, Any]:
        """The operation's data. Raises NotAnswered, or what a batch raises."""
        conditions: list[Condition] = list(self.source.conditions)
        state.decide(conditions)
        data: dict[str, Any] = {}
        for place in self.places:
            if not holds(self.source, place, state):
                continue
            if place.key in self.constants:
                data[place.key] = self.constants[place.key]
            else:
                data[place.key] = await self.roots[place.key].value(state)
        return data

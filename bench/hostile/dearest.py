"""The dearest document of each shape: it is made larger until its price, or a limit, does not let it pass any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isqrt
from typing import Any

from app.execution.asked.variables import coerce_variables
from app.execution.running.planned import Planner
from app.introspection.split import data_of
from app.operations.limits import Limits
from app.operations.operation import RequestErrors
from app.operations.prepare import Operations
from bench.hostile.inputs import Known
from bench.hostile.shapes import MOST, Graph, Shape, Sizes
from resolvers.kit.reading.budget import Budget
from resolvers.schema import build_schema

LONGEST = 1_000_000
"""The most characters of a document that fits into a request."""
BEYOND = 5
"""One of so many documents is twice as large as what passes."""


@dataclass(frozen=True, slots=True)
class Dear:
    """A request that tries to be dear. name: tells how it was made, so that it can be made again."""

    name: str
    query: str
    variables: dict[str, Any]


NEAR = 1.25
"""How near the size that is found is to the greatest."""

Passes = Callable[[str, dict[str, Any]], bool]


class Prices:
    """Tells what a document could cost, as the gateway would."""

    def __init__(self, schema: Any = None) -> None:
        self._planner = Planner(schema or build_schema(), 1)
        self._limits = Limits()
        self._operations = Operations(self._planner.schema, self._limits, 1)
        self.schema = self._planner.schema

    def price(self, query: str, variables: dict[str, Any]) -> int:
        """The price. Raises RequestErrors if the document is invalid or too large."""
        operation = self._operations.get(query, None)
        values = coerce_variables(self.schema, operation, variables, self._limits.tokens)
        if operation.introspects:
            operation = data_of(operation)
        return self._planner.begin(operation, values).price()

    def passes(self, query: str, variables: dict[str, Any], budget: Budget) -> bool:
        """Whether the document is valid, reads something, and may run for its price."""
        if len(query) > LONGEST:
            return False
        try:
            return 0 < self.price(query, variables) <= budget.price
        except RequestErrors:
            return False


def dearest(prices: Prices, known: Known, seeds: range, budget: Budget) -> Iterator[Dear]:
    """The dearest document of the shape of each seed that the budget's price lets pass, or a larger one."""
    graph = Graph(prices.schema, known)
    for seed in seeds:
        shape = Shape(graph, seed)
        sizes = Sizes()
        for way in shape.ways:
            climb(shape, sizes, way, lambda query, said: prices.passes(query, said, budget))
        if seed % BEYOND == 0:
            sizes.of[shape.ways[-1]] = min(2 * sizes[shape.ways[-1]], MOST[shape.ways[-1]])
        told = " ".join(f"{way}={sizes[way]}" for way in dict.fromkeys(shape.ways))
        yield Dear(f"{seed}: {told}", *shape.document(sizes))


def climb(shape: Shape, sizes: Sizes, way: str, passes: Passes) -> None:
    """Sets the size of that way to about the greatest that passes."""

    def fits(size: int) -> bool:
        sizes.of[way] = size
        return passes(*shape.document(sizes))

    good, bad = sizes[way], MOST[way]
    if fits(bad):
        return
    while bad > good * NEAR and bad - good > 1:
        middle = max(good + 1, isqrt(good * bad))
        good, bad = (middle, bad) if fits(middle) else (good, middle)
    sizes.of[way] = good

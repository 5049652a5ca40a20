"""`edges`: the rows of the page, each with its cursor."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from graphql import GraphQLObjectType

from app.execution.asked.selections import Field
from app.execution.asked.types import object_type
from app.execution.plan.levels import Level, holds
from app.execution.plan.state import State
from app.execution.plan.weight import CURSOR, VALUE, Weight
from app.execution.steps.parts.part import Asked, Part, Shown, declared, objects
from resolvers.kit.reading.batches import Slice

Values = Callable[[Sequence[Slice], State], Awaitable[list[list[Any]]]]
"""What a field of the edges shows, for each row of each slice."""


def edges(asked: Asked) -> Part:
    """The part."""
    kind = object_type(asked.kind.fields[asked.field.name].type)
    found = asked.making.collect(kind, asked.field.selections)
    source, places = asked.making.source, found.places
    levels = {key: asked.level(field) for key, field in found.fields.items() if field.name == "node"}
    fields = {key: _values(kind, field, levels.get(key)) for key, field in found.fields.items()}

    weight = Weight()
    for key, field in found.fields.items():
        weight.add(key, CURSOR if field.name == "cursor" else VALUE)

    async def values(shown: Shown, state: State) -> list[Any]:
        count = sum(len(page.rows) for page in shown.slices)
        state.meter.count(count, count * weight.frame, state.times)
        made: list[list[dict[str, Any]]] = [[{} for _ in page.rows] for page in shown.slices]
        for place in places:
            if not holds(source, place, state):
                continue
            shown_values = await fields[place.key](shown.slices, state)
            for page, of_page in zip(made, shown_values, strict=True):
                for edge, value in zip(page, of_page, strict=True):
                    edge[place.key] = value
        return made

    needs_cursors = any(field.name == "cursor" for field in found.fields.values())
    return Part(values, needs_rows=True, needs_cursors=needs_cursors, levels=tuple(levels.values()), edges=1)


def _values(kind: GraphQLObjectType, field: Field, level: Level | None) -> Values:
    """What a field of the edges shows. Raises LookupError for one that no edge has."""

    async def names(slices: Sequence[Slice], _state: State) -> list[list[Any]]:
        return [[kind.name] * len(found.rows) for found in slices]

    async def cursors(slices: Sequence[Slice], _state: State) -> list[list[Any]]:
        return [[found.cursor(row) for row in found.rows] for found in slices]

    async def nodes(slices: Sequence[Slice], state: State) -> list[list[Any]]:
        assert level is not None
        return await objects(level, slices, state)

    return declared({"__typename": names, "cursor": cursors, "node": nodes}, kind, field)

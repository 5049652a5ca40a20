"""A part of a connection: one of its fields, such as `nodes` or `totalCount`, with all that it needs."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from graphql import GraphQLObjectType

from app.execution.asked.selections import Field
from app.execution.plan.columns import Columns
from app.execution.plan.levels import Level
from app.execution.plan.making import Making
from app.execution.plan.state import State
from db.statements.parameters import Statement
from resolvers.kit.declaring.entity import Entity
from resolvers.kit.declaring.relations import Connection, Descendants
from resolvers.kit.reading.batches import Page, Slice

Declared = TypeVar("Declared")


@dataclass(frozen=True, slots=True)
class Asked:
    """A part as an operation asks for it. kind: the connection's type. columns: those of the page's rows."""

    making: Making
    field: Field
    kind: GraphQLObjectType
    target: Entity
    relation: Connection | Descendants
    columns: Columns

    def level(self, field: Field) -> Level:
        """What is made of the page's rows under a field."""
        return self.making.level(self.target, field.selections, self.columns)


@dataclass(frozen=True, slots=True)
class Shown:
    """The connections of one batch. slices: their pages; null for all if no part needs rows. keys: their parents'."""

    slices: Sequence[Any]
    keys: list[Any]
    page: Page


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of a connection needs, and what it shows.

    values: its value for each connection of a batch.
    needs_rows: whether it is made of the page's rows. needs_cursors: whether it shows their cursors.
    needs_probe: whether it tells if there are more rows than the page has.
    levels: what it makes of the page's rows.
    objects, edges: how many objects of its own it makes for each connection, and for each row of a page.
    statement: the part's own statement, beside that of the page; null if it has none.
    """

    values: Callable[[Shown, State], Awaitable[list[Any]]]
    needs_rows: bool = False
    needs_cursors: bool = False
    needs_probe: bool = False
    levels: Sequence[Level] = ()
    objects: int = 0
    edges: int = 0
    statement: Callable[[Page], Statement] | None = None


async def objects(level: Level, slices: Sequence[Slice], state: State) -> list[list[Any]]:
    """The objects of the rows of each slice, made for all at once."""
    if len(slices) == 1:
        return [await level.objects(slices[0].rows, state)]
    made = await level.objects([row for found in slices for row in found.rows], state)
    parts: list[list[Any]] = []
    begun = 0
    for found in slices:
        parts.append(made[begun : begun + len(found.rows)])
        begun += len(found.rows)
    return parts


def declared(known: Mapping[str, Declared], kind: GraphQLObjectType, field: Field) -> Declared:
    """What is declared for a field of the type. Raises LookupError for a field that nobody has declared."""
    found = known.get(field.name)
    if found is None:
        raise LookupError(
            f"No plan knows {kind.name}.{field.name}: declare it in app/execution/steps/parts/."
        )
    return found

"""Relay connections: their types, and what a connection field returns."""

from dataclasses import dataclass
from typing import Annotated, Any

import strawberry

from resolvers.kit.declaring.entity import Entity
from resolvers.kit.declaring.names import with_article
from resolvers.kit.declaring.relations import Connection, Descendants
from resolvers.kit.reading import loading
from resolvers.kit.reading.batches import Row
from resolvers.kit.reading.loading import Info, RelationField
from resolvers.kit.reading.pages import DEFAULT_PAGE, LARGEST_PAGE, Page, Slice

First = Annotated[
    int | None,
    strawberry.argument(
        description=f"How many rows from the front: {DEFAULT_PAGE} unless said, at most {LARGEST_PAGE}."
    ),
]
After = Annotated[str | None, strawberry.argument(description="Only rows after the one with this cursor.")]
Last = Annotated[
    int | None, strawberry.argument(description=f"How many rows from the back, at most {LARGEST_PAGE}.")
]
Before = Annotated[str | None, strawberry.argument(description="Only rows before the one with this cursor.")]


@strawberry.type(description="Where a page lies in its list.")
class PageInfo:
    """Relay's page info."""

    has_next_page: bool = strawberry.field(
        description="Whether more rows follow, before the cursor of `before`; of `last`, whether `before` was given."
    )
    has_previous_page: bool = strawberry.field(
        description="Whether more rows precede, after the cursor of `after`; of `first`, whether `after` was given."
    )
    start_cursor: str | None = strawberry.field(
        description="The cursor of the first row; null where there is none."
    )
    end_cursor: str | None = strawberry.field(
        description="The cursor of the last row; null where there is none."
    )


@dataclass(slots=True)
class Pages:
    """A connection that an operation selects. Nothing is read until one of its fields is resolved."""

    field: RelationField[Connection | Descendants]
    key: Any
    page: Page

    async def slice(self, info: Info) -> Slice:
        """The page's rows."""
        return await loading.load_page(info.context, self.field, self.key, self.page)


_MADE: dict[str, Any] = {}


def connection_type(target: Entity, node: Any) -> Any:
    """The connection type of an entity, whose GraphQL type is `node`."""
    if target.name in _MADE:
        return _MADE[target.name]

    edge: Any = type(f"{target.name}Edge", (), {"__annotations__": {"cursor": str, "node": node}})
    edge.cursor = strawberry.field(resolver=_edge_cursor, description="The row's place in the list.")
    edge.node = strawberry.field(resolver=_returning(_edge_node, node), description="The row.")
    edge = strawberry.type(edge, description=f"{with_article(target.name)} in a list, with its place.")

    made: Any = type(f"{target.name}Connection", (), {"__annotations__": {}})
    made.edges = strawberry.field(
        resolver=_returning(_edges, list[edge]), description="The rows, with their places."
    )
    made.nodes = strawberry.field(resolver=_returning(_nodes, list[node]), description="The rows.")
    made.page_info = strawberry.field(resolver=_page_info, description="Where the page lies in the list.")
    made.total_count = strawberry.field(
        resolver=_total_count,
        description="How many rows the list has, of those that the viewer may see; counted only when asked for.",
    )
    _MADE[target.name] = strawberry.type(made, description=f"A list of {target.name} rows, in pages.")
    return _MADE[target.name]


def _returning(function: Any, kind: Any) -> Any:
    """A resolver that does what `function` does, with its result annotated as `kind`."""

    async def resolve(self: Any, info: Info) -> Any:
        return await function(self, info)

    resolve.__annotations__ = {"self": Any, "info": Info, "return": kind}
    return resolve


async def _edges(self: Pages, info: Info) -> list[tuple[Slice, Row]]:
    found = await self.slice(info)
    return [(found, row) for row in found.rows]


async def _nodes(self: Pages, info: Info) -> list[Row]:
    return (await self.slice(info)).rows


async def _edge_node(self: tuple[Slice, Row], info: Info) -> Row:
    return self[1]


async def _edge_cursor(self: Any) -> str:
    found, row = self
    return found.cursor(row)


async def _page_info(self: Any, info: Info) -> PageInfo:
    found: Slice = await self.slice(info)
    return PageInfo(
        has_next_page=found.has_next,
        has_previous_page=found.has_previous,
        start_cursor=found.cursor(found.rows[0]) if found.rows else None,
        end_cursor=found.cursor(found.rows[-1]) if found.rows else None,
    )


async def _total_count(self: Any, info: Info) -> int:
    return await loading.load_count(info.context, self.field, self.key, self.page)

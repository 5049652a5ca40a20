"""How a plan writes Relay connections: the same rows as nodes and edges, page info, and a count when asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.execution.asked.selections import Place
from app.execution.plan.plan import Level, holds
from app.execution.plan.state import State
from app.execution.source.functions import Source
from app.execution.steps.keys import distinct, leading
from resolvers.kit.declaring.entity import Entity
from resolvers.kit.declaring.relations import Relation
from resolvers.kit.reading import batches
from resolvers.kit.reading.batches import Page, Slice
from resolvers.kit.reading.loading import columns_of

PAGE_INFO: dict[str, Callable[[Slice], Any]] = {
    "__typename": lambda _: "PageInfo",
    "hasNextPage": lambda found: found.has_next,
    "hasPreviousPage": lambda found: found.has_previous,
    "startCursor": lambda found: found.cursor(found.rows[0]) if found.rows else None,
    "endCursor": lambda found: found.cursor(found.rows[-1]) if found.rows else None,
}
ROWS = frozenset({"nodes", "edges", "pageInfo"})
"""What of a connection needs the rows of its page."""
CURSORS = frozenset({"startCursor", "endCursor", "cursor"})
PROBES = frozenset({"hasNextPage", "hasPreviousPage"})
"""What of a connection needs to know whether there are more rows than its page's."""


@dataclass(slots=True)
class Part:
    """One field of a connection. fields: the names and levels of what is selected below it, by response key."""

    name: str
    level: Level | None = None
    places: list[Place] = field(default_factory=list[Place])
    fields: dict[str, str] = field(default_factory=dict[str, str])
    levels: dict[str, Level] = field(default_factory=dict[str, Level])


@dataclass(slots=True)
class ConnectionWriter:
    """Makes the connection objects of one field."""

    type_name: str
    target: Entity
    relation: Relation
    source: Source
    places: list[Place]
    parts: dict[str, Part]

    def needs_rows(self, state: State) -> bool:
        """Whether anything of the page is selected, and not only how many rows there are."""
        return any(
            self.parts[place.key].name in ROWS and holds(self.source, place, state) for place in self.places
        )

    def can_need_rows(self) -> bool:
        """Whether anything of the page is selected, under whatever condition."""
        return any(part.name in ROWS for part in self.parts.values())

    def needs_cursors(self) -> bool:
        """Whether cursors are selected, under whatever condition."""
        return any(not CURSORS.isdisjoint(part.fields.values()) for part in self.parts.values())

    def needs_probe(self) -> bool:
        """Whether it is selected whether there are more rows, under whatever condition."""
        return any(not PROBES.isdisjoint(part.fields.values()) for part in self.parts.values())

    def levels(self) -> list[Level]:
        """The levels of the page's rows: those of `nodes`, and of the edges' `node`."""
        found = [level for part in self.parts.values() for level in (part.level, *part.levels.values())]
        return [level for level in found if level is not None]

    async def connections(
        self, slices: Sequence[Slice | None], keys: list[Any], page: Page, state: State
    ) -> list[Any]:
        """The connection object of each slice."""
        made: list[dict[str, Any]] = [{} for _ in slices]
        for place in self.places:
            if not holds(self.source, place, state):
                continue
            values = await self._values(self.parts[place.key], slices, keys, page, state)
            for connection, value in zip(made, values, strict=True):
                connection[place.key] = value
        return made

    async def _values(
        self, part: Part, slices: Sequence[Any], keys: list[Any], page: Page, state: State
    ) -> list[Any]:
        match part.name:
            case "__typename":
                return [self.type_name] * len(slices)
            case "totalCount":
                counted = Page(filter=page.filter, deepest=page.deepest)
                return await counts(self.target, self.relation, keys, counted, state)
            case "pageInfo":
                return [self._page_info(part, found, state) for found in slices]
            case "nodes":
                assert part.level is not None
                return await _split(part.level, slices, state)
            case _:
                return await self._edges(part, slices, state)

    def _page_info(self, part: Part, found: Slice, state: State) -> dict[str, Any]:
        return {
            place.key: PAGE_INFO[part.fields[place.key]](found)
            for place in part.places
            if holds(self.source, place, state)
        }

    async def _edges(self, part: Part, slices: Sequence[Slice], state: State) -> list[list[dict[str, Any]]]:
        made: list[list[dict[str, Any]]] = [[{} for _ in found.rows] for found in slices]
        for place in part.places:
            if not holds(self.source, place, state):
                continue
            match part.fields[place.key]:
                case "__typename":
                    values: list[list[Any]] = [
                        [f"{self.target.name}Edge"] * len(found.rows) for found in slices
                    ]
                case "cursor":
                    values = [[found.cursor(row) for row in found.rows] for found in slices]
                case _:
                    values = await _split(part.levels[place.key], slices, state)
            for edges, shown in zip(made, values, strict=True):
                for edge, value in zip(edges, shown, strict=True):
                    edge[place.key] = value
        return made


async def _split(level: Level, slices: Sequence[Slice], state: State) -> list[list[Any]]:
    """The objects of the rows of each slice, made for all at once."""
    if len(slices) == 1:
        return [await level.objects(slices[0].rows, state)]
    objects = await level.objects([row for found in slices for row in found.rows], state)
    parts: list[list[Any]] = []
    begun = 0
    for found in slices:
        parts.append(objects[begun : begun + len(found.rows)])
        begun += len(found.rows)
    return parts


async def counts(
    target: Entity, relation: Relation, keys: list[Any], page: Page | None, state: State
) -> list[int]:
    """How many rows a relation has for each key, whatever the page; 0 for a null key."""
    width = len(relation.keys) if getattr(relation, "by", ()) else 0
    statement = batches.count_statement(target, relation, page)
    if not width:
        return [(await state.fetch(statement))[0]["count"]] * len(keys)
    wanted = distinct(keys)
    found = await state.fetch(statement, columns_of(wanted, width)) if wanted else []
    number = {leading(width)(row): row["count"] for row in found}
    return [number.get(key, 0) for key in keys]

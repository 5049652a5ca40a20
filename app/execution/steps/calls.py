"""Calls fields with a resolver of their own from a plan, as graphql-core calls them.

The resolver gets the columns of its row that its field requires, and `__typename`; its arguments; and an `info` that
graphql-core itself builds. Two things differ, because a plan works on all rows of a level at once: a row that stands in
several places of an answer is resolved once, and so `info.path` is only the field's own key.

The resolver returns a leaf, a row of an entity (with all of its columns, as the loaders give them), or lists of these.
The plan continues from the rows. It leaves any other value, and any failure, to graphql-core.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from graphql import FieldNode, GraphQLList, GraphQLObjectType
from graphql.execution.values import get_argument_values
from graphql.pyutils import Path

from app.execution.asked.types import strip
from app.execution.plan.columns import Columns, Joined
from app.execution.plan.levels import Level, Rows
from app.execution.plan.state import State
from app.execution.unanswered import NotAnswered
from resolvers.kit.declaring.entity import Entity, entity_of


@dataclass(frozen=True, slots=True)
class Sources:
    """What a resolver gets from each row. requires: the columns; null for a field of the root, which has no row."""

    read: Callable[[Rows], list[Any]]
    requires: tuple[str, ...] | None = None


def sources_of(entity: Entity, columns: Columns | Joined, requires: tuple[str, ...]) -> Sources:
    """The sources of an entity's field in rows with these columns. The columns it requires are selected from now on."""
    kind = () if entity.kind is None else (entity.kind,)
    places = [(name, columns.at(name)) for name in dict.fromkeys((*requires, *kind))]
    if columns.given:
        return Sources(list, requires)

    def read(rows: Rows) -> list[Any]:
        sources = [{name: row[place] for name, place in places} for row in rows]
        for source in sources:
            source["__typename"] = entity_of(source, entity)
        return sources

    return Sources(read, requires)


@dataclass(slots=True)
class Call:
    """One field of one type. nodes: its nodes in the document, each with the condition under which it counts, or none.

    level: makes objects of the rows that the resolver returns, and reads their `columns`; null for leaves.
    """

    key: str
    kind: GraphQLObjectType
    core: Any
    nodes: Sequence[tuple[FieldNode, int | None]]
    sources: Sources
    level: Level | None = None
    entity: Entity | None = None
    columns: Columns | None = None

    @property
    def is_list(self) -> bool:
        """Whether the field shows a list."""
        return isinstance(strip(self.core.type)[0], GraphQLList)

    async def values(self, rows: Rows, state: State) -> list[Any]:
        """The field's value for each row; null for rows of another type."""
        sources = self.sources.read(rows)
        mine = [
            n
            for n, source in enumerate(sources)
            if source.get("__typename", self.kind.name) == self.kind.name
        ]
        shown = await self.results([sources[n] for n in mine], state)
        found: list[Any] = [None] * len(sources)
        for place, value in zip(mine, shown, strict=True):
            found[place] = value
        return found

    async def results(self, sources: Sequence[Any], state: State) -> list[Any]:
        """The field's value for each source. Resolvers that wait do so together, so that their loaders batch."""
        returned = [self._call(source, state) for source in sources]
        waiting = [n for n, value in enumerate(returned) if isinstance(value, Awaitable)]
        settled = await asyncio.gather(*(returned[n] for n in waiting), return_exceptions=True)
        for place, value in zip(waiting, settled, strict=True):
            if isinstance(value, BaseException):
                raise value
            returned[place] = value
        if self.level is None:
            return [leaf(self.core.type, value) for value in returned]
        rows: list[Any] = []
        shapes = [self._shape(self.core.type, value, rows) for value in returned]
        objects = await self.level.objects(rows, state)
        return [filled(shape, objects) for shape in shapes]

    def _call(self, source: Any, state: State) -> Any:
        nodes = [node for node, guard in self.nodes if guard is None or state.on[guard]]
        info = state.executor.build_resolve_info(
            self.core, nodes, self.kind, Path(None, self.key, self.kind.name)
        )
        arguments = get_argument_values(self.core, nodes[0], state.variables) if self.core.args else {}
        return self.core.resolve(source, info, **arguments)

    def _shape(self, kind: Any, value: Any, rows: list[Any]) -> Any:
        """The value, in which each row's index in `rows` replaces the row; the rows are added to `rows`."""
        inner, required = strip(kind)
        if value is None:
            return missing(required=required)
        if isinstance(inner, GraphQLList):
            return [self._shape(cast("Any", inner).of_type, part, rows) for part in listed(value)]
        assert self.entity is not None
        assert self.columns is not None
        check_row(value, self.entity, self.columns)
        rows.append(value)
        return len(rows) - 1


def leaf(kind: Any, value: Any) -> Any:
    """A leaf, or a list of leaves, as the answer shows it."""
    inner, required = strip(kind)
    if value is None:
        return missing(required=required)
    if isinstance(inner, GraphQLList):
        return [leaf(cast("Any", inner).of_type, part) for part in listed(value)]
    shown = inner.serialize(value)
    if shown is None:
        raise NotAnswered("a leaf comes to nothing")
    return shown


def filled(shape: Any, objects: Sequence[Any]) -> Any:
    """The shape, with the objects in place of their indexes."""
    if isinstance(shape, list):
        return [filled(part, objects) for part in cast("list[Any]", shape)]
    return None if shape is None else objects[shape]


def missing(*, required: bool) -> None:
    """Null, if the field may be null; else raises NotAnswered."""
    if required:
        raise NotAnswered("a resolver returned null where that may not be")


def listed(value: Any) -> Sequence[Any]:
    """The items of a list. Raises NotAnswered if the value is not a list."""
    if not isinstance(value, list | tuple):
        raise NotAnswered("a resolver returned no list")
    return cast("Sequence[Any]", value)


def check_row(value: Any, entity: Entity, columns: Columns) -> None:
    """Raises NotAnswered unless the value is a row of the entity with all columns that the plan reads."""
    if not isinstance(value, dict):
        raise NotAnswered("a resolver returned what is no row")
    row = cast("Mapping[str, Any]", value)
    if not all(name in row for name in columns.selection.columns):
        raise NotAnswered("a resolver returned a row without all of its columns")
    name = row.get("__typename", None if entity.kind is not None else entity.name)
    if name != entity_of(row, entity):
        raise NotAnswered("a resolver returned a row of another type")

"""Steps to all rows of a relation without pages, and to lists in such lists, which the outermost list reads."""

from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from app.execution.plan.columns import Columns, Head
from app.execution.plan.levels import Level, Rows
from app.execution.plan.state import State
from app.execution.steps.keys import Key, distinct, grouped, leading
from app.execution.steps.shared import shared_objects
from app.execution.steps.statements import Kept, Wanted
from db.statements.parameters import Statement
from db.statements.shapes import MOST_ROWS
from resolvers.kit.declaring.entity import Entity
from resolvers.kit.declaring.relations import Computed, Relation, is_single
from resolvers.kit.reading import batches
from resolvers.kit.reading.loading import columns_of, first


@dataclass(slots=True)
class ListStep:
    """To all rows of a relation without pages.

    If its rows have lists of the same table below them, `levels` deep in all, its statement reads these too: rows name
    their parent in the column `below`. For `modules { children { children { title } } }`, `levels` is 3.
    """

    name: str
    target: Entity
    relation: Relation
    columns: Columns
    key: Key
    level: Level = field(init=False)
    below: str | None = None
    levels: int = 1
    key_names: tuple[str, ...] = ()
    kept: Kept = field(default_factory=Kept)

    async def values(self, rows: Rows, state: State) -> list[Any]:
        """The list of each row; for a relation to a single row, its object or null."""
        keys = [self.key(row) for row in rows]
        found = await self._rows(keys, state)
        batches.guard(found, self.name)
        return await self.lists(keys, found, state)

    async def lists(self, keys: list[Any], found: Rows, state: State) -> list[Any]:
        """The list of each key, made from the rows of all keys."""
        objects = await shared_objects(self.level, found, keys, state)
        parent = self._parent()
        if isinstance(self.relation, Computed):
            keys = list(map(first, keys))
        if is_single(self.relation):
            return list(map(dict(zip(map(parent, found), objects, strict=True)).get, keys))
        if len(keys) == 1:
            return [objects]
        groups = grouped(found, objects, parent)
        return [groups.get(key, []) for key in keys]

    def statement(self, levels: int | None = None) -> Statement:
        """The statement, for any number of parents."""
        below = self.below if (self.levels if levels is None else levels) > 1 else None
        return batches.list_statement(self.target, self.relation, self.columns.selection, below, self.levels)

    def wanted(self, state: State) -> Wanted | None:
        """What the step asks in a run, for a root that reads it ahead."""
        return Wanted("list", self.statement)

    async def _rows(self, keys: list[Any], state: State) -> Rows:
        found = state.ahead.pop(id(self), None)
        wanted = distinct(keys)
        if not wanted:
            return []
        parents = columns_of(wanted, len(self.relation.keys))
        if found is None:
            found = await state.fetch(self.kept.statement("all levels", self.statement), parents)
        if self.levels == 1:
            return found
        if len(found) <= MOST_ROWS:
            state.chains[id(self)] = levels = _by_level(found, self.levels, self.columns.width)
            return [row for group in levels[0].values() for row in group]
        # There are too many rows to read all levels at once, but no single list may be too long: read level by level.
        state.chains.pop(id(self), None)
        return await state.fetch(self.kept.statement("one level", lambda: self.statement(1)), parents)

    def _parent(self) -> Key:
        if isinstance(self.relation, Computed):
            return itemgetter("k0") if self.columns.named else leading(1)
        return leading(len(self.relation.keys))


@dataclass(slots=True)
class ChainedStep:
    """To rows that the statement of `head` has read, `level` deep. own: reads them if there were too many for it."""

    own: ListStep
    head: Head
    level: int

    async def values(self, rows: Rows, state: State) -> list[Any]:
        """The list of each row."""
        levels = state.chains.get(id(self.head))
        if levels is None:
            return await self.own.values(rows, state)
        keys = [self.own.key(row) for row in rows]
        known = levels[self.level - 1]
        found = [row for key in distinct(keys) if (group := known.get(key)) for row in group]
        return await self.own.lists(keys, found, state)


def _by_level(found: Rows, levels: int, at: int) -> list[dict[Any, list[Any]]]:
    """The rows of each level, by their parent. at: the place of the level in a row."""
    made: list[dict[Any, list[Any]]] = [{} for _ in range(levels)]
    for row in found:
        made[int(row[at]) - 1].setdefault(row[0], []).append(row)
    return made

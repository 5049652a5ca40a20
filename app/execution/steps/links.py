"""Steps to one row: joined to each row, found by its id, or the first row of one person."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from app.execution.plan.columns import Columns
from app.execution.plan.levels import Level, Rows
from app.execution.plan.state import State
from app.execution.steps.keys import Key, distinct, leading
from app.execution.steps.shared import shared_objects
from app.execution.steps.statements import Kept
from db.statements.parameters import Statement
from resolvers.kit.declaring.entity import Entity
from resolvers.kit.declaring.relations import Latest, Link
from resolvers.kit.reading import batches
from resolvers.kit.reading.loading import columns_of

Fetch = Callable[[State, Sequence[Sequence[object]]], Awaitable[Rows]]


@dataclass(slots=True)
class JoinStep:
    """To a row that is joined to each. at: the place in a row of the joined row's id, null if there is none."""

    at: int | str
    level: Level

    async def values(self, rows: Rows, state: State) -> list[Any]:
        """The object that each row links to, or null."""
        at = self.at
        objects = iter(await self.level.objects([row for row in rows if row[at] is not None], state))
        return [None if row[at] is None else next(objects) for row in rows]


@dataclass(slots=True)
class LinkStep:
    """To one row by its id. Rows that an earlier link to the same entity found are not read again.

    fetch: how a root reads its one row; null for links below other rows, which read any number of rows by `statement`.
    is_lone: whether `fetch` also reads everything below the row.
    """

    target: Entity
    columns: Columns
    level: Level
    key: Key
    fetch: Fetch | None = None
    is_lone: bool = False
    kept: Kept = field(default_factory=Kept)

    async def values(self, rows: Rows, state: State) -> list[Any]:
        """The object that each row links to, or null."""
        return await self.objects([self.key(row) for row in rows], state)

    def statement(self) -> Statement:
        """The statement, for any number of ids."""
        self.columns.at("id")
        return batches.list_statement(self.target, Link(), self.columns.selection)

    async def objects(self, keys: list[Any], state: State) -> list[Any]:
        """The object with each of the ids, or null."""
        at = self.columns.at("id")
        size = self.columns.size
        known = state.rows.setdefault((id(self.columns), size), {})
        wanted = distinct(keys)
        missing = [key for key in wanted if key not in known] if known else wanted
        if missing:
            known.update(dict.fromkeys(missing))
            for row in await self._rows(missing, state):
                known[row[at]] = row
        found = [row for key in wanted if (row := known[key]) is not None]
        made = dict(
            zip(map(itemgetter(at), found), await shared_objects(self.level, found, keys, state), strict=True)
        )
        return list(map(made.get, keys))

    async def _rows(self, keys: list[Any], state: State) -> Rows:
        if self.fetch is not None:
            return await self.fetch(state, [keys])
        return await state.fetch(self.kept.statement(self.columns.size, self.statement), [keys])


@dataclass(slots=True)
class LatestStep:
    """To the first row of one person. person: reads the person's key from the arguments; null for the viewer."""

    target: Entity
    relation: Latest
    columns: Columns
    level: Level
    key: Key
    person: Callable[[State], str | None]
    kept: Kept = field(default_factory=Kept)

    async def values(self, rows: Rows, state: State) -> list[Any]:
        """The object of each row, or null."""
        width = len(self.relation.keys)
        keys = [self.key(row) for row in rows]
        person = self.person(state)
        statement = self.kept.statement(
            person,
            lambda: batches.latest_statement(self.target, self.relation, person, self.columns.selection),
        )
        found = await state.fetch(statement, columns_of(distinct(keys), width))
        objects = await shared_objects(self.level, found, keys, state)
        return list(map(dict(zip(map(leading(width), found), objects, strict=True)).get, keys))

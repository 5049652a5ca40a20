"""The kinds of step: how a level follows a relation, for all of its rows at once."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from graphql.execution.values import VariableValues

from app.execution.asked.arguments import Arguments
from app.execution.plan.plan import Columns, Level, Rows
from app.execution.plan.state import State, Wanted
from app.execution.steps.connections import ROWS, ConnectionWriter, counts
from app.execution.steps.keys import Key, distinct, leading
from app.execution.steps.statements import Kept
from db.statements.parameters import Statement
from db.statements.shapes import MOST_ROWS
from resolvers.kit.declaring.entity import Entity
from resolvers.kit.declaring.relations import (
    Computed,
    Connection,
    Count,
    Descendants,
    Latest,
    Link,
    Relation,
    is_single,
)
from resolvers.kit.reading import batches
from resolvers.kit.reading.batches import Page
from resolvers.kit.reading.loading import columns_of, first

Fetch = Callable[[State, Sequence[Sequence[object]]], Awaitable[Rows]]


@dataclass(slots=True)
class JoinStep:
    """To one row that is read along with each. at: where a row holds the id of the other, null where there is none."""

    at: int | str
    level: Level

    async def values(self, rows: Rows, state: State) -> list[Any]:
        """The object that each row links to, or null."""
        at = self.at
        objects = iter(await self.level.objects([row for row in rows if row[at] is not None], state))
        return [None if row[at] is None else next(objects) for row in rows]


@dataclass(slots=True)
class LinkStep:
    """To one row by its id. What an earlier link to the same entity found is not asked for again.

    fetch: how a root reads its one row; null for links, which read any number by `statement`. is_lone: whether that
    reads all below it too.
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
        made = dict(zip(map(itemgetter(at), found), await self.level.objects(found, state), strict=True))
        return list(map(made.get, keys))

    async def _rows(self, keys: list[Any], state: State) -> Rows:
        if self.fetch is not None:
            return await self.fetch(state, [keys])
        return await state.fetch(self.kept.statement(self.columns.size, self.statement), [keys])


@dataclass(slots=True)
class ListStep:
    """To all rows of a relation without pages.

    Where lists of the same table hang on its rows, `levels` deep, they are read along: the rows `below` name their
    parent in this column.
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
        """The list of each row; the only object, or null, of a relation that has no list."""
        keys = [self.key(row) for row in rows]
        found = await self._rows(keys, state)
        batches.guard(found, self.name)
        return await self.lists(keys, found, state)

    async def lists(self, keys: list[Any], found: Rows, state: State) -> list[Any]:
        """The list of each key, from the rows of all."""
        objects = await self.level.objects(found, state)
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
        """What it asks, for a root that reads it ahead."""
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
        # Too many to be read at once are perhaps not too many for each list: they are read level by level.
        state.chains.pop(id(self), None)
        return await state.fetch(self.kept.statement("one level", lambda: self.statement(1)), parents)

    def _parent(self) -> Key:
        if isinstance(self.relation, Computed):
            return itemgetter("k0") if self.columns.named else leading(1)
        return leading(len(self.relation.keys))


@dataclass(slots=True)
class ChainedStep:
    """To the rows that another list, `head`, has read along, `level` deep. own: reads them where that had too many."""

    own: ListStep
    head: ListStep
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
    """The rows of each level, by their parent. at: where a row tells its level."""
    made: list[dict[Any, list[Any]]] = [{} for _ in range(levels)]
    for row in found:
        made[int(row[at]) - 1].setdefault(row[0], []).append(row)
    return made


def grouped(rows: Rows, objects: list[Any], parent: Key) -> dict[Any, list[Any]]:
    """The objects of each parent, in order."""
    groups: defaultdict[Any, list[Any]] = defaultdict(list)
    for key, made in zip(map(parent, rows), objects, strict=True):
        groups[key].append(made)
    return groups


@dataclass(slots=True)
class LatestStep:
    """To the first row of one person. `person` reads whose from the arguments."""

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
        objects = await self.level.objects(found, state)
        return list(map(dict(zip(map(leading(width), found), objects, strict=True)).get, keys))


@dataclass(slots=True)
class CountStep:
    """To the number of a relation's rows."""

    target: Entity
    relation: Count
    key: Key

    async def values(self, rows: Rows, state: State) -> list[Any]:
        """How many each row has."""
        keys = [self.key(row) for row in rows]
        return await counts(self.target, self.relation, keys, None, state)


@dataclass(slots=True)
class ConnectionStep:
    """To a page of a relation. `write` makes the connection objects of the slices; `page` reads the arguments.

    fetch: how a root reads its page; null for connections under other rows.
    """

    target: Entity
    relation: Connection | Descendants
    columns: Columns
    key: Key
    page: Callable[[State], Page]
    write: ConnectionWriter
    key_names: tuple[str, ...] = ()
    fetch: Callable[[State, Page, Wanted], Awaitable[Rows]] | None = None
    kept: Kept = field(default_factory=Kept)

    async def values(self, rows: Rows, state: State) -> list[Any]:
        """The connection of each row."""
        return await self.connections([self.key(row) for row in rows], state)

    async def connections(self, keys: list[Any], state: State) -> list[Any]:
        """The connection of each key; a relation without keys has one for all."""
        page = self.page(state)
        slices = await self._slices(keys, page, state) if self.write.needs_rows(state) else [None] * len(keys)
        return await self.write.connections(slices, keys, page, state)

    def shown(self, arguments: Arguments) -> Page:
        """The page that people are shown the statements of: a default page, if it may vary."""
        return self.page(State(VariableValues({}, {}))) if arguments.are_constant else Page()

    def outlined(self, arguments: Arguments) -> list[Statement]:
        """The statements of the page and the count, where they are asked for."""
        page = self.shown(arguments)
        marks = batches.read_marks(self.target, self.relation, page)
        names = {part.name for part in self.write.parts.values()}
        made: list[Statement] = []
        if names & ROWS:
            made.append(self._statement(page, marks))
        if "totalCount" in names:
            made.append(batches.count_statement(self.target, self.relation, page))
        return made

    def _statement(self, page: Page, marks: Sequence[Any]) -> Statement:
        return batches.page_statement(
            self.target,
            self.relation,
            page,
            marks,
            self.columns.selection,
            marked=self.write.needs_cursors(),
            probing=self.probes(page),
        )

    def probes(self, page: Page) -> bool:
        """Whether the page's statement reads a row more than the page has.

        Where a filter or cursor could hold a value that PostgreSQL refuses, it does as graphql-core does, so that both
        come to the same rows, and meet the same errors.
        """
        is_plain = page.size > 0 and page.filter is None and page.cursor is None
        return not is_plain or self.write.needs_probe()

    def wanted(self, state: State) -> Wanted | None:
        """What it asks, for a root that reads it ahead; null where only a count is selected."""
        return self._wanted(self.page(state)) if self.write.needs_rows(state) else None

    def _wanted(self, page: Page) -> Wanted:
        marks = batches.read_marks(self.target, self.relation, page)
        key = (page.shape, tuple(mark is None for mark in marks))
        return Wanted(key, lambda: self._statement(page, marks), marks)

    async def _slices(self, keys: list[Any], page: Page, state: State) -> list[Any]:
        width = len(self.relation.keys) if self.relation.by else 0
        found = state.ahead.pop(id(self), None)
        if found is None:
            found = await self._rows(keys, width, page, state)
        if len(keys) == 1:
            return [batches.cut(list(found), page)]
        groups = grouped(found, list(found), leading(width))
        return [batches.cut(groups.get(key, []), page) for key in keys]

    async def _rows(self, keys: list[Any], width: int, page: Page, state: State) -> Rows:
        asked = self._wanted(page)
        if self.fetch is not None:
            return await self.fetch(state, page, asked)
        wanted = distinct(keys)
        if width and not wanted:
            return []
        statement = self.kept.statement(asked.key, asked.write)
        return await state.fetch(statement, columns_of(wanted, width) if width else (), asked.marks)

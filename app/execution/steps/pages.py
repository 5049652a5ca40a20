"""The step to a page of a relation."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql.execution.values import VariableValues

from app.execution.asked.arguments import Arguments
from app.execution.plan.columns import Columns
from app.execution.plan.levels import Rows
from app.execution.plan.state import State
from app.execution.steps.connections import ConnectionWriter
from app.execution.steps.keys import Key, distinct, grouped, leading
from app.execution.steps.parts.part import Shown
from app.execution.steps.statements import Kept, Wanted
from db.statements.parameters import Statement
from resolvers.kit.declaring.entity import Entity
from resolvers.kit.declaring.relations import Connection, Descendants
from resolvers.kit.reading import batches
from resolvers.kit.reading.batches import Page, sent
from resolvers.kit.reading.loading import columns_of


@dataclass(slots=True)
class ConnectionStep:
    """To a page of a relation. page: reads the arguments. write: makes the connection objects of the slices.

    is_constant: whether the page is the same in each run. fetch: how a root reads its page; null for connections below
    other rows.
    """

    target: Entity
    relation: Connection | Descendants
    columns: Columns
    key: Key
    page: Callable[[State], Page]
    write: ConnectionWriter
    key_names: tuple[str, ...] = ()
    is_constant: bool = False
    fetch: Callable[[State, Page, Wanted], Awaitable[Rows]] | None = None
    kept: Kept = field(default_factory=Kept)

    async def values(self, rows: Rows, state: State) -> list[Any]:
        """The connection of each row."""
        return await self.connections([self.key(row) for row in rows], state)

    async def connections(self, keys: list[Any], state: State) -> list[Any]:
        """The connection of each key. A relation without keys gives every key the same connection."""
        page = self.page(state)
        slices = await self._slices(keys, page, state) if self.write.needs_rows(state) else [None] * len(keys)
        return await self.write.connections(Shown(slices, keys, page), state)

    def shown(self, arguments: Arguments) -> Page:
        """The page whose statements people are shown: a default page if the arguments hold variables."""
        return self.page(State(VariableValues({}, {}))) if arguments.are_constant else Page()

    def outlined(self, arguments: Arguments) -> list[Statement]:
        """The statement of the page, if it is asked for, then those of the parts that have one of their own."""
        page = self.shown(arguments)
        marks = batches.read_marks(self.target, self.relation, page)
        own = [self._statement(page, marks)] if self.write.can_need_rows() else []
        return own + self.write.statements(page)

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
        """Whether the page's statement reads one row more than the page has.

        It also does if there is a filter or a cursor. These can hold values that PostgreSQL refuses; with the statement
        that graphql-core runs, both find the same rows and meet the same errors.
        """
        is_plain = page.size > 0 and page.filter is None and not page.is_bounded
        return not is_plain or self.write.needs_probe()

    def wanted(self, state: State) -> Wanted | None:
        """What the step asks in a run, for a root that reads it ahead; null if no part needs the page's rows."""
        return self._wanted(self.page(state)) if self.write.needs_rows(state) else None

    def _wanted(self, page: Page) -> Wanted:
        marks = batches.read_marks(self.target, self.relation, page)
        key = (page.shape, tuple(mark is None for mark in marks))
        return Wanted(key, lambda: self._statement(page, marks), sent(marks))

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

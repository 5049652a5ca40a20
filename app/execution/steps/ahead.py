"""Reads a root and lists below it in one statement, which saves a round trip for each list.

A root of one row is read with the first list below it; the page of a root with all lists below it, and those below
them, as far as there are few rows:

    { course(code: "X") { modules { title } offerings { nodes { id } } } }    course and modules, then offerings
    { courses(first: 5) { nodes { modules { contentItems { title } } } } }    all three together
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from itertools import islice
from typing import Any

from graphql import GraphQLError

from app.execution.plan.columns import SOME, Columns
from app.execution.plan.levels import Level, Rows
from app.execution.plan.state import State
from app.execution.steps.below import first_list, is_page_alone, lists_below, needs_no_more
from app.execution.steps.lists import ListStep
from app.execution.steps.pages import ConnectionStep
from app.execution.steps.statements import Kept, Wanted
from db.statements.parameters import Statement
from db.statements.shapes import FEW, Listed, in_parts, together
from resolvers.kit.reading.batches import Page

MOST_LISTS = 8
"""How many lists are read with a page at most. PostgreSQL plans a statement with 32 of them for seconds."""


class OneRow:
    """Reads the one row of a root, by the statement that `write` gives, with the first list below it.

    is_lone: whether nothing else is left to read.
    """

    def __init__(self, level: Level, columns: Columns, write: Callable[[], Statement]) -> None:
        self.below = first_list(level)
        self.is_lone = needs_no_more(level, () if self.below is None else (self.below,))
        self._columns = columns
        self._write = write
        self._kept = Kept()

    async def fetch(self, state: State, keys: Sequence[Sequence[object]] = ()) -> Rows:
        """The row, if there is one. The rows of the list below are kept in the state until its step runs."""
        wanted = None if self.below is None else _wanted(self.below, state)
        if wanted is None:
            return await state.fetch(self._kept.statement(self._columns.size, self._write), keys)
        key = (self._columns.size, wanted.key)
        statement = self._kept.statement(key, lambda: self.statement(wanted.write()))
        # Another run of the plan may select more of such rows while this one waits for its own.
        width = self._columns.width
        found = await state.fetch(statement, keys, wanted.marks)
        if not found:
            return []
        state.ahead[id(self.below)] = [] if found[0][0] is None else found
        return [tuple(found[0])[-width:]]

    def statement(self, below: Statement) -> Statement:
        """The statement that reads the row and the list."""
        assert self.below is not None
        one = self._write()
        return together(one, self._columns.selection.columns, below, self.below.key_names)


class PageInParts:
    """Reads the page of a root, with the lists below it that one statement can read more cheaply than several.

    Every row carries a null for each column of the other lists, so there must be few rows: a list is read this way only
    under at most SOME rows. A list without pages is taken to have FEW rows under each, because nobody knows how many.
    With `courses(first: 5) { nodes { modules { contentItems { … } } } }`, modules lie under 5 rows, and content items
    under 5 * FEW. There must be few lists too: at most MOST_LISTS, the first ones.
    """

    def __init__(self, step: ConnectionStep) -> None:
        self.below = lists_below(step)
        self._step = step
        self._alone: dict[tuple[int, ...], bool] = {}
        self._kept = Kept()

    def is_lone(self, state: State) -> bool:
        """Whether nothing else is left to read, in a run with the state's variables."""
        numbers = self.numbers(state)
        if numbers not in self._alone:
            self._alone[numbers] = is_page_alone(self._step, [self.below[n - 1].step for n in numbers])
        return self._alone[numbers]

    def numbers(self, state: State) -> tuple[int, ...]:
        """The lists whose expected number of rows allows them to be read with the page."""
        known = state.read.get(id(self))
        if known is None:
            known = state.read[id(self)] = tuple(islice(self._few(state), MOST_LISTS))
        return known

    def _few(self, state: State) -> Generator[int]:
        rows = {0: self._step.page(state).size}
        for number, below in enumerate(self.below, 1):
            above = rows.get(below.above, SOME + 1)
            if above > SOME:
                continue
            match below.step:
                case ListStep():
                    rows[number] = above * FEW
                    yield number
                case ConnectionStep():
                    page = _page(below.step, state)
                    if page is None or above * page.size > SOME:
                        continue
                    yield number
                    # The probe row (used only for `hasNextPage`) would fetch children nobody asked for.
                    if not below.step.probes(page):
                        rows[number] = above * page.size

    async def fetch(self, state: State, page: Page, asked: Wanted) -> Rows:
        """The rows of the page. The rows of the lists below are kept in the state until their steps run."""
        wanted = self._wanted(state)
        key = (asked.key, tuple((number, below.key) for number, below in wanted.items()))
        statement = self._kept.statement(
            key,
            lambda: self.statement(
                page.size, asked.write(), {number: below.write() for number, below in wanted.items()}
            ),
        )
        found = await state.fetch(
            statement, (), [*asked.marks, *(mark for below in wanted.values() for mark in below.marks)]
        )
        if not wanted:
            return found
        places = self._places(wanted)
        parts: dict[int, list[Any]] = {number: [] for number in (0, *wanted)}
        for row in found:
            number = row[-1]
            parts[number].append(row[places[number]] if number else row)
        for number in wanted:
            state.ahead[id(self.below[number - 1].step)] = parts[number]
        return parts[0]

    def statement(self, size: int, page: Statement, below: Mapping[int, Statement]) -> Statement:
        """The statement that reads a page of `size` rows and lists below it, which are given by their number."""
        parts = [
            Listed(number, rows, self.below[number - 1].above, self.below[number - 1].step.key_names[0])
            for number, rows in below.items()
        ]
        return in_parts(page, size, parts) if parts else page

    def _wanted(self, state: State) -> dict[int, Wanted]:
        """What these lists ask in this run, by their number, without lists whose own parent list is not read."""
        found: dict[int, Wanted] = {}
        for number in self.numbers(state):
            below = self.below[number - 1]
            wanted = _wanted(below.step, state) if below.above in (0, *found) else None
            if wanted is not None:
                found[number] = wanted
        return found

    def _places(self, wanted: Mapping[int, Wanted]) -> dict[int, slice]:
        """The columns of each list in a row, counted from the end of the row."""
        places: dict[int, slice] = {}
        end = -1
        for number in reversed(list(wanted)):
            begin = end - self.below[number - 1].width
            places[number] = slice(begin, end)
            end = begin
        return places


# Invalid arguments are reported by the list itself, and only if a parent row exists.


def _page(below: ConnectionStep, state: State) -> Page | None:
    try:
        return below.page(state)
    except GraphQLError:
        return None


def _wanted(below: ConnectionStep | ListStep, state: State) -> Wanted | None:
    try:
        return below.wanted(state)
    except GraphQLError:
        return None

"""What a root reads in one statement with what lies below it: a round trip less for each list.

Of one row it is the first list below; of a page all lists below, and those below them.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLError

from app.execution.kept import Kept
from app.execution.plan import SOME, Columns, Level, Rows
from app.execution.state import State, Wanted
from app.execution.steps import ChainedStep, ConnectionStep, JoinStep, ListStep
from db.statements.parameters import Statement
from db.statements.shapes import FEW, Listed, in_parts, together
from resolvers.kit.declaring.relations import Children, Connection, Only, Through
from resolvers.kit.reading.batches import Page


class OneRow:
    """Reads the one row of a root, by the statement that `write` gives, with the first list below it.

    is_lone: whether that is all that there is to read.
    """

    def __init__(self, level: Level, columns: Columns, write: Callable[[], Statement]) -> None:
        self.below = first_list(level)
        self.is_lone = needs_no_more(level, () if self.below is None else (self.below,))
        self._columns = columns
        self._write = write
        self._kept = Kept()

    async def fetch(self, state: State, keys: Sequence[Sequence[object]] = ()) -> Rows:
        """The row, or none; what lies below it waits in the state."""
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
        """The statement of both."""
        assert self.below is not None
        one = self._write()
        return together(one, self._columns.selection.columns, below, self.below.key_names)


@dataclass(frozen=True, slots=True)
class Below:
    """A list that is read with a page. above: the number of the list that it lies under, from 1; 0 for the page."""

    step: ConnectionStep | ListStep
    above: int

    @property
    def width(self) -> int:
        """How many columns its rows have; those of several levels end with their level."""
        return self.step.columns.width + (isinstance(self.step, ListStep) and self.step.levels > 1)


class PageInParts:
    """Reads the page of a root, with the lists below it that one statement reads cheaper than several.

    Each row brings a null for each column of the other parts, so that rows must be few: lists are read under SOME rows
    at most, and are taken to have FEW rows each where nobody knows.
    """

    def __init__(self, step: ConnectionStep) -> None:
        self.below = lists_below(step)
        self._step = step
        self._alone: dict[tuple[int, ...], bool] = {}
        self._kept = Kept()

    def is_lone(self, state: State) -> bool:
        """Whether that is all that there is to read, in a run with the state's variables."""
        numbers = self.numbers(state)
        if numbers not in self._alone:
            self._alone[numbers] = is_page_alone(self._step, [self.below[n - 1].step for n in numbers])
        return self._alone[numbers]

    def numbers(self, state: State) -> tuple[int, ...]:
        """The lists that are read with the page, as far as their number of rows decides it."""
        known = state.read.get(id(self))
        if known is None:
            known = state.read[id(self)] = tuple(self._few(state))
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
                    # A row that only shows that there are more would bring what nobody asked for.
                    if not below.step.probes(page):
                        rows[number] = above * page.size

    async def fetch(self, state: State, page: Page, asked: Wanted) -> Rows:
        """The rows of the page; what lies below them waits in the state."""
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
        """The statement of a page of `size` rows, and of lists below it by their number."""
        parts = [
            Listed(number, rows, self.below[number - 1].above, self.below[number - 1].step.key_names[0])
            for number, rows in below.items()
        ]
        return in_parts(page, size, parts) if parts else page

    def _wanted(self, state: State) -> dict[int, Wanted]:
        """What these lists ask in this run, by their number; nothing of a list that lies under none of the others."""
        found: dict[int, Wanted] = {}
        for number in self.numbers(state):
            below = self.below[number - 1]
            wanted = _wanted(below.step, state) if below.above in (0, *found) else None
            if wanted is not None:
                found[number] = wanted
        return found

    def _places(self, wanted: Mapping[int, Wanted]) -> dict[int, slice]:
        """Where a row holds the columns of each list, from its end."""
        places: dict[int, slice] = {}
        end = -1
        for number in reversed(list(wanted)):
            begin = end - self.below[number - 1].width
            places[number] = slice(begin, end)
            end = begin
        return places


# Arguments that can't be right are the list's to tell of, and only where there is a row that it hangs on.


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


def first_list(level: Level) -> ConnectionStep | ListStep | None:
    """The first list that is always asked for of a level's rows, or of the rows read along with them."""
    for step in level.steps:
        if step.guards or step.words:
            continue
        match step.follows:
            case ListStep() as found:
                return found
            case ConnectionStep(write=writer) as found if writer.can_need_rows():
                return found
            case JoinStep(level=inner) if (found := first_list(inner)) is not None:
                return found
            case _:
                continue
    return None


def lists_below(step: ConnectionStep) -> list[Below]:
    """The lists that can be read with the page of a root, each behind the one that it lies under."""
    found: list[Below] = []
    _add_below(found, step.write.levels(), 0)
    return found


def _add_below(found: list[Below], levels: Sequence[Level], above: int) -> None:
    for list_step in (list_step for level in levels for list_step in _readable(level)):
        found.append(Below(list_step, above))
        match list_step:
            case ListStep(level=level, levels=1):
                _add_below(found, [level], len(found))
            case ConnectionStep(write=writer):
                _add_below(found, writer.levels(), len(found))
            case _:
                # Rows of several levels, read as one list, would all bring what hangs on those of the first.
                pass


def _readable(level: Level) -> Generator[ConnectionStep | ListStep]:
    """The lists that are always asked for of a level's rows, and can be one part of a statement."""
    for step in level.steps:
        if step.guards or step.words:
            continue
        match step.follows:
            case JoinStep(level=inner):
                yield from _readable(inner)
            case ListStep(relation=Children() | Only() | Through()) as found if len(found.key_names) == 1:
                yield found
            case ConnectionStep(relation=Connection(), write=writer) as found:
                # Cursors are read by their columns' names, which parts have in common.
                if len(found.key_names) == 1 and writer.can_need_rows() and not writer.needs_cursors():
                    yield found
            case _:
                continue


def needs_no_more(level: Level, ahead: Sequence[object] = ()) -> bool:
    """Whether the rows of a level, and of the lists that were read `ahead` with them, are all that its objects need."""
    return all(_needs_no_more(step.follows, ahead) for step in level.steps)


def _needs_no_more(follows: object, ahead: Sequence[object]) -> bool:
    match follows:
        case JoinStep(level=inner):
            return needs_no_more(inner, ahead)
        case ChainedStep(own=own):
            return needs_no_more(own.level)
        case ListStep(level=inner):
            return _is_among(follows, ahead) and needs_no_more(inner, ahead)
        case ConnectionStep():
            return _is_among(follows, ahead) and is_page_alone(follows, ahead)
        case _:
            return False


def is_page_alone(step: ConnectionStep, ahead: Sequence[object] = ()) -> bool:
    """Whether a connection needs nothing but the rows of its page, and lists read `ahead` with them: no count."""
    counts = any(part.name == "totalCount" for part in step.write.parts.values())
    return not counts and all(needs_no_more(level, ahead) for level in step.write.levels())


def _is_among(step: object, ahead: Sequence[object]) -> bool:
    return any(step is other for other in ahead)

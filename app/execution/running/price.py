"""Works out what an operation could cost, as a price in points, from its plan and variables before it runs.

Where the cost is known before any row is read, the price is an upper bound: pages have a size. Lists without pages are
assumed to have USUAL rows each, and all lists of one statement MOST_ROWS at most together. For example

    { courses(first: 200) { nodes { modules { title } } } }

could return 1 connection, 200 courses and 2,000 modules: 2,201 points, and 20 for its two statements. docs/limits.md
has the arithmetic with more examples.
"""

from collections.abc import Iterable
from typing import Any, cast

from graphql import GraphQLError

from app.execution.plan.levels import Level, Step
from app.execution.plan.state import State
from app.execution.steps.calls import Call
from app.execution.steps.counts import CountStep
from app.execution.steps.links import JoinStep, LatestStep, LinkStep
from app.execution.steps.lists import ChainedStep, ListStep
from app.execution.steps.pages import ConnectionStep
from db.statements.filters import Filter, Path
from db.statements.shapes import MOST_ROWS
from resolvers.kit.declaring.relations import is_single

USUAL = 10
"""How many rows a list without pages is assumed to have below each row."""
STATEMENT = 10
"""Points of a statement, however few rows it returns."""
COUNT = 5_000
"""Points of a count, which reads all rows of a list."""
RELATED = 5_000
"""Points of a condition on related rows or of a term of an order, for each relation that it goes through; and of one on
a part of a tree."""
SEARCH = 500
"""Points of a condition that searches texts; each character that it searches for costs one point more."""
CALL = 5
"""Points of each call of a resolver."""
MOST = 1 << 60
"""Where the arithmetic ends; no budget is larger."""


class Price:
    """Adds up the price of one run.

    points: the sum so far. is_fixed: whether the sum is the same in every run, because no variable is part of it.
    """

    def __init__(self, state: State) -> None:
        self.points = 0
        self.is_fixed = True
        self._state = state

    def follow(self, follows: object, rows: int) -> None:
        """Add what a root reads next, from at most `rows` rows."""
        match follows:
            case Level():
                self.level(follows, rows)
            case ConnectionStep():
                self.connection(follows, rows)
            case Call():
                self.call(follows, rows)
            case _:
                raise TypeError(f"A root that has no price: {type(follows).__name__}")

    def level(self, level: Level, rows: int) -> None:
        """Add the objects of at most `rows` rows, and what is read below them."""
        self._add(rows)
        for step in level.steps:
            self.is_fixed = self.is_fixed and not step.guards
            if not step.guards or any(self._state.on[guard] for guard in step.guards):
                self.step(step, rows)

    def step(self, step: Step, rows: int) -> None:
        """Add what a step reads below `rows` rows."""
        follows = step.follows
        match follows:
            case JoinStep():
                self.level(follows.level, rows)
            case LinkStep() | LatestStep():
                self._add(STATEMENT)
                self.level(follows.level, rows)
            case CountStep():
                self._add(STATEMENT + COUNT + rows)
            case ListStep():
                self._add(STATEMENT)
                self.level(follows.level, rows if is_single(follows.relation) else _listed(rows))
            case ChainedStep():
                self.level(follows.own.level, _listed(rows))
            case ConnectionStep():
                self.connection(follows, rows)
            case Call():
                self.call(follows, rows)
            case _:
                raise TypeError(f"A step that has no price: {type(follows).__name__}")

    def call(self, call: Call, rows: int) -> None:
        """Add the calls of a resolver for `rows` rows."""
        self._add(rows * CALL)
        if call.level is not None:
            self.level(call.level, rows * (USUAL if call.is_list else 1))

    def connection(self, step: ConnectionStep, rows: int) -> None:
        """Add a page below each of `rows` rows, with what its parts read by themselves."""
        self.is_fixed = self.is_fixed and step.is_constant
        try:
            page = step.page(self._state)
        except GraphQLError:
            return  # The field will report its invalid arguments, and reads nothing.
        searched = 0 if page.filter is None else _searched(page.filter)
        reached = RELATED * sum(len(term.via) for term in page.order)
        self._add(rows + STATEMENT + searched + reached)
        for part in step.write.parts.values():
            self._add(rows * (part.objects + part.edges * page.size))
            if part.statement is not None:
                self._add(STATEMENT + COUNT + searched)
        for level in step.write.levels():
            self.level(level, rows * page.size)

    def _add(self, points: int) -> None:
        self.points = min(self.points + points, MOST)


def _listed(rows: int) -> int:
    """How many rows the lists below `rows` rows have: a statement returns at most MOST_ROWS of them."""
    return min(rows * USUAL, max(rows, MOST_ROWS))


def _searched(wanted: Filter) -> int:
    """The points of a filter's conditions on texts and on related rows."""
    match wanted:
        case ("is", _, "contains" | "starts_with" | "matches", value):
            return SEARCH + len(str(value))
        case ("within", _, _):
            return RELATED
        case ("some" | "none" | "every", Path(), inner):
            return RELATED + _searched(inner)
        case ("and" | "or" | "not", *parts):
            return sum(map(_searched, _filters(parts)))
        case _:
            return 0


def _filters(parts: Iterable[Any]) -> Iterable[Filter]:
    return (cast("Filter", part) for part in parts if isinstance(part, tuple))

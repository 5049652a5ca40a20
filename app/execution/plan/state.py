"""The state of one run of a plan, which it carries from batch to batch."""

from collections.abc import Callable, Sequence
from typing import Any

from asyncpg import Record
from graphql.execution.values import VariableValues

from app.execution.asked.selections import Condition
from app.execution.unanswered import NotAnswered
from db.statements.parameters import Statement
from resolvers.kit.reading.budget import Meter
from resolvers.kit.reading.context import Context


class State:
    """One run: its context and its variables.

    meter: counts what the run costs, from `open` on.
    on: whether each numbered condition holds. read: what was read of arguments. rows: the rows that links have found.
    chains: the rows that a list has read for the lists below it, by level and parent. ahead: the rows that a root has
    read for a step below it. times: the most places of the answer that an object made now can stand in.
    """

    __slots__ = (
        "_begin", "_context", "_executor", "ahead", "chains", "meter", "on", "read", "rows", "times", "variables",
    )  # fmt: skip

    def __init__(self, variables: VariableValues) -> None:
        self.variables = variables
        self.times = 1
        self.meter: Meter
        self._context: Context | None = None
        self._begin: Callable[[], Any] | None = None
        self._executor: Any = None
        self.on: list[bool] = []
        self.read: dict[int, Any] = {}
        self.rows: dict[tuple[int, int], dict[Any, Record | None]] = {}
        self.chains: dict[int, list[dict[Any, list[Any]]]] = {}
        self.ahead: dict[int, Sequence[Any]] = {}

    def open(self, context: Context, begin: Callable[[], Any]) -> None:
        """Called when the operation's transaction has begun. begin: makes graphql-core's executor of the operation."""
        self._context, self._begin = context, begin
        self.meter = context.meter

    @property
    def context(self) -> Context:
        """The operation's context."""
        assert self._context is not None, "the transaction has begun"
        return self._context

    @property
    def executor(self) -> Any:
        """graphql-core's executor of this run, which builds the `info` of hand-written resolvers."""
        if self._executor is None:
            assert self._begin is not None, "the transaction has begun"
            self._executor = self._begin()
        return self._executor

    def decide(self, conditions: Sequence[Condition]) -> None:
        """Works out which conditions hold, for those that are new since the last call."""
        coerced = self.variables.coerced
        for condition in conditions[len(self.on) :]:
            values = [(coerced.get(name), wanted) for name, wanted in condition]
            if any(type(value) is not bool for value, _ in values):
                raise NotAnswered("a condition is no boolean")
            self.on.append(all(value is wanted for value, wanted in values))

    async def fetch(
        self, statement: Statement, keys: Sequence[Sequence[object]] = (), marks: Sequence[object] = ()
    ) -> list[Record]:
        """The rows of a statement."""
        return await self.context.run(statement, keys, marks)

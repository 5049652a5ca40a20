"""What one run of a plan carries from batch to batch."""

from collections.abc import Callable, Sequence
from typing import Any

from asyncpg import Record
from graphql.execution.values import VariableValues

from app.execution.collect import Condition
from db.parameters import Statement
from resolvers.kit.context import Context


class NotAnswered(Exception):
    """The plan can't give this answer, and graphql-core must: a value that is no answer, an error to be told."""


class State:
    """One run: its context and variables, which conditions hold, the rows that links have found so far, and
    those that lists have read along for the lists below them, by level and parent.

    begin: makes graphql-core's executor of the operation, which builds the `info` of hand-written resolvers.
    """

    __slots__ = ("_begin", "_executor", "chains", "context", "on", "rows", "variables")

    def __init__(self, context: Context, variables: VariableValues, begin: Callable[[], Any]) -> None:
        self.context = context
        self.variables = variables
        self._begin = begin
        self._executor: Any = None
        self.on: list[bool] = []
        self.rows: dict[tuple[int, int], dict[Any, Record | None]] = {}
        self.chains: dict[int, list[dict[Any, list[Any]]]] = {}

    @property
    def executor(self) -> Any:
        """graphql-core's executor of this run."""
        if self._executor is None:
            self._executor = self._begin()
        return self._executor

    def decide(self, conditions: Sequence[Condition]) -> None:
        """Works out which conditions hold."""
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

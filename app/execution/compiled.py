"""Runs operations by plans, and leaves to graphql-core what a plan can't answer.

An answer with an error in it is graphql-core's: where a plan meets one, nothing of its answer is kept, and the
reference tells the error as the specification does, with its path and place. Queries change nothing, so a second run
in the same snapshot gives the same rows.
"""

import logging
from collections import Counter

import strawberry
from graphql import ExecutionResult, OperationType
from graphql.execution.values import VariableValues

from app.execution.compile import Compiler, NotPlanned
from app.execution.plan import Plan
from app.execution.reference import Reference
from app.execution.state import State
from app.lru import LRU
from app.operations.operation import Operation
from app.operations.prepare import TOKENS_PER_ENTRY
from db.errors import BadValue, DatabaseUnavailable, StatementTimeout, UnknownViewer
from resolvers.kit.context import Context

log = logging.getLogger(__name__)

REFUSALS = (BadValue, DatabaseUnavailable, StatementTimeout, UnknownViewer)
"""Failures that end the whole request, whoever runs it."""


class Compiled:
    """Runs operations of one schema. left: how many were left to graphql-core, by reason."""

    def __init__(self, schema: strawberry.Schema, plans: int = 1_000) -> None:
        self.reference = Reference(schema)
        self.schema = self.reference.schema
        self.left: Counter[str] = Counter()
        self._strawberry = schema
        self._plans: LRU[tuple[str, str | None], tuple[Plan | None]] = LRU(plans, plans * TOKENS_PER_ENTRY)

    async def execute(
        self, operation: Operation, variables: VariableValues, context: object
    ) -> ExecutionResult:
        """The operation's data and errors."""
        plan = self.plan(operation)
        if plan is not None and isinstance(context, Context):
            try:
                return ExecutionResult(await plan.run(State(context, variables)), None)
            except REFUSALS:
                raise
            except Exception as error:
                self.left["error"] += 1
                log.debug("A plan left its operation to graphql-core: %r", error)
        return await self.reference.execute(operation, variables, context)

    def plan(self, operation: Operation) -> Plan | None:
        """The plan of an operation, made once; null for one that graphql-core runs."""
        key = (operation.digest, operation.name)
        known = self._plans.get(key)
        if known is None:
            known = (self._compile(operation),)
            self._plans.put(key, known, operation.document.token_count or 1)
        return known[0]

    def _compile(self, operation: Operation) -> Plan | None:
        if operation.kind is not OperationType.QUERY:
            return None
        try:
            return Compiler(self._strawberry, self.schema, operation).plan()
        except NotPlanned as reason:
            self.left[str(reason)] += 1
            return None

"""Runs operations by graphql-core, field by field, as the specification says: faster ways must give equal answers."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any, cast

import graphql.execution
import strawberry
from graphql import GraphQLInputObjectType, GraphQLSchema
from graphql.execution.collect_fields import FragmentDetails
from graphql.execution.values import VariableValues
from strawberry.execution import optimized_is_awaitable

from app.collector import nothing_frozen
from app.execution.asked.left_out import all_with_sent
from app.execution.running.aside import Aside, Forwarded
from app.execution.running.outcome import Outcome
from app.execution.running.size import measure
from app.operations.operation import Operation
from resolvers.kit.reading.budget import BudgetExceeded
from resolvers.kit.reading.context import Context

FRAMES = 5_000
"""How deep Python's calls may nest while an operation runs. Fields nested as deep as allowed take about 1,500."""

DEARER = 5
FIELD = 80
"""How many bytes a field counts beside its value: graphql-core takes some 10 µs for each, however small it is."""

_defaults: Any = graphql.execution
"""graphql-core's own resolvers, whose type annotations are incomplete."""


class Reference:
    """Runs operations of one schema. schema: graphql-core's form of it."""

    def __init__(self, schema: strawberry.Schema) -> None:
        # Strawberry has no public name for the graphql-core schema it builds.
        self.schema = _one_of(schema._schema)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        sys.setrecursionlimit(max(sys.getrecursionlimit(), FRAMES))
        self._executor = _metered(cast("Any", schema).execution_context_class)
        self.aside = Aside()

    async def prepare(self, operation: Operation) -> None:
        """Do nothing: graphql-core needs no preparation."""

    def begin(self, operation: Operation, variables: VariableValues) -> Referred:
        """A run of the operation."""
        return Referred(self, operation, variables)

    def executor(self, operation: Operation, variables: VariableValues, context: object) -> Any:
        """graphql-core's executor for one run of the operation, not yet started."""
        fragments = {name: all_with_sent(each, variables) for name, each in operation.fragments.items()}
        return self._executor(
            self.schema,
            fragments,
            {name: FragmentDetails(fragment, None) for name, fragment in fragments.items()},
            None,
            context,
            all_with_sent(operation.node, variables),
            variables,
            _defaults.default_field_resolver,
            _defaults.default_type_resolver,
            _defaults.default_field_resolver,
            is_awaitable=optimized_is_awaitable,
        )


@dataclass(frozen=True, slots=True)
class Referred:
    """A run by graphql-core. left: why a plan did not answer, if one was tried."""

    reference: Reference
    operation: Operation
    variables: VariableValues
    left: str | None = None

    @property
    def claims(self) -> frozenset[str] | None:
        """All claims, because it is not known beforehand what will be read."""
        return None

    def price(self) -> int:
        """0: what the run will read shows only while it runs, and is metered then."""
        return 0

    @property
    def is_lone(self) -> bool:
        """Never: each batch of fields runs a statement of its own."""
        return False

    async def execute(self, context: object) -> Outcome:
        """The operation's data and errors. An exception in a resolver becomes one of the errors.

        What reads rows runs in a thread: there can be many.
        """
        if isinstance(context, Context) and context.reads:
            with nothing_frozen():
                return await self.reference.aside.run(self._aside(context.over(Forwarded(context.session))))
        return await self._execute(context)

    async def _aside(self, context: Context) -> Outcome:
        try:
            return await self._execute(context)
        finally:
            context.forget()

    async def _execute(self, context: object) -> Outcome:
        try:
            result = self.reference.executor(self.operation, self.variables, context).execute_operation()
            if optimized_is_awaitable(result):
                result = await result
        except _Stopped as stopped:
            raise stopped.reason from None
        return Outcome(result.data, result.errors, "reference", self.left)


class _Stopped(BaseException):
    """Ends a run whose budget is used up. Not an Exception: graphql-core would turn that into a field's error."""

    def __init__(self, reason: BudgetExceeded) -> None:
        super().__init__()
        self.reason = reason


def _metered(executor: Any) -> Any:
    """The executor, changed so that its context's meter, if there is one, counts all that the executor makes.

    graphql-core takes about DEARER times as long as a plan for an object and for a field, so each counts DEARER times.
    """
    execute: Any = executor.execute_field
    complete: Any = executor.complete_object_value
    complete_leaf: Any = executor.complete_leaf_value

    def spend(run: Any, objects: int, size: int) -> None:
        meter = getattr(run.context_value, "meter", None)
        if meter is not None:
            try:
                meter.count(objects, size, 1)
            except BudgetExceeded as reason:
                raise _Stopped(reason) from None

    class Metered(executor):
        def execute_field(self, *arguments: Any, **named: Any) -> Any:
            spend(self, 0, FIELD * DEARER)
            return execute(self, *arguments, **named)

        def complete_object_value(self, *arguments: Any, **named: Any) -> Any:
            spend(self, DEARER, 0)
            return complete(self, *arguments, **named)

        def complete_leaf_value(self, kind: Any, value: Any) -> Any:
            shown = complete_leaf(kind, value)
            spend(self, *measure(shown))
            return shown

    return Metered


def _one_of(schema: GraphQLSchema) -> GraphQLSchema:
    """The schema, with its `@oneOf` inputs marked as such for graphql-core, so that graphql-core's own rules apply.

    Strawberry does not mark them, and its own rule for them fails if a fragment uses a variable.
    """
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLInputObjectType):
            declared = cast("Any", kind.extensions).get("strawberry-definition")
            kind.is_one_of = declared is not None and declared.is_one_of
    return schema

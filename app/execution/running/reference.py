"""Runs operations by graphql-core, field by field, as the specification says: every faster way must equal it."""

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

from app.execution.running.outcome import Outcome
from app.operations.operation import Operation

FRAMES = 5_000
"""How deep Python's calls may nest while an operation runs. Fields nested as deep as allowed take about 1,500."""

_defaults: Any = graphql.execution
"""graphql-core's own resolvers, whose types are not complete."""


class Reference:
    """Runs operations of one schema. schema: graphql-core's form of it."""

    def __init__(self, schema: strawberry.Schema) -> None:
        # Strawberry has no public name for the graphql-core schema it builds.
        self.schema = _one_of(schema._schema)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        sys.setrecursionlimit(max(sys.getrecursionlimit(), FRAMES))
        self._executor = cast("Any", schema).execution_context_class

    def begin(self, operation: Operation, variables: VariableValues) -> Referred:
        """A run of the operation."""
        return Referred(self, operation, variables)

    def executor(self, operation: Operation, variables: VariableValues, context: object) -> Any:
        """graphql-core's executor of one run of the operation, not started."""
        return self._executor(
            self.schema,
            dict(operation.fragments),
            {name: FragmentDetails(fragment, None) for name, fragment in operation.fragments.items()},
            None,
            context,
            operation.node,
            variables,
            _defaults.default_field_resolver,
            _defaults.default_type_resolver,
            _defaults.default_field_resolver,
            is_awaitable=optimized_is_awaitable,
        )


@dataclass(frozen=True, slots=True)
class Referred:
    """A run by graphql-core. left: why a plan did not answer, where one was tried."""

    reference: Reference
    operation: Operation
    variables: VariableValues
    left: str | None = None

    @property
    def claims(self) -> frozenset[str] | None:
        """All claims, because nobody knows beforehand what will be read."""
        return None

    @property
    def is_lone(self) -> bool:
        """Never: each batch of fields runs a statement of its own."""
        return False

    async def execute(self, context: object) -> Outcome:
        """The operation's data and errors. An exception in a resolver becomes one of the errors."""
        result = self.reference.executor(self.operation, self.variables, context).execute_operation()
        if optimized_is_awaitable(result):
            result = await result
        return Outcome(result.data, result.errors, "reference", self.left)


def _one_of(schema: GraphQLSchema) -> GraphQLSchema:
    """The schema, with its `@oneOf` inputs marked as such for graphql-core, so that graphql-core's own rules apply.

    Strawberry does not mark them, and the rule it has instead fails if a fragment uses a variable.
    """
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLInputObjectType):
            declared = cast("Any", kind.extensions).get("strawberry-definition")
            kind.is_one_of = declared is not None and declared.is_one_of
    return schema

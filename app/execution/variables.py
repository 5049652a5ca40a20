"""The values a client sends for an operation's variables."""

from __future__ import annotations

from typing import Any, cast

from graphql import GraphQLError, GraphQLSchema
from graphql.execution.values import VariableValues, get_variable_values

from app.operations.limits import ZERO_CHARACTER
from app.operations.operation import Operation, Refused

MOST_ERRORS = 10


def coerce_variables(
    schema: GraphQLSchema, operation: Operation, values: dict[str, Any], most_values: int
) -> VariableValues:
    """The variables in the types the operation declares (specification, section 6.1.2).

    most_values: how many values they may hold in all; a document's own are limited likewise.
    Raises Refused: COST_LIMIT_EXCEEDED, or BAD_USER_INPUT with an error for each value that does not fit.
    """
    _check(operation, values, most_values)
    definitions = operation.node.variable_definitions or ()
    coerced = get_variable_values(schema, definitions, values, max_errors=MOST_ERRORS)
    if isinstance(coerced, list):
        raise Refused("BAD_USER_INPUT", [_shortened(error) for error in coerced], operation.kind)
    return coerced


def _check(operation: Operation, values: dict[str, Any], most_values: int) -> None:
    count, pending = 0, list[object](values.values())
    while pending:
        value = pending.pop()
        count += 1
        if isinstance(value, str):
            if "\0" in value:
                raise Refused("BAD_USER_INPUT", [GraphQLError(ZERO_CHARACTER)], operation.kind)
        elif isinstance(value, dict):
            pending.extend(cast("dict[str, object]", value).values())
        elif isinstance(value, list):
            pending.extend(cast("list[object]", value))
    if count > most_values:
        message = (
            f"The variables are too large: they hold {count} values; the limit (max_tokens) is {most_values}."
        )
        raise Refused("COST_LIMIT_EXCEEDED", [GraphQLError(message)], operation.kind)


def _shortened(error: GraphQLError) -> GraphQLError:
    """The error without what its nodes hold on to; where it stands remains."""
    return GraphQLError(error.message, error.nodes)

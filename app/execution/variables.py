"""The values a client sends for an operation's variables."""

from __future__ import annotations

from typing import Any, cast

from graphql import GraphQLError, GraphQLSchema
from graphql.execution.values import VariableValues, get_variable_values

from app.operations.limits import ZERO_CHARACTER
from app.operations.operation import Operation, Refused

MOST_ERRORS = 10


def coerce_variables(schema: GraphQLSchema, operation: Operation, values: dict[str, Any]) -> VariableValues:
    """The variables in the types the operation declares (specification, section 6.1.2).

    Raises Refused (BAD_USER_INPUT) with an error for each value that does not fit.
    """
    if _holds_zero_character(values):
        raise Refused("BAD_USER_INPUT", [GraphQLError(ZERO_CHARACTER)], operation.kind)
    definitions = operation.node.variable_definitions or ()
    coerced = get_variable_values(schema, definitions, values, max_errors=MOST_ERRORS)
    if isinstance(coerced, list):
        raise Refused("BAD_USER_INPUT", [_shortened(error) for error in coerced], operation.kind)
    return coerced


def _holds_zero_character(values: dict[str, Any]) -> bool:
    pending: list[object] = [values]
    while pending:
        value = pending.pop()
        if isinstance(value, str):
            if "\0" in value:
                return True
        elif isinstance(value, dict):
            members = cast("dict[str, object]", value)
            pending.extend(members)
            pending.extend(members.values())
        elif isinstance(value, list):
            pending.extend(cast("list[object]", value))
    return False


def _shortened(error: GraphQLError) -> GraphQLError:
    """The error without what its nodes hold on to; where it stands remains."""
    return GraphQLError(error.message, error.nodes)

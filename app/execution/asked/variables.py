"""Checks and coerces the values that a client sends for an operation's variables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from graphql import GraphQLError, GraphQLScalarType, GraphQLSchema, Undefined
from graphql.execution.values import VariableValues, VariableValueSource, get_variable_values
from graphql.type import GRAPHQL_MAX_INT, GRAPHQL_MIN_INT

from app.execution.asked.types import strip
from app.operations.limits import ZERO_CHARACTER
from app.operations.operation import InvalidValues, Operation, OperationTooLarge

MOST_ERRORS = 10

PLAIN: Mapping[str, type] = {"String": str, "ID": str, "Boolean": bool, "Int": int}
"""Scalars, each with the Python type whose values need no coercion."""


def coerce_variables(
    schema: GraphQLSchema, operation: Operation, values: dict[str, Any], most_values: int
) -> VariableValues:
    """The variables in the types that the operation declares (specification, section 6.1.2).

    most_values: how many values the variables may hold in all; the same limit applies to values in the document.
    Raises OperationTooLarge, or InvalidValues with an error for each value that does not fit.
    """
    _check(operation, values, most_values)
    plain = _as_they_come(operation, values)
    if plain is not None:
        return plain
    definitions = operation.node.variable_definitions or ()
    coerced = get_variable_values(schema, definitions, values, max_errors=MOST_ERRORS)
    if isinstance(coerced, list):
        raise InvalidValues([_shortened(error) for error in coerced], operation.kind)
    return coerced


def _as_they_come(operation: Operation, values: Mapping[str, Any]) -> VariableValues | None:
    """The variables if none needs coercion, which is the usual case; otherwise null, and graphql-core coerces."""
    sources: dict[str, VariableValueSource] = {}
    coerced: dict[str, Any] = {}
    for variable in operation.variables:
        value = values.get(variable.name, Undefined)
        kind, is_required = strip(cast("Any", variable).type)
        if value is Undefined and variable.default is None and not is_required:
            sources[variable.name] = VariableValueSource(variable)
            continue
        if not isinstance(kind, GraphQLScalarType) or not _is_plain(value, kind.name):
            return None
        sources[variable.name] = VariableValueSource(variable, value)
        coerced[variable.name] = value
    return VariableValues(sources, coerced)


def _is_plain(value: object, scalar: str) -> bool:
    is_large = type(value) is int and not GRAPHQL_MIN_INT <= value <= GRAPHQL_MAX_INT
    return type(value) is PLAIN.get(scalar) and not is_large


def _check(operation: Operation, values: dict[str, Any], most_values: int) -> None:
    count, pending = 0, list[object](values.values())
    while pending:
        value = pending.pop()
        count += 1
        if isinstance(value, str):
            if "\0" in value:
                raise InvalidValues([GraphQLError(ZERO_CHARACTER)], operation.kind)
        elif isinstance(value, dict):
            pending.extend(cast("dict[str, object]", value).values())
        elif isinstance(value, list):
            pending.extend(cast("list[object]", value))
    if count > most_values:
        message = (
            f"The variables are too large: they hold {count} values; the limit (max_tokens) is {most_values}."
        )
        raise OperationTooLarge([GraphQLError(message)], operation.kind)


def _shortened(error: GraphQLError) -> GraphQLError:
    """The error with its message and its place in the document, but without the objects that it would keep alive."""
    return GraphQLError(error.message, error.nodes)

"""The values a client sends for an operation's variables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from graphql import GraphQLError, GraphQLScalarType, GraphQLSchema, Undefined
from graphql.execution.values import VariableValues, VariableValueSource, get_variable_values
from graphql.type import GRAPHQL_MAX_INT, GRAPHQL_MIN_INT

from app.execution.asked.types import strip
from app.operations.limits import ZERO_CHARACTER
from app.operations.operation import Operation, Refused

MOST_ERRORS = 10

PLAIN: Mapping[str, type] = {"String": str, "ID": str, "Boolean": bool, "Int": int}
"""Scalars of which a value of this type is taken as it comes."""


def coerce_variables(
    schema: GraphQLSchema, operation: Operation, values: dict[str, Any], most_values: int
) -> VariableValues:
    """The variables in the types the operation declares (specification, section 6.1.2).

    most_values: how many values they may hold in all; a document's own are limited likewise.
    Raises Refused: COST_LIMIT_EXCEEDED, or BAD_USER_INPUT with an error for each value that does not fit.
    """
    _check(operation, values, most_values)
    plain = _as_they_come(operation, values)
    if plain is not None:
        return plain
    definitions = operation.node.variable_definitions or ()
    coerced = get_variable_values(schema, definitions, values, max_errors=MOST_ERRORS)
    if isinstance(coerced, list):
        raise Refused("BAD_USER_INPUT", [_shortened(error) for error in coerced], operation.kind)
    return coerced


def _as_they_come(operation: Operation, values: Mapping[str, Any]) -> VariableValues | None:
    """The variables, where nothing has to be coerced, which is most often so; null where graphql-core must look."""
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

"""Leaves out the conditions of filters whose variables were not sent.

The specification leaves out a field of an input object if its variable was not sent (section 3.10). From
`organization: { name: $name }` that would leave `organization: {}`, which asks whether there is an organization at
all. So what consists only of conditions that were left out is left out itself (`resolvers/kit/reading/inputs.py`
does the same for values that a client sends).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar, cast

from graphql import (
    ArgumentNode,
    FieldNode,
    ListValueNode,
    Node,
    ObjectFieldNode,
    ObjectValueNode,
    ValueNode,
    VariableNode,
    Visitor,
    visit,
)
from graphql.execution.values import VariableValues

N = TypeVar("N", bound=Node)

FILTER = "filter"
"""The argument of a list that holds its filter."""


def with_sent(field: FieldNode, variables: VariableValues) -> FieldNode:
    """The field, its filter without the conditions whose variables were not sent."""
    if len(variables.coerced) == len(variables.sources):
        return field
    given = field.arguments or ()
    if not any(argument.name.value == FILTER for argument in given):
        return field
    return replace(field, arguments=tuple(_kept(given, variables.coerced)))


def all_with_sent(definition: N, variables: VariableValues) -> N:
    """The operation or fragment, its filters without the conditions whose variables were not sent."""
    if len(variables.coerced) == len(variables.sources):
        return definition

    class Leaving(Visitor):
        def enter_field(self, node: FieldNode, *_: Any) -> FieldNode | None:
            changed = with_sent(node, variables)
            return None if changed is node else changed

    return cast("N", visit(definition, Leaving()))


def _kept(given: Sequence[ArgumentNode], sent: Mapping[str, Any]) -> Sequence[ArgumentNode]:
    found: list[ArgumentNode] = []
    for argument in given:
        value = _value(argument.value, sent) if argument.name.value == FILTER else argument.value
        if value is not None:
            found.append(replace(argument, value=value))
    return found


def _value(value: ValueNode, sent: Mapping[str, Any]) -> ValueNode | None:
    """The value as far as it was sent; null if it is to be left out. What is written as empty stays empty."""
    match value:
        case VariableNode():
            return value if value.name.value in sent else None
        case ListValueNode() if value.values:
            items = [item for each in value.values if (item := _value(each, sent)) is not None]
            return replace(value, values=tuple(items)) if items else None
        case ObjectValueNode() if value.fields:
            fields: list[ObjectFieldNode] = []
            for field in value.fields:
                inner = _value(field.value, sent)
                if inner is not None:
                    fields.append(replace(field, value=inner))
            return replace(value, fields=tuple(fields)) if fields else None
        case _:
            return value

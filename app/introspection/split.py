"""Removes the introspection from an operation: what remains is data, which a plan reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
)

from app.operations.operation import INTROSPECTION_FIELDS, Operation


def data_of(operation: Operation) -> Operation:
    """The operation without `__schema` and `__type`, which can stand only at its root.

    Fragments that the root uses become inline fragments. Fields keep their nodes, so that errors keep their locations.
    """
    node = replace(operation.node, selection_set=_without(operation.node.selection_set, operation.fragments))
    return replace(operation, digest=f"{operation.digest} data", node=node, introspects=False)


def _without(root: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode]) -> SelectionSetNode:
    kept: list[SelectionNode] = []
    for selection in root.selections:
        if isinstance(selection, FieldNode):
            if selection.name.value not in INTROSPECTION_FIELDS:
                kept.append(selection)
        elif isinstance(selection, InlineFragmentNode):
            kept.append(replace(selection, selection_set=_without(selection.selection_set, fragments)))
        elif isinstance(selection, FragmentSpreadNode):
            fragment = fragments[selection.name.value]
            kept.append(
                InlineFragmentNode(
                    type_condition=fragment.type_condition,
                    directives=selection.directives,
                    selection_set=_without(fragment.selection_set, fragments),
                    loc=selection.loc,
                )
            )
    return replace(root, selections=tuple(kept))

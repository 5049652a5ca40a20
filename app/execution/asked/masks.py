"""Finds the claims that the masks of an operation's columns need, by the names in the operation's document."""

from typing import Any, cast

from graphql import NameNode, Node

from app.operations.operation import Operation
from db.derived.claims_on_demand import claims_of_masks
from resolvers.kit.declaring.names import camel

WHOLE = ("Filter", "Order")
"""How the names of those input types end that may name any column."""


def names_in(operation: Operation) -> frozenset[str]:
    """Every name in the operation and its document's fragments."""
    found: set[str] = set()
    nodes: list[Node] = [operation.node, *operation.fragments.values()]
    while nodes:
        node = nodes.pop()
        if isinstance(node, NameNode):
            found.add(node.value)
            continue
        for key in node.keys:
            value: Any = getattr(node, key, None)
            several = cast("tuple[Any, ...]", value if isinstance(value, list | tuple) else (value,))
            nodes += [part for part in several if isinstance(part, Node)]
    return frozenset(found)


def mask_claims(table: str, names: frozenset[str]) -> frozenset[str]:
    """The claims on demand that the table's masks need if an operation uses these names.

    If a variable of the operation may hold a filter or an order, all of the table's masks count.
    """
    is_open = any(name.endswith(WHOLE) for name in names)
    masks = claims_of_masks(table)
    return frozenset[str]().union(*(masks[name] for name in masks if is_open or camel(name) in names))

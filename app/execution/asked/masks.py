"""What the masked columns that an operation may show ask of the viewer's claims, by the names in its document."""

from typing import Any, cast

from graphql import NameNode, Node

from app.operations.operation import Operation
from db.derived.claims_on_demand import claims_of_masks
from resolvers.kit.declaring.names import camel

WHOLE = ("Filter", "Order")
"""How the names of input types end that may name any column."""


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
    """The claims on demand of the table's masks that an operation with these names may meet.

    All of them where it has a variable that may hold a filter or an order.
    """
    is_open = any(name.endswith(WHOLE) for name in names)
    masks = claims_of_masks(table)
    return frozenset[str]().union(*(masks[name] for name in masks if is_open or camel(name) in names))

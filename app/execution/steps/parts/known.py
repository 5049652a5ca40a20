"""The parts of connections that plans know. A new one is a file beside this, and its line here."""

from collections.abc import Callable

from app.execution.steps.parts.edges import edges
from app.execution.steps.parts.nodes import nodes
from app.execution.steps.parts.page_info import page_info
from app.execution.steps.parts.part import Asked, Part, declared
from app.execution.steps.parts.total_count import total_count
from app.execution.steps.parts.typename import typename

PARTS: dict[str, Callable[[Asked], Part]] = {
    "__typename": typename,
    "edges": edges,
    "nodes": nodes,
    "pageInfo": page_info,
    "totalCount": total_count,
}
"""Every field of a connection, by its name in the schema."""


def part_of(asked: Asked) -> Part:
    """The part that a field asks for. Raises LookupError for one that is not among them."""
    return declared(PARTS, asked.kind, asked.field)(asked)

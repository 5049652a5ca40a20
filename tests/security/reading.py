"""Reading a whole connection, page after page."""

from typing import Any

from resolvers.kit.declaring.entity import Entity
from tests.security.proof import Proof
from tests.support import world
from tests.support.graphql import Asking

IDS_AT_ONCE = 200
ASKING = [viewer for viewer in world.viewers() if viewer.kind != "refused"]


def field_of(plural: str) -> str:
    """The root field of a connection."""
    head, *rest = plural.split("_")
    return head + "".join(part.capitalize() for part in rest)


async def walk(asker: Asking, field: str, arguments: str) -> list[str]:
    """The keys of all rows of a root connection, page after page by its cursors; of a `last`, from the end."""
    found: list[str] = []
    word, more, mark = (
        ("before", "hasPreviousPage", "startCursor")
        if "last:" in arguments
        else ("after", "hasNextPage", "endCursor")
    )
    cursor = None
    while True:
        parts = f"nodes {{ uuid }} pageInfo {{ {more} {mark} }}"
        query = f"query ($c: String) {{ {field}({arguments}, {word}: $c) {{ {parts} }} }}"
        page = (await asker.ask(query, c=cursor)).only[field]
        keys = [node["uuid"] for node in page["nodes"]]
        found = keys + found if word == "before" else found + keys
        if not page["pageInfo"][more]:
            return found
        cursor = page["pageInfo"][mark]


async def rows_of(proof: Proof, asker: Asking, entity: Entity, selection: str) -> list[dict[str, Any]]:
    """All rows of an entity that the viewer reaches: through its root connection, or by any id where it has none."""
    if entity.plural is not None:
        return await everything(asker, field_of(entity.plural), selection)
    assert entity.table is not None
    ids = [f"{entity.name}_{key}" for key in proof.everything[entity.table.name]]
    found: list[dict[str, Any] | None] = []
    for place in range(0, len(ids), IDS_AT_ONCE):
        query = f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on {entity.name} {{ {selection} }} }} }}"
        found += (await asker.ask(query, ids=ids[place : place + IDS_AT_ONCE])).only["nodes"]
    return [row for row in found if row]


async def everything(asker: Asking, field: str, selection: str) -> list[dict[str, Any]]:
    """All rows of a root connection."""
    found: list[dict[str, Any]] = []
    cursor = None
    while True:
        parts = f"nodes {{ {selection} }} pageInfo {{ hasNextPage endCursor }}"
        query = f"query ($c: String) {{ {field}(first: 200, after: $c) {{ {parts} }} }}"
        page = (await asker.ask(query, c=cursor)).only[field]
        found += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return found
        cursor = page["pageInfo"]["endCursor"]

"""Reading a whole connection, page after page."""

from typing import Any

from tests.support import world
from tests.support.graphql import Asking

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

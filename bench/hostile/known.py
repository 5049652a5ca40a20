"""Asks a gateway for ids and keys of rows that there are, so that generated documents find something."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from graphql import GraphQLSchema, get_named_type, is_non_null_type

from bench.hostile.inputs import Known

Ask = Callable[[str], Awaitable[dict[str, Any]]]
"""Gives the data of a query's answer."""


async def known_rows(schema: GraphQLSchema, ask: Ask) -> Known:
    """The ids of the first rows of each list of the root, and the keys by which the root finds one."""
    ids: dict[str, list[str]] = {}
    keys: dict[tuple[str, str], list[str]] = {}
    assert schema.query_type is not None
    fields: dict[str, Any] = schema.query_type.fields
    lists = {row_type(of): name for name, of in fields.items() if row_type(of) is not None}
    for kind, name in lists.items():
        page = (await ask(f"{{ {name}(first: 20) {{ nodes {{ id }} }} }}"))[name]
        if page["nodes"]:
            ids[str(kind)] = [row["id"] for row in page["nodes"]]
    for name, of in fields.items():
        # Where a row has several keys, any one of them finds it, and none is required.
        needed = [key for key, argument in of.args.items() if is_non_null_type(argument.type)] or list(
            of.args
        )[-1:]
        kind = get_named_type(of.type)
        if len(needed) == 1 and kind.name in lists and needed[0] in kind.fields:
            plural = lists[kind.name]
            page = (await ask(f"{{ {plural}(first: 20) {{ nodes {{ {needed[0]} }} }} }}"))[plural]
            keys[name, needed[0]] = [row[needed[0]] for row in page["nodes"] if row[needed[0]]]
    return Known(ids, keys)


def row_type(of: Any) -> str | None:
    """The type of the rows of a connection; null for any other field."""
    nodes = getattr(get_named_type(of.type), "fields", {}).get("nodes")
    return None if nodes is None or "first" not in of.args else get_named_type(nodes.type).name

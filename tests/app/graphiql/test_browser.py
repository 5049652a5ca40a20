"""GraphiQL in a real browser that can reach the gateway and nothing else."""

import asyncio
from pathlib import Path
from typing import Any

from graphql import build_schema as build_schema_from_text
from graphql import is_input_object_type, is_leaf_type

from app.main import create_app
from tests.app import tools
from tests.app.gateway import served, settings
from tests.support.databases import Database

READABLE = 4.5
"""The least contrast of a text (WCAG 2.2, 1.4.3)."""

QUERY = 'query Mine { __typename course: __type(name: "Course") { kind description } courses { totalCount } }'


async def test_graphiql_runs_a_query_and_shows_its_result_and_the_documentation(
    demo_database: Database, tmp_path: Path
) -> None:
    browser = tools.chromium()
    async with served(create_app(settings(demo_database.gateway_url))) as origin:
        seen: dict[str, Any] = await asyncio.to_thread(
            tools.run, "graphiql.mjs", origin, browser, QUERY, str(tmp_path)
        )
    assert seen["problems"] == []
    assert seen["elsewhere"] == []
    assert seen["result"]["data"]["__typename"] == "Query"
    assert seen["result"]["data"]["course"]["kind"] == "OBJECT"
    assert seen["result"]["data"]["courses"]["totalCount"] > 0
    assert "Where every query begins." in seen["descriptions"]
    assert "The object with this id; null where the viewer can see none." in seen["descriptions"]
    assert {"viewer", "courses", "node"} <= set(seen["fields"])
    assert seen["people"][:2] == ["Student", "Instructor"]
    assert seen["sentAs"]["authorization"].startswith("Bearer ey")
    assert seen["you"].startswith("You are Daniel Reyes")
    assert seen["theirs"].startswith("#")
    assert seen["theirResult"]["data"]
    assert "errors" not in seen["theirResult"]


async def test_its_keys_its_documentation_and_its_colours_serve_a_reader(
    demo_database: Database, tmp_path: Path
) -> None:
    browser = tools.chromium()
    async with served(create_app(settings(demo_database.gateway_url))) as origin:
        seen: dict[str, Any] = await asyncio.to_thread(
            tools.run, "graphiql_looks.mjs", origin, browser, str(tmp_path)
        )
    assert seen["problems"] == []
    assert seen["keys"] == {"fromEditor": "doc-explorer-input", "fromClosed": "doc-explorer-input"}
    assert seen["query"], "the key changed the query"
    assert seen["matches"][0] == "Course"
    ranks = {name: rank for rank, names in enumerate(types_by_rank()) for name in names}
    listed = [name for name in seen["types"] if name not in ("Query", "Mutation", "Subscription")]
    assert listed == sorted(listed, key=lambda name: (ranks[name], name))
    assert set(listed) == ranks.keys() - {"Query"}
    assert listed[0] == "AcademicAge"
    kinds = {
        "cm-keyword",
        "cm-def",
        "cm-string",
        "cm-number",
        "cm-builtin",
        "cm-property",
        "cm-comment",
        "linenumber",
    }
    for mode in ("light", "dark"):
        found: dict[str, float] = seen["contrasts"][mode]
        assert kinds <= {name for kind in found for name in kind.split()}
        assert {kind: ratio for kind, ratio in found.items() if ratio < READABLE} == {}, mode


def types_by_rank() -> tuple[set[str], set[str], set[str]]:
    """The names of things, of values, and of what lists, filters and orders things."""
    schema = build_schema_from_text((Path(__file__).parents[3] / "schema.graphql").read_text())
    things: set[str] = set()
    values: set[str] = set()
    others: set[str] = set()
    for name, kind in schema.type_map.items():
        if name.startswith("__"):
            continue
        fields = getattr(kind, "fields", {}).keys()
        if is_input_object_type(kind):
            others.add(name)
        elif is_leaf_type(kind):
            values.add(name)
        elif name == "PageInfo" or {"pageInfo", "totalCount"} <= fields or {"node", "cursor"} <= fields:
            others.add(name)
        else:
            things.add(name)
    return things, values, others

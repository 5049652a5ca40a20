"""GraphiQL in a real browser that can reach the gateway and nothing else."""

import asyncio
from pathlib import Path
from typing import Any

from app.main import create_app
from tests.app import tools
from tests.app.gateway import served, settings
from tests.support.databases import Database

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

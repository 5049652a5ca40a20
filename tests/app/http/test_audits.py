"""Every audit of npm's graphql-http passes, on the project's own schema."""

import asyncio
from typing import Any

from app.main import create_app
from tests.app import tools
from tests.app.gateway import served, settings
from tests.support.databases import Database

AUDITS_OF_1_23 = 61


async def test_every_audit_of_graphql_http_passes(tenants: Database) -> None:
    async with served(create_app(settings(tenants.gateway_url))) as origin:
        results: list[dict[str, Any]] = await asyncio.to_thread(tools.run, "http.mjs", f"{origin}/graphql")
    assert [result for result in results if result["status"] != "ok"] == []
    assert len(results) == AUDITS_OF_1_23

"""Both executors over the demo data."""

from collections.abc import AsyncIterator

import pytest

import demo
from db.reads.database import Database as Pool
from resolvers.schema import build_schema
from tests.app.execution.both import Both, Places
from tests.support.databases import Database


@pytest.fixture(scope="session")
async def both(demo_database: Database) -> AsyncIterator[Both]:
    """Both executors over the demo data."""
    pool = await Pool.open(demo_database.gateway_url, pool_size=2, statement_seconds=60)
    try:
        yield Both(pool, build_schema())
    finally:
        await pool.close()


@pytest.fixture(scope="session")
async def places(demo_database: Database) -> dict[str, Places]:
    """The rows that generated operations name, by tenant."""
    tenants = {persona.tenant_code for persona in demo.PERSONAS}
    return {tenant: await Places.read(demo_database.admin_url, tenant) for tenant in tenants}

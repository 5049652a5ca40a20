"""A gateway over a database with three tenants, for the tests of the transport."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.app.gateway import WITH_MUTATIONS, add_tenants, gateway
from tests.support.databases import Database


@pytest.fixture(scope="module")
async def tenants(module_database: Database) -> Database:
    """A database with the tenants north, closed and asleep."""
    await add_tenants(module_database.admin_url)
    return module_database


@pytest.fixture
async def client(tenants: Database) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the gateway, which has mutations too."""
    async with gateway(tenants.gateway_url, WITH_MUTATIONS) as made:
        yield made

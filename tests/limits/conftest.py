"""Large courses and busy people, made on purpose."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from db.reads.database import Database as Pool
from demo.scale import Extent, add_busy_person, add_course
from tests.conftest import clone
from tests.support.databases import Clones
from tests.support.graphql import opened

TENANT = "large"


@pytest.fixture(scope="module")
async def pool(clones: Clones) -> AsyncIterator[Pool]:
    """A tenant with a chain of 60 modules, courses of 1,000 and 10,000, and people with 500 and 5,000 enrolments."""
    async with clone(clones, clones.template) as database:
        connection: asyncpg.Connection[Any] = await asyncpg.connect(database.owner_url)
        await connection.execute(
            "INSERT INTO tenants (name, short_code, kind, allows_visitors) VALUES ('Large', $1, 'university', true)",
            TENANT,
        )
        await connection.close()
        await add_course(database.owner_url, TENANT, "DEEP", Extent(modules=61, fan=1))
        for modules in (1_000, 10_000):
            await add_course(database.owner_url, TENANT, f"WIDE{modules}", Extent(modules=modules, fan=10))
        await add_course(database.owner_url, TENANT, "FLAT", Extent(modules=10_500, fan=10_500, contents=0))
        for enrollments in (500, 5_000):
            await add_busy_person(database.owner_url, TENANT, f"busy{enrollments}", enrollments=enrollments)
        async with opened(database.gateway_url) as made:
            yield made

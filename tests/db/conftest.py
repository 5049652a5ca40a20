"""A superuser's look at the catalogue of a migrated database, and the statements that GraphQL runs."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from tests.conftest import clone
from tests.support import world
from tests.support.databases import Clones, Database
from tests.support.everything import ask_everything
from tests.support.graphql import STATEMENTS, asking, opened


@pytest.fixture(scope="module")
async def catalogue(module_database: Database) -> AsyncIterator["asyncpg.Connection[Any]"]:
    """A superuser's connection to a migrated database."""
    connection = await asyncpg.connect(module_database.admin_url)
    yield connection
    await connection.close()


@pytest.fixture(scope="session")
async def statements(clones: Clones, world_template: str) -> list[str]:
    """The statements of generated operations that use whatever there is to ask."""
    STATEMENTS.clear()  # what other modules asked, in other roles, is not meant
    async with clone(clones, world_template) as database:
        viewer = world.person(world.OPEN, "whole tenant_admin")
        async with opened(database.gateway_url) as pool, asking(pool, viewer) as asker:
            await ask_everything(asker)
    return sorted(STATEMENTS)

"""A superuser's look at the catalogue of a migrated database."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from tests.support.databases import Database


@pytest.fixture(scope="module")
async def catalogue(module_database: Database) -> AsyncIterator["asyncpg.Connection[Any]"]:
    """A superuser's connection to a migrated database."""
    connection = await asyncpg.connect(module_database.admin_url)
    yield connection
    await connection.close()

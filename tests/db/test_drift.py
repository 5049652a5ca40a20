"""The migrations make the database that the models describe, to the last comment, and can be taken back."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from db.derived import ddl
from db.maintenance import migrate
from db.models import Base
from tests.conftest import clone
from tests.support.databases import Clones, Database
from tests.support.dumps import dump

NOTHING = "template0"
LEFT = """
SELECT 'schema ' || nspname FROM pg_namespace
    WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public')
UNION ALL SELECT 'relation ' || oid::regclass FROM pg_class WHERE relnamespace = 'public'::regnamespace
UNION ALL SELECT 'function ' || oid::regprocedure FROM pg_proc WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT 'type ' || oid::regtype FROM pg_type WHERE typnamespace = 'public'::regnamespace
UNION ALL SELECT 'right ' || a.privilege_type || ' ' || a.grantee::regrole FROM pg_namespace, aclexplode(nspacl) a
    WHERE nspname = 'public' AND a.grantee::regrole::text LIKE 'lyceum%'
ORDER BY 1
"""
ALEMBICS_OWN = [
    "relation alembic_version", "relation alembic_version_pkc", "type alembic_version", "type alembic_version[]",
]  # fmt: skip


@pytest.fixture
async def nothing(clones: Clones) -> AsyncIterator[Database]:
    """An empty database of the owner's."""
    async with clone(clones, NOTHING) as made:
        yield made


async def test_migrations_and_models_make_the_same_database(nothing: Database, database: Database) -> None:
    connection = await asyncpg.connect(nothing.owner_url)
    try:
        async with connection.transaction():
            for statement in ddl.statements():
                await connection.execute(statement)
    finally:
        await connection.close()
    migrated, described = await dump(database.admin_url), await dump(nothing.admin_url)
    assert len(described) > 300
    assert migrated == described, "write the revision that is missing: python -m migrations.author TOPIC"


async def test_migrations_run_up_down_and_up_again(nothing: Database, database: Database) -> None:
    every = await asyncio.to_thread(migrate.upgrade, nothing.owner_url)
    assert await asyncio.to_thread(migrate.current, nothing.owner_url) == migrate.head()
    assert await asyncio.to_thread(migrate.downgrade, nothing.owner_url) == every[::-1]
    connection = await asyncpg.connect(nothing.admin_url)
    try:
        assert [row[0] for row in await connection.fetch(LEFT)] == ALEMBICS_OWN
    finally:
        await connection.close()
    assert await asyncio.to_thread(migrate.upgrade, nothing.owner_url) == every
    assert await dump(nothing.admin_url) == await dump(database.admin_url)


async def test_each_migration_can_be_taken_back_on_its_own(nothing: Database) -> None:
    names = await asyncio.to_thread(migrate.upgrade, nothing.owner_url)
    steps: list[list[str]] = []
    for number in range(len(names), 0, -1):
        steps.append(await dump(nothing.admin_url))
        below = f"{number - 1:04}" if number > 1 else "base"
        assert len(await asyncio.to_thread(migrate.downgrade, nothing.owner_url, migrate.silent, below)) == 1
    for number, state in enumerate(reversed(steps), 1):
        await asyncio.to_thread(migrate.upgrade, nothing.owner_url, migrate.silent, f"{number:04}")
        assert await dump(nothing.admin_url) == state, f"revision {number:04} is made again as it was"


@pytest.mark.filterwarnings("ignore:Cannot correctly sort tables")
async def test_alembic_finds_nothing_to_add(database: Database) -> None:
    def differences(connection: Connection) -> list[Any]:
        options = {"include_schemas": True, "compare_type": True, "include_object": _is_ours}
        return compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)

    url = database.owner_url.replace("postgresql://", "postgresql+asyncpg://", 1)
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            assert await connection.run_sync(differences) == []
    finally:
        await engine.dispose()


def _is_ours(_object: Any, name: str | None, *_: Any) -> bool:
    months = getattr(_object, "schema", None) == "logs"
    return name != "alembic_version" and not months

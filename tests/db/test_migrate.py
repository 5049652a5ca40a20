"""A migration that can't be made is refused with a sentence, leaves nothing behind, and holds nobody up for long."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from app.cli.explain import explain
from db.maintenance import migrate
from migrations import run
from tests.conftest import clone
from tests.support.databases import Clones, Database

BASELINE = "0001"


@pytest.fixture
async def migrated(clones: Clones) -> AsyncIterator[Database]:
    """A database of the test's own, at the baseline."""
    async with clone(clones, clones.template) as made:
        await asyncio.to_thread(migrate.downgrade, made.owner_url, revision=BASELINE)
        yield made


async def refused(database: Database) -> str:
    """What is said of taking the baseline back, which then is not taken back."""
    with pytest.raises(migrate.MigrationRefused) as caught:
        await asyncio.to_thread(migrate.downgrade, database.owner_url)
    assert await asyncio.to_thread(migrate.current, database.owner_url) == BASELINE
    return explain(caught.value)


async def test_a_migration_waits_only_so_long_for_a_table(
    migrated: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "LOCK_TIMEOUT", "50ms")
    reader = await asyncpg.connect(migrated.admin_url)
    try:
        async with reader.transaction():
            await reader.fetch("SELECT FROM courses")
            assert await refused(migrated) == (
                "another transaction held a table for longer than a migration waits for it; this migration and those "
                "after it were not made: end long transactions, or run it when less is going on"
            )
    finally:
        await reader.close()


async def test_a_statement_of_a_migration_runs_only_so_long(
    migrated: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "STATEMENT_TIMEOUT", "1ms")
    assert await refused(migrated) == (
        "a statement of the migration took longer than it may, or somebody cancelled it; this migration and those "
        "after it were not made: see docs/migrating.md for changes to large tables"
    )


async def test_a_database_of_another_version_is_named(migrated: Database) -> None:
    connection = await asyncpg.connect(migrated.admin_url)
    await connection.execute("UPDATE alembic_version SET version_num = '9999'")
    await connection.close()
    with pytest.raises(migrate.MigrationRefused) as caught:
        await asyncio.to_thread(migrate.upgrade, migrated.owner_url)
    assert explain(caught.value) == (
        "the database is at revision 9999, which this version doesn't know: a later version made it, "
        "or one before the first release"
    )


async def test_the_times_are_those_of_the_operators_page() -> None:
    assert (run.LOCK_TIMEOUT, run.STATEMENT_TIMEOUT) == ("5s", "15min")

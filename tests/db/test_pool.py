"""The pool: which reads wait, which connections come back, and that a read leaves nothing behind, even if it ends only
with the next read's BEGIN.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import asyncpg
import pytest

from db.errors import DatabaseUnavailable, UnknownViewer
from db.reads.claims import Claims
from db.reads.database import Database
from db.reads.pool import SETTLE_SECONDS
from tests.support.databases import Database as Clone

VISITOR = Claims("northfield")
TRANSACTIONS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE application_name = 'lyceum' AND datname = current_database() AND state LIKE 'idle in transaction%'
"""


@pytest.fixture
async def single(demo_database: Clone) -> AsyncIterator[Database]:
    """A database with one connection."""
    opened = await Database.open(demo_database.gateway_url, pool_size=1, acquire_seconds=0.3)
    yield opened
    await opened.close()


@pytest.fixture
async def observer(demo_database: Clone) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A connection that watches the others."""
    connection = await asyncpg.connect(demo_database.admin_url)
    yield connection
    await connection.close()


async def backend(database: Database, claims: Claims = VISITOR) -> int:
    """The server process that a read runs on."""
    async with database.read(claims) as session:
        return (await session.fetch("SELECT pg_backend_pid() AS pid"))[0]["pid"]


async def test_one_connection_serves_one_read_after_the_other(single: Database) -> None:
    assert await backend(single) == await backend(single)


async def test_who_finds_no_connection_in_time_is_told(single: Database) -> None:
    async with single.read(VISITOR):
        with pytest.raises(DatabaseUnavailable):
            await backend(single)
    assert await backend(single) > 0


async def test_who_waits_gets_the_connection_that_comes_back(single: Database) -> None:
    async with single.read(VISITOR):
        waiting = [asyncio.create_task(backend(single)) for _ in range(5)]
        await asyncio.sleep(0)
    assert len(set(await asyncio.gather(*waiting))) == 1


async def test_who_stops_waiting_takes_nothing(single: Database) -> None:
    async with single.read(VISITOR):
        waiting = asyncio.create_task(backend(single))
        await asyncio.sleep(0.01)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    assert await backend(single) > 0


async def test_a_finished_read_is_settled_when_nobody_follows(
    single: Database, observer: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await backend(single)
    assert await observer.fetchval(TRANSACTIONS) == 1
    for _ in range(100):
        await asyncio.sleep(SETTLE_SECONDS)
        if await observer.fetchval(TRANSACTIONS) == 0:
            break
    assert await observer.fetchval(TRANSACTIONS) == 0


async def test_a_read_sees_what_was_committed_after_the_one_before(own_demo_database: Clone) -> None:
    database = await Database.open(own_demo_database.gateway_url, pool_size=1)
    writer = await asyncpg.connect(own_demo_database.admin_url)

    async def name() -> str:
        async with database.read(VISITOR) as session:
            rows = await session.fetch("SELECT name FROM tenants WHERE id = $1", session.tenant_id)
            return rows[0]["name"]

    before = await name()
    await writer.execute("UPDATE tenants SET name = name || '!' WHERE short_code = 'northfield'")
    assert await name() == before + "!"
    await writer.close()
    await database.close()


async def test_the_claims_of_one_read_end_with_it(single: Database) -> None:
    settings = "SELECT current_setting('app.tenant_id', true) AS tenant, current_setting('app.user_id', true) AS person"
    async with single.read(
        Claims("northfield", "https://lyceum.local", "amara.okafor@northfield.example")
    ) as session:
        first = (await session.fetch(settings))[0]
    async with single.read(VISITOR) as session:
        second = (await session.fetch(settings))[0]
    assert (bool(first["person"]), second["person"] or None) == (True, None)
    assert first["tenant"] == second["tenant"]


async def test_a_refused_viewer_leaves_the_connection_fit_for_the_next(single: Database) -> None:
    first = await backend(single)
    with pytest.raises(UnknownViewer, match="names nobody"):
        await backend(single, Claims("northfield", "https://lyceum.local", "nobody"))
    with pytest.raises(UnknownViewer, match="not known"):
        await backend(single, Claims("nowhere"))
    assert await backend(single) == first


async def test_a_failed_statement_leaves_the_connection_fit_for_the_next(single: Database) -> None:
    first = await backend(single)
    with pytest.raises(asyncpg.UndefinedColumnError):
        async with single.read(VISITOR) as session:
            await session.fetch("SELECT nothing_of_the_kind")
    assert await backend(single) == first


async def test_a_connection_that_the_server_ended_is_replaced(
    single: Database, observer: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    first = await backend(single)
    await observer.execute("SELECT pg_terminate_backend($1, 5000)", first)
    for _ in range(100):
        with suppress(DatabaseUnavailable):
            assert await backend(single) != first
            return
        await asyncio.sleep(0.01)
    pytest.fail("the pool kept a dead connection")

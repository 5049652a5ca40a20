"""Maintenance beside readers and writers: it gives way, tries again, and ends nobody's transaction."""

import asyncio
from typing import Any

import asyncpg
import pytest

from db.maintenance.again import tried_again
from db.maintenance.months import drop_empty_months, keep_months
from tests.support.databases import Database

MONTHS = "SELECT count(*) FROM pg_class WHERE relnamespace = 'logs'::regnamespace AND relkind = 'r'"
WAITS = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND pid = $1"
DROP_LAST = """
DO $$ DECLARE each text; BEGIN
    FOR each IN
        SELECT relname FROM pg_class WHERE relnamespace = 'logs'::regnamespace AND relname ~ '_[0-9]{4}_[0-9]{2}$'
    LOOP EXECUTE format('DROP TABLE logs.%I', each); END LOOP;
END $$
"""
ROUNDS = 1_000


@pytest.fixture
async def admin(database: Database) -> Any:
    """Who watches, and whom row-level security doesn't bind."""
    connection = await asyncpg.connect(database.admin_url)
    yield connection
    await connection.close()


async def waits(admin: Any, connection: Any) -> None:
    """Comes back when the connection waits for a lock."""
    for _ in range(ROUNDS):
        if await admin.fetchval(WAITS, connection.get_server_pid()):
            return
        await asyncio.sleep(0.01)
    pytest.fail("nothing waits for a lock")


async def reads_both(reader: Any, admin: Any, owner: Any, work: Any) -> bool:
    """A reader of one log and then of the other, when maintenance has begun; what maintenance said."""
    await reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
    await reader.fetch("SELECT * FROM events")
    working = asyncio.create_task(work)
    await waits(admin, owner)
    # Maintenance has changed the other log by now, and waits for the reader's end.
    await reader.fetch("SELECT * FROM audit_logs")
    await reader.execute("COMMIT")
    return await working


async def test_months_are_made_beside_a_reader_of_both_logs(database: Database, admin: Any) -> None:
    owner, reader = await asyncpg.connect(database.owner_url), await asyncpg.connect(database.admin_url)
    made = await admin.fetchval(MONTHS)
    await admin.execute(DROP_LAST)
    assert await reads_both(reader, admin, owner, keep_months(owner))
    assert await admin.fetchval(MONTHS) == made
    await owner.close()
    await reader.close()


async def test_empty_months_are_dropped_beside_a_reader_of_both_logs(database: Database, admin: Any) -> None:
    owner, reader = await asyncpg.connect(database.owner_url), await asyncpg.connect(database.admin_url)
    for log in ("audit_logs", "events"):
        part = await owner.fetchval("SELECT app.make_partition($1, '2020-01-01 00:00+00')", log)
        bounds = [
            await owner.fetchval("SELECT app.first_id($1::text::timestamptz)", moment)
            for moment in ("2020-01-01 00:00+00", "2020-02-01 00:00+00")
        ]
        await owner.execute(
            f"ALTER TABLE {log} ATTACH PARTITION logs.{part} FOR VALUES FROM ('{bounds[0]}') TO ('{bounds[1]}')"
        )
    before = await admin.fetchval(MONTHS)
    assert await reads_both(reader, admin, owner, drop_empty_months(owner))
    assert await admin.fetchval(MONTHS) == before - 2
    await owner.close()
    await reader.close()


async def test_months_are_left_where_a_long_transaction_holds_the_logs(
    database: Database, admin: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.maintenance.again.PAUSE_SECONDS", 0.0)
    owner, reader = await asyncpg.connect(database.owner_url), await asyncpg.connect(database.admin_url)
    await admin.execute(DROP_LAST)
    left = await admin.fetchval(MONTHS)
    await reader.execute("BEGIN")
    await reader.fetch("SELECT * FROM events")
    assert not await keep_months(owner)
    assert await admin.fetchval(MONTHS) == left
    await reader.close()
    await owner.close()


async def test_the_victim_of_a_deadlock_tries_again(database: Database, admin: Any) -> None:
    await admin.execute("CREATE TABLE pairs AS SELECT 1 AS id, 0 AS n UNION ALL SELECT 2, 0")
    await admin.execute("SET deadlock_timeout = '60s'")
    victim = await asyncpg.connect(database.admin_url)
    await victim.execute("SET deadlock_timeout = '10ms'")
    tried = 0

    async def work() -> None:
        nonlocal tried
        tried += 1
        await victim.execute("UPDATE pairs SET n = n + 1 WHERE id = 1")
        if tried == 1:
            await admin.execute("BEGIN; UPDATE pairs SET n = n + 10 WHERE id = 2")
            other.set_result(asyncio.create_task(admin.execute("UPDATE pairs SET n = n + 10 WHERE id = 1")))
        await victim.execute("UPDATE pairs SET n = n + 1 WHERE id = 2")

    other: asyncio.Future[asyncio.Task[str]] = asyncio.get_running_loop().create_future()
    trying = asyncio.create_task(tried_again(victim, work))
    await (await other)
    await admin.execute("COMMIT")
    await trying
    assert tried == 2
    assert [tuple(row) for row in await admin.fetch("SELECT * FROM pairs ORDER BY 1")] == [(1, 11), (2, 11)]
    await victim.close()

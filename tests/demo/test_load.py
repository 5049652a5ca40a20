"""Loading is all or nothing, the same every time, and keeps what is there."""

import asyncio
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import pytest

import demo
from db.maintenance.figures.queries import FIGURES
from tests.support.databases import Database, quiet

MADE_BY_DATABASE = {*FIGURES, "metrics_daily", "audit_logs"}
"""Tables whose rows the database writes, under ids of its own."""
LOADED = "SELECT to_jsonb(max(updated_at))::text FROM tenants"
"""When the demo was loaded: the tenants are changed last, and one transaction has one time."""


async def load(url: str, today: date | None = None) -> None:
    await asyncio.to_thread(demo.load, url, quiet, today)


async def is_loaded(url: str) -> bool:
    return await asyncio.to_thread(demo.is_loaded, url)


async def test_two_loads_are_equal(demo_database: Database, database: Database) -> None:
    seen: list[tuple[int, int]] = []
    await asyncio.to_thread(
        demo.load, database.owner_url, lambda _step, done, total: seen.append((done, total))
    )
    assert seen == [(done, len(seen)) for done in range(1, len(seen) + 1)]
    first, second = await contents(demo_database), await contents(database)
    assert first.keys() == second.keys()
    for table in first:
        assert first[table] == second[table], table


async def test_another_day_moves_the_dates_and_keeps_people_and_courses(
    demo_database: Database, database: Database
) -> None:
    day = date(2027, 3, 1)
    await load(database.owner_url, day)
    for statement in (
        "SELECT id, full_name, email FROM users ORDER BY id",
        "SELECT id, code, title FROM courses ORDER BY id",
        "SELECT id, title FROM modules ORDER BY id",
        "SELECT id, title FROM content_items ORDER BY id",
    ):
        assert await rows(demo_database, statement) == await rows(database, statement)
    last = (
        "SELECT max(last_interacted_at) AS moment FROM content_progress"
        " WHERE tenant_id = (SELECT id FROM tenants WHERE short_code = 'northfield')"
    )
    [before], [after] = await rows(demo_database, last), await rows(database, last)
    assert after["moment"] == before["moment"] + (day - demo.DAY)


async def test_a_second_load_changes_nothing(own_demo_database: Database) -> None:
    before = await contents(own_demo_database)
    assert await is_loaded(own_demo_database.owner_url)
    await load(own_demo_database.owner_url)
    assert await contents(own_demo_database) == before


async def test_a_load_that_breaks_off_leaves_nothing(database: Database) -> None:
    class Stopped(Exception):
        pass

    def stop(_step: str, done: int, total: int) -> None:
        if done == total // 2:
            raise Stopped

    before = await contents(database)
    with pytest.raises(Stopped):
        await asyncio.to_thread(demo.load, database.owner_url, stop)
    assert not await is_loaded(database.owner_url)
    assert await contents(database) == before
    assert {table for table, lines in before.items() if lines} == {
        ("public", "alembic_version"),
        ("public", "countries"),
    }, "and before, only what the migrations write"


async def test_a_tenant_of_the_same_code_is_refused_in_one_line(database: Database) -> None:
    await run(
        database, "INSERT INTO tenants (name, short_code, kind) VALUES ('Ours', 'northfield', 'university')"
    )
    with pytest.raises(demo.DemoRefused) as refused:
        await load(database.owner_url)
    assert str(refused.value) == "tenants named northfield are there already: use an empty database"
    assert not await is_loaded(database.owner_url)


async def test_reference_rows_that_are_there_are_used(database: Database) -> None:
    country, subject = UUID(int=1), UUID(int=2)
    await run(
        database,
        f"UPDATE countries SET id = '{country}', name = 'Vereinigte Staaten' WHERE iso_code = 'US'",
    )
    await run(database, f"INSERT INTO subjects (id, code, name) VALUES ('{subject}', 'MATH', 'Mathe')")
    await load(database.owner_url)
    assert await rows(database, "SELECT id, name FROM countries WHERE iso_code = 'US'") == [
        {"id": country, "name": "Vereinigte Staaten"}
    ]
    [northfield] = await rows(database, "SELECT country_id FROM tenants WHERE short_code = 'northfield'")
    assert northfield["country_id"] == country
    below = await rows(database, f"SELECT code FROM subjects WHERE parent_id = '{subject}' ORDER BY code")
    assert [row["code"] for row in below] == [
        "MATH_ALGEBRA",
        "MATH_ANALYSIS",
        "MATH_ARITH",
        "MATH_DISCRETE",
        "MATH_STATS",
    ]


async def rows(database: Database, statement: str) -> list[dict[str, Any]]:
    connection = await asyncpg.connect(database.admin_url)
    try:
        return [dict(row) for row in await connection.fetch(statement)]
    finally:
        await connection.close()


async def run(database: Database, statement: str) -> None:
    await rows(database, statement)


async def contents(database: Database) -> Mapping[tuple[str, str], list[str]]:
    """Every row of every table, as text, without the time of the load, which triggers and defaults write."""
    connection = await asyncpg.connect(database.admin_url)
    try:
        tables = await connection.fetch(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'identity', 'gateway')"
        )
        loaded = await connection.fetchval(LOADED)
        found: dict[tuple[str, str], list[str]] = {}
        for schema, table in tables:
            left_out = " - 'id'" if table in MADE_BY_DATABASE else ""
            row = f"replace((to_jsonb(t){left_out})::text, coalesce($1, ''), '\"when loaded\"')"
            lines = await connection.fetch(f"SELECT {row} FROM {schema}.{table} t ORDER BY 1", loaded)
            found[schema, table] = [line[0] for line in lines]
        return found
    finally:
        await connection.close()

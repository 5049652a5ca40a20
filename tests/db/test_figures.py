"""Derived tables hold what a plain query computes, whatever changed before, and nobody waits for a refresh."""

import asyncio
from collections.abc import AsyncIterator
from random import Random
from typing import Any
from unittest.mock import AsyncMock
from uuid import uuid4

import asyncpg
import pytest

from db.maintenance.figures.queries import EVERY_METRIC, FIGURES, Figures
from db.maintenance.figures.refresh import (
    Refreshed,
    UnknownTenant,
    refresh,
    refresh_tenant,
    removal,
    upsert,
)
from tests.conftest import clone
from tests.support import world
from tests.support.databases import Clones, Database
from tests.support.rows import row_id

TENANT = row_id(world.OPEN, "tenants", world.OPEN)
EVERYTHING = {**FIGURES, "metrics_daily": Figures(("metric", "day"), ("value",), EVERY_METRIC)}
CHANGES = (
    "UPDATE enrollments SET status = 'completed', completed_at = now() WHERE id = $1",
    "UPDATE enrollments SET status = 'dropped', completed_at = NULL WHERE id = $1",
    "DELETE FROM enrollments WHERE id = $1",
    "UPDATE content_progress SET progress_percent = 100, completed_at = now() WHERE id = $1",
    "DELETE FROM content_progress WHERE id = $1",
    "UPDATE student_profiles SET assigned_tutor_id = NULL WHERE id = $1",
    "UPDATE student_profiles SET deleted_at = now() WHERE id = $1",
    "UPDATE tutor_profiles SET max_students = 7 WHERE id = $1",
    "UPDATE class_sessions SET status = 'completed' WHERE id = $1",
    "UPDATE courses SET deleted_at = now() WHERE id = $1",
    "UPDATE finance_records SET amount_minor = amount_minor + 12345 WHERE id = $1",
    "UPDATE finance_records SET deleted_at = now() WHERE id = $1",
    "UPDATE finance_records SET type = 'reimbursement', occurred_at = occurred_at - interval '40 days' WHERE id = $1",
    "UPDATE finance_records SET currency = 'EUR' WHERE id = $1",
)
ADD = (
    "INSERT INTO events (tenant_id, name, user_id, occurred_at)"
    " SELECT $1, $2, id, now() - make_interval(days => $3) FROM users"
    " WHERE tenant_id = $1 ORDER BY id OFFSET $4 LIMIT 1"
)


@pytest.fixture
async def small_world(clones: Clones, world_template: str) -> AsyncIterator[Database]:
    async with clone(clones, world_template) as database:
        yield database


@pytest.fixture
async def owner(small_world: Database) -> AsyncIterator["asyncpg.Connection[Any]"]:
    """The owner, at work in the tenant."""
    connection = await asyncpg.connect(small_world.owner_url)
    await connection.execute("SELECT set_config('app.tenant_id', $1, false)", TENANT)
    yield connection
    await connection.close()


async def differences(owner: "asyncpg.Connection[Any]") -> dict[str, list[Any]]:
    """By derived table, the rows that are in it or in its query's answer alone."""
    found: dict[str, list[Any]] = {}
    for table, figures in EVERYTHING.items():
        names = ", ".join((*figures.keys, *figures.columns))
        held = f"SELECT {names} FROM {table} WHERE tenant_id = $1"
        plain = f"SELECT {names} FROM ({figures.query}) q"
        rows = await owner.fetch(f"({held} EXCEPT {plain}) UNION ALL ({plain} EXCEPT {held})", TENANT)
        if rows:
            found[table] = rows
    return found


async def anew(owner: "asyncpg.Connection[Any]", *, whole: bool = False) -> Refreshed:
    async with owner.transaction():
        return await refresh_tenant(owner, TENANT, whole=whole)


async def test_figures_are_those_of_a_plain_query_after_any_changes(owner: "asyncpg.Connection[Any]") -> None:
    chance = Random(20)
    for _ in range(6):
        for _ in range(12):
            change = chance.choice(CHANGES)
            table = change.split()[2] if change.startswith("DELETE") else change.split()[1]
            rows = await owner.fetch(f"SELECT id FROM {table} WHERE tenant_id = $1 ORDER BY id", TENANT)
            await owner.execute(change, chance.choice(rows)["id"])
        name = chance.choice(("lesson_generate", "signed_in"))
        await owner.execute(ADD, TENANT, name, chance.randint(0, 300), chance.randint(0, 20))
        assert await differences(owner) != {}
        await anew(owner)
        assert await differences(owner) == {}


async def test_a_refresh_of_what_has_not_changed_writes_nothing(owner: "asyncpg.Connection[Any]") -> None:
    assert await anew(owner, whole=True) == Refreshed(0, 0)
    assert await anew(owner) == Refreshed(0, 0)


async def test_an_event_that_arrives_late_is_counted_on_its_day(owner: "asyncpg.Connection[Any]") -> None:
    await owner.execute(ADD, TENANT, "lesson_export", 400, 0)
    assert await anew(owner) == Refreshed(3, 0), "events, active_users and exports of one day"
    day = (
        "SELECT metric, value FROM metrics_daily"
        " WHERE tenant_id = $1 AND day = (now() AT TIME ZONE 'UTC')::date - 400"
    )
    assert {tuple(row) for row in await owner.fetch(day, TENANT)} == {
        ("events", 1),
        ("active_users", 1),
        ("exports", 1),
    }


async def test_what_a_centre_took_and_spent_is_told_by_month_and_currency(
    owner: "asyncpg.Connection[Any]",
) -> None:
    await owner.execute("UPDATE finance_records SET deleted_at = now() WHERE tenant_id = $1", TENANT)
    place = row_id(world.OPEN, "organizations", "north")
    for kind, amount, currency, moment in (
        ("payment", 100, "CAD", "2026-02-28 23:59:59+00"),
        ("payment", 20, "CAD", "2026-02-01 00:00:00+00"),
        ("salary", 3, "CAD", "2026-02-10"),
        ("expense", 40, "CAD", "2026-02-10"),
        ("reimbursement", 500, "CAD", "2026-02-10"),
        ("payment", 7, "EUR", "2026-02-10"),
        ("expense", 9, "CAD", "2026-03-01 00:00:00+00"),
    ):
        await owner.execute(
            "INSERT INTO finance_records (tenant_id, organization_id, type, amount_minor, currency, occurred_at)"
            " VALUES ($1, $2, $3, $4, $5, $6::text::timestamptz)",
            TENANT, place, kind, amount, currency, moment,
        )  # fmt: skip
    await anew(owner)
    told = (
        "SELECT organization_id::text, month::text, currency, income_minor, expenses_minor, records"
        " FROM centre_financials WHERE tenant_id = $1 ORDER BY month, currency"
    )
    assert [tuple(row) for row in await owner.fetch(told, TENANT)] == [
        (place, "2026-02-01", "CAD", 120, 543, 5),
        (place, "2026-02-01", "EUR", 7, 0, 1),
        (place, "2026-03-01", "CAD", 0, 9, 1),
    ]


EXTREMES = (
    "UPDATE quiz_attempts SET submitted_at = coalesce(submitted_at, now()), score_obtained = 9999, max_score = 0.01",
    "UPDATE enrollments SET status = 'completed', enrolled_at = '0001-01-01', completed_at = '9999-12-31'",
    "UPDATE content_items SET estimated_duration_seconds = 2147483647",
    "UPDATE content_progress SET progress_percent = 100",
    "UPDATE tutor_profiles SET max_students = 2147483647",
    "UPDATE class_sessions SET starts_at = '0001-01-01', ends_at = '9999-12-31', status = 'scheduled'",
    "UPDATE skill_assessments SET score = 2147483647",
    "UPDATE finance_records SET amount_minor = 9223372036854775807",
)


async def test_no_number_is_so_large_that_it_stops_a_refresh(owner: "asyncpg.Connection[Any]") -> None:
    for extreme in EXTREMES:
        await owner.execute(f"{extreme} WHERE tenant_id = $1", TENANT)
    assert (await anew(owner)).written > 0
    assert await differences(owner) == {}
    scores = "SELECT max(average_quiz_score) FROM user_statistics WHERE tenant_id = $1"
    assert await owner.fetchval(scores, TENANT) == 100


async def nested(owner: "asyncpg.Connection[Any]", tenant: Any) -> dict[str, int]:
    """How many nested loops the statements of each derived table are planned with."""
    found: dict[str, int] = {}
    for table, figures in FIGURES.items():
        plans = [
            row[0]
            for statement in (removal(table, figures), upsert(table, figures))
            for row in await owner.fetch(f"EXPLAIN {statement}", tenant)
        ]
        found[table] = sum("Nested Loop" in line for line in plans)
    return found


async def test_statistics_that_know_nothing_of_a_tenant_do_not_slow_a_refresh(
    owner: "asyncpg.Connection[Any]", small_world: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = await asyncpg.connect(small_world.admin_url)
    await admin.execute("ANALYZE")
    await admin.close()
    unknown = uuid4()
    assert (await nested(owner, unknown))["course_student_statistics"] > 0, "it would be planned for one row"

    during: list[dict[str, int]] = []

    async def planned(connection: Any, *_: Any, **__: Any) -> Refreshed:
        during.append(await nested(connection, unknown))
        return Refreshed()

    async with owner.transaction():
        monkeypatch.setattr("db.maintenance.figures.refresh._count_days", AsyncMock(return_value=Refreshed()))
        monkeypatch.setattr("db.maintenance.figures.refresh._write", planned)
        await refresh_tenant(owner, unknown)
        assert during == [dict.fromkeys(FIGURES, 0)] * len(FIGURES)
        assert await owner.fetchval("SHOW enable_nestloop") == "on"


async def test_nobody_waits_for_a_refresh(owner: "asyncpg.Connection[Any]", small_world: Database) -> None:
    reader = await asyncpg.connect(small_world.admin_url)
    try:
        await owner.execute(ADD, TENANT, "lesson_export", 0, 0)
        async with owner.transaction():
            assert (await refresh_tenant(owner, TENANT)).written > 0
            await reader.execute("SET lock_timeout = '1ms'")
            for table in EVERYTHING:
                await reader.fetch(f"SELECT * FROM {table}")
            for table in ("enrollments", "content_progress", "events", "class_sessions"):
                await reader.fetch(f"SELECT * FROM {table} LIMIT 1")
            await reader.execute("UPDATE enrollments SET metadata = '{\"read\": true}'")
    finally:
        await reader.close()


async def test_a_month_that_can_not_be_attached_is_left_to_the_next_run(
    owner: "asyncpg.Connection[Any]", small_world: Database
) -> None:
    month = await owner.fetchval(
        "SELECT max(relname) FROM pg_class WHERE relnamespace = 'logs'::regnamespace AND relname ~ '^events_[0-9_]+$'"
    )
    await owner.execute(f"DROP TABLE logs.{month}")
    reader, writer = [await asyncpg.connect(small_world.admin_url) for _ in range(2)]
    told: list[bool] = []

    def run() -> dict[str, Refreshed]:
        return refresh(small_world.owner_url, world.OPEN, postponed=lambda: told.append(True))

    made = "SELECT to_regclass('logs.' || $1) IS NOT NULL"
    try:
        for holder, statement in (
            (reader, "SELECT count(*) FROM events"),
            (writer, "UPDATE courses SET description = 'In an import that takes long'"),
        ):
            async with holder.transaction():
                await holder.execute(statement)
                assert list(await asyncio.to_thread(run)) == [world.OPEN]
                assert not await owner.fetchval(made, month)
        assert told == [True, True]
        await asyncio.to_thread(run)
        assert told == [True, True]
        assert await owner.fetchval(made, month)
    finally:
        await reader.close()
        await writer.close()


async def test_the_command_goes_over_all_tenants_and_keeps_the_months(small_world: Database) -> None:
    connection = await asyncpg.connect(small_world.admin_url)
    try:
        await connection.execute("DELETE FROM user_statistics")
        months = "SELECT count(*) FROM pg_class WHERE relnamespace = 'logs'::regnamespace AND relkind = 'r'"
        before = await connection.fetchval(months)
        await connection.execute("DROP TABLE logs.events_rest CASCADE")
        seen: list[tuple[str, int, int]] = []
        done = await asyncio.to_thread(refresh, small_world.owner_url, None, lambda *step: seen.append(step))
        codes = sorted((world.OPEN, world.OTHER, world.CLOSED))
        assert seen == [(code, number, 3) for number, code in enumerate(codes, 1)]
        assert list(done) == codes
        assert all(each.written > 0 for each in done.values())
        assert await connection.fetchval(months) == before
        again = await asyncio.to_thread(refresh, small_world.owner_url, world.OPEN)
        assert again == {world.OPEN: Refreshed(0, 0)}
        with pytest.raises(UnknownTenant, match='there is no tenant with the code "elsewhere"'):
            await asyncio.to_thread(refresh, small_world.owner_url, "elsewhere")
    finally:
        await connection.close()

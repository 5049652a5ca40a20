"""The logs: only added to, divided by month, and no entry is ever lost for want of a month."""

from datetime import UTC, datetime
from typing import Any

import asyncpg
import pytest

from tests.support.databases import Database

MONTHS = "SELECT relname FROM pg_class WHERE relnamespace = 'logs'::regnamespace AND relkind = 'r' ORDER BY 1"
WHERE = "SELECT tableoid::regclass::text FROM events WHERE tenant_id = $1 AND name = $2"


@pytest.fixture
async def owner(database: Database) -> Any:
    """Maintenance in a new tenant."""
    connection = await asyncpg.connect(database.owner_url)
    tenant = "INSERT INTO tenants (name, short_code, kind) VALUES ('Ours', 'ours', 'company')"
    await connection.execute(tenant)
    await connection.execute("SELECT set_config('app.tenant_id', app.tenant_of('ours')::text, false)")
    yield connection
    await connection.close()


async def add(owner: Any, name: str, moment: str | None = None) -> str:
    """Adds an event, recorded now or at a moment; returns where it went."""
    key = "overlay(uuidv7()::text placing left($3, 13) from 1)::uuid"
    first = (
        str(await owner.fetchval("SELECT app.first_id($1::text::timestamptz)", moment)) if moment else None
    )
    tenant = await owner.fetchval("SELECT app.tenant_id()")
    chosen = key if moment else "coalesce($3::uuid, uuidv7())"
    await owner.execute(
        f"INSERT INTO events (tenant_id, name, id) VALUES ($1, $2, {chosen})", tenant, name, first
    )
    return await owner.fetchval(WHERE, tenant, name)


def month(ahead: int = 0) -> str:
    """The name of this month, or of one ahead, as its table carries it."""
    now = datetime.now(UTC)
    years, months = divmod(now.month - 1 + ahead, 12)
    return f"{now.year + years}_{months + 1:02}"


async def test_months_are_made_ahead(owner: Any) -> None:
    made = {row[0] for row in await owner.fetch(MONTHS)}
    wanted = [*(month(n) for n in range(4)), "rest"]
    assert made == {f"{log}_{name}" for log in ("audit_logs", "events") for name in wanted}
    assert await owner.fetch("SELECT app.keep_partitions(3)") == []
    assert [row[0] for row in await owner.fetch("SELECT app.keep_partitions(4)")] == [
        f"audit_logs_{month(4)}", f"events_{month(4)}",
    ]  # fmt: skip
    assert await add(owner, "now") == f"logs.events_{month()}"


async def test_an_entry_whose_month_was_not_made_goes_to_the_rest_and_then_to_its_month(owner: Any) -> None:
    await owner.execute(f"DROP TABLE logs.events_{month()}")
    assert await add(owner, "late") == "logs.events_rest"
    assert await add(owner, "old", "2024-02-29 23:59:59.999+00") == "logs.events_rest"
    assert await add(owner, "far ahead", "2190-01-01") == "logs.events_rest"
    made = [row[0] for row in await owner.fetch("SELECT app.keep_partitions(3)")]
    assert made == ["events_2024_02", f"events_{month()}"]
    tenant = await owner.fetchval("SELECT app.tenant_id()")
    assert await owner.fetchval(WHERE, tenant, "late") == f"logs.events_{month()}"
    assert await owner.fetchval(WHERE, tenant, "old") == "logs.events_2024_02"
    assert await owner.fetchval(WHERE, tenant, "far ahead") == "logs.events_rest", (
        "no month is made for a wrong clock"
    )
    assert await owner.fetch("SELECT app.keep_partitions(3)") == []
    assert await add(owner, "old as well", "2024-02-01 00:00+00") == "logs.events_2024_02"


async def test_the_months_of_other_tenants_come_along(owner: Any) -> None:
    await add(owner, "ours", "2025-05-05")
    await owner.execute("INSERT INTO tenants (name, short_code, kind) VALUES ('Theirs', 'theirs', 'company')")
    await owner.execute("SELECT set_config('app.tenant_id', app.tenant_of('theirs')::text, false)")
    await add(owner, "theirs", "2025-05-06")
    await owner.fetch("SELECT app.keep_partitions(3)")
    for code in ("ours", "theirs"):
        await owner.execute("SELECT set_config('app.tenant_id', app.tenant_of($1)::text, false)", code)
        assert (
            await owner.fetchval(WHERE, await owner.fetchval("SELECT app.tenant_id()"), code)
            == "logs.events_2025_05"
        )


@pytest.mark.parametrize("log", ["audit_logs", "events"])
@pytest.mark.parametrize("change", ["UPDATE {} SET created_at = now()", "DELETE FROM {}", "TRUNCATE {}"])
async def test_not_even_the_owner_changes_a_log(owner: Any, log: str, change: str) -> None:
    with pytest.raises(asyncpg.ObjectNotInPrerequisiteStateError, match="A log is only added to"):
        await owner.execute(change.format(log))


@pytest.mark.parametrize("key", ["gen_random_uuid()", "'01a1fe20-85e9-7162-1aae-72398cd22580'"])
async def test_an_entry_needs_an_id_that_tells_its_time(owner: Any, key: str) -> None:
    with pytest.raises(asyncpg.CheckViolationError, match="id_is_time_ordered"):
        await owner.execute(f"INSERT INTO events (tenant_id, id, name) VALUES (app.tenant_id(), {key}, 'x')")


async def test_what_is_too_old_is_forgotten_and_its_month_dropped(owner: Any) -> None:
    for name, moment in (
        ("a", "2025-03-31 23:59:59+00"),
        ("b", "2025-04-01"),
        ("c", "2025-04-20"),
        ("d", None),
    ):
        await add(owner, name, moment)
    await owner.fetch("SELECT app.keep_partitions(0)")
    tenant = await owner.fetchval("SELECT app.tenant_id()")
    forget = "SELECT app.forget('events', $1, $2::text::timestamptz)"
    assert await owner.fetchval(forget, tenant, "2025-04-10") == 2
    assert [row[0] for row in await owner.fetch("SELECT name FROM events ORDER BY id")] == ["c", "d"]
    assert [row[0] for row in await owner.fetch("SELECT app.drop_empty_partitions()")] == ["events_2025_03"]
    with pytest.raises(asyncpg.ObjectNotInPrerequisiteStateError):
        await owner.execute("DELETE FROM events")


async def test_of_a_redacted_row_it_stays_known_that_it_was_changed(owner: Any) -> None:
    person = await owner.fetchval(
        "INSERT INTO users (tenant_id, full_name) VALUES (app.tenant_id(), 'Someone') RETURNING id"
    )
    tenant = await owner.fetchval("SELECT app.tenant_id()")
    assert await owner.fetchval("SELECT app.redact($1, ARRAY[$2::uuid])", tenant, person) == 1
    [entry] = await owner.fetch("SELECT table_name, row_id, action, before, after FROM audit_logs")
    assert tuple(entry) == ("users", person, "insert", None, None)

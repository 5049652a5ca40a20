"""Upserting in batches: what is created, what is changed, and what is left as it was."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from db.connection import DatabaseConnection
from db.models.catalogue import Course
from db.models.delivery import CourseOffering
from db.models.tenancy import Organization
from db.writes.refusals import RowRefused
from db.writes.retire import absent, retire
from db.writes.tenant_table import TenantTable
from db.writes.upsert import Conflict, upsert
from tests.support.databases import Database

COURSES = Course.__table__


@pytest.fixture
async def connection(database: Database) -> AsyncIterator[DatabaseConnection]:
    """The owner's connection, with two tenants there."""
    connection = await asyncpg.connect(database.owner_url)
    await connection.execute(
        "INSERT INTO tenants (name, short_code, kind) VALUES ('A', 'a', 'university'), ('B', 'b', 'company')"
    )
    yield connection
    await connection.close()


async def enter(connection: DatabaseConnection, code: str = "a") -> UUID:
    """Enter a tenant for the rest of the transaction."""
    tenant: UUID = await connection.fetchval("SELECT app.tenant_of($1)", code)
    await connection.execute("SELECT app.enter_tenant($1)", tenant)
    return tenant


async def write(
    connection: DatabaseConnection, *rows: dict[str, Any], code: str = "a", **options: Any
) -> tuple[set[Any], set[Any], set[Any]]:
    """Upsert courses in a transaction of their own; return what was created, updated, and named at all."""
    async with connection.transaction():
        tenant = await enter(connection, code)
        done = await upsert(connection, COURSES, tenant, rows, Conflict(**options))
    return tuple({key for (key,) in keys} for keys in (done.created, done.updated, done.ids))  # type: ignore[return-value]


def course(key: str, **fields: Any) -> dict[str, Any]:
    return {
        "external_id": key,
        "title": key.upper(),
        "level": "graduate",
        "credit_hours": "3",
        "metadata": {"a": [1]},
    } | fields


async def all_courses(connection: DatabaseConnection, code: str = "a") -> dict[str, dict[str, Any]]:
    async with connection.transaction():
        await enter(connection, code)
        return {row["external_id"]: dict(row) for row in await connection.fetch("SELECT * FROM courses")}


async def test_only_rows_that_differ_are_written(connection: DatabaseConnection) -> None:
    assert await write(connection, course("a"), course("b"), course("c")) == (
        {"a", "b", "c"},
        set(),
        {"a", "b", "c"},
    )
    before = await all_courses(connection)
    changed = course("b", metadata={"a": [1, 2]})
    assert await write(connection, course("a", credit_hours="3.00"), changed, course("d")) == (
        {"d"},
        {"b"},
        {"a", "b", "d"},
    )
    after = await all_courses(connection)
    assert (after["a"], after["c"]) == (before["a"], before["c"])
    assert after["b"]["updated_at"] > before["b"]["updated_at"]
    assert (after["b"]["id"], after["b"]["created_at"]) == (before["b"]["id"], before["b"]["created_at"])


async def test_columns_set_once_belong_to_people_afterwards(connection: DatabaseConnection) -> None:
    await write(connection, course("a", status="published"), once=("status",))
    assert (await all_courses(connection))["a"]["status"] == "published"
    nothing = (set(), set(), {"a"})
    assert await write(connection, course("a", status="archived"), once=("status",)) == nothing
    assert (await all_courses(connection))["a"]["status"] == "published"


async def test_a_deleted_row_lives_again(connection: DatabaseConnection) -> None:
    await write(connection, course("a"))
    async with connection.transaction():
        await enter(connection)
        await connection.execute("UPDATE courses SET deleted_at = now()")
    assert await write(connection, course("a")) == (set(), {"a"}, {"a"})
    assert (await all_courses(connection))["a"]["deleted_at"] is None


async def test_tenants_do_not_meet(connection: DatabaseConnection) -> None:
    await write(connection, course("a"))
    assert await write(connection, course("a", title="Other"), code="b") == ({"a"}, set(), {"a"})
    assert (await all_courses(connection))["a"]["title"] == "A"
    assert (await all_courses(connection, "b"))["a"]["title"] == "Other"


async def test_without_a_tenant_nothing_is_written(connection: DatabaseConnection) -> None:
    tenant = await connection.fetchval("SELECT app.tenant_of('a')")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await upsert(connection, COURSES, tenant, [course("a")])


async def test_null_is_a_value(connection: DatabaseConnection) -> None:
    await write(connection, course("a", description="Text"))
    assert await write(connection, course("a", description=None)) == (set(), {"a"}, {"a"})
    assert (await all_courses(connection))["a"]["description"] is None


async def test_arrays_and_times_are_read_from_json(connection: DatabaseConnection) -> None:
    async with connection.transaction():
        tenant = await enter(connection)
        school = {"external_id": "s", "kind": "school", "name": "S", "grade_bands": ["K-5", "6-8"]}
        await upsert(connection, Organization.__table__, tenant, [school])
        ids = (await upsert(connection, COURSES, tenant, [course("a")])).ids
        run = {"external_id": "r", "course_id": str(ids["a",]), "starts_at": "2026-09-01T08:00:00+02:00"}
        await upsert(connection, CourseOffering.__table__, tenant, [run])
        assert await connection.fetchval("SELECT grade_bands FROM organizations") == ["K-5", "6-8"]
        assert (await connection.fetchval("SELECT starts_at FROM course_offerings")).hour == 6


async def test_rows_that_the_source_no_longer_holds(connection: DatabaseConnection) -> None:
    async with connection.transaction():
        tenant = await enter(connection)
        ids = (await upsert(connection, COURSES, tenant, [course("olx:1"), course("olx:2")])).ids
        one = str(ids["olx:1",])
        runs = [{"external_id": key, "course_id": one} for key in ("olx:r1", "olx:r2", "csv:r3")]
        await upsert(connection, CourseOffering.__table__, tenant, runs)
        await connection.execute(
            "INSERT INTO course_offerings (tenant_id, course_id, term_name) VALUES ($1, $2, 'Ours')",
            tenant,
            one,
        )
        assert await absent(TenantTable(connection, COURSES, tenant), "olx:", 1) == 1
        assert await absent(TenantTable(connection, COURSES, tenant), "csv:", 0) == 0
        table = CourseOffering.__table__
        assert await retire(TenantTable(connection, table, tenant), UUID(one), "olx:", {"olx:r1"}) == [
            "olx:r2"
        ]
        assert await retire(TenantTable(connection, table, tenant), UUID(one), "olx:", {"olx:r1"}) == []
        live = "SELECT count(*) FROM course_offerings WHERE deleted_at IS NULL"
        assert await connection.fetchval(live) == 3


@pytest.mark.parametrize("size", [1, 2, 7, 300])
@pytest.mark.parametrize("place", ["first", "middle", "last"])
async def test_the_row_that_is_refused_is_named(
    connection: DatabaseConnection, size: int, place: str
) -> None:
    number = {"first": 0, "middle": size // 2, "last": size - 1}[place]
    rows = [course(f"k{n}") | {"price_cents": -1 if n >= number else 0} for n in range(size)]
    async with connection.transaction():
        tenant = await enter(connection)
        with pytest.raises(RowRefused) as refused:
            await upsert(connection, COURSES, tenant, rows)
        assert refused.value.row["external_id"] == f"k{number}", (
            "the first, though others are at fault as well"
        )
        assert refused.value.table == "courses"
        assert isinstance(refused.value.error, asyncpg.CheckViolationError)
        assert await connection.fetchval("SELECT count(*) FROM courses") == 0, (
            "nothing of the batch is written"
        )
        await upsert(connection, COURSES, tenant, [course("good")])
    assert await counted(connection) == 1, "and the transaction goes on"


async def counted(connection: DatabaseConnection) -> int:
    async with connection.transaction():
        await enter(connection)
        return int(await connection.fetchval("SELECT count(*) FROM courses"))


FAULTS: dict[str, tuple[list[dict[str, Any]], str, str]] = {
    "a type": ([course("a"), course("b") | {"title": "x\0y"}], "b", "22P05"),
    "a row twice": ([course("a"), course("b"), course("a")], "a", "21000"),
    "a row of nothing": ([course("a"), course("b") | {"title": None}], "b", "23502"),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_whatever_refuses_a_row_the_row_is_named(connection: DatabaseConnection, fault: str) -> None:
    rows, key, state = FAULTS[fault]
    async with connection.transaction():
        tenant = await enter(connection)
        with pytest.raises(RowRefused) as refused:
            await upsert(connection, COURSES, tenant, rows)
    assert (refused.value.row["external_id"], refused.value.error.sqlstate) == (key, state)

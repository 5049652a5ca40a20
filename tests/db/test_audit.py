"""The audit log: written by every statement that changes a tenant's rows, and by nothing else."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import orjson
import pytest

from db.derived import audit
from db.derived.policies import access_of
from db.maintenance.figures.queries import FIGURES
from db.models import Base
from tests.conftest import clone
from tests.support import world
from tests.support.databases import Clones, Database
from tests.support.rows import row_id

TENANT = row_id(world.OPEN, "tenants", world.OPEN)
ADMIN = world.person(world.OPEN, "whole tenant_admin")
Connection = "asyncpg.Connection[Any]"

NOT_AUDITED = {
    "audit_logs": "the log itself",
    "events": "a log of its own",
    **dict.fromkeys((*FIGURES, "metrics_daily"), "worked out from other tables, and written by nobody"),
    "course_progress": "added up from progress, and written by nobody",
    "module_progress": "a learner's own work, written by the application at every click",
    "content_progress": "a learner's own work, written by the application at every click",
}
"""Tables of tenants whose changes are not logged, each for its reason."""


@pytest.fixture(scope="module")
async def small_world(clones: Clones, world_template: str) -> AsyncIterator[Database]:
    async with clone(clones, world_template) as database:
        yield database


@pytest.fixture
async def owner(small_world: Database) -> AsyncIterator["asyncpg.Connection[Any]"]:
    """Maintenance in the tenant, rolled back."""
    async with work(small_world.owner_url) as connection:
        await connection.execute("SELECT app.enter_tenant($1)", TENANT)
        yield connection


@pytest.fixture
async def writer(small_world: Database) -> AsyncIterator["asyncpg.Connection[Any]"]:
    """A tenant's administrator at work, rolled back."""
    async with work(small_world.writer_url) as connection:
        issuer, subject = ADMIN.claims.issuer, ADMIN.claims.subject
        await connection.execute("SELECT app.enter($1, $2, $3, '', NULL)", TENANT, issuer, subject)
        yield connection


class work:  # noqa: N801 - used as a function
    """A transaction that is rolled back."""

    def __init__(self, url: str) -> None:
        self.url = url

    async def __aenter__(self) -> "asyncpg.Connection[Any]":
        self.connection = await asyncpg.connect(self.url)
        self.transaction = self.connection.transaction()
        await self.transaction.start()
        return self.connection

    async def __aexit__(self, *_: object) -> None:
        await self.transaction.rollback()
        await self.connection.close()


async def entries(connection: "asyncpg.Connection[Any]", row: Any) -> list[tuple[Any, ...]]:
    """What the log says of a row: table, action, before and after, and whether it names the administrator."""
    found = await connection.fetch(
        "SELECT table_name, action, before, after, actor_id FROM audit_logs"
        " WHERE tenant_id = $1 AND row_id = $2 ORDER BY id",
        TENANT,
        row,
    )
    return [
        (r[0], r[1], r[2] and orjson.loads(r[2]), r[3] and orjson.loads(r[3]), str(r[4]) == ADMIN.user_id)
        for r in found
    ]


async def test_a_row_is_followed_from_its_making_to_its_end(writer: "asyncpg.Connection[Any]") -> None:
    made = await writer.fetchval(
        "INSERT INTO categories (tenant_id, name) VALUES ($1, 'Arts') RETURNING id", TENANT
    )
    for statement in (
        "UPDATE categories SET name = 'Fine arts', sequence_index = 7 WHERE tenant_id = $1 AND id = $2",
        "UPDATE categories SET name = name WHERE tenant_id = $1 AND id = $2",
        "DELETE FROM categories WHERE tenant_id = $1 AND id = $2",
    ):
        await writer.execute(statement, TENANT, made)
    before, after = {"name": "Arts", "sequence_index": 1}, {"name": "Fine arts", "sequence_index": 7}
    rest = {"description": None, "deleted_at": None}
    assert await entries(writer, made) == [
        ("categories", "insert", None, {**before, **rest}, True),
        ("categories", "update", before, after, True),
        ("categories", "delete", {**after, **rest}, None, True),
    ]


async def test_maintenance_has_no_actor(owner: "asyncpg.Connection[Any]") -> None:
    made = await owner.fetchval(
        "INSERT INTO groups (tenant_id, name) VALUES ($1, 'Choir') RETURNING id", TENANT
    )
    actor = "SELECT actor_id FROM audit_logs WHERE tenant_id = $1 AND row_id = $2"
    assert [tuple(row) for row in await owner.fetch(actor, TENANT, made)] == [(None,)]


async def test_a_masked_value_is_nowhere_in_the_log(owner: "asyncpg.Connection[Any]") -> None:
    person = row_id(world.OPEN, "users", "guest")
    await owner.execute(
        "UPDATE users SET email = 'new@secret.test', phone = '+49 secret', full_name = 'Gesa Gast',"
        " metadata = '{\"x\": \"secret\"}' WHERE tenant_id = $1 AND id = $2",
        TENANT, person,
    )  # fmt: skip
    masked = dict.fromkeys(("email", "phone", "metadata"), "(masked)")
    [entry] = await entries(owner, person)
    assert entry[:4] == (
        "users",
        "update",
        {**masked, "full_name": "Guest"},
        {**masked, "full_name": "Gesa Gast"},
    )
    found = await owner.fetchval("SELECT count(*) FROM audit_logs l WHERE l::text ~ 'secret|guest@'")
    assert found == 0


async def test_what_triggers_derive_is_not_told_again(writer: "asyncpg.Connection[Any]") -> None:
    course, before = row_id(world.OPEN, "courses", "open"), "SELECT count(*) FROM audit_logs"
    count = await writer.fetchval(before)
    await writer.execute(
        "UPDATE courses SET status = 'draft' WHERE tenant_id = $1 AND id = $2", TENANT, course
    )
    assert (await entries(writer, course))[-1][1:4] == (
        "update",
        {"status": "published"},
        {"status": "draft"},
    )
    assert await writer.fetchval(before) == count + 1, "the audience of its modules is no change of theirs"


async def test_one_statement_writes_an_entry_for_each_row_that_it_changes(
    owner: "asyncpg.Connection[Any]",
) -> None:
    upsert = (
        "INSERT INTO groups (tenant_id, external_id, name) SELECT $1, 'x:' || n, 'Group ' || least(n, $2)"
        " FROM generate_series(1, 3000) n ON CONFLICT (tenant_id, external_id) WHERE external_id IS NOT NULL"
        " DO UPDATE SET name = excluded.name WHERE groups.name <> excluded.name"
    )
    counts = "SELECT action, count(*) FROM audit_logs WHERE table_name = 'groups' GROUP BY 1 ORDER BY 1"
    done: list[dict[str, int]] = []
    for most in (5000, 5000, 2000):
        await owner.execute(upsert, TENANT, most)
        done.append({row[0]: row[1] for row in await owner.fetch(counts)})
    assert done == [{"insert": 3000}, {"insert": 3000}, {"insert": 3000, "update": 1000}]


async def test_a_large_update_after_small_ones_is_logged_whole(owner: "asyncpg.Connection[Any]") -> None:
    # The trigger's plan was made for one row: were it a loop in a loop, this would take minutes.
    add = (
        "INSERT INTO groups (tenant_id, name) SELECT $1, 'Large' FROM generate_series(1, 20000) RETURNING id"
    )
    first, *_ = await owner.fetch(add, TENANT)
    for name in range(7):
        await owner.execute("UPDATE groups SET name = $2 WHERE id = $1", first["id"], f"Large {name}")
    await owner.execute("UPDATE groups SET name = 'All' WHERE tenant_id = $1 AND name LIKE 'Large%'", TENANT)
    changed = "SELECT count(*) FROM audit_logs WHERE tenant_id = $1 AND after ->> 'name' = 'All'"
    assert await owner.fetchval(changed, TENANT) == 20000


async def test_an_administrator_who_repairs_several_tenants_is_logged_in_each(small_world: Database) -> None:
    async with work(small_world.admin_url) as admin:
        await admin.execute("UPDATE courses SET description = 'Repaired' WHERE code = 'C0'")
        found = await admin.fetch(
            "SELECT t.short_code FROM audit_logs l JOIN tenants t ON t.id = l.tenant_id"
            " WHERE l.after ->> 'description' = 'Repaired' ORDER BY 1"
        )
        assert [row[0] for row in found] == sorted([world.OPEN, world.OTHER, world.CLOSED])
        assert await admin.fetchval("SELECT app.tenant_id()") is None


async def test_every_table_that_people_write_is_audited(small_world: Database) -> None:
    async with work(small_world.admin_url) as admin:
        rows = await admin.fetch(
            "SELECT tgrelid::regclass::text AS name, array_agg(tgname::text ORDER BY tgname) AS made FROM pg_trigger"
            " WHERE tgname LIKE 'audit\\_%' GROUP BY 1"
        )
    owned = {table.fullname for table in Base.metadata.tables.values() if "tenant_id" in table.columns}
    found = {row["name"] for row in rows}
    assert {tuple(row["made"]) for row in rows} == {("audit_delete", "audit_insert", "audit_update")}
    assert owned - found - set(NOT_AUDITED) == set()
    assert found == {table.fullname for table in Base.metadata.tables.values() if audit.is_audited(table)}


async def test_no_sensitive_column_is_shown() -> None:
    for table in Base.metadata.tables.values():
        if audit.is_audited(table):
            sensitive = {column.name for column in table.columns if column.info.get("mask") is not None}
            assert sensitive <= set(audit.masked(table)), table.name


async def test_of_a_closed_table_no_entry_shows_more_than_which_row_changed(
    owner: "asyncpg.Connection[Any]",
) -> None:
    closed = [
        table
        for table in Base.metadata.tables.values()
        if access_of(table).kind == "private" and audit.is_audited(table)
    ]
    assert {table.fullname for table in closed} == {
        "gateway.share_tokens", "gateway.lms_credentials", "gateway.clients",
    }  # fmt: skip
    for table in closed:
        shown = {column.name for column in table.columns} - {*audit.masked(table), *audit.left_out(table)}
        keys = {column.name for column in table.columns if column.info.get("reference") is not None}
        assert shown <= keys, table.fullname
    row = await owner.fetchrow("SELECT id, connection_id FROM gateway.lms_credentials ORDER BY id LIMIT 1")
    assert row is not None
    for statement in (
        "UPDATE gateway.lms_credentials SET sealed_oauth = sealed_oauth || 'secret' WHERE tenant_id = $1 AND id = $2",
        "DELETE FROM gateway.lms_credentials WHERE tenant_id = $1 AND id = $2",
    ):
        await owner.execute(statement, TENANT, row["id"])
    made = await owner.fetchval(
        "INSERT INTO gateway.lms_credentials (tenant_id, connection_id, sealed_oauth) VALUES ($1, $2, $3) RETURNING id",
        TENANT, row["connection_id"], f"v1.test.{'n' * 16}.secret{'c' * 40}",
    )  # fmt: skip
    sealed = {"sealed_oauth": "(masked)"}
    whole = {"connection_id": str(row["connection_id"]), "expires_at": "(masked)", **sealed}
    assert await entries(owner, row["id"]) == [
        ("gateway.lms_credentials", "update", sealed, sealed, False),
        ("gateway.lms_credentials", "delete", whole, None, False),
    ]
    assert await entries(owner, made) == [("gateway.lms_credentials", "insert", None, whole, False)]
    assert await owner.fetchval("SELECT count(*) FROM audit_logs l WHERE strpos(l::text, 'secret') > 0") == 0


async def test_a_tenant_takes_its_log_with_it(small_world: Database) -> None:
    async with work(small_world.admin_url) as admin:
        tenant = await admin.fetchval(
            "INSERT INTO tenants (name, short_code, kind) VALUES ('Brief', 'brief', 'company') RETURNING id"
        )
        await admin.execute("SELECT app.enter_tenant($1)", tenant)
        await admin.execute("INSERT INTO categories (tenant_id, name) VALUES ($1, 'Only')", tenant)
        await admin.execute("INSERT INTO events (tenant_id, name) VALUES ($1, 'opened')", tenant)
        await admin.execute("DELETE FROM tenants WHERE id = $1", tenant)
        for log in ("audit_logs", "events"):
            assert await admin.fetchval(f"SELECT count(*) FROM {log} WHERE tenant_id = $1", tenant) == 0

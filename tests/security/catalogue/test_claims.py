"""Claims live and die with the transaction: unset they admit nothing, and none is left to who comes next."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import asyncpg
import pytest

from db.errors import UnknownViewer
from db.reads.database import Database as Pool
from tests.conftest import clone
from tests.security.matrix import APPENDED, UNREACHABLE, UNWRITTEN
from tests.security.proof import TENANT_TABLES, Proof
from tests.security.reading import ASKING
from tests.support import world
from tests.support.databases import Clones
from tests.support.graphql import asking, opened
from tests.support.viewers import Viewer

CLAIMS = (
    "tenant_id", "user_id", "reach", "scopes", "audience", "persons", "family", "places", "taken", "offerings",
    "pupils", "organizations", "people", "contacts", "desks", "courses", "studied", "attempts",
)  # fmt: skip
ROLES = ("gateway_url", "writer_url", "owner_url")


async def counts(connection: "asyncpg.Connection[Any]", proof: Proof) -> dict[str, int]:
    """How many rows of each table the role sees."""
    tables = [table for table in await proof.connection.fetch(TENANT_TABLES) if table[0] not in UNREACHABLE]
    return {table[0]: await connection.fetchval(f"SELECT count(*) FROM {table[0]}") for table in tables}


@pytest.fixture(params=ROLES)
async def unclaimed(request: pytest.FixtureRequest, proof: Proof) -> AsyncIterator["asyncpg.Connection[Any]"]:
    """A connection of each role that has entered no tenant."""
    connection = await asyncpg.connect(getattr(proof.database, request.param))
    yield connection
    await connection.close()


async def test_without_claims_no_row_of_any_table_is_seen(
    proof: Proof, unclaimed: "asyncpg.Connection[Any]"
) -> None:
    found = await counts(unclaimed, proof)
    owner = await unclaimed.fetchval("SELECT current_user = 'lyceum_owner'")
    tenants = found.pop("tenants")
    assert tenants == (3 if owner else 0), "only the owner lists the tenants, to make and find them"
    assert set(found.values()) == {0}


async def test_without_claims_no_row_is_written(proof: Proof) -> None:
    connection = await asyncpg.connect(proof.database.writer_url)
    try:
        for row in await proof.connection.fetch(TENANT_TABLES):
            if row[0] not in ("tenants", *UNREACHABLE, *APPENDED, *UNWRITTEN):
                assert await connection.execute(f"DELETE FROM {row[0]}") == "DELETE 0"
                assert await connection.execute(f"UPDATE {row[0]} SET id = id") == "UPDATE 0"
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
            await connection.execute(
                "INSERT INTO groups (tenant_id, name) SELECT app.tenant_of('alpha'), 'x'"
            )
    finally:
        await connection.close()


@pytest.mark.parametrize("end", ["COMMIT", "ROLLBACK"])
async def test_claims_end_with_their_transaction(proof: Proof, end: str) -> None:
    connection = await asyncpg.connect(proof.database.gateway_url)
    try:
        for viewer in (
            world.person(world.OPEN, "whole tenant_admin"),
            world.person(world.OPEN, "several roles"),
        ):
            await connection.execute("BEGIN")
            await connection.execute(
                "SELECT app.enter(app.tenant_of($1), $2, $3, '', NULL)",
                viewer.tenant,
                viewer.issuer,
                viewer.subject,
            )
            assert (await counts(connection, proof))["users"] > 0
            await connection.execute(end)
            left = [
                await connection.fetchval("SELECT current_setting($1, true)", f"app.{claim}")
                for claim in CLAIMS
            ]
            assert {value or None for value in left} == {None}
            assert sum((await counts(connection, proof)).values()) == 0
    finally:
        await connection.close()


async def test_one_connection_serves_one_viewer_after_the_other_without_a_trace(proof: Proof) -> None:
    pool = await Pool.open(proof.database.gateway_url, pool_size=1)
    fields = ("users", "courses", "enrollments")
    query = f"{{ {' '.join(f'{field}(first: 200) {{ nodes {{ uuid }} }}' for field in fields)} }}"
    order = [*ASKING, *reversed(ASKING)]
    try:
        for viewer in order:
            async with asking(pool, viewer) as asker:
                data = (await asker.ask(query)).only
                for field, rows in data.items():
                    assert {row["uuid"] for row in rows["nodes"]} == proof.allowed(field, viewer), (
                        viewer.key,
                        field,
                    )
    finally:
        await pool.close()


async def test_a_session_can_not_be_entered_with_the_claims_of_a_name_alone(proof: Proof) -> None:
    connection = await asyncpg.connect(proof.database.gateway_url)
    try:
        for arguments in (
            ("nobody", "nobody"),
            ("https://issuer.test", "alpha/locked"),
            ("other", "alpha/no role"),
            ("", ""),
        ):
            with pytest.raises(asyncpg.PostgresError) as refused:
                await connection.execute(
                    "SELECT app.enter(app.tenant_of('alpha'), $1, $2, 'catalogue:read', NULL)", *arguments
                )
            assert refused.value.sqlstate == "LY001"
    finally:
        await connection.close()


ODD = [
    "'; DROP TABLE users; --",
    "\\",
    "\\'",
    "' || app.tenant_id() || '",
    "$1",
    "\0",
    "é'\n",
    "x" * 5_000,
    "'" * 99,
    "%s",
]


@pytest.mark.parametrize("odd", ODD)
async def test_whatever_a_token_says_is_read_as_a_text(pool: Pool, odd: str) -> None:
    person = world.person(world.OPEN, "no role")
    for changed in (
        replace(person, subject=odd), replace(person, issuer=odd), replace(person, tenant=odd),
        replace(person, subject=f"{world.OPEN}/partner catalogue:read {odd}", asked=frozenset({odd})),
    ):  # fmt: skip
        with pytest.raises(UnknownViewer):
            async with asking(pool, changed):
                pass
    for harmless in (replace(person, narrowed=frozenset({odd})), replace(person, asked=frozenset({odd}))):
        async with asking(pool, harmless) as asker:
            assert (await asker.ask("{ viewer { roles { role } } }")).only == {"viewer": {"roles": []}}


async def test_a_change_of_a_person_counts_from_the_next_request(clones: Clones, world_template: str) -> None:
    viewer = world.person(world.OPEN, "whole tenant_admin")
    mine = f"id = '{viewer.user_id}'"
    steps = (
        ("DELETE FROM user_roles WHERE user_" + mine, 1),
        (f"UPDATE users SET status = 'inactive' WHERE {mine}", None),
        (f"UPDATE users SET status = 'active' WHERE {mine}", 1),
        (f"UPDATE users SET deleted_at = now() WHERE {mine}", None),
        (f"UPDATE users SET deleted_at = NULL WHERE {mine}", 1),
        ("UPDATE identity.accounts SET status = 'locked'", None),
        ("UPDATE identity.accounts SET status = 'active'", 1),
        (f"UPDATE tenants SET is_active = false WHERE short_code = '{world.OPEN}'", None),
    )
    async with clone(clones, world_template) as database:
        owner = await asyncpg.connect(database.admin_url)
        try:
            async with opened(database.gateway_url) as pool:
                assert (await enrollments(pool, viewer) or 0) > 50
                for change, seen in steps:
                    async with owner.transaction():
                        await owner.execute("SELECT app.enter_tenant(app.tenant_of($1))", world.OPEN)
                        await owner.execute(change)
                    found = await enrollments(pool, viewer)
                    assert (found is None) == (seen is None), change
                    assert found is None or found < 10, change
        finally:
            await owner.close()


async def enrollments(pool: Pool, viewer: Viewer) -> int | None:
    """How many enrolments the viewer sees; null where they may not enter."""
    try:
        async with asking(pool, viewer) as asker:
            return (await asker.ask("{ enrollments { totalCount } }")).only["enrollments"]["totalCount"]
    except UnknownViewer:
        return None

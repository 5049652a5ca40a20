"""The proof is worth something: it finds a policy that lets through too much, or too little."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from db.reads.database import Database as Pool
from tests.conftest import clone
from tests.security.proof import Proof, work_out
from tests.security.reading import field_of, walk
from tests.support import world
from tests.support.databases import Clones
from tests.support.graphql import asking, opened
from tests.support.selections import table_entities

MINE = "tenant_id = app.tenant_id()"
# A table, what its policy is made to say, and by whom that is noticed. A policy that forgets the tenant is found by
# the lint: every statement names the tenant too, so that no other tenant's row comes through either way.
WRONG = [
    ("enrollments", MINE, "whole student"),
    ("enrollments", "app.reaches('member')", "whole student"),
    ("users", f"{MINE} AND app.reaches('member')", "no role"),
    ("modules", f"{MINE} AND audience >= 'staff'", "visitor"),
    ("modules", f"{MINE} AND audience >= app.audience()", "whole student"),
    ("content_items", f"{MINE} AND audience >= 'members'", "visitor"),
    ("student_profiles", f"{MINE} AND app.is_person(user_id)", "scoped school_admin"),
    ("class_sessions", f"{MINE} AND app.teaches(offering_id)", "whole instructor"),
    (
        "finance_records",
        f"{MINE} AND deleted_at IS NULL AND (app.reaches('finance') OR app.reaches('finance:'))",
        "desk",
    ),
    ("organizations", "app.reaches('visitor') OR app.reaches('member')", "visitor"),
]


@pytest.fixture(scope="module")
async def wrong(
    matrix: None, clones: Clones, world_template: str
) -> AsyncIterator[tuple[Proof, Pool, "asyncpg.Connection[Any]"]]:
    """A small world of its own, whose policies are made wrong one after the other."""
    async with clone(clones, world_template) as database:
        proof = await work_out(database, world.viewers())
        async with opened(database.gateway_url) as pool:
            yield proof, pool, proof.connection
        await proof.connection.close()


@pytest.mark.parametrize(("table", "condition", "key"), WRONG)
async def test_a_wrong_policy_is_found(
    wrong: tuple[Proof, Pool, "asyncpg.Connection[Any]"], table: str, condition: str, key: str
) -> None:
    proof, pool, connection = wrong
    [viewer] = [viewer for viewer in world.viewers() if viewer.key == key]
    right = await connection.fetchval(
        "SELECT pg_get_expr(polqual, polrelid) FROM pg_policy WHERE polrelid = $1::text::regclass AND polname = 'read'",
        table,
    )
    await connection.execute(f"ALTER POLICY read ON {table} USING ({condition})")
    try:
        assert await reached(pool, proof, table, viewer) != proof.allowed(table, viewer)
    finally:
        await connection.execute(f"ALTER POLICY read ON {table} USING ({right})")
    assert await reached(pool, proof, table, viewer) == proof.allowed(table, viewer)


async def reached(pool: Pool, proof: Proof, table: str, viewer: world.Viewer) -> set[str]:
    """The rows of the table that the viewer reaches by any id or through the root connection."""
    entity = table_entities()[table]
    async with asking(pool, viewer) as asker:
        found = set(await walk(asker, field_of(entity.plural), "first: 200")) if entity.plural else set[str]()
        keys = proof.everything[table]
        for place in range(0, len(keys), 200):
            ids = [f"{entity.name}_{key}" for key in keys[place : place + 200]]
            nodes = (await asker.ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids)).only[
                "nodes"
            ]
            found |= {node["id"].partition("_")[2] for node in nodes if node}
    return found

"""A person's token that names scopes shows only what the person may see and the scopes also allow."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import asyncpg
import pytest

from db.derived.policies import DEPRECATED_SCOPES, scopes
from db.reads.database import Database as Pool
from tests.security.cells import CELLS, Cell, seen_cells
from tests.security.proof import Proof
from tests.support import world
from tests.support.graphql import asking
from tests.support.rows import row_id
from tests.support.viewers import Viewer

ENTER = "SELECT app.enter($1::uuid, $2, $3, $4, NULL)"
TENANT = row_id(world.OPEN, "tenants", world.OPEN)
PEOPLE = ("whole student", "whole parent", "whole tutor", "whole ta", "scoped school_admin", "whole analyst",
          "whole content_creator", "whole tenant_admin", "scoped finance", "several roles")  # fmt: skip
CLIENTS = [
    viewer for viewer in world.viewers()
    if viewer.kind == "client" and viewer.scopes and viewer.scopes == viewer.asked
]  # fmt: skip


@pytest.fixture
async def gateway(proof: Proof) -> AsyncIterator["asyncpg.Connection[Any]"]:
    """A connection of the gateway's role to the small world."""
    connection = await asyncpg.connect(proof.database.gateway_url)
    yield connection
    await connection.close()


async def seen(connection: Any, viewer: Viewer, words: str) -> frozenset[Cell]:
    """What the viewer sees with a token whose scopes are these words."""
    async with connection.transaction():
        await connection.execute(ENTER, TENANT, viewer.issuer, viewer.subject, words)
        return await seen_cells(connection, TENANT)


@pytest.mark.parametrize("name", PEOPLE)
async def test_scopes_leave_of_a_person_what_they_give_a_partner(gateway: Any, name: str) -> None:
    person = world.person(world.OPEN, name)
    whole = await seen(gateway, person, "")
    for client in CLIENTS:
        words = " ".join(sorted(client.asked))
        given = await seen(gateway, client, words)
        narrowed = await seen(gateway, person, words)
        assert narrowed - (whole & given) == frozenset(), f"{name} with {words} sees too much"
        assert (whole & given) - narrowed == frozenset(), f"{name} with {words} sees too little"


async def test_words_that_are_no_scopes_leave_all(gateway: Any) -> None:
    person = world.person(world.OPEN, "whole ta")
    whole = await seen(gateway, person, "")
    assert await seen(gateway, person, "openid profile email https://example.org/x") == whole
    assert await seen(gateway, person, "openid roster:reed") == whole, "which is no scope's form"
    assert await seen(gateway, person, "openid nothing:read") == frozenset(), "a scope that opens nothing"


async def test_a_token_that_only_reads_writes_nothing(proof: Proof) -> None:
    admin = world.person(world.OPEN, "whole tenant_admin")
    change = "UPDATE groups SET name = name"
    connection = await asyncpg.connect(proof.database.writer_url)
    try:
        for words, changed in (
            ("", 2),
            ("roster:read", 0),
            ("roster:write", 2),
            ("roster:read catalogue:write", 0),
        ):
            work = connection.transaction()
            await work.start()
            await connection.execute(ENTER, TENANT, admin.issuer, admin.subject, words)
            assert await connection.execute(change) == f"UPDATE {changed}", words
            await work.rollback()
    finally:
        await connection.close()


async def test_a_deprecated_scope_opens_what_those_in_its_place_open(gateway: Any) -> None:
    assert {"finance:read", "inventory:read", "requests:read", "notifications:read"} <= set(scopes())
    (old, new), *more = DEPRECATED_SCOPES.items()
    assert not more
    former = next(client for client in CLIENTS if client.asked == frozenset({f"{old}:read"}))
    each: set[Cell] = set()
    for word in new:
        client = next(client for client in CLIENTS if client.asked == frozenset({f"{word}:read"}))
        each |= await seen(gateway, client, f"{word}:read")
        assert await seen(gateway, former, f"{word}:read") == await seen(gateway, client, f"{word}:read")
    assert await seen(gateway, former, f"{old}:read") == each
    assert {table for table, _, _ in each} == {
        "finance_records", "centre_financials", "inventory_items", "service_requests", "notifications",
    }  # fmt: skip


async def test_the_gateway_hands_the_scopes_on(pool: Pool) -> None:
    narrowed = replace(
        world.person(world.OPEN, "whole tenant_admin"), asked=frozenset({"catalogue:read", "openid"})
    )
    async with asking(pool, narrowed) as asker:
        data = (await asker.ask("{ users { totalCount } courses { totalCount } }")).only
    assert data["users"]["totalCount"] == 0 < data["courses"]["totalCount"]


def test_cells_are_of_every_domain() -> None:
    assert len([table for table, names in CELLS.items() if names]) > 12

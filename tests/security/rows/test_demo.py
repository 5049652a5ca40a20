"""The demo's people see what the access matrix says, in the demo's own data."""

import random
from collections.abc import AsyncIterator

import asyncpg
import pytest

from db.reads.database import Database as Pool
from demo import ISSUER, PERSONAS, Persona
from tests.conftest import clone
from tests.security.matrix import READS
from tests.security.proof import Proof, work_out
from tests.security.reading import field_of, walk
from tests.support.databases import Clones
from tests.support.graphql import asking, opened
from tests.support.selections import table_entities
from tests.support.viewers import Viewer

OTHERS = 400
"""How many rows of each table, of any tenant, each persona asks for by id."""


def viewer_of(persona: Persona, user_id: str | None = None) -> Viewer:
    """The persona as somebody who asks."""
    kind = "visitor" if persona.subject is None else "client" if persona.scopes else "person"
    scopes = frozenset(persona.scopes)
    return Viewer(
        persona.key, persona.tenant_code, kind, persona.subject, user_id, scopes, scopes, issuer=ISSUER
    )


@pytest.fixture(scope="module")
async def demo_proof(matrix: None, clones: Clones, demo_template: str) -> AsyncIterator[Proof]:
    """The matrix of the personas over the demo data."""
    async with clone(clones, demo_template) as database:
        connection = await asyncpg.connect(database.admin_url)
        rows = await connection.fetch(
            "SELECT t.short_code, i.subject, u.id::text FROM identity.account_identities i"
            " JOIN users u ON u.account_id = i.account_id JOIN tenants t ON t.id = u.tenant_id WHERE i.issuer = $1",
            ISSUER,
        )
        await connection.close()
        users = {(row["short_code"], row["subject"]): row["id"] for row in rows}
        viewers = [viewer_of(p, users.get((p.tenant_code, p.subject or ""))) for p in PERSONAS]
        assert all(viewer.user_id for viewer in viewers if viewer.kind == "person")
        made = await work_out(database, viewers)
        try:
            yield made
        finally:
            await made.connection.close()


@pytest.fixture(scope="module")
async def demo_pool(demo_proof: Proof) -> AsyncIterator[Pool]:
    """The gateway's connections to the demo data."""
    async with opened(demo_proof.database.gateway_url) as made:
        yield made


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.key)
async def test_a_persona_reaches_the_rows_of_the_matrix(
    demo_proof: Proof, demo_pool: Pool, persona: Persona
) -> None:
    viewer = viewer_of(persona)
    chance = random.Random(persona.key)
    async with asking(demo_pool, viewer) as asker:
        for table, entity in table_entities().items():
            if table not in READS:
                continue
            allowed = demo_proof.allowed(table, viewer)
            if entity.plural is not None:
                assert sorted(await walk(asker, field_of(entity.plural), "first: 200")) == sorted(allowed), (
                    table
                )
            everything = demo_proof.everything[table]
            ids = chance.sample(everything, min(OTHERS, len(everything)))
            for place in range(0, len(ids), 200):
                wanted = [f"{entity.name}_{key}" for key in ids[place : place + 200]]
                nodes = (
                    await asker.ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=wanted)
                ).only["nodes"]
                reached = {node["id"].partition("_")[2] for node in nodes if node}
                assert reached == allowed & set(ids[place : place + 200]), table

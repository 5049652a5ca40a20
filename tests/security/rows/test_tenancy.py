"""For every table with a tenant and every viewer: what GraphQL reaches is what the access matrix says, and no more."""

import uuid

import pytest

from db.errors import UnknownViewer
from db.reads.database import Database as Pool
from tests.security.matrix import READS, UNREACHABLE
from tests.security.proof import Proof
from tests.security.reading import ASKING, IDS_AT_ONCE, field_of, walk
from tests.support import world
from tests.support.graphql import Asking, asking
from tests.support.selections import table_entities
from tests.support.viewers import Viewer

REFUSED = [viewer for viewer in world.viewers() if viewer.kind == "refused"]


async def test_the_matrix_speaks_of_every_table_in_the_catalogue(proof: Proof) -> None:
    assert set(proof.tables) == set(READS) | set(UNREACHABLE)
    assert set(READS) == {name for name in table_entities() if name in proof.tables}


async def test_the_world_holds_rows_of_every_table_that_some_see_and_others_do_not(proof: Proof) -> None:
    mine = f"(SELECT id FROM tenants WHERE short_code = '{world.OPEN}')"
    for table in READS:
        key = "id" if table == "tenants" else "tenant_id"
        own = {
            str(row[0])
            for row in await proof.connection.fetch(f"SELECT id FROM {table} WHERE {key} = {mine}")
        }
        seen = {frozenset(found) for found in proof.reads[table].values()}
        assert own < set(proof.everything[table]), f"{table} has rows of other tenants"
        assert seen, f"somebody sees a row of {table}"
        assert len(proof.reads[table]) < len(ASKING) or len(seen) > 1 or table == "tenants", (
            f"{table} is not for all"
        )


@pytest.mark.parametrize("viewer", REFUSED, ids=str)
async def test_who_may_not_use_the_tenant_gets_no_session(pool: Pool, viewer: Viewer) -> None:
    with pytest.raises(UnknownViewer):
        async with asking(pool, viewer):
            pass


async def test_ids_of_all_tenants_reach_the_rows_of_the_matrix(proof: Proof, asker: Asking) -> None:
    wrong: dict[str, tuple[set[str], set[str]]] = {}
    for table, entity in table_entities().items():
        if table not in READS:
            continue
        wanted = [f"{entity.name}_{key}" for key in [*proof.everything[table], str(uuid.uuid4())]]
        reached: set[str] = set()
        for place in range(0, len(wanted), IDS_AT_ONCE):
            ids = wanted[place : place + IDS_AT_ONCE]
            found = (await asker.ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids)).only[
                "nodes"
            ]
            assert len(found) == len(ids)
            for given, node in zip(ids, found, strict=True):
                assert node is None or node["id"] == given
            reached |= {node["id"].partition("_")[2] for node in found if node}
        allowed = proof.allowed(table, asker.viewer)
        if reached != allowed:
            wrong[table] = (reached - allowed, allowed - reached)
    assert not wrong, "table: (reached but not allowed, allowed but not reached)"


async def test_connections_reach_the_rows_of_the_matrix(proof: Proof, asker: Asking) -> None:
    for table, entity in table_entities().items():
        if table not in READS or entity.plural is None:
            continue
        allowed = proof.allowed(table, asker.viewer)
        reached = await walk(asker, field_of(entity.plural), "first: 90")
        assert sorted(reached) == sorted(allowed), table
        counted = await asker.ask(f"{{ {field_of(entity.plural)} {{ totalCount }} }}")
        assert counted.only[field_of(entity.plural)]["totalCount"] == len(allowed), table

"""Two roles of one person together never show what neither shows alone: every pair, every table, every masked column.

The same person, with the same ties, gets the grants one after the other: each role in the whole tenant and in one
organisation; and in another organisation too, if the role opens an organisation's rows. The test reads what the person
sees as the gateway's own role does: rows through the policies, and cells (a row and a masked column, or a masked key of
a document) through the masks.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import asyncpg
import pytest

from db.derived.policies import ROLES
from tests.conftest import clone
from tests.security.cells import CELLS, SEEN, TABLES, Cell, seen_by_all, seen_cells
from tests.support import world
from tests.support.databases import Clones
from tests.support.rows import row_id

Grant = tuple[str, str | None]
GRANTS: list[Grant] = [(role, place) for role in ROLES for place in (None, "north")]
GRANTS += [(role, "south") for role in ("school_admin", "analyst", "content_creator", "finance")]
PERSON = world.person(world.OPEN, "no role")
LAY = "INSERT INTO user_roles (tenant_id, user_id, role, organization_id) VALUES ($1, $2, $3, $4)"
ENTER = "SELECT app.enter($1::uuid, $2, $3, '', NULL)"
TIES = (
    "UPDATE courses SET author_id = $2 WHERE tenant_id = $1 AND title IN ('Linked', 'Homeless')",
    "UPDATE enrollments SET status = 'active' WHERE tenant_id = $1 AND user_id = $2",
)
"""Adds what the person of the small world lacks, so that the person has every tie."""


@dataclass(slots=True)
class People:
    """Gives grants to one person, and reads what that person then sees."""

    admin: "asyncpg.Connection[Any]"
    gateway: Any
    tenant: str
    statement: str = SEEN
    known: dict[frozenset[Grant], frozenset[Cell]] = field(
        default_factory=dict[frozenset[Grant], frozenset[Cell]]
    )

    async def sees(self, *grants: Grant) -> frozenset[Cell]:
        """What the person sees with these grants: (table, id, '') per row, (table, id, column) per unmasked cell."""
        held = frozenset(grants)
        if held not in self.known:
            await self.admin.execute("DELETE FROM user_roles WHERE user_id = $1", PERSON.user_id)
            for role, place in grants:
                spot = row_id(world.OPEN, "organizations", place) if place else None
                await self.admin.execute(LAY, self.tenant, PERSON.user_id, role, spot)
            self.known[held] = await self._read()
        return self.known[held]

    async def _read(self) -> frozenset[Cell]:
        async with self.gateway.transaction():
            await self.gateway.execute(ENTER, self.tenant, PERSON.issuer, PERSON.subject)
            found = await seen_cells(self.gateway, self.tenant, self.statement)
        # Rows of `user_roles` are the grants themselves, which the test changes.
        return frozenset(cell for cell in found if cell[0] != "user_roles")


@pytest.fixture(scope="module")
async def people(clones: Clones, world_template: str) -> AsyncIterator[People]:
    """The person of the small world, with every tie."""
    async with clone(clones, world_template) as database:
        admin = await asyncpg.connect(database.admin_url)
        gateway = await asyncpg.connect(database.gateway_url)
        try:
            tenant = row_id(world.OPEN, "tenants", world.OPEN)
            await admin.execute("SET session_replication_role = replica")
            for statement in TIES:
                await admin.execute(statement, tenant, PERSON.user_id)
            yield People(admin, gateway, tenant)
        finally:
            await gateway.close()
            await admin.close()


def test_every_masked_column_is_looked_at() -> None:
    masked = {
        (table.name, column.name)
        for table in TABLES
        for column in table.columns
        if column.info.get("mask") is not None
    }
    assert {(table, name.partition(".")[0]) for table, names in CELLS.items() for name in names} == masked
    assert len(masked) > 25


@pytest.mark.parametrize("first", GRANTS, ids=str)
async def test_a_pair_of_grants_shows_what_each_shows_and_no_more(people: People, first: Grant) -> None:
    alone = await people.sees(first)
    for one, other in combinations(GRANTS, 2):
        if one != first:
            continue
        each = alone | await people.sees(other)
        both = await people.sees(one, other)
        assert both - each == frozenset(), f"{one} and {other} show what neither shows"
        assert each - both == frozenset(), f"{one} and {other} hide what one of them shows"


async def test_every_masked_column_is_shown_to_some_and_hidden_from_others(people: People) -> None:
    by_grant = [await people.sees(grant) for grant in GRANTS]
    shown = {(table, column) for seen_by_one in by_grant for table, _, column in seen_by_one if column}
    kept = {cell for cell in frozenset().union(*by_grant) if cell[2]}
    hidden = {
        (table, column)
        for table, key, column in kept
        if any((table, key, "") in one and (table, key, column) not in one for one in by_grant)
    }
    every = {(table, name) for table, names in CELLS.items() for name in names}
    assert every - shown == set()
    assert every - hidden == set()


async def test_the_proof_fails_where_a_mask_asks_for_a_word_that_another_role_lends(people: People) -> None:
    flat = "t.special_needs IS NOT NULL AND (app.reaches('sensitive') OR app.reaches('teaches'))"
    cells = CELLS | {"student_profiles": CELLS["student_profiles"] | {"special_needs": flat}}
    naive = People(people.admin, people.gateway, people.tenant, seen_by_all(cells))
    assistant, analyst = ("ta", None), ("analyst", None)
    each = await naive.sees(assistant) | await naive.sees(analyst)
    more = await naive.sees(assistant, analyst) - each
    assert {(table, column) for table, _, column in more} == {("student_profiles", "special_needs")}

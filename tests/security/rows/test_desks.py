"""A desk in one organisation: accounts are kept and requests answered there and below, and nowhere else."""

from typing import Any

import asyncpg
import pytest

from db.derived.policies import ROLES, access_of
from db.models import Base
from db.reads.database import Database as Pool
from tests.security.proof import Proof
from tests.support import world
from tests.support.graphql import asking
from tests.support.rows import row_id

PLACES = {"ROOT", "NORTH", "LAB", "SOUTH", "BELOW GONE"}
"""The organisations of the small world that are there; LAB lies below NORTH, and all below ROOT."""
SEEN = {
    "whole finance": (PLACES, set[str]()),
    "scoped finance": ({"NORTH", "LAB"}, set[str]()),
    "whole support": (set[str](), PLACES),
    "scoped support": (set[str](), {"NORTH", "LAB"}),
    "desk": ({"LAB"}, {"SOUTH"}),
    "narrowed desk": (set[str](), {"SOUTH"}),
    "whole tenant_admin": (PLACES, PLACES),
    "scoped tenant_admin": (set[str](), set[str]()),
    "scoped school_admin": (set[str](), set[str]()),
}
"""Whose money somebody sees, and whose requests (of others) and inventory."""


@pytest.mark.parametrize("key", SEEN)
async def test_a_desk_sees_the_rows_of_its_organisation_and_of_those_below(pool: Pool, key: str) -> None:
    money, help_ = SEEN[key]
    [viewer] = [viewer for viewer in world.viewers() if viewer.key == key]
    rows = "(first: 200) { nodes { organization { code } } }"
    query = (
        f"{{ financeRecords{rows} inventoryItems{rows} centreFinancials{rows} serviceRequests(first: 200) {{"
    )
    query += " nodes { organization { code } requester { id } assignedTo { id } } } viewer { user { id } } }"
    async with asking(pool, viewer) as asker:
        data = (await asker.ask(query)).only
    assert codes(data["financeRecords"]["nodes"]) == money
    assert codes(data["centreFinancials"]["nodes"]) == money
    assert codes(data["inventoryItems"]["nodes"]) == help_
    me = data["viewer"]["user"]
    others = [
        row for row in data["serviceRequests"]["nodes"] if me not in (row["requester"], row["assignedTo"])
    ]
    assert codes(others) == help_
    if help_ != PLACES:
        assert None not in [row["organization"] for row in others], (
            "what no organisation is named for is no desk's"
        )


def codes(rows: list[dict[str, Any]]) -> set[str]:
    """The codes of the organisations that the rows belong to and that are not deleted."""
    return {row["organization"]["code"] for row in rows if row["organization"]}


CLAIMED = [
    ("desk", None, None, {("finance", "lab"), ("support", "south")}),
    ("desk", None, "desks", {("finance", "lab"), ("support", "south")}),
    ("desk", "support student", "desks", {("support", "south")}),
    ("desk", "student", "desks", set[tuple[str, str]]()),
    ("desk", None, "places organizations", set[tuple[str, str]]()),
    ("scoped finance", None, "desks", {("finance", "north"), ("finance", "lab")}),
    ("whole finance", None, None, set[tuple[str, str]]()),
    ("scoped school_admin", None, None, {("sensitive", "north"), ("sensitive", "lab")}),
]
"""Who enters, the roles and the claims that are asked for, and the desks that are worked out."""


@pytest.mark.parametrize(("name", "narrowed", "wanted", "desks"), CLAIMED)
async def test_entry_works_out_the_desks_that_somebody_holds_in_organisations(
    proof: Proof, name: str, narrowed: str | None, wanted: str | None, desks: set[tuple[str, str]]
) -> None:
    viewer = world.person(world.OPEN, name)
    connection = await asyncpg.connect(proof.database.gateway_url)
    try:
        async with connection.transaction():
            await connection.execute(
                "SELECT app.enter(app.tenant_of($1), $2, $3, '', $4, $5)",
                viewer.tenant, viewer.issuer, viewer.subject, narrowed, wanted,
            )  # fmt: skip
            claim = await connection.fetchval("SELECT coalesce(current_setting('app.desks', true), '')")
    finally:
        await connection.close()
    assert sorted(claim.split()) == sorted(
        f"{word}:{row_id(world.OPEN, 'organizations', place)}" for word, place in desks
    )


async def test_a_desk_writes_no_row_of_another_organisation_and_hands_none_over(proof: Proof) -> None:
    viewer = world.person(world.OPEN, "desk")
    lab, south = (row_id(world.OPEN, "organizations", name) for name in ("lab", "south"))
    connection = await asyncpg.connect(proof.database.writer_url)
    change = connection.transaction()
    await change.start()
    try:
        await connection.execute(
            "SELECT app.enter(app.tenant_of($1), $2, $3, '', NULL)",
            viewer.tenant,
            viewer.issuer,
            viewer.subject,
        )
        changed = "UPDATE finance_records SET amount_minor = amount_minor + 1 RETURNING organization_id::text"
        assert {row[0] for row in await connection.fetch(changed)} == {lab}
        add = (
            "INSERT INTO finance_records (tenant_id, organization_id, type, amount_minor, currency)"
            " VALUES (app.tenant_id(), $1, 'expense', 100, 'CAD')"
        )
        assert await connection.execute(add, lab) == "INSERT 0 1"
        for statement in (add, "UPDATE finance_records SET organization_id = $1"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
                async with connection.transaction():
                    await connection.execute(statement, south)
    finally:
        await change.rollback()
        await connection.close()


def test_a_table_of_a_desk_says_whose_its_rows_are() -> None:
    desks = {word[:-1] for _, held in ROLES.values() for word in held.split() if word.endswith(":")}
    assert desks == {"finance", "support", "sensitive", "authors"}
    tables = {name: access_of(table) for name, table in Base.metadata.tables.items()}
    of_desks = {name: access.organization for name, access in tables.items() if access.word in desks}
    assert of_desks == dict.fromkeys(
        ("finance_records", "service_requests", "inventory_items", "centre_financials"), "organization_id"
    )

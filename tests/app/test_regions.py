"""Two servers, one per region: every tenant is served from its own region, and from no other."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_DNS, uuid5

import asyncpg
import httpx
import pytest
import strawberry

from app.auth.issue import Bearer, issue_token
from app.auth.terms import TokenTerms
from app.main import create_app
from app.settings import Settings
from db.embedded import EmbeddedServer
from db.embedded.tuning import EPHEMERAL
from db.errors import WrongRegion
from db.reads.claims import Claims
from db.reads.database import Database as Served
from tests.app.gateway import ISSUER, SECRET, Info, running
from tests.conftest import clone
from tests.support.databases import Clones, Database

ELSEWHERE = "This tenant's data belongs to another region than the one it was found in, so it is not served from there."
SUBJECT = "someone at home in both regions"


@strawberry.type
class Query:
    @strawberry.field
    async def seen(self, info: Info) -> list[str]:
        rows = await info.context.session.fetch(
            "SELECT short_code AS name FROM tenants UNION ALL SELECT full_name FROM users ORDER BY 1"
        )
        return [row["name"] for row in rows]


@dataclass(frozen=True, slots=True)
class World:
    """Europe is on the session's server, America on a server that a test may stop."""

    eu: Database
    us: Database
    american: EmbeddedServer

    def regions(self) -> dict[str, str]:
        return {"eu": self.eu.gateway_url, "us": self.us.gateway_url}


@pytest.fixture(scope="module")
async def american(server: EmbeddedServer) -> AsyncIterator[Clones]:
    """Databases on a second server."""
    own = EmbeddedServer(server.directory / "us", EPHEMERAL)
    try:
        await asyncio.to_thread(own.start)
        yield await Clones.prepare(own)
    finally:
        await asyncio.to_thread(own.stop, is_kept=False)


@pytest.fixture
async def world(american: Clones, database: Database) -> AsyncIterator[World]:
    """Tenant north is at home in the EU; tenant south is at home in the US, and left a row behind in the EU."""
    async with clone(american, american.template) as in_america:
        made = World(database, in_america, american.server)
        await add(made.eu, "north", "eu", person="Nora of the north")
        await add(made.us, "south", "us", person="Sol of the south")
        await add(made.eu, "south", "us", person="Sol left behind")
        yield made


async def add(database: Database, code: str, region: str, person: str) -> None:
    """Adds a tenant, the same in every database, with one administrator, who is the same human in every tenant."""
    connection = await asyncpg.connect(database.admin_url)
    try:
        tenant = await connection.fetchval(
            "INSERT INTO tenants (id, name, short_code, kind, data_region, allows_visitors)"
            " VALUES ($1, $2, $2, 'university', $3, true) RETURNING id",
            uuid_of(code), code, region,
        )  # fmt: skip
        account = await connection.fetchval("SELECT account_id FROM identity.account_identities")
        if account is None:
            account = await connection.fetchval("INSERT INTO identity.accounts DEFAULT VALUES RETURNING id")
            await connection.execute(
                "INSERT INTO identity.account_identities (account_id, issuer, subject) VALUES ($1, $2, $3)",
                account, ISSUER, SUBJECT,
            )  # fmt: skip
        user = await connection.fetchval(
            "INSERT INTO users (tenant_id, account_id, email, full_name) VALUES ($1, $2, $3, $4) RETURNING id",
            tenant, account, f"someone@{code}.test", person,
        )  # fmt: skip
        await connection.execute(
            "INSERT INTO user_roles (tenant_id, user_id, role) VALUES ($1, $2, 'tenant_admin')", tenant, user
        )
    finally:
        await connection.close()


def uuid_of(code: str) -> str:
    return str(uuid5(NAMESPACE_DNS, code))


async def run(database: Database, statement: str, *values: object) -> None:
    connection = await asyncpg.connect(database.admin_url)
    try:
        await connection.execute(statement, *values)
    finally:
        await connection.close()


def gateway(regions: dict[str, str]) -> Any:
    settings = Settings(
        regions=regions, jwt_secret=SECRET, pool_size=2, pool_wait_seconds=5.0, viewer_share=1.0
    )
    return running(create_app(settings, strawberry.Schema(Query)))


def signed_in(tenant: str) -> dict[str, str]:
    token = issue_token(SECRET, TokenTerms(ISSUER, "lyceum"), Bearer(tenant, SUBJECT), 600)
    return {"authorization": f"Bearer {token}"}


async def ask(client: httpx.AsyncClient, tenant: str) -> tuple[int, Any]:
    """The status, and the rows of the answer, or the code and message of its only error."""
    answer = await client.post("/graphql", json={"query": "{ seen }"}, headers=signed_in(tenant))
    body = answer.json()
    if "errors" in body:
        (error,) = body["errors"]
        return answer.status_code, (error["extensions"]["code"], error["message"])
    return answer.status_code, body["data"]["seen"]


async def ready(client: httpx.AsyncClient) -> tuple[int, str]:
    answer = await client.get("/readyz")
    return answer.status_code, answer.json()["status"]


NORTH = (200, ["Nora of the north", "north"])
SOUTH = (200, ["Sol of the south", "south"])
AWAY = (503, ("UNAVAILABLE", "The service is temporarily unavailable; try again later."))
MISPLACED = (421, ("FORBIDDEN", ELSEWHERE))
UNKNOWN = (401, ("UNAUTHENTICATED", "This tenant is not known or not active."))


async def test_every_tenant_is_served_from_its_region_and_no_rows_bleed(world: World) -> None:
    asked = ["north", "south", uuid_of("north"), uuid_of("south")] * 50
    async with gateway(world.regions()) as client:
        answers = await asyncio.gather(*(ask(client, tenant) for tenant in asked))
        assert answers == [NORTH, SOUTH] * 100
        assert await ask(client, "nowhere") == UNKNOWN
        visitor = await client.post("/graphql", json={"query": "{ seen }"}, headers={"x-tenant": "south"})
        assert visitor.json() == {"data": {"seen": ["south"]}}
        nobody = await client.post("/graphql", json={"query": "{ seen }"})
        assert (nobody.status_code, nobody.json()["errors"][0]["extensions"]["code"]) == (
            401,
            "UNAUTHENTICATED",
        )
        assert await ready(client) == (200, "ready")


async def test_a_region_is_asked_once_for_all_who_come_at_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    region_of = Served.region_of

    async def counted(self: Served, tenant: str) -> str | None:
        asked.append(tenant)
        return await region_of(self, tenant)

    monkeypatch.setattr(Served, "region_of", counted)
    async with gateway(world.regions()) as client:
        answers = await asyncio.gather(*(ask(client, tenant) for tenant in ["north", "south"] * 20))
        assert answers == [NORTH, SOUTH] * 20
        assert sorted(asked) == ["north", "north", "south", "south"]


async def test_a_tenant_is_not_served_from_the_wrong_region(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    served = await Served.open(world.eu.gateway_url, region="eu")
    try:
        for name in ("south", uuid_of("south")):
            with pytest.raises(WrongRegion, match=ELSEWHERE):
                async with served.read(Claims(name)):
                    pytest.fail("nothing may be read")
        async with served.read(Claims("north")) as session:
            assert [row[0] for row in await session.fetch("SELECT short_code FROM tenants")] == ["north"]
    finally:
        await served.close()
    async with gateway({"eu": world.eu.gateway_url}) as client:
        with caplog.at_level(logging.ERROR, "db.reads.regions"):
            assert await ask(client, "south") == MISPLACED
        assert [record.getMessage() for record in caplog.records if record.name == "db.reads.regions"] == [
            "The tenant south lies in the database of eu but belongs to us"
        ]
        assert await ask(client, "north") == NORTH
    async with gateway({"us": world.us.gateway_url}) as client:
        assert await ask(client, "north") == UNKNOWN


async def test_a_tenant_that_moves_is_followed_at_once(world: World) -> None:
    async with gateway(world.regions()) as client:
        assert await ask(client, "north") == NORTH
        await add(world.us, "north", "us", person="Nora who moved")
        both = "Two regions say that this tenant is theirs, so it is served from neither."
        assert await ask(client, "north") == NORTH, "until its old home lets go of it"
        async with gateway(world.regions()) as other:
            assert await ask(other, "north") == (421, ("FORBIDDEN", both))
        await run(world.eu, "UPDATE tenants SET data_region = 'us' WHERE short_code = 'north'")
        assert await ask(client, "north") == (200, ["Nora who moved", "north"])


async def test_a_region_that_is_away_takes_no_other_with_it(world: World) -> None:
    async with gateway(world.regions()) as client:
        assert await ask(client, "south") == SOUTH
        await asyncio.to_thread(world.american.stop)
        assert await ask(client, "south") == AWAY
        assert await ask(client, "north") == NORTH
        assert await ask(client, "nowhere") == AWAY, "it may be at home in the region that is away"
        assert await ready(client) == (200, "ready, without the regions that can't be reached: us")
        await asyncio.to_thread(world.american.start)
        assert await ask(client, "south") == SOUTH
        assert await ready(client) == (200, "ready")
    async with gateway({"eu": "postgresql://localhost:1/x", "us": "postgresql://localhost:1/y"}) as client:
        assert await ask(client, "north") == AWAY
        assert await ready(client) == (503, "the database can't be reached, or was never migrated")


async def test_a_region_behind_the_code_keeps_the_process_from_being_ready(world: World) -> None:
    await run(world.us, "UPDATE alembic_version SET version_num = '0000'")
    async with gateway(world.regions()) as client:
        status, reason = await ready(client)
    assert (status, reason.split(",")[0]) == (503, "the database is at migration 0000")

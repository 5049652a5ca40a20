"""`lyceum demo` loads the data once, and introduces its people."""

import asyncio

import asyncpg

from demo import PERSONAS
from tests.app.cli.conftest import Lyceum
from tests.support.databases import Database


def count(database: Database, table: str) -> int:
    async def ask() -> int:
        connection = await asyncpg.connect(database.admin_url)
        try:
            return int(await connection.fetchval(f"SELECT count(*) FROM {table}"))
        finally:
            await connection.close()

    return asyncio.run(ask())


def test_it_loads_what_is_missing(lyceum: Lyceum, database: Database) -> None:
    first = lyceum("demo", LYCEUM_OWNER_DATABASE_URL=database.owner_url)
    assert first.status == 0
    assert all(line.startswith("lyceum: loading the demo data: ") for line in first.errors.splitlines())
    loaded = count(database, "enrollments")
    assert loaded > 1000
    again = lyceum("demo", LYCEUM_OWNER_DATABASE_URL=database.owner_url)
    assert (again.status, count(database, "enrollments")) == (0, loaded)
    for persona in PERSONAS:
        assert f"  {persona.name:24}  {persona.label:18}  {persona.tenant_code}\n" in first.output
    assert "eyJ" not in first.output


def test_where_an_identity_provider_signs_no_token_is_printed(
    lyceum: Lyceum, own_demo_database: Database
) -> None:
    outcome = lyceum(
        "demo",
        LYCEUM_OWNER_DATABASE_URL=own_demo_database.owner_url,
        LYCEUM_JWT_JWKS="https://idp.example/keys",
    )
    assert outcome.output == (
        "The demo's people sign in with the tokens of your issuer; none are signed here.\n"
    )

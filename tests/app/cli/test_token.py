"""`lyceum token` signs for people and partner clients whom the database finds again."""

import asyncio
import time
from typing import Any

import asyncpg
import jwt
import pytest

from app.settings import DEMO_SECRET
from db.errors import UnknownViewer
from db.reads.claims import Claims
from db.reads.database import Database as ServedDatabase
from tests.app.cli.conftest import Lyceum
from tests.support.databases import Database

ISSUER = "https://lyceum.local"


@pytest.fixture
def people(database: Database) -> Database:
    """Two tenants, the first with people of every kind that matters to a token."""

    async def fill() -> None:
        connection = await asyncpg.connect(database.admin_url)
        try:
            await connection.execute(
                """
                INSERT INTO tenants (name, short_code, kind)
                VALUES ('Elm', 'elm', 'university'), ('Oak', 'oak', 'company');
                INSERT INTO identity.accounts (email) VALUES ('known@elm.example');
                INSERT INTO identity.account_identities (account_id, issuer, subject)
                SELECT id, 'https://lyceum.local', 'known-subject' FROM identity.accounts;
                INSERT INTO users (tenant_id, full_name, email, status, deleted_at, account_id)
                SELECT t.id, who, who || '@elm.example', status::user_status, gone,
                       (SELECT a.id FROM identity.accounts a WHERE a.email = who || '@elm.example')
                FROM tenants t, (VALUES ('known', 'active', null), ('new', 'active', null),
                    ('held', 'inactive', null), ('gone', 'active', now())) people (who, status, gone)
                WHERE short_code = 'elm';
                """
            )
        finally:
            await connection.close()

    asyncio.run(fill())
    return database


def claims_of(token: str) -> dict[str, Any]:
    return jwt.decode(token.strip(), DEMO_SECRET, ["HS256"], issuer=ISSUER, audience="lyceum")


def enter(database: Database, claims: dict[str, Any]) -> None:
    """Do what the gateway does with a verified token; raises UnknownViewer."""

    async def read() -> None:
        served = await ServedDatabase.open(
            database.gateway_url, pool_size=1, acquire_seconds=5, statement_seconds=5
        )
        try:
            scopes = frozenset(claims.get("scope", "").split())
            async with served.read(Claims(claims["tenant"], claims["iss"], claims["sub"], scopes)) as session:
                await session.fetch("SELECT 1")
        finally:
            await served.close()

    asyncio.run(read())


def test_a_person_gets_the_subject_that_is_registered(lyceum: Lyceum, people: Database) -> None:
    outcome = lyceum(
        *("token", "--tenant", "elm", "--user", "Known@Elm.example", "--expires", "30m"),
        LYCEUM_OWNER_DATABASE_URL=people.owner_url,
    )
    assert (outcome.status, outcome.errors) == (0, "")
    claims = claims_of(outcome.output)
    assert (claims["tenant"], claims["sub"], claims["exp"] - claims["iat"]) == ("elm", "known-subject", 1800)
    assert abs(claims["iat"] - time.time()) < 60
    enter(people, claims)


def test_a_person_without_an_account_is_registered_once(lyceum: Lyceum, people: Database) -> None:
    arguments = ("token", "--tenant", "elm", "--user", "new@elm.example", "--scope", "catalogue:read")
    first, second = (
        claims_of(lyceum(*arguments, LYCEUM_OWNER_DATABASE_URL=people.owner_url).output) for _ in range(2)
    )
    assert first["sub"] == second["sub"]
    assert first["scope"] == "catalogue:read"
    enter(people, first)


@pytest.mark.parametrize(
    ("tenant", "user", "reason"),
    [
        ("ash", "known@elm.example", "there is no tenant with the code ash"),
        ("oak", "known@elm.example", "no person in oak has the e-mail address known@elm.example"),
        ("elm", "gone@elm.example", "no person in elm has the e-mail address gone@elm.example"),
        ("elm", "held@elm.example", "held@elm.example is inactive in elm and may not sign in"),
    ],
)
def test_nobody_else_gets_a_token(
    lyceum: Lyceum, people: Database, tenant: str, user: str, reason: str
) -> None:
    outcome = lyceum("token", "--tenant", tenant, "--user", user, LYCEUM_OWNER_DATABASE_URL=people.owner_url)
    assert (outcome.status, outcome.output, outcome.errors) == (1, "", f"lyceum: {reason}\n")


def test_a_partner_client_is_registered_with_its_scopes_and_held_to_them(
    lyceum: Lyceum, people: Database
) -> None:
    def token(*more: str) -> Any:
        return lyceum(
            *("token", "--tenant", "elm", "--client", "Campus Portal", *more),
            LYCEUM_OWNER_DATABASE_URL=people.owner_url,
        )

    assert token().errors == (
        "lyceum: elm has no client Campus Portal; to register it, say its scopes with --scope\n"
    )
    first = claims_of(token("--scope", "catalogue:read roster:read").output)
    enter(people, first)
    assert claims_of(token().output)["scope"] == "catalogue:read roster:read"
    narrower = claims_of(token("--scope", "roster:read").output)
    assert (narrower["sub"], narrower["scope"]) == (first["sub"], "roster:read")
    assert token("--scope", "grades:read").errors == (
        "lyceum: Campus Portal may not have the scope grades:read; it has: catalogue:read roster:read\n"
    )


def test_the_tokens_of_an_identity_provider_are_not_ours_to_sign(lyceum: Lyceum, people: Database) -> None:
    outcome = lyceum(
        *("token", "--tenant", "elm", "--user", "known@elm.example"),
        LYCEUM_OWNER_DATABASE_URL=people.owner_url,
        LYCEUM_JWT_JWKS="https://idp.example/keys",
    )
    assert outcome.errors.startswith("lyceum: tokens come from your identity provider (LYCEUM_JWT_JWKS);")


def test_a_token_of_another_tenant_opens_nothing(lyceum: Lyceum, people: Database) -> None:
    outcome = lyceum(
        *("token", "--tenant", "elm", "--user", "known@elm.example"),
        LYCEUM_OWNER_DATABASE_URL=people.owner_url,
    )
    with pytest.raises(UnknownViewer):
        enter(people, {**claims_of(outcome.output), "tenant": "oak"})

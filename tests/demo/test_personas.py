"""Each persona gets in, and its query answers with something to look at."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

import demo
from db.reads.claims import Claims
from db.reads.database import Database as Gateway
from demo import PERSONAS, Persona
from resolvers.kit.reading.context import Context
from resolvers.schema import build_schema
from tests.support.databases import Database

ALL = pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.key)


@pytest.fixture
async def gateway(demo_database: Database) -> AsyncIterator[Gateway]:
    opened = await Gateway.open(demo_database.gateway_url, pool_size=1)
    yield opened
    await opened.close()


@ALL
async def test_the_query_answers_with_rows(gateway: Gateway, persona: Persona) -> None:
    async with gateway.read(claims(persona)) as session:
        result = await build_schema().execute(persona.query, context_value=Context(session, "test"))
    assert result.errors is None
    assert result.data is not None
    assert [name for name, value in result.data.items() if is_bare(value)] == []


def test_each_persona_is_told_apart() -> None:
    assert len({persona.key for persona in PERSONAS}) == len(PERSONAS)
    assert {persona.tenant_code for persona in PERSONAS} == set(demo.TENANTS)
    assert {persona.label for persona in PERSONAS} >= {
        "Student", "Instructor", "Teaching assistant", "Department admin", "Tenant admin", "Parent", "Analyst",
        "Visitor", "Partner",
    }  # fmt: skip


@ALL
async def test_the_name_is_that_of_the_person(gateway: Gateway, persona: Persona) -> None:
    if persona.key in ("visitor", "partner"):
        return
    async with gateway.read(claims(persona)) as session:
        rows = await session.fetch(
            "SELECT full_name FROM users WHERE tenant_id = $1 AND id = app.user_id()", session.tenant_id
        )
    assert [row["full_name"] for row in rows] == [persona.name]


def claims(persona: Persona) -> Claims:
    """What a verified token of the persona says."""
    issuer = demo.ISSUER if persona.subject else None
    return Claims(persona.tenant_code, issuer, persona.subject, frozenset(persona.scopes))


def is_bare(value: Any) -> bool:
    """Whether there is nothing in a value, whichever way down one looks: null, an empty list, a total of 0."""
    if isinstance(value, dict):
        return (
            value.get("nodes") == []
            or value.get("totalCount") == 0
            or all(is_bare(part) for part in value.values())
        )
    return value is None or value in ([], {})

"""What an answer leaves running never meets the next viewer's transaction."""

import pytest

from db.errors import DatabaseUnavailable
from db.reads.claims import Claims
from db.reads.database import Database as Pool
from resolvers.schema import build_schema
from tests.app.execution.both import Both
from tests.support.databases import Database

VISITOR = Claims("northfield")


async def test_fields_beside_one_that_failed_are_waited_for(demo_database: Database) -> None:
    pool = await Pool.open(demo_database.gateway_url, pool_size=1)
    try:
        both = Both(pool, build_schema())
        # graphql-core answers as soon as `pages` fails, while the statements of the others are on their way.
        failing = "{ pages: courses(first: 201) { totalCount } courses { nodes { modules { title } } } }"
        for _ in range(5):
            assert (await both.ask(VISITOR, failing)).check()["data"] is None
            answer = await both.ask(VISITOR, "{ viewer { tenant { shortCode } } }")
            assert answer.check() == {"data": {"viewer": {"tenant": {"shortCode": "northfield"}}}}
    finally:
        await pool.close()


async def test_a_session_that_is_over_runs_nothing(demo_database: Database) -> None:
    pool = await Pool.open(demo_database.gateway_url, pool_size=1)
    try:
        async with pool.read(VISITOR) as session:
            assert await session.fetch("SELECT 1")
        with pytest.raises(DatabaseUnavailable):
            await session.fetch("SELECT 1")
    finally:
        await pool.close()


async def test_a_field_that_is_cancelled_takes_no_other_with_it(demo_database: Database) -> None:
    """Both departments wait for the row of the same parent, and one of them fails meanwhile."""
    pool = await Pool.open(demo_database.gateway_url, pool_size=1)
    try:
        both = Both(pool, build_schema())
        listed = (await both.ask(VISITOR, "{ departments(first: 2) { nodes { id } } }")).check()
        first, second = (node["id"] for node in listed["data"]["departments"]["nodes"])
        document = """query ($a: ID!, $b: ID!) {
            a: node(id: $a) { ... on Department { parent { name } courses(first: 500) { totalCount } } }
            b: node(id: $b) { ... on Department { parent { name } } } }"""
        body = (await both.ask(VISITOR, document, {"a": first, "b": second})).check()
        assert body["data"] == {"a": None, "b": {"parent": {"name": "Northfield University"}}}
    finally:
        await pool.close()

"""Expensive operations end before they take the process's memory or time, whichever executor runs them."""

import gc
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from app.main import create_app
from app.settings import Settings
from bench.hostile.named import REFUSED, aliases, nested, of_courses
from tests.support.databases import Database

# graphql-core drops the coroutines of fields beside one that failed, without awaiting them.
pytestmark = [
    pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

LIMITS = {"price", "objects", "bytes", "statements"}


@pytest.fixture(scope="module")
async def demo_client(demo_database: Database) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the gateway over the demo data, as a visitor of Northfield. Documents may be larger than usual, so it
    is their cost that stops them.
    """
    larger = {"LYCEUM_MAX_TOKENS": "15000", "LYCEUM_MAX_FIELDS": "5000"}
    app = create_app(Settings.read({"LYCEUM_DATABASE_URL": demo_database.gateway_url, **larger}))
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client,
    ):
        client.headers["X-Tenant"] = "northfield"
        yield client
    gc.collect()  # here, where the warnings about dropped coroutines are expected


async def ask(client: httpx.AsyncClient, query: str, **headers: str) -> dict[str, Any]:
    """The body of the answer."""
    return (await client.post("/graphql", json={"query": query}, headers=headers)).json()


@pytest.mark.parametrize("name", REFUSED)
async def test_a_dear_request_is_refused_as_a_whole(demo_client: httpx.AsyncClient, name: str) -> None:
    body = await ask(demo_client, REFUSED[name])
    assert "data" not in body
    [error] = body["errors"]
    assert error["extensions"]["code"] == "COST_LIMIT_EXCEEDED", error


MULTIPLIED = [name for name in REFUSED if name.startswith(("nested", "modules"))]


@pytest.mark.parametrize("name", MULTIPLIED)
async def test_graphql_core_passes_the_same_meter(demo_client: httpx.AsyncClient, name: str) -> None:
    """If graphql-core runs an operation, its price is not known beforehand, so the operation ends while it runs."""
    body = await ask(demo_client, REFUSED[name], **{"X-Lyceum-Executor": "reference"})
    assert "data" not in body
    [error] = body["errors"]
    assert error["extensions"]["code"] == "COST_LIMIT_EXCEEDED", error


@pytest.mark.parametrize("name", MULTIPLIED)
async def test_an_error_beside_it_buys_nothing(demo_client: httpx.AsyncClient, name: str) -> None:
    """A wrong argument leaves the operation to graphql-core, which reports it or the cost, and returns no data."""
    body = await ask(demo_client, REFUSED[name][:-1] + " wrong: courses(first: 201) { totalCount } }")
    assert body.get("data") is None
    assert {error["extensions"]["code"] for error in body["errors"]} <= {
        "COST_LIMIT_EXCEEDED",
        "BAD_USER_INPUT",
    }


async def test_a_refusal_says_price_limit_and_unit(demo_client: httpx.AsyncClient) -> None:
    body = await ask(demo_client, nested(4))
    extensions = body["errors"][0]["extensions"]
    assert extensions["unit"] in LIMITS
    assert extensions["limit"] == 200_000
    assert extensions["price"] > extensions["limit"]


async def test_a_dry_run_tells_the_price_and_reads_nothing(demo_client: httpx.AsyncClient) -> None:
    body = await ask(
        demo_client, "{ courses(first: 200) { nodes { modules { title } } } }", **{"X-Lyceum-Dry-Run": "cost"}
    )
    assert body == {"data": None, "extensions": {"cost": {"price": 2_221, "limit": 200_000}}}


async def test_the_cost_is_told_on_request(demo_client: httpx.AsyncClient) -> None:
    query = "{ courses(first: 3) { nodes { title organization { name } } } }"
    assert "extensions" not in await ask(demo_client, query)
    body = await ask(demo_client, query, **{"X-Lyceum-Cost": "tell"})
    cost = body["extensions"]["cost"]
    assert cost.pop("milliseconds") > 0
    size = len(json.dumps(body["data"], separators=(",", ":"), ensure_ascii=False).encode())
    assert abs(cost.pop("bytes") - size) < size / 10
    assert cost == {"price": 17, "limit": 200_000, "objects": 8, "statements": 1}


@pytest.mark.parametrize(
    ("arguments", "more"),
    [
        ("orderBy: [{organization: {name: ASC}}]", 5_000),
        ("orderBy: [{organization: {parent: {name: ASC}}}, {title: ASC}]", 2 * 5_000),
        ("after: null, before: null", 0),
        ('filter: {organization: {within: "Organization_00000000-0000-7000-8000-000000000000"}}', 2 * 5_000),
    ],
)
async def test_the_price_counts_the_relations_of_orders_and_parts_of_trees(
    demo_client: httpx.AsyncClient, arguments: str, more: int
) -> None:
    body = await ask(
        demo_client,
        f"{{ courses(first: 3, {arguments}) {{ nodes {{ title }} }} }}",
        **{"X-Lyceum-Dry-Run": "cost"},
    )
    assert body["extensions"]["cost"]["price"] == 1 + 10 + 3 + more


async def test_the_price_counts_what_connections_make_beside_their_rows(
    demo_client: httpx.AsyncClient,
) -> None:
    page = f"{aliases(3, 'pageInfo { hasNextPage }')} {aliases(2, 'edges { cursor }')}"
    query = of_courses(
        f"contentItems(first: 5) {{ {page.replace('a0: edges', 'b0: edges').replace('a1: edges', 'b1: edges')} }}"
    )
    body = await ask(demo_client, query, **{"X-Lyceum-Cost": "tell"})
    cost = body["extensions"]["cost"]
    # Beside data itself: a connection, courses; for each a connection, three page infos, twice five edges.
    assert cost["price"] == 1 + 200 * (1 + 1 + 3 + 2 * 5) + 2 * 10
    assert cost["objects"] <= cost["price"] + 1


async def test_the_answer_as_written_is_no_larger_than_it_may_be(demo_database: Database) -> None:
    """The first texts of an operation are not measured, so only the written answer shows how long they were."""
    budgets = {"LYCEUM_BUDGET_VISITOR": "price=200000 objects=20000 bytes=1000 statements=60"}
    app = create_app(Settings.read({"LYCEUM_DATABASE_URL": demo_database.gateway_url, **budgets}))
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client,
    ):
        client.headers["X-Tenant"] = "northfield"
        small = await client.post(
            "/graphql", json={"query": "{ courses(first: 2) { nodes { description } } }"}
        )
        large = await client.post(
            "/graphql", json={"query": "{ courses(first: 8) { nodes { description } } }"}
        )
    assert small.json()["data"]["courses"]["nodes"]
    assert large.json()["errors"][0]["extensions"] == {
        "code": "COST_LIMIT_EXCEEDED", "unit": "bytes", "limit": 1_000, "price": 19,
    }  # fmt: skip

"""Expensive operations end before they take the process's memory or time, whichever executor runs them."""

import gc
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from app.main import create_app
from app.settings import Settings
from tests.support.databases import Database

# graphql-core drops the coroutines of fields beside one that failed, without awaiting them.
pytestmark = [
    pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

LIMITS = {"price", "objects", "bytes", "statements"}


@pytest.fixture(scope="module")
async def demo_client(demo_database: Database) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the gateway over the demo data, as a visitor of Northfield."""
    app = create_app(Settings.read({"LYCEUM_DATABASE_URL": demo_database.gateway_url}))
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


def nested(levels: int) -> str:
    """Items of a course, whose course has items, and so on: each level multiplies the answer by the course's items."""
    inner = "title"
    for _ in range(levels):
        inner = f"title course {{ contentItems(first: 200) {{ nodes {{ {inner} }} }} }}"
    where = 'filter: {course: {code: {eq: "CS101"}}}'
    return f"{{ contentItems(first: 1, {where}) {{ nodes {{ {inner} }} }} }}"


def ancestors(levels: int) -> str:
    """Modules whose course has modules, and so on: no page has a size that the price could multiply by."""
    inner = "title"
    for _ in range(levels):
        inner = f"title course {{ modules {{ {inner} }} }}"
    return f"{{ modules(first: 200) {{ nodes {{ {inner} }} }} }}"


def aliases(count: int, field: str) -> str:
    """One field under many names."""
    return " ".join(f"a{number}: {field}" for number in range(count))


DEAR = {
    **{f"nested {levels}": nested(levels) for levels in range(3, 9)},
    **{f"modules of modules {levels}": ancestors(levels) for levels in range(3, 9)},
    "descriptions": f"{{ courses(first: 200) {{ nodes {{ {aliases(4_900, 'description')} }} }} }}",
    "titles": f"{{ contentItems(first: 200) {{ nodes {{ {aliases(4_900, 'title')} }} }} }}",
    "ids": f"{{ contentItems(first: 200) {{ nodes {{ {aliases(4_900, 'id')} }} }} }}",
    "type names": f"{{ contentItems(first: 200) {{ nodes {{ {aliases(4_900, '__typename')} }} }} }}",
    "times": f"{{ contentItems(first: 200) {{ nodes {{ {aliases(4_900, 'updatedAt')} }} }} }}",
    "links": f"{{ courses(first: 200) {{ nodes {{ {aliases(2_400, 'organization { name }')} }} }} }}",
    "counts": f"{{ {aliases(1_600, 'courses { totalCount }')} }}",
    "counts below": f"{{ courses(first: 200) {{ nodes {{ {aliases(1_600, 'contentItems { totalCount }')} }} }} }}",
    "one count": f"{{ courses(first: 200) {{ nodes {{ contentItems {{ {aliases(4_900, 'totalCount')} }} }} }} }}",
    "cursors": f"{{ contentItems(first: 200) {{ edges {{ {aliases(4_900, 'cursor')} }} }} }}",
    "page infos": "{ courses(first: 200) { nodes { contentItems(first: 1) { pageInfo { "
    + aliases(4_900, "endCursor")
    + " } } } } }",
    "pages": f"{{ {aliases(1_200, 'contentItems(first: 200) { nodes { title } }')} }}",
    "syllabus": f"{{ courses(first: 50) {{ nodes {{ {aliases(50, 'syllabus { totalCount }')} }} }} }}",
    "blocks": "{ contentItems(first: 200) { nodes { ... on TextContent { blocks { "
    + aliases(4_900, "__typename")
    + " } } } } }",
    "searches": "{ "
    + " ".join(
        f'a{n}: courses(filter: {{title: {{contains: "{n}{"x" * 5_000}"}}}}) {{ totalCount }}'
        for n in range(100)
    )
    + " }",
}
"""Requests that would each cost gigabytes or minutes, by name."""


@pytest.mark.parametrize("name", DEAR)
async def test_a_dear_request_is_refused_as_a_whole(demo_client: httpx.AsyncClient, name: str) -> None:
    body = await ask(demo_client, DEAR[name])
    assert "data" not in body
    [error] = body["errors"]
    assert error["extensions"]["code"] == "COST_LIMIT_EXCEEDED", error


MULTIPLIED = [name for name in DEAR if name.startswith(("nested", "modules"))]


@pytest.mark.parametrize("name", MULTIPLIED)
async def test_graphql_core_passes_the_same_meter(demo_client: httpx.AsyncClient, name: str) -> None:
    """If graphql-core runs an operation, its price is not known beforehand, so the operation ends while it runs."""
    body = await ask(demo_client, DEAR[name], **{"X-Lyceum-Executor": "reference"})
    assert "data" not in body
    [error] = body["errors"]
    assert error["extensions"]["code"] == "COST_LIMIT_EXCEEDED", error


@pytest.mark.parametrize("name", MULTIPLIED)
async def test_an_error_beside_it_buys_nothing(demo_client: httpx.AsyncClient, name: str) -> None:
    """A wrong argument leaves the operation to graphql-core, which reports it or the cost, and returns no data."""
    body = await ask(demo_client, DEAR[name][:-1] + " wrong: courses(first: 201) { totalCount } }")
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

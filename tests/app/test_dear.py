"""Generated requests that are as dear as their price lets them be stay within every other limit too.

`make test` asks a part of them, `make nightly` 500 as each viewer. Times are measured by `python -m bench.hostile`.
"""

import gc
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from graphql import (
    GraphQLSchema,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    parse,
    visit,
)

from app.auth.issue import Bearer, issue_token
from app.auth.terms import terms_of
from app.main import create_app
from app.observability.record import Record, record_of
from app.operations.budgets import Budgets
from app.settings import Settings
from bench.hostile.dearest import Dear, Prices, dearest
from bench.hostile.known import known_rows
from bench.hostile.named import REFUSED, SEEN
from db.reads.claims import Claims
from resolvers.kit.declaring.entity import ENTITIES
from resolvers.kit.reading.budget import Budget
from tests.app.gateway import SECRET
from tests.support.databases import Database
from tests.support.extent import is_nightly
from tests.support.people import PEOPLE

# graphql-core drops the coroutines of fields beside one that failed, without awaiting them.
pytestmark = [
    pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

GENERATED, PART = 500, 24
"""How many requests are generated, and in a quick run: two for each way to make a document dearer."""
PROPER = {"COST_LIMIT_EXCEEDED", "TIMEOUT", "VALIDATION_FAILED", "BAD_USER_INPUT"}
AROUND = 1_000
"""The most bytes of an answer around its data."""


@dataclass(frozen=True, slots=True)
class Asker:
    """A viewer of the gateway. records: what it notes of each request, the latest last."""

    client: httpx.AsyncClient
    headers: dict[str, str]
    budget: Budget
    records: list[Record]

    async def ask(self, query: str, variables: dict[str, Any] | None = None) -> httpx.Response:
        """The answer, which tells its cost."""
        body = {"query": query, "variables": variables or {}}
        return await self.client.post(
            "/graphql", json=body, headers={**self.headers, "X-Lyceum-Cost": "tell"}
        )


@pytest.fixture(scope="module", params=["visitor", "student"])
async def asker(request: pytest.FixtureRequest, demo_database: Database) -> AsyncIterator[Asker]:
    """A visitor or a student of Northfield."""
    given = {"LYCEUM_DATABASE_URL": demo_database.gateway_url, "LYCEUM_JWT_SECRET": SECRET}
    settings = Settings.read(given)
    app = create_app(settings)
    claims, records = PEOPLE[request.param], list[Record]()

    async def noted(scope: Any, receive: Any, send: Any) -> None:
        await app(scope, receive, send)
        records.append(record_of(scope))

    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(noted), base_url="http://127.0.0.1") as client,
    ):
        yield Asker(client, headers_of(claims, settings), Budgets().of(claims), records)
    gc.collect()  # here, where the warnings about dropped coroutines are expected


@pytest.fixture(scope="module")
def prices() -> Prices:
    """Prices of documents."""
    return Prices()


async def test_requests_that_were_seen_to_be_dear_stay_within_all_limits(
    asker: Asker, prices: Prices
) -> None:
    # `test_budget.py` sends as a visitor what is refused.
    known = {} if asker.budget == Budgets().person else REFUSED
    await check(asker, prices, [Dear(name, query, {}) for name, query in SEEN.items() if name not in known])


async def test_generated_requests_stay_within_all_limits(asker: Asker, prices: Prices) -> None:
    async def ask(query: str) -> dict[str, Any]:
        return (await asker.ask(query)).json()["data"]

    known = await known_rows(prices.schema, ask)
    assert len(known.ids) > 20
    assert len(known.keys) > 3
    generated = dearest(prices, known, range(GENERATED if is_nightly() else PART), asker.budget)
    answered = await check(asker, prices, generated)
    assert answered > (GENERATED if is_nightly() else PART) / 4


async def check(asker: Asker, prices: Prices, requests: Iterable[Dear]) -> int:
    """How many requests were answered. Fails where one costs more than it may, or is refused without a proper code."""
    wrong: list[str] = []
    answered = 0
    for dear in requests:
        response = await asker.ask(dear.query, dear.variables)
        found = list(broken(asker, prices, dear, response))
        answered += response.status_code == 200 and not response.json().get("errors")
        wrong += [f"{dear.name}: {what}" for what in found]
    assert wrong == []
    return answered


def broken(asker: Asker, prices: Prices, dear: Dear, response: httpx.Response) -> Iterator[str]:
    """What is wrong with an answer."""
    record, budget, body = asker.records[-1], asker.budget, response.json()
    codes = {error["extensions"]["code"] for error in body.get("errors", ())}
    if not codes <= PROPER:
        yield f"answered with {codes}"
    if response.status_code not in (200, 400, 504):
        yield f"answered with status {response.status_code}"
    if record.statements > budget.statements:
        yield f"{record.statements} statements"
    if len(response.content) > budget.bytes + AROUND:
        yield f"{len(response.content)} bytes"
    objects = 0 if "__schema" in dear.query else count_objects(body.get("data"))
    if objects > budget.objects:
        yield f"{objects} objects"
    if record.executor == "compiled" and "__schema" not in dear.query:
        told = body["extensions"]["cost"]["objects"]
        if told != objects:
            yield f"{objects} objects, told of {told}"
        # The object of `data` itself is free.
        if is_priced_whole(prices.schema, dear.query) and objects - 1 > record.meter.price:
            yield f"{objects} objects for {record.meter.price} points"


def count_objects(value: Any) -> int:
    """The JSON objects of a value."""
    if isinstance(value, dict):
        return 1 + sum(map(count_objects, value.values()))
    return sum(map(count_objects, value)) if isinstance(value, list) else 0


def is_priced_whole(schema: GraphQLSchema, query: str) -> bool:
    """Whether the price is an upper bound. It is not where it assumes how long a list without pages is, or what a
    document holds.
    """
    types, unknown = TypeInfo(schema), list[str]()

    class Search(Visitor):
        def enter_field(self, *_: Any) -> None:
            of, above = types.get_type(), types.get_parent_type()
            named = get_named_type(of)
            assert named is not None
            assert above is not None
            is_row = named.name in ENTITIES or named.name.endswith(("Connection", "Edge", "PageInfo"))
            is_paged = above.name.endswith("Connection") or above.name == "Query"
            is_bounded = is_row and (is_paged or not is_list_type(get_nullable_type(of)))
            if named.name == "JSON" or not (is_leaf_type(named) or is_bounded):
                unknown.append(named.name)

    visit(parse(query), TypeInfoVisitor(types, Search()))
    return not unknown


def headers_of(claims: Claims, settings: Settings) -> dict[str, str]:
    """What the viewer sends."""
    if claims.subject is None:
        return {"X-Tenant": str(claims.tenant)}
    token = issue_token(SECRET, terms_of(settings), Bearer(str(claims.tenant), claims.subject), 7_200)
    return {"Authorization": f"Bearer {token}"}

"""Whatever a client sends, it gets one of our answers, and the server never fails."""

import json
from typing import Any

import httpx
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as some

from app.main import create_app
from tests.app.gateway import QUERIES, settings

APP = create_app(settings(), QUERIES)
JSON_VALUES = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=20),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
DOCUMENTS = some.sampled_from(
    [
        "{ __typename }",
        "query Q($a: Int) { __typename }",
        "{",
        "mutation { x }",
        "{ ...F }",
        "query ($a: [Int!]!) { __typename @skip(if: $a) }",
    ]
) | some.text(alphabet='{}()[]:$@!.#"\\ \n,a1…\0', max_size=40)
BODIES = (
    some.binary(max_size=80)
    | JSON_VALUES.map(json.dumps).map(str.encode)
    | some.fixed_dictionaries(
        {"query": DOCUMENTS | JSON_VALUES},
        optional={"variables": JSON_VALUES, "operationName": JSON_VALUES, "extensions": JSON_VALUES},
    )
    .map(json.dumps)
    .map(str.encode)
)
PRINTABLE = some.text(some.characters(min_codepoint=32, max_codepoint=255), max_size=60)
HEADERS = some.fixed_dictionaries(
    {"content-type": some.sampled_from(["application/json", "application/json; charset=utf-8"]) | PRINTABLE},
    optional={
        "accept": some.sampled_from(["*/*", "application/json", "application/graphql-response+json"])
        | PRINTABLE,
        "authorization": PRINTABLE | PRINTABLE.map(lambda text: f"Bearer {text}"),
        "x-tenant": PRINTABLE,
        "x-request-id": PRINTABLE,
        "x-lyceum-executor": PRINTABLE,
        "content-encoding": PRINTABLE,
    },
)
STATUSES = {200, 400, 401, 405, 406, 413, 414, 415, 503}


@examples(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    method=some.sampled_from(["POST", "POST", "GET"]),
    body=BODIES,
    headers=HEADERS,
    query=some.text(max_size=40),
)
async def test_any_request_has_an_answer(
    method: str, body: bytes, headers: dict[str, str], query: str
) -> None:
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    transport = httpx.ASGITransport(APP)
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway.test") as client:
        request = client.build_request(
            method, "/graphql", content=body if method == "POST" else None, headers=raw
        )
        if method == "GET":
            request.url = request.url.copy_with(params={"query": query})
        answer = await client.send(request)
    assert answer.status_code in STATUSES
    assert len(answer.headers["x-request-id"]) >= 8
    if answer.headers["content-type"].startswith("text/html"):
        return
    told: dict[str, Any] = answer.json()
    for error in told.get("errors", []):
        assert error["message"]
        assert error["extensions"]["code"] != "INTERNAL"
    assert told.keys() <= {"data", "errors"}

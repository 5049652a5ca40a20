"""What counts as a GraphQL request, and the answer to everything else: status, headers and body."""

import json
from typing import Any

import httpx
import pytest

from tests.app.gateway import gateway

MODERN = {"accept": "application/graphql-response+json"}
LEGACY = {"accept": "application/json"}
JSON = {"content-type": "application/json"}
NORTH = {"x-tenant": "north"}


def refused(message: str, code: str = "BAD_REQUEST") -> dict[str, Any]:
    return {"errors": [{"message": message, "extensions": {"code": code}}]}


async def post(client: httpx.AsyncClient, content: bytes, headers: dict[str, str] = JSON) -> httpx.Response:
    return await client.post("/graphql", content=content, headers=headers)


BODIES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", 'The request has no body; send {"query": "…"} as JSON.'),
    "spaces": (b" \n", 'The request has no body; send {"query": "…"} as JSON.'),
    "null": (b"null", 'The body must be a JSON object such as {"query": "…"}.'),
    "a number": (b"42", 'The body must be a JSON object such as {"query": "…"}.'),
    "a text": (b'"{ hello }"', 'The body must be a JSON object such as {"query": "…"}.'),
    "a list": (
        b'[{"query":"{ hello }"}]',
        "The body is a list; send one request at a time, batches are not supported.",
    ),
    "an empty object": (b"{}", "The parameter query is missing."),
    "query null": (b'{"query":null}', "The parameter query is missing."),
    "query empty": (b'{"query":""}', "The parameter query is missing."),
    "query a number": (b'{"query":1}', "The parameter query must be a string."),
    "query a list": (b'{"query":["{ hello }"]}', "The parameter query must be a string."),
    "query false": (b'{"query":false}', "The parameter query must be a string."),
    "operationName a number": (
        b'{"query":"{ hello }","operationName":0}',
        "The parameter operationName must be a string.",
    ),
    "variables a text": (
        b'{"query":"{ hello }","variables":"{}"}',
        "The parameter variables must be an object.",
    ),
    "variables a list": (
        b'{"query":"{ hello }","variables":[]}',
        "The parameter variables must be an object.",
    ),
    "variables false": (
        b'{"query":"{ hello }","variables":false}',
        "The parameter variables must be an object.",
    ),
    "extensions a text": (
        b'{"query":"{ hello }","extensions":"x"}',
        "The parameter extensions must be an object.",
    ),
    "half": (b'{"query":', "The body is not valid JSON: it can't be read beyond line 1, column 10."),
    "two values": (b'{"query":"{ hello }"} {}', "The body is not valid JSON: "),
    "invalid UTF-8": (b'{"query":"\xff"}', "The body is not valid JSON: "),
    "half a character": (b'{"query":"\\ud800"}', "The body is not valid JSON: "),
    "UTF-16": ('{"query":"{ hello }"}'.encode("utf-16"), "The body is not valid JSON: "),
    "a byte order mark": (b'\xef\xbb\xbf{"query":"{ hello }"}', "The body is not valid JSON: "),
    "NaN": (b'{"query":"{ hello }","variables":{"a":NaN}}', "The body is not valid JSON: "),
    "an integer of 5,000 digits": (
        b'{"query":"{ hello }","variables":{"a":' + b"9" * 5000 + b"}}",
        "The body is not valid JSON: ",
    ),
    "deep lists": (b"[" * 100_000, "The body is not valid JSON: "),
    "deep closed lists": (
        b'{"query":"{ hello }","variables":{"a":' + b"[" * 5000 + b"]" * 5000 + b"}}",
        "The body is not valid JSON: ",
    ),
    "deep objects": (b'{"query":' * 5000, "The body is not valid JSON: "),
    "query twice": (
        b'{"query":"{ hello }","query":"{ __typename }"}',
        "The body is not valid JSON: an object has the same name twice.",
    ),
    "query twice, once escaped": (
        b'{"query":"{ hello }","\\u0071uery":"{ __typename }"}',
        "The body is not valid JSON: an object has the same name twice.",
    ),
    "a variable twice": (
        b'{"query":"{ hello }","variables":{"a":1,"b":[{"c":1,"c":2}]}}',
        "The body is not valid JSON: an object has the same name twice.",
    ),
    "a form": (b"query=%7B%20hello%20%7D", "The body is not valid JSON: "),
    "a zero": (b"\0", "The body is not valid JSON: "),
}


@pytest.mark.parametrize("accept", [MODERN, LEGACY], ids=["modern", "legacy"])
@pytest.mark.parametrize(("body", "message"), BODIES.values(), ids=BODIES)
async def test_a_body_that_is_no_request(
    client: httpx.AsyncClient, body: bytes, message: str, accept: dict[str, str]
) -> None:
    answer = await post(client, body, JSON | accept)
    assert answer.status_code == 400
    if message.endswith(": "):
        (error,) = answer.json()["errors"]
        assert error["message"].startswith(message)
        assert error["extensions"] == {"code": "BAD_REQUEST"}
    else:
        assert answer.json() == refused(message)
    assert answer.headers["content-type"] == f"{accept['accept']}; charset=utf-8"


async def test_names_that_look_alike_or_hold_colons_are_no_repetition(client: httpx.AsyncClient) -> None:
    body = b'{"query":"{ a: hello(name: \\"x:y\\") }", "extensions": {"a:b": ":", "\\"": {"a": [{"a": 1}, {"a": 2}]}}}'
    answer = await post(client, body, JSON | NORTH)
    assert answer.json() == {"data": {"a": "Hello x:y"}}


@pytest.mark.parametrize(
    ("content_type", "remedy"),
    [
        (None, "send the request as application/json"),
        ("text/plain", "send the request as application/json"),
        ("text/plain; charset=utf-8", "send the request as application/json"),
        ("application/x-www-form-urlencoded", "send the request as application/json"),
        ("multipart/form-data; boundary=x", "send the request as application/json"),
        ("application/graphql", "send the request as application/json"),
        ("application/jsonp", "send the request as application/json"),
        ("text/plain;application/json", "send the request as application/json"),
        ("application/json; charset=iso-8859-1", "send the request in UTF-8"),
        ("application/json; charset=utf-16", "send the request in UTF-8"),
    ],
)
async def test_another_content_type_is_415(
    client: httpx.AsyncClient, content_type: str | None, remedy: str
) -> None:
    headers = {"content-type": content_type} if content_type else {}
    answer = await post(client, b'{"query":"{ __typename }"}', headers)
    assert (answer.status_code, answer.json()) == (
        415,
        refused(f"The content type is not supported: {remedy}."),
    )


@pytest.mark.parametrize(
    "content_type", ["application/json", "application/json;charset=UTF-8", 'Application/JSON; charset="utf-8"; x=y']
)  # fmt: skip
async def test_json_in_utf_8_by_any_spelling(client: httpx.AsyncClient, content_type: str) -> None:
    answer = await post(client, b'{"query":"{ __typename }"}', {"content-type": content_type})
    assert answer.json() == {"data": {"__typename": "Query"}}


async def test_a_compressed_body_is_415(client: httpx.AsyncClient) -> None:
    answer = await post(client, b"x", JSON | {"content-encoding": "gzip"})
    assert (answer.status_code, answer.json()) == (
        415,
        refused("The content type is not supported: send the request without a content encoding."),
    )


async def test_nothing_that_we_can_write_is_406(client: httpx.AsyncClient) -> None:
    answer = await post(client, b'{"query":"{ __typename }"}', JSON | {"accept": "text/csv"})
    assert (answer.status_code, answer.json()) == (
        406,
        refused(
            "The answer can only be application/graphql-response+json or application/json; accept one of them."
        ),
    )


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "QUERY"])
async def test_another_method_is_405(client: httpx.AsyncClient, method: str) -> None:
    answer = await client.request(method, "/graphql", json={"query": "{ __typename }"})
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")
    assert answer.json() == refused(f"{method} is not supported; send a POST, or a GET for a query.")


async def test_options_names_the_methods(client: httpx.AsyncClient) -> None:
    answer = await client.options("/graphql")
    assert (answer.status_code, answer.headers["allow"], answer.content) == (
        204,
        "GET, HEAD, POST, OPTIONS",
        b"",
    )


async def test_the_headers_of_an_answer(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", json={"query": "{ __typename }"})
    request_id = answer.headers.pop("x-request-id")
    assert len(request_id) == 32
    assert dict(answer.headers) == {
        "content-type": "application/json; charset=utf-8",
        "content-length": "31",
        "cache-control": "no-store",
        "vary": "Accept, Accept-Encoding, Authorization, X-Tenant, Origin",
        "x-content-type-options": "nosniff",
    }


async def get(
    client: httpx.AsyncClient, headers: dict[str, str] = MODERN, **parameters: str
) -> httpx.Response:
    return await client.get("/graphql", params=parameters, headers=headers | NORTH)


async def test_a_query_by_get(client: httpx.AsyncClient) -> None:
    answer = await get(
        client,
        query="query Q($n: String!) { hello(name: $n) } query Other { __typename }",
        variables=json.dumps({"n": "Zoë"}),
        operationName="Q",
        extensions="{}",
    )
    assert (answer.status_code, answer.json()) == (200, {"data": {"hello": "Hello Zoë"}})


async def test_empty_parameters_count_as_none(client: httpx.AsyncClient) -> None:
    answer = await get(client, query="{ hello }", variables="", operationName="", extensions="")
    assert answer.json() == {"data": {"hello": "Hello world"}}


@pytest.mark.parametrize(
    ("query_string", "message"),
    [
        ("", "The parameter query is missing."),
        ("query=", "The parameter query is missing."),
        ("Query=%7Bhello%7D", "The parameter query is missing."),
        ("query=%7Bhello%7D&query=%7Bhello%7D", "The URL has the parameter query twice."),
        ("query=%7Bhello%7D&variables=%5B%5D", "The parameter variables must be an object."),
        ("query=%7Bhello%7D&extensions=7", "The parameter extensions must be an object."),
        (
            "query=%7Bhello%7D&variables=%7B%22a%22",
            "The parameter variables is not valid JSON: it can't be read beyond line 1, column 5.",
        ),
        ("query=%FF", "The URL's query string can't be read: it must be percent-encoded UTF-8."),
        ("&".join(["a=1"] * 101), "The URL's query string can't be read: it must be percent-encoded UTF-8."),
    ],
)
async def test_a_get_that_is_no_request(client: httpx.AsyncClient, query_string: str, message: str) -> None:
    answer = await client.get(f"/graphql?{query_string}", headers=LEGACY)
    assert (answer.status_code, answer.json()) == (400, refused(message))


@pytest.mark.parametrize("accept", [MODERN, LEGACY], ids=["modern", "legacy"])
@pytest.mark.parametrize("query", ["mutation { change }", "mutation { nothing }"])
async def test_a_mutation_by_get_is_405(
    client: httpx.AsyncClient, accept: dict[str, str], query: str
) -> None:
    answer = await get(client, accept, query=query)
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert answer.json() == refused("A mutation can't be sent by GET; send a POST.")


async def test_a_mutation_by_post(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", json={"query": "mutation { change }"}, headers=NORTH)
    assert answer.json() == {"data": {"change": "changed"}}


async def test_a_url_beyond_the_limit_of_a_body_is_414() -> None:
    async with gateway("postgresql://localhost:1/nowhere", max_body_bytes=1024) as limited:
        answer = await limited.get("/graphql", params={"query": "{ __typename }" + " " * 1024})
        assert (answer.status_code, answer.json()) == (
            414,
            refused("The URL is longer than 1024 bytes, the limit (max_body_bytes)."),
        )


async def test_head_is_get(client: httpx.AsyncClient) -> None:
    answer = await client.head("/graphql", params={"query": "{ __typename }"})
    assert answer.status_code == 200


STATUSES: dict[str, tuple[dict[str, Any], int, Any]] = {
    "data": ({"query": "{ hello }"}, 200, {"data": {"hello": "Hello world"}}),
    "data and errors": (
        {"query": "{ hello badInput }"},
        200,
        {
            "errors": [
                {
                    "message": "That can't be.",
                    "locations": [{"line": 1, "column": 9}],
                    "path": ["badInput"],
                    "extensions": {"code": "BAD_USER_INPUT", "limit": 3},
                }
            ],
            "data": {"hello": "Hello world", "badInput": None},
        },
    ),
    "a syntax error": (
        {"query": "{"},
        400,
        {
            "errors": [
                {
                    "message": "Syntax Error: Expected Name, found <EOF>.",
                    "locations": [{"line": 1, "column": 2}],
                    "extensions": {"code": "VALIDATION_FAILED"},
                }
            ]
        },
    ),
    "an invalid document": (
        {"query": "{ hallo }"},
        400,
        {
            "errors": [
                {
                    "message": "Cannot query field 'hallo' on type 'Query'. Did you mean 'hello'?",
                    "locations": [{"line": 1, "column": 3}],
                    "extensions": {"code": "VALIDATION_FAILED"},
                }
            ]
        },
    ),
    "a variable that is missing": (
        {"query": "query ($n: String!) { hello(name: $n) }"},
        400,
        {
            "errors": [
                {
                    "message": "Variable '$n' has invalid value: Expected a value of non-null type 'String!' "
                    "to be provided.",
                    "locations": [{"line": 1, "column": 8}],
                    "extensions": {"code": "BAD_USER_INPUT"},
                }
            ]
        },
    ),
    "an operation that is not there": (
        {"query": "{ hello }", "operationName": "Q"},
        400,
        refused("The document holds no operation named 'Q'."),
    ),
    "a document beyond a limit": (
        {"query": "{ a " * 201 + "}" * 201},
        400,
        refused("The document is nested too deeply.", "COST_LIMIT_EXCEEDED"),
    ),
    "a text with a zero": (
        {"query": 'query ($n: String!) { hello(name: $n) }', "variables": {"n": "a\0b"}},
        400,
        refused("A text holds the character U+0000, which no text here can; leave it out.", "BAD_USER_INPUT"),
    ),
    "a literal with a zero": (
        {"query": '{ hello(name: "\\u0000") }'},
        400,
        {
            "errors": [
                {
                    "message": "A text holds the character U+0000, which no text here can; leave it out.",
                    "locations": [{"line": 1, "column": 15}],
                    "extensions": {"code": "BAD_USER_INPUT"},
                }
            ]
        },
    ),
    "variables beyond the limit": (
        {"query": "query ($n: String!) { hello(name: $n) }", "variables": {"n": "x", "more": [[1] * 14_999]}},
        400,
        refused(
            "The variables are too large: they hold 15002 values; the limit (max_tokens) is 4000.",
            "COST_LIMIT_EXCEEDED",
        ),
    ),
    "an integer of 5,000 digits in a document": (
        {"query": "{ wait(milliseconds: " + "9" * 5000 + ") }"},
        400,
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("request_", "status", "body"), STATUSES.values(), ids=STATUSES)
async def test_the_status_by_media_type(
    client: httpx.AsyncClient, request_: dict[str, Any], status: int, body: Any
) -> None:
    modern = await client.post("/graphql", json=request_, headers=MODERN | NORTH)
    legacy = await client.post("/graphql", json=request_, headers=LEGACY | NORTH)
    assert (modern.status_code, legacy.status_code) == (status, 200)
    assert modern.json() == legacy.json()
    assert body is None or modern.json() == body
    assert modern.headers["content-type"] == "application/graphql-response+json; charset=utf-8"


async def test_integers_and_depths_beyond_the_usual_are_written(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", json={"query": "{ big }"}, headers=NORTH)
    assert answer.status_code == 200
    assert answer.text.startswith('{"data":{"big":{"integer":1180591620717411303424,"deep":[[[')


async def test_the_root_leads_to_graphql(client: httpx.AsyncClient) -> None:
    answer = await client.get("/")
    assert (answer.status_code, answer.headers["location"]) == (307, "/graphql")

"""No answer contains a word from inside Python, a driver or a library, however a value comes in, whatever its kind."""

import base64
import datetime
import json
import re
from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx
import jwt
import orjson
import pytest
import strawberry
from graphql import GraphQLScalarType
from strawberry.schema.config import StrawberryConfig

from app.main import create_app
from db.models.catalogue import CourseStatus
from resolvers.kit.types import scalars
from tests.app.gateway import ISSUER, SECRET, running, settings
from tests.app.http.test_requests import BODIES
from tests.support.databases import Database
from tests.support.graphql import graphql_schema

OURS = graphql_schema()
INSIDES = re.compile(
    r"badly formed|exceeds the limit|digits\) for|surrogate|codec|invalid literal|could not convert|isoformat|nonetype|"
    r"traceback|has no attribute|subscriptable|end of data|recursion|infinity to|conversionsyntax|padding|segments|"
    r"orjson|asyncpg|httptools|uvicorn|starlette|strawberry|pyjwt|expecting value|\bord\(|"
    r"in position|byte 0x|start byte|out of range for|day is out|month must be|hour must be|year \d+ is out|"
    r"unknown string format|unhashable|keyerror|valueerror|typeerror|<class|<function|object at 0x|not enough values|"
    r"ordinal|'utf-?8' |base64|unpack|null character|sqlstate|\bselect |syntax error at|to be none|found none",
    re.IGNORECASE,
)
"""Words that answers have contained, and words that they could."""

ODD: list[Any] = [
    None,
    True,
    0,
    -1,
    2**31,
    2**53,
    2**63,
    2**64 - 1,
    1.5,
    1e308,
    "",
    " ",
    "x",
    "0",
    "9" * 5_000,
    "-" + "9" * 5_000,
    "1e5",
    "1e999999999",
    "NaN",
    "Infinity",
    "-Infinity",
    "nan",
    "0x10",
    "1_000",
    "١٢٣",
    "true",
    "null",
    "\u0000",
    "\ud7ff\uffff",
    "😀" * 50,
    "2026-02-30",
    "2026-13-01",
    "0000-00-00",
    "10000-01-01",
    "-0001-01-01",
    "2026-01-01T25:00:00Z",
    "24:00:01",
    "2026-01-01T00:00:00+99:99",
    "T",
    "2026-W01-1",
    "12345678-1234-1234-1234-12345678901g",
    "{" * 40,
    "1234" * 8,
    "Course_",
    "Course_x",
    "Course_" + "9" * 5_000,
    "_",
    "Nowhere_1",
    "=",
    "====",
    "A",
    "eyJ",
    "W10",
    "W10=",
    "bnVsbA",
    "'",
    '"',
    "\\",
    [],
    [None],
    [[]],
    ["x"],
    {},
    {"x": 1},
    {"": {}},
]
NAMES = {name for name, kind in OURS.type_map.items() if isinstance(kind, GraphQLScalarType)}
KINDS: dict[str, Any] = {
    "BigInt": scalars.BigInt,
    "Boolean": bool,
    "Date": datetime.date,
    "DateTime": datetime.datetime,
    "Decimal": Decimal,
    "Float": float,
    "ID": strawberry.ID,
    "Int": int,
    "JSON": scalars.JSON,
    "String": str,
    "URL": scalars.URL,
    "UUID": UUID,
    "CourseStatus": scalars.enum_of(CourseStatus),
}
"""Every scalar of the schema, and an enum."""


def taking() -> strawberry.Schema:
    """A schema with a field for each kind: the field takes a value of that kind, and a list of them."""
    query: Any = type("Query", (), {"__annotations__": {}})
    for name, kind in KINDS.items():

        def resolve(one=None, many=None):  # type: ignore[no-untyped-def]
            return f"{one is None} {many is None}"

        resolve.__annotations__ = {"one": kind | None, "many": list[kind] | None, "return": str}
        setattr(query, f"take{name}", strawberry.field(resolver=resolve, name=f"take{name}"))
    return strawberry.Schema(strawberry.type(query), config=StrawberryConfig(scalar_map=scalars.SCALARS))


def literal(value: Any) -> str:
    """The value as it is written in a document."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key or 'y'}: {literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    return json.dumps(value, ensure_ascii=True)


LITERALS = [
    *map(literal, ODD),
    "9" * 5_000,
    "-" + "9" * 5_000,
    "1e999",
    "1." + "9" * 5_000,
    "NOTHING",
    "0.0",
    "-0",
]


def check(answer: httpx.Response) -> None:
    told = INSIDES.search(answer.text) or INSIDES.search("\n".join(answer.headers.values()))
    assert told is None, f"{told and told[0]!r} in {answer.text[:500]}"
    assert answer.status_code < 500
    if answer.headers["content-type"].startswith("application/"):
        assert all(each["extensions"]["code"] != "INTERNAL" for each in answer.json().get("errors", []))


@pytest.fixture(scope="module")
async def client(demo_database: Database) -> Any:
    """A client of the gateway over the demo."""
    async with running(create_app(settings(demo_database.gateway_url))) as made:
        yield made


async def post(
    client: httpx.AsyncClient, query: str, tenant: str = "northfield", **variables: Any
) -> httpx.Response:
    body = orjson.dumps({"query": query, "variables": variables})
    headers = {"x-tenant": tenant, "content-type": "application/json"}
    return await client.post("/graphql", content=body, headers=headers)


@pytest.fixture(scope="module")
async def taker(tenants: Database) -> Any:
    """A client of a gateway that takes values of every kind."""
    async with running(create_app(settings(tenants.gateway_url), taking())) as made:
        yield made


def test_every_scalar_is_tried() -> None:
    assert set(KINDS) - {"CourseStatus"} == NAMES


@pytest.mark.parametrize("kind", KINDS)
async def test_values_of_every_kind_by_variable_and_in_the_document(
    taker: httpx.AsyncClient, kind: str
) -> None:
    for value in ODD:
        check(await post(taker, f"query ($v: {kind}) {{ take{kind}(one: $v) }}", "north", v=value))
        check(await post(taker, f"query ($v: [{kind}!]) {{ take{kind}(many: $v) }}", "north", v=[value]))
    for text in LITERALS:
        check(await post(taker, f"{{ take{kind}(one: {text}) }}", "north"))
        check(await post(taker, f"query ($v: {kind} = {text}) {{ take{kind}(one: $v) }}", "north"))


DOORS = {
    "node": ("query ($v: ID!) { node(id: $v) { id } }", "{ node(id: %s) { id } }"),
    "nodes": ("query ($v: ID!) { nodes(ids: [$v]) { id } }", "{ nodes(ids: [%s]) { id } }"),
    "a key": ("query ($v: String!) { course(code: $v) { id } }", "{ course(code: %s) { id } }"),
    "first": ("query ($v: Int) { courses(first: $v) { nodes { id } } }", "{ courses(first: %s) { nodes { id } } }"),
    "after": ("query ($v: String) { courses(after: $v) { nodes { id } } }", "{ courses(after: %s) { nodes { id } } }"),
    "before": (
        "query ($v: String) { courses(last: 2, before: $v) { nodes { id } } }",
        "{ courses(last: 2, before: %s) { nodes { id } } }",
    ),
    "a filter": (
        "query ($v: CourseFilter) { courses(filter: $v) { nodes { id } } }",
        "{ courses(filter: {uuid: {eq: %s}}) { nodes { id } } }",
    ),
    "a filter by text": (
        "query ($v: String!) { courses(filter: {title: {eq: $v}}) { nodes { id } } }",
        "{ courses(filter: {title: {contains: %s}}) { nodes { id } } }",
    ),
    "a filter by time": (
        "query ($v: DateTime!) { courses(filter: {createdAt: {gt: $v}}) { nodes { id } } }",
        "{ courses(filter: {createdAt: {gt: %s}}) { nodes { id } } }",
    ),
    "a directive": (
        "query ($v: Boolean!) { courses(first: 1) @include(if: $v) { nodes { id } } }",
        "{ courses(first: 1) @include(if: %s) { nodes { id } } }",
    ),
    "a type": ("query ($v: String!) { __type(name: $v) { name } }", "{ __type(name: %s) { name } }"),
}  # fmt: skip
"""How a value comes in: by a variable, or in the document."""


@pytest.mark.parametrize("door", DOORS)
async def test_odd_values_by_every_kind_of_argument(client: httpx.AsyncClient, door: str) -> None:
    by_variable, in_document = DOORS[door]
    for value in ODD:
        check(await post(client, by_variable, v=value))
    for text in LITERALS:
        check(await post(client, in_document % text))


async def test_bodies_and_addresses_that_are_no_request(client: httpx.AsyncClient) -> None:
    for body, _ in BODIES.values():
        check(await client.post("/graphql", content=body, headers={"content-type": "application/json"}))
    for end in range(
        1, len(sample := b'{"query":"{ a }","variables":{"a":[1,-2.5e3,"\\u00e9",null,true,{"b":[]}]}}')
    ):
        check(
            await client.post("/graphql", content=sample[:end], headers={"content-type": "application/json"})
        )
        check(await client.get("/graphql", params={"query": "{ a }", "variables": sample[17:end].decode()}))
    for text in (
        "%",
        "%F",
        "query=%ff",
        "query=%ed%a0%80",
        "query=%00",
        "variables=%80",
        "a=1&a=2",
        "=&=&=",
        "&" * 500,
    ):
        check(await client.get(f"/graphql?{text}"))


def part(value: object) -> str:
    return (
        base64.urlsafe_b64encode(value if isinstance(value, bytes) else json.dumps(value).encode())
        .decode()
        .rstrip("=")
    )


HEAD, CLAIMS = (
    {"alg": "HS256", "typ": "JWT"},
    {"iss": ISSUER, "aud": "lyceum", "exp": 9e9, "tenant": "north", "sub": "x"},
)
TOKENS = [
    "x",
    ".",
    "..",
    "...",
    "a.b",
    "a.b.c",
    "a.b.c.d",
    "=.=.=",
    "\x7f",
    "eyJ.eyJ.x",
    "é.é.é",
    f"{part(b'{')}.e30.x",
    f"{part(b'[]')}.e30.x",
    f"{part(b'null')}.e30.x",
    f"{part({})}.e30.x",
    f"{part({'alg': None})}.e30.x",
    f"{part({'alg': 'none'})}.{part(CLAIMS)}.",
    f"{part(HEAD | {'crit': ['b64']})}.{part(CLAIMS)}.x",
    f"{part(HEAD | {'b64': False})}.{part(CLAIMS)}.x",
    f"{part(HEAD | {'kid': 1})}.{part(CLAIMS)}.x",
    f"{part(HEAD)}.{part(CLAIMS)}.{part(b'x' * 32)}",
    f"{part(b'{' * 5_000)}.e30.x",
    f"{part(HEAD)}.{part(b'[' * 5_000)}.x",
]
WRONG: list[Any] = [None, True, [], {}, "", "\u0000", 1e400, -1, "9" * 5_000, ["x", 1]]
WRONG_CLAIMS: list[object] = [
    *({**CLAIMS, name: value} for name in CLAIMS for value in WRONG),
    [],
    None,
    "x",
    1,
    {},
]


async def test_tokens_and_headers_of_every_shape(client: httpx.AsyncClient) -> None:
    signed = [
        jwt.api_jws.encode(json.dumps(claims).encode(), SECRET, algorithm="HS256") for claims in WRONG_CLAIMS
    ]
    values = [
        *(f"Bearer {token}" for token in (*TOKENS, *signed)),
        "",
        "Bearer",
        "Basic eDp5",
        "Bearer  ",
        "bearer x y",
    ]
    for value in values:
        headers = [("authorization", value.encode("latin-1"))]
        check(await client.post("/graphql", json={"query": "{ viewer { user { id } } }"}, headers=headers))
    for name in (
        "x-tenant",
        "accept",
        "accept-encoding",
        "content-type",
        "content-encoding",
        "x-request-id",
        "host",
        "origin",
    ):
        for odd in (
            b"\xff\xfe",
            b"\xc3",
            b"a" * 5_000,
            b";;q=",
            b'"',
            b"=",
            b"%00",
            b"{",
            b"a\tb",
            b"q=9" * 99,
        ):
            sent = [(name.encode(), odd)]
            if name != "content-type":
                sent.append((b"content-type", b"application/json"))
            check(await client.post("/graphql", content=b'{"query":"{ __typename }"}', headers=sent))


def cursors_around(cursor: str) -> list[str]:
    places = (0, 5, len(cursor))
    odd = ("!", " ", "\n", "*", "%", "é", "=", "+", "/")
    inside = [cursor[:n] + each + cursor[n:] for each in odd for n in places]
    last = "B" if cursor[-1] != "B" else "C"
    return [*inside, cursor + "====", cursor[:-1], cursor + "A", cursor[:-1] + last, cursor.swapcase()]


async def test_a_cursor_is_taken_only_as_it_was_given(client: httpx.AsyncClient) -> None:
    query = "query ($v: String) { courses(first: 1, after: $v) { edges { cursor } } }"
    given = (await post(client, query)).json()["data"]["courses"]["edges"][0]["cursor"]
    assert "errors" not in (await post(client, query, v=given)).json()
    for cursor in cursors_around(given):
        answer = await post(client, query, v=cursor)
        (error,) = answer.json()["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT", cursor
        assert "cursor" in error["message"]
        check(answer)

"""Introspection gives graphql-core's bytes, written once, within a bound, and beside data without another executor."""

import asyncio
from contextlib import suppress
from inspect import CORO_CLOSED, getcoroutinestate
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from graphql import execute_sync, get_introspection_query, parse
from graphql.execution.values import get_variable_values

from app.auth.issue import Bearer, issue_token
from app.auth.terms import TokenTerms
from app.introspection.answers import Introspection
from app.main import create_app
from app.operations.operation import Operation, OperationTooLarge, make_operation, operations_of
from app.settings import Settings
from tests.app.gateway import ISSUER, SECRET, gateway, running, settings
from tests.support.databases import Database
from tests.support.graphql import graphql_schema
from tests.support.steps import count_calls

OURS = graphql_schema()
WHOLE = get_introspection_query(
    descriptions=True,
    specified_by_url=True,
    directive_is_repeatable=True,
    schema_description=True,
    input_value_deprecation=True,
)
REFERENCE = "fragment R on __Type { kind name ofType { kind name ofType { kind name ofType { name } } } } "
PARTS = "fragment B on __Schema { types { kind } directives { name locations args { name } } }"

QUERIES: dict[str, tuple[str, dict[str, Any]]] = {
    "the whole schema": (WHOLE, {}),
    "the whole schema, briefly": (get_introspection_query(descriptions=False), {}),
    "a name": ("{ __schema { queryType { name } } }", {}),
    "typename everywhere": (
        "{ __typename s: __schema { __typename types { __typename name } } x: __typename }",
        {},
    ),
    "a type": (
        '{ __type(name: "Course") { fields(includeDeprecated: true) { name type { ...R } } } }' + REFERENCE,
        {},
    ),
    "no such type": ('{ __type(name: "Nowhere") { name } }', {}),
    "an input": (
        '{ __type(name: "CourseFilter") { inputFields { defaultValue type { ...R } } isOneOf } }' + REFERENCE,
        {},
    ),
    "an enum": (
        '{ __type(name: "CourseStatus") { enumValues(includeDeprecated: true) { name isDeprecated } } }',
        {},
    ),
    "an interface": ('{ __type(name: "Node") { interfaces { name } possibleTypes { name } } }', {}),
    "a scalar": ('{ __type(name: "UUID") { name specifiedByURL description } }', {}),
    "variables": (
        "query ($n: String!, $d: Boolean!) { __type(name: $n) { fields(includeDeprecated: $d) { name } } }",
        {"n": "ContentItem", "d": True},
    ),
    "fragments, merged": (
        "{ ...A __schema { types { name } } } fragment A on Query { __schema { ...B } ... { __typename } } "
        + PARTS,
        {},
    ),
    "conditions": (
        "query ($a: Boolean = false) { a: __typename @include(if: $a) t: __schema @skip(if: $a) { __typename } }",
        {},
    ),
}
"""Documents, and the variables of each."""


def asked(text: str, variables: dict[str, Any]) -> tuple[Operation, Any]:
    document = parse(text)
    operation = make_operation(OURS, text, document, operations_of(document)[0])
    coerced = get_variable_values(OURS, operation.node.variable_definitions or (), variables)
    assert not isinstance(coerced, list)
    return operation, coerced


@pytest.mark.parametrize(("text", "variables"), QUERIES.values(), ids=QUERIES)
async def test_the_bytes_are_those_of_graphql_core(text: str, variables: dict[str, Any]) -> None:
    expected = execute_sync(OURS, parse(text), variable_values=variables)
    assert expected.errors is None
    answer = await Introspection(OURS, 4 << 20).answer(*asked(text, variables))
    assert answer.body is not None
    assert answer.body.content == orjson.dumps({"data": expected.data})


async def test_an_answer_is_written_once() -> None:
    introspection = Introspection(OURS, 4 << 20)
    first, second = await asyncio.gather(*(introspection.answer(*asked(WHOLE, {})) for _ in range(2)))
    assert first is second
    operation, variables = asked(WHOLE, {})

    def again() -> None:
        with pytest.raises(StopIteration) as stop:
            introspection.answer(operation, variables).send(None)
        assert stop.value.value is first

    assert count_calls(again) < 50


async def test_others_have_their_turn_while_the_whole_schema_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # With slices of no length there is a turn wherever there can be one, however fast the machine.
    monkeypatch.setattr("app.introspection.writer.SLICE_SECONDS", 0)
    writing = Introspection(OURS, 4 << 20).answer(*asked(WHOLE, {}))
    slices: list[int] = []

    def go_on() -> None:
        with suppress(StopIteration):
            writing.send(None)

    while getcoroutinestate(writing) != CORO_CLOSED:
        slices.append(count_calls(go_on))
    assert len(slices) > len(OURS.type_map)
    assert max(slices) < 10_000


DEEP = "{ __schema { types { " + "fields { type { " * 7 + "name" + " } }" * 7 + " } } }"
TOO_MUCH = {
    "the schema 130 times": "{ " + " ".join(f"a{n}: __schema {{ ...S }}" for n in range(130)) + " } "
    "fragment S on __Schema { types { name description fields { name description args { name description } } } }",
    "one list under many names": "{ __schema { " + " ".join(f"a{n}: types {{ name }}" for n in range(500)) + " } }",
    "types of types": DEEP,
    "possible types": "{ __schema { types { possibleTypes { possibleTypes { fields { name description } } "
    "interfaces { possibleTypes { fields { name description } } } } } } }",
}  # fmt: skip


@pytest.mark.parametrize("text", TOO_MUCH.values(), ids=TOO_MUCH)
async def test_what_is_asked_of_the_schema_is_bounded(text: str) -> None:
    introspection = Introspection(OURS, 2_200_000)
    for _ in range(2):
        with pytest.raises(OperationTooLarge) as refused:
            await introspection.answer(*asked(text, {}))
        assert str(refused.value) == (
            "What is asked of the schema is larger than 2200000 bytes, the limit (max_introspection_bytes); "
            "ask for it once, or for less of it."
        )


BESIDE = (
    "query ($with: Boolean = true) { a: hello ...F t: __type(name: \"Query\") { name } tenants __typename } "
    "fragment F on Query { __schema @include(if: $with) { queryType { name } } b: hello }"
)  # fmt: skip


@pytest.mark.parametrize("chosen", ["", "reference"])
async def test_beside_data_it_is_answered_apart_and_in_its_place(
    tenants: Database, caplog: pytest.LogCaptureFixture, chosen: str
) -> None:
    caplog.set_level("INFO", "app.requests")
    async with gateway(tenants.gateway_url) as client:
        headers = {"x-tenant": "north", "x-lyceum-executor": chosen}
        whole = await client.post("/graphql", json={"query": BESIDE}, headers=headers)
        less = await client.post(
            "/graphql", json={"query": BESIDE, "variables": {"with": False}}, headers=headers
        )
    tail = '"b":"Hello world","t":{"name":"Query"},"tenants":["north"],"__typename":"Query"}}'
    assert whole.text == '{"data":{"a":"Hello world","__schema":{"queryType":{"name":"Query"}},' + tail
    assert less.text == '{"data":{"a":"Hello world",' + tail
    used = {vars(record)["fields"]["executor"] for record in caplog.records}
    assert used == {chosen or "compiled"}


async def test_beside_data_that_fails_errors_keep_their_places(tenants: Database) -> None:
    document = (
        '{ __schema { queryType { name } } badInput ... on Query { t: __type(name: "Query") { name } } }'
    )
    async with gateway(tenants.gateway_url) as client:
        answer = await client.post("/graphql", json={"query": document}, headers={"x-tenant": "north"})
        nested = await client.post(
            "/graphql",
            json={"query": "{ big __schema { queryType { name } } }"},
            headers={"x-tenant": "north"},
        )
    assert answer.json()["data"] == {
        "__schema": {"queryType": {"name": "Query"}},
        "badInput": None,
        "t": {"name": "Query"},
    }
    assert answer.json()["errors"][0]["locations"] == [{"line": 1, "column": 35}]
    assert nested.text.endswith('"__schema":{"queryType":{"name":"Query"}}}}')


async def test_beside_data_of_ours_the_plan_reads_it(
    demo_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "app.requests")
    data = "courses(first: 3) { totalCount nodes { code modules { title } } }"
    documents = [
        f"{{ {data} }}",
        f"{{ __schema {{ queryType {{ name }} }} {data} }}",
        f'{{ {data} t: __type(name: "Course") {{ name }} }}',
    ]
    async with running(create_app(settings(demo_database.gateway_url))) as client:
        plain, *beside = [
            (await client.post("/graphql", json={"query": text}, headers={"x-tenant": "northfield"})).json()[
                "data"
            ]
            for text in documents
        ]
    assert all(each["courses"] == plain["courses"] for each in beside)
    lines = [vars(record)["fields"] for record in caplog.records]
    assert [(line["executor"], line["left"]) for line in lines] == [("compiled", None)] * 3
    assert {line["statements"] for line in lines} == {lines[0]["statements"]}


async def ask(client: httpx.AsyncClient, headers: dict[str, str]) -> list[int | str]:
    """What a caller learns of the schema in each way of asking."""
    told: list[int | str] = []
    for document in (
        "{ __schema { queryType { name } } }",
        '{ __type(name: "Query") { name } }',
        "{ hello __schema { queryType { name } } }",
        "{ ...F } fragment F on Query { ... { __schema { queryType { name } } } }",
    ):
        answer = await client.post("/graphql", json={"query": document}, headers=headers)
        (error,) = answer.json().get("errors", [{}])
        told.append(error["extensions"]["code"] if error else "shown")
    text = await client.get("/schema.graphql", headers=headers)
    told.append(text.status_code)
    mistake = await client.post("/graphql", json={"query": "{ helo(nam: 1) }"}, headers=headers)
    told.append("suggested" if "Did you mean" in mistake.text else "not suggested")
    assert mistake.json()["errors"][0]["message"].startswith("Cannot query field 'helo' on type 'Query'.")
    return told


SHOWN = ["shown"] * 4 + [200, "suggested"]
SIGN_IN = ["UNAUTHENTICATED"] * 4 + [401, "not suggested"]
CLOSED = ["FORBIDDEN"] * 4 + [403, "not suggested"]


@pytest.mark.parametrize(
    ("changes", "visitor", "member"),
    [
        ({}, SHOWN, SHOWN),
        ({"introspection": "everyone", "environment": "production"}, SHOWN, SHOWN),
        ({"environment": "production"}, SIGN_IN, SHOWN),
        ({"introspection": "signed_in"}, SIGN_IN, SHOWN),
        ({"introspection": "nobody"}, CLOSED, CLOSED),
        ({"introspection": "nobody", "environment": "production"}, CLOSED, CLOSED),
    ],
)
async def test_who_is_shown_the_schema(
    tenants: Database, changes: dict[str, Any], visitor: list[Any], member: list[Any]
) -> None:
    token = issue_token(SECRET, TokenTerms(ISSUER, "lyceum"), Bearer("north", "acme"), 3_600)
    async with gateway(tenants.gateway_url, **changes) as client:
        assert await ask(client, {"x-tenant": "north"}) == visitor
        assert await ask(client, {"authorization": f"Bearer {token}"}) == member


def test_who_is_shown_the_schema_follows_from_the_settings() -> None:
    for environment, readers in (("development", "everyone"), ("production", "signed_in")):
        assert Settings.read({"LYCEUM_ENVIRONMENT": environment}).schema_readers == readers
        for chosen in ("everyone", "signed_in", "nobody"):
            said = {"LYCEUM_ENVIRONMENT": environment, "LYCEUM_INTROSPECTION": chosen}
            assert Settings.read(said).schema_readers == chosen


async def test_the_text_of_the_schema_is_sent_once(tenants: Database) -> None:
    async with running(create_app(settings(tenants.gateway_url))) as client:
        first = await client.get("/schema.graphql")
        assert first.status_code == 200
        assert first.text == (Path(__file__).parents[3] / "schema.graphql").read_text("utf-8")
        assert first.headers["cache-control"] == "private, no-cache"
        etag = first.headers["etag"]
        for known in (etag, f'"other", {etag}', etag.removeprefix("W/"), "*"):
            again = await client.get("/schema.graphql", headers={"if-none-match": known})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
        other = await client.get("/schema.graphql", headers={"if-none-match": '"other"'})
        assert other.status_code == 200
        assert (await client.post("/schema.graphql")).status_code == 405

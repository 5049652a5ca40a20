"""How an operation meets the database: one transaction, and what its failures look like to the client."""

import asyncio
import logging
from typing import Any

import httpx
import jwt
import pytest

from app.main import create_app
from tests.app.auth.issuer import payload
from tests.app.gateway import ISSUER, QUERIES, SECRET, Reads, gateway, served, settings
from tests.support.databases import Database

NORTH = {"x-tenant": "north"}
INTERNAL = "Something went wrong on our side. Tell us the requestId and we can look it up."


async def ask(client: httpx.AsyncClient, query: str, headers: dict[str, str] = NORTH) -> httpx.Response:
    return await client.post("/graphql", json={"query": query}, headers=headers)


def refused(message: str, code: str) -> dict[str, Any]:
    return {"errors": [{"message": message, "extensions": {"code": code}}]}


async def test_an_operation_is_one_transaction(client: httpx.AsyncClient) -> None:
    first = (await ask(client, "{ a: snapshot b: snapshot tenants }")).json()["data"]
    assert first["a"] == first["b"]
    assert first["tenants"] == ["north"]


async def test_fields_as_deep_as_they_may_be(client: httpx.AsyncClient) -> None:
    answer = await ask(client, "{ deep { " + "below { " * 98 + "level" + " }" * 100)
    value = answer.json()["data"]["deep"]
    for _ in range(98):
        (value,) = value["below"]
    assert value == {"level": 99}


async def test_introspection_needs_no_database_and_no_tenant() -> None:
    async with gateway("postgresql://localhost:1/nowhere") as client:
        answer = await ask(client, "{ __schema { queryType { description } } }", {})
        assert answer.json() == {
            "data": {"__schema": {"queryType": {"description": "Where every query begins."}}}
        }


async def test_variables_that_do_not_fit_need_no_database() -> None:
    async with gateway("postgresql://localhost:1/nowhere") as client:
        query = {"query": "query ($n: String!) { hello(name: $n) }", "variables": {"n": 1}}
        answer = await client.post("/graphql", json=query, headers=NORTH)
        (error,) = answer.json()["errors"]
        assert error["message"] == (
            "Variable '$n' has invalid value: String cannot represent a non string value: 1"
        )
        assert error["extensions"] == {"code": "BAD_USER_INPUT"}


@pytest.mark.parametrize(
    ("tenant", "message"),
    [
        (None, "Say which tenant you mean: send a token, or the header X-Tenant."),
        ("closed", "This tenant has no public catalogue: sign in."),
        ("asleep", "This tenant is not known or not active."),
        ("nowhere", "This tenant is not known or not active."),
        ("00000000-0000-7000-8000-000000000000", "This tenant is not known or not active."),
    ],
)
async def test_a_viewer_whom_the_database_does_not_know_is_401(
    client: httpx.AsyncClient, tenant: str | None, message: str
) -> None:
    answer = await ask(client, "{ hello }", {"x-tenant": tenant} if tenant else {})
    assert (answer.status_code, answer.json()) == (401, refused(message, "UNAUTHENTICATED"))
    assert answer.headers["www-authenticate"] == "Bearer"


def bearer(**changes: Any) -> dict[str, str]:
    claims = {"iss": ISSUER, "tenant": "closed", "sub": "acme", "scope": "catalogue:read"} | changes
    return {"authorization": "Bearer " + jwt.encode(payload(**claims), SECRET, "HS256")}


async def test_a_token_opens_a_tenant_that_is_closed_to_visitors(client: httpx.AsyncClient) -> None:
    assert (await ask(client, "{ hello tenants }", bearer())).json() == {
        "data": {"hello": "Hello world", "tenants": ["closed"]}
    }


async def test_a_token_that_names_nobody_is_401(client: httpx.AsyncClient) -> None:
    answer = await ask(client, "{ hello }", bearer(sub="nobody"))
    assert (answer.status_code, answer.json()) == (
        401,
        refused("The token names nobody who may use this tenant.", "UNAUTHENTICATED"),
    )


async def test_a_bad_token_never_becomes_a_visitor(client: httpx.AsyncClient) -> None:
    for query in ("{ hello }", "{ __typename }"):
        answer = await ask(client, query, bearer(tenant="north", exp=1) | NORTH)
        assert (answer.status_code, answer.json()) == (
            401,
            refused("the token has expired", "UNAUTHENTICATED"),
        )
        assert answer.headers["www-authenticate"] == (
            'Bearer error="invalid_token", error_description="the token has expired"'
        )


async def test_an_unexpected_failure_is_masked_and_logged(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = await ask(
            client, "{ hello brittle { solid broken } }", NORTH | {"x-request-id": "my-request-1"}
        )
    assert (answer.status_code, answer.json()) == (
        200,
        {
            "errors": [
                {
                    "message": INTERNAL,
                    "locations": [{"line": 1, "column": 25}],
                    "path": ["brittle", "broken"],
                    "extensions": {"code": "INTERNAL", "requestId": "my-request-1"},
                }
            ],
            "data": {"hello": "Hello world", "brittle": None},
        },
    )
    (record,) = caplog.records
    assert record.exc_info
    assert str(record.exc_info[1]) == "SELECT secret FROM asyncpg"
    assert "asyncpg" not in answer.text


@pytest.mark.parametrize("field", ["brittle { missing }", "strangeCode"])
async def test_what_a_resolver_should_not_do_is_masked_too(client: httpx.AsyncClient, field: str) -> None:
    (error,) = (await ask(client, f"{{ {field} }}")).json()["errors"]
    assert (error["message"], error["extensions"]["code"]) == (INTERNAL, "INTERNAL")


async def test_an_error_with_a_code_of_the_list_is_told(client: httpx.AsyncClient) -> None:
    (error,) = (await ask(client, "{ badInput }")).json()["errors"]
    assert (error["message"], error["extensions"]) == (
        "That can't be.",
        {"code": "BAD_USER_INPUT", "limit": 3},
    )


async def test_a_list_that_is_too_large_is_an_error_of_its_field(client: httpx.AsyncClient) -> None:
    answer = (await ask(client, "{ hello tooLarge }")).json()
    assert answer["data"] == {"hello": "Hello world", "tooLarge": None}
    assert answer["errors"][0]["message"] == "This list has more rows than fit; ask for less."
    assert answer["errors"][0]["extensions"] == {"code": "COST_LIMIT_EXCEEDED"}


async def test_a_database_that_goes_in_the_middle_fails_the_whole_request(client: httpx.AsyncClient) -> None:
    answer = await ask(client, "{ hello gone }")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "7")
    assert answer.json() == refused("The service is temporarily unavailable; try again later.", "UNAVAILABLE")


async def test_a_statement_that_takes_too_long_is_a_timeout_of_the_request(tenants: Database) -> None:
    async with gateway(tenants.gateway_url, statement_timeout_seconds=0.1) as client:
        answer = await ask(client, "{ hello sleep(seconds: 5) tenants }")
        assert (answer.status_code, answer.json()) == (
            504,
            refused("The request took the database too long; ask for less at once.", "TIMEOUT"),
        )
        assert (await ask(client, "{ hello }")).json() == {"data": {"hello": "Hello world"}}


async def test_a_pool_that_stays_full_is_503(tenants: Database) -> None:
    Reads.sleeping.clear()
    async with gateway(tenants.gateway_url, pool_size=1, pool_wait_seconds=0.2) as client:
        long = asyncio.create_task(ask(client, "{ sleep(seconds: 1) }"))
        await Reads.sleeping.wait()
        answer = await ask(client, "{ hello }")
        assert (answer.status_code, answer.json()["errors"][0]["extensions"]) == (
            503,
            {"code": "UNAVAILABLE"},
        )
        assert (await long).json() == {"data": {"sleep": "slept"}}


async def test_a_client_that_leaves_takes_its_operation_with_it(tenants: Database) -> None:
    Reads.sleeping.clear()
    Reads.cancelled.clear()
    async with served(create_app(settings(tenants.gateway_url, pool_size=1), QUERIES)) as origin:
        async with httpx.AsyncClient(base_url=origin) as client:
            asking = asyncio.create_task(ask(client, "{ sleep(seconds: 30) }"))
            await Reads.sleeping.wait()
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
        await asyncio.wait_for(Reads.cancelled.wait(), 10)
        async with httpx.AsyncClient(base_url=origin) as client:
            # The only connection of the pool is free again.
            assert (await ask(client, "{ hello }")).json() == {"data": {"hello": "Hello world"}}

"""The gateway checks callers before it reads their documents: each kind of caller with each kind of document, and
what each of them leaves behind.
"""

import asyncio
from typing import Any

import httpx
import pytest

from app.auth.issue import Bearer, issue_token
from app.auth.terms import TokenTerms
from app.http.documents import STRANGERS_CACHE
from app.main import create_app
from app.operations.prepare import Operations
from tests.app.gateway import ISSUER, QUERIES, SECRET, gateway, running, settings
from tests.support.databases import Database


def token(tenant: str, subject: str, *, secret: str = SECRET, seconds: int = 3_600) -> str:
    return "Bearer " + issue_token(secret, TokenTerms(ISSUER, "lyceum"), Bearer(tenant, subject), seconds)


BAD: dict[str, dict[str, str]] = {
    "an unknown tenant": {"x-tenant": "nowhere"},
    "an unknown tenant's uuid": {"x-tenant": "00000000-0000-7000-8000-000000000000"},
    "a tenant that is not served": {"x-tenant": "asleep"},
    "a tenant that is closed to visitors": {"x-tenant": "closed"},
    "somebody whom the tenant does not know": {"authorization": token("north", "nobody")},
    "somebody of an unknown tenant": {"authorization": token("nowhere", "acme")},
    "somebody of a tenant that is not served": {"authorization": token("asleep", "acme")},
    "a token of another secret": {"authorization": token("north", "acme", secret="x" * 40)},
    "a token of yesterday": {"authorization": token("north", "acme", seconds=-60)},
    "no token at all": {"authorization": "Bearer x"},
}
GOOD = {"a visitor": {"x-tenant": "north"}, "a client": {"authorization": token("north", "acme")}}
DOCUMENTS = {
    "data": "{ hello }",
    "nothing": "{ __typename }",
    "introspection": "{ __schema { queryType { name } } }",
    "a mistake": "{ helo }",
    "no GraphQL": "{",
    "300 roots": "{ " + " ".join(f"a{n}: hello" for n in range(300)) + " }",
    "too many tokens": "{ " + "hello " * 20_000 + "}",
    "fragments without end": "{ ...A } fragment A on Query { ...A }",
    "a mutation": "mutation { change }",
}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that are parsed during the test."""
    seen: list[str] = []
    prepare = Operations._prepare

    def noted(self: Operations, text: str, *more: Any) -> Any:
        seen.append(text)
        return prepare(self, text, *more)

    monkeypatch.setattr(Operations, "_prepare", noted)
    return seen


async def ask(client: httpx.AsyncClient, document: str, headers: dict[str, str]) -> httpx.Response:
    return await client.post("/graphql", json={"query": document}, headers=headers)


@pytest.mark.parametrize("caller", BAD.values(), ids=BAD)
async def test_no_document_of_whoever_may_not_enter_is_read(
    tenants: Database, read: list[str], caller: dict[str, str]
) -> None:
    async with gateway(tenants.gateway_url) as client:
        for document in DOCUMENTS.values():
            answer = await ask(client, document, caller)
            assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (
                401,
                "UNAUTHENTICATED",
            )
    assert read == []


@pytest.mark.parametrize("caller", BAD.values(), ids=BAD)
async def test_nor_is_one_answered_that_others_have_sent(tenants: Database, caller: dict[str, str]) -> None:
    async with gateway(tenants.gateway_url) as client:
        for document in DOCUMENTS.values():
            await ask(client, document, GOOD["a visitor"])
            assert (await ask(client, document, caller)).status_code == 401


@pytest.mark.parametrize("caller", GOOD.values(), ids=GOOD)
async def test_documents_of_whoever_may_enter_are_read_once(
    tenants: Database, read: list[str], caller: dict[str, str]
) -> None:
    async with gateway(tenants.gateway_url) as client:
        for document in DOCUMENTS.values():
            first, second = [await ask(client, document, caller) for _ in range(2)]
            assert first.status_code in (200, 400)
            assert first.json() == second.json()
            assert first.json().get("errors", [{}])[0].get("extensions", {}).get("code") != "UNAUTHENTICATED"
    assert len(read) == len(set(read))


async def test_whoever_names_no_tenant_may_send_little_and_pushes_nothing_out(
    tenants: Database, read: list[str]
) -> None:
    async with gateway(tenants.gateway_url) as client:
        assert (await ask(client, "{ hello }", GOOD["a visitor"])).status_code == 200
        assert (await ask(client, "{ helo }", GOOD["a visitor"])).status_code == 200
        large = await ask(client, "{ " + "__typename " * 1_000 + "}", {})
        assert large.json()["errors"][0]["extensions"] == {"code": "COST_LIMIT_EXCEEDED"}
        data = await ask(client, "{ hello again: hello }", {})
        assert (data.status_code, data.json()["errors"][0]["message"]) == (
            401,
            "Say which tenant you mean: send a token, or the header X-Tenant.",
        )
        for n in range(2 * STRANGERS_CACHE):
            assert (await ask(client, f"{{ a{n}: __typename }}", {})).json() == {"data": {f"a{n}": "Query"}}
            await ask(client, f"{{ helo{n} }}", {})
        read.clear()
        await ask(client, "{ hello }", GOOD["a visitor"])
        await ask(client, "{ helo }", GOOD["a visitor"])
    assert read == []


async def test_while_the_database_is_away_what_needs_none_is_answered_and_no_more_read(
    read: list[str],
) -> None:
    async with gateway("postgresql://localhost:1/nowhere") as client:
        for caller in GOOD.values():
            assert (await ask(client, "{ __typename }", caller)).status_code == 200
            for document in ("{ hello }", DOCUMENTS["too many tokens"]):
                answer = await ask(client, document, caller)
                assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    async with gateway("postgresql://localhost:1/nowhere", introspection="signed_in") as client:
        answer = await ask(client, DOCUMENTS["introspection"], GOOD["a client"])
        assert answer.status_code == 503


async def test_others_have_their_turn_while_the_largest_document_is_read(tenants: Database) -> None:
    largest = "{ " + " ".join(f'a{n}: hello(name: "x")' for n in range(1_400)) + " }"
    async with running(create_app(settings(tenants.gateway_url), QUERIES)) as client:
        await ask(client, "{ hello }", GOOD["a visitor"])
        asking = asyncio.create_task(ask(client, largest, GOOD["a visitor"]))
        probes = 0
        while not asking.done():
            await asyncio.sleep(0)
            assert (await client.get("/healthz")).status_code == 200
            probes += 1
        assert (await asking).status_code == 200
    assert probes > 3

"""Pages of other origins: whose may call, with which headers, and what the log says of the others."""

import logging

import httpx
import pytest

from app.http.transport.origins import LONGEST_REQUEST, MOST_TOLD, is_loopback_origin
from tests.app.gateway import gateway

NOWHERE = "postgresql://localhost:1/nowhere"
APP = "https://app.example"
POST = {"access-control-request-method": "POST"}
SENT = (
    "authorization,content-type,x-tenant,x-request-id,x-lyceum-cost,x-lyceum-dry-run,x-lyceum-executor",
    "traceparent,tracestate,baggage,sentry-trace",
    "apollographql-client-name,apollographql-client-version,apollo-require-preflight",
    "idempotency-key",
    "x-requested-with,x-datadog-trace-id,newrelic,priority",
    "x-anything-that-a-library-makes-up",
)
"""What pages send: our own headers, and those of tracing, error reports, clients and libraries."""


def cors_of(answer: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name.startswith("access-control")}


def varies(answer: httpx.Response) -> set[str]:
    return {name.strip().lower() for name in answer.headers.get("vary", "").split(",")}


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "app.origins"]


async def preflight(client: httpx.AsyncClient, origin: str, *asked: str) -> httpx.Response:
    named = [("access-control-request-headers", line) for line in asked]
    return await client.options("/graphql", headers=[("origin", origin), *POST.items(), *named])


async def ask(client: httpx.AsyncClient, **headers: str) -> httpx.Response:
    return await client.post("/graphql", json={"query": "{ __typename }"}, headers=headers)


@pytest.mark.parametrize("asked", SENT)
async def test_an_allowed_page_may_send_the_headers_that_it_asks_for(asked: str) -> None:
    async with gateway(NOWHERE, environment="production", cors_origins=(APP,)) as client:
        answer = await preflight(client, APP, asked)
        assert answer.status_code == 200
        assert cors_of(answer) == {
            "access-control-allow-origin": APP,
            "access-control-allow-methods": "GET, POST",
            "access-control-allow-headers": asked.replace(",", ", "),
            "access-control-max-age": "600",
        }
        assert {"origin", "access-control-request-headers"} <= varies(answer)


async def test_headers_may_be_asked_for_in_several_lines_or_not_at_all() -> None:
    async with gateway(NOWHERE, cors_origins=(APP,)) as client:
        several = await preflight(client, APP, "baggage, ", "traceparent,,X-Tenant")
        assert several.headers["access-control-allow-headers"] == "baggage, traceparent, X-Tenant"
        none = await preflight(client, APP)
        assert none.status_code == 200
        assert "access-control-allow-headers" not in none.headers


@pytest.mark.parametrize("asked", ["a b", "x-a: 1", "<script>", "ü", "a" * (LONGEST_REQUEST + 1), "a,(b)"])
async def test_what_names_no_headers_is_not_repeated(asked: str) -> None:
    async with gateway(NOWHERE, cors_origins=(APP,)) as client:
        answer = await client.options(
            "/graphql",
            headers=[
                (b"origin", APP.encode()),
                (b"access-control-request-method", b"POST"),
                (b"access-control-request-headers", asked.encode()),
            ],
        )
        assert (answer.status_code, cors_of(answer)) == (400, {})
        assert "access-control-request-headers" in varies(answer)


@pytest.mark.parametrize("origins", [(APP,), ("*",)])
async def test_an_allowed_page_reads_the_answer_and_never_with_cookies(origins: tuple[str, ...]) -> None:
    async with gateway(NOWHERE, environment="production", cors_origins=origins) as client:
        for answer in (await ask(client, origin=APP), await preflight(client, APP, "authorization")):
            assert answer.headers["access-control-allow-origin"] == (APP if origins == (APP,) else "*")
            assert "access-control-allow-credentials" not in answer.headers
            assert "origin" in varies(answer)
        exposed = (await ask(client, origin=APP)).headers["access-control-expose-headers"]
        of_files = "Accept-Ranges, Content-Disposition, Content-Range, ETag"
        assert exposed == f"X-Request-Id, Retry-After, WWW-Authenticate, {of_files}"


async def test_whatever_may_depend_on_the_origin_says_so() -> None:
    async with gateway(NOWHERE, environment="production", cors_origins=(APP,)) as client:
        for path in ("/graphql?query={__typename}", "/healthz", "/"):
            assert "origin" in varies(await client.get(path))
            assert "origin" in varies(await client.get(path, headers={"origin": "https://evil.example"}))
    async with gateway(NOWHERE, environment="production") as client:
        assert "origin" not in varies(await client.get("/healthz"))


@pytest.mark.parametrize("origins", [(), (APP,)])
async def test_a_refused_page_gets_nothing_and_the_log_names_the_setting_once(
    origins: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    async with gateway(NOWHERE, environment="production", cors_origins=origins) as client:
        for _ in range(3):
            refused = await preflight(client, "https://other.example", "content-type")
            assert (refused.status_code, cors_of(refused)) == (400, {})
            assert refused.text == "LYCEUM_CORS_ORIGINS does not list this origin."
            assert cors_of(await ask(client, origin="https://other.example")) == {}
        await ask(client, origin="null")
    assert lines(caplog) == [
        "A page of https://other.example may not call the gateway: LYCEUM_CORS_ORIGINS does not list it.",
        "A page of null may not call the gateway: LYCEUM_CORS_ORIGINS does not list it.",
    ]


async def test_whoever_makes_up_origins_does_not_fill_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    async with gateway(NOWHERE) as client:
        for number in range(MOST_TOLD + 50):
            await ask(client, origin=f"https://{number}.example/{'x' * 1000}")
    told = lines(caplog)
    assert len(told) == MOST_TOLD + 1
    assert told[-1] == "Further pages that LYCEUM_CORS_ORIGINS does not list are refused without a line."
    assert max(map(len, told)) < 300


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://localhost"},
        {"origin": "https://localhost"},  # behind a proxy that ends TLS
        {"origin": "https://public.example", "sec-fetch-site": "same-origin"},  # behind one that changes Host
    ],
)
async def test_the_gateways_own_page_is_not_refused(
    headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    async with gateway(NOWHERE, environment="production") as client:
        await ask(client, **headers)
    assert lines(caplog) == []


LOOPBACK = (
    "http://localhost:3000",
    "http://localhost",
    "https://localhost:8443",
    "http://127.0.0.1:5173",
    "http://127.1.2.3:4200",
    "http://[::1]:8080",
    "http://app.localhost:3000",
)


@pytest.mark.parametrize("origin", LOOPBACK)
async def test_in_development_and_only_there_this_machines_pages_may_call(origin: str) -> None:
    async with gateway(NOWHERE, environment="development") as client:
        assert (await preflight(client, origin, "baggage")).headers[
            "access-control-allow-headers"
        ] == "baggage"
        assert (await ask(client, origin=origin)).headers["access-control-allow-origin"] == origin
        assert "origin" in varies(await ask(client))
    async with gateway(NOWHERE, environment="production") as client:
        assert cors_of(await preflight(client, origin, "baggage")) == {}
        assert cors_of(await ask(client, origin=origin)) == {}


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "localhost:3000",
        "http://localhost.evil.example",
        "http://evil.example/localhost",
        "http://localhost@evil.example",
        "http://evil.example\\@localhost",
        "http://[::1",
        "http://127.0.0.1.evil.example",
        "http://192.168.1.5:3000",
        "http://0.0.0.0:3000",
        "chrome-extension://localhost",
        "http://localhost:3000/",
    ],
)
async def test_no_other_origin_passes_for_this_machines(origin: str) -> None:
    assert not is_loopback_origin(origin)
    async with gateway(NOWHERE, environment="development") as client:
        assert cors_of(await ask(client, origin=origin)) == {}

"""The application as a whole: health, request ids, logs, and how it stops."""

import asyncio
import json
import logging
import os
import signal
import sys
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from app.main import create_app
from app.observability.logs import JsonLines, ReadableLines
from tests.app.gateway import QUERIES, gateway, running, served, settings
from tests.support.databases import Database

NORTH = {"x-tenant": "north"}


async def test_the_process_lives_without_a_database_and_is_not_ready(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with gateway("postgresql://localhost:1/nowhere") as client:
        healthy, ready = await client.get("/healthz"), await client.get("/readyz")
        assert (healthy.status_code, healthy.json()) == (200, {"status": "alive"})
        assert (ready.status_code, ready.json()) == (
            503,
            {"status": "the database can't be reached, or was never migrated"},
        )
        with caplog.at_level(logging.WARNING, "app.requests"):
            answer = await client.post("/graphql", json={"query": "{ hello }"}, headers=NORTH)
        record = caplog.records[-1]
        assert vars(record)["fields"]["reason"].startswith("ConnectionRefusedError: ")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
        assert answer.json() == {
            "errors": [
                {
                    "message": "The service is temporarily unavailable; try again later.",
                    "extensions": {"code": "UNAVAILABLE"},
                }
            ]
        }


async def test_a_migrated_database_is_ready(client: httpx.AsyncClient) -> None:
    ready = await client.get("/readyz")
    assert (ready.status_code, ready.json()) == (200, {"status": "ready"})
    assert ready.headers["cache-control"] == "no-store"


async def test_a_database_behind_the_code_is_not_ready(database: Database) -> None:
    connection = await asyncpg.connect(database.admin_url)
    newest = await connection.fetchval(
        "UPDATE alembic_version SET version_num = '0000' RETURNING OLD.version_num"
    )
    await connection.close()
    async with gateway(database.gateway_url) as client:
        ready = await client.get("/readyz")
        assert (ready.status_code, ready.json()) == (
            503,
            {"status": f"the database is at migration 0000, this code needs {newest}"},
        )


async def test_a_role_that_may_more_than_read_is_not_ready_and_reads_nothing(database: Database) -> None:
    for url, told in (
        (database.owner_url, "the database role lyceum_owner owns "),
        (
            database.admin_url,
            "the database role postgres is a superuser; the gateway serves only as a role that ",
        ),
    ):
        async with gateway(url) as client:
            ready = await client.get("/readyz")
            assert ready.status_code == 503
            assert ready.json()["status"].startswith(told)
            answer = await client.post("/graphql", json={"query": "{ tenants }"}, headers=NORTH)
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
            assert answer.json()["errors"][0]["extensions"] == {"code": "UNAVAILABLE"}
            assert "lyceum_owner" not in answer.text


@pytest.mark.parametrize("offered", ["my-request-1", "01234567-89ab-cdef-0123-456789abcdef", "x" * 128])
async def test_a_good_request_id_is_kept(client: httpx.AsyncClient, offered: str) -> None:
    answer = await client.get("/healthz", headers={"x-request-id": offered})
    assert answer.headers["x-request-id"] == offered


@pytest.mark.parametrize("offered", ["short", "x" * 129, "with space", 'with"quote', "a\tb345678"])
async def test_a_bad_request_id_is_replaced(client: httpx.AsyncClient, offered: str) -> None:
    for path in ("/healthz", "/nowhere", "/graphql"):
        answer = await client.get(path, headers={"x-request-id": offered})
        assert len(answer.headers["x-request-id"]) == 32


async def test_every_request_writes_a_line(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "app.requests"):
        query = {"query": "query Mine { hello tenants snapshot }"}
        answer = await client.post("/graphql", json=query, headers=NORTH | {"x-request-id": "my-request-1"})
        await client.get("/readyz")
    (record,) = caplog.records
    line: dict[str, Any] = json.loads(JsonLines().format(record))
    assert line.pop("milliseconds") >= line.pop("databaseMilliseconds") > 0
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "info",
        "logger": "app.requests",
        "message": "request",
        "requestId": "my-request-1",
        "method": "POST",
        "path": "/graphql",
        "status": 200,
        "operation": "Mine",
        "tenant": "north",
        "executor": "compiled",
        "left": None,
        "statements": 2,
        "bytes": len(answer.content),
    }
    readable = ReadableLines().format(record)
    assert "INFO    POST /graphql 200  Mine north  2 statements in " in readable


def test_a_line_can_not_be_forged() -> None:
    fields = {
        "method": "GET",
        "path": "/a\n00:00:00 INFO forged",
        "status": 404,
        "operation": None,
        "tenant": None,
        "left": None,
    }
    fields |= {
        "statements": 0,
        "databaseMilliseconds": 0.0,
        "milliseconds": 1.0,
        "bytes": 0,
        "requestId": "x",
    }
    record = logging.makeLogRecord({"levelname": "INFO", "fields": fields, "msg": "request"})
    assert "\n" not in ReadableLines().format(record)
    assert "\n" not in JsonLines().format(record)


async def test_without_keys_every_token_is_refused() -> None:
    made = settings()
    app = create_app(type(made)(environment="production", database_url=made.database_url), QUERIES)
    async with running(app) as client:
        bearer = {"authorization": "Bearer eyJhbGciOiJIUzI1NiJ9.e30.AAAA"}
        answer = await client.post("/graphql", json={"query": "{ __typename }"}, headers=bearer)
        assert answer.status_code == 401
        answer = await client.post("/graphql", json={"query": "{ __typename }"})
        assert answer.status_code == 200


SERVER = """
import sys, uvicorn
from dataclasses import replace
from app import main
from tests.app.gateway import QUERIES, settings
main.STOP_PAUSE_SECONDS = 0.5
app = main.create_app(settings(sys.argv[1], environment="production"), QUERIES)
config = uvicorn.Config(app, port=0, lifespan="on", log_config=None)
server = uvicorn.Server(config)
startup = server.startup
async def announced(sockets=None):
    await startup(sockets)
    print(server.servers[0].sockets[0].getsockname()[1], flush=True)
server.startup = announced
server.run()
"""


async def test_a_stop_is_announced_and_requests_in_flight_finish(tenants: Database) -> None:
    root = Path(__file__).parents[2]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SERVER, tenants.gateway_url, stdout=asyncio.subprocess.PIPE, cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    assert process.stdout
    try:
        port = int(await asyncio.wait_for(process.stdout.readline(), 30))
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            assert (await client.get("/readyz")).status_code == 200
            query = {"query": "{ wait(milliseconds: 1500) }"}
            slow = asyncio.create_task(client.post("/graphql", json=query, headers=NORTH))
            await asyncio.sleep(0.3)
            process.send_signal(signal.SIGTERM)
            await asyncio.sleep(0.1)
            ready = await client.get("/readyz")  # still listening, but no longer asking for requests
            assert (ready.status_code, ready.json()) == (503, {"status": "stopping"})
            answer = await slow
            assert (answer.status_code, answer.json()) == (200, {"data": {"wait": "waited"}})
        await asyncio.wait_for(process.wait(), 10)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_a_server_with_uvloop_and_httptools(tenants: Database) -> None:
    async with (
        served(create_app(settings(tenants.gateway_url), QUERIES)) as origin,
        httpx.AsyncClient() as client,
    ):
        answers = await asyncio.gather(
            *(
                client.post(f"{origin}/graphql", json={"query": "{ tenants }"}, headers=NORTH)
                for _ in range(40)
            )
        )
        assert {answer.text for answer in answers} == {'{"data":{"tenants":["north"]}}'}

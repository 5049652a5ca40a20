"""Clients see as little as possible of the faults between the gateway and PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx
import pytest
import strawberry

from app.main import create_app
from app.observability.record import source_of
from tests.app.gateway import Info, Query, add_tenants, running, settings
from tests.support.databases import Database
from tests.support.proxy import Proxy, proxied

NORTH = {"x-tenant": "north"}
TENANTS = "{ tenants }"
OUT_OF_TIME = {
    "errors": [
        {
            "message": "The request took too long; ask for less at once, or again later.",
            "extensions": {"code": "TIMEOUT"},
        }
    ]
}
SLEEPERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE query LIKE '%pg_sleep%' AND state = 'active' AND pid <> pg_backend_pid()
"""


@strawberry.type
class Reads(Query):
    """One field that reads two tables, one after the other."""

    @strawberry.field
    async def both(self, info: Info) -> list[int]:
        counts = [
            await info.context.session.fetch(f"SELECT count(*) FROM {name}")
            for name in ("courses", "modules")
        ]
        return [rows[0][0] for rows in counts]


SCHEMA = strawberry.Schema(Reads)


async def ask(client: httpx.AsyncClient, query: str = TENANTS) -> httpx.Response:
    return await client.post("/graphql", json={"query": query}, headers=NORTH)


async def statuses(client: httpx.AsyncClient, count: int) -> list[int]:
    return [answer.status_code for answer in await asyncio.gather(*(ask(client) for _ in range(count)))]


@pytest.fixture
async def through(tenants: Database) -> AsyncIterator[tuple[Proxy, httpx.AsyncClient]]:
    """A gateway behind a proxy, with all its connections made."""
    async with (
        proxied(tenants.gateway_url) as (proxy, url),
        running(create_app(settings(url, database_answer_seconds=1.0, viewer_share=1.0), SCHEMA)) as client,
    ):
        assert set(await statuses(client, 8)) == {200}
        yield proxy, client


@pytest.mark.parametrize("fault", ["forget", "cut"])
async def test_connections_that_are_lost_cost_no_request(
    through: tuple[Proxy, httpx.AsyncClient], fault: str
) -> None:
    proxy, client = through
    for _ in range(2):
        getattr(proxy, fault)()
        assert await statuses(client, 8) == [200] * 8


async def test_a_network_that_is_away_is_told_and_found_again(
    through: tuple[Proxy, httpx.AsyncClient],
) -> None:
    proxy, client = through
    proxy.forget()
    proxy.is_forgetful = True
    away = await ask(client)
    assert (away.status_code, away.headers["retry-after"]) == (503, "2")
    assert (await client.get("/readyz")).status_code == 503
    proxy.is_forgetful = False
    assert (await ask(client)).status_code == 200
    assert (await client.get("/healthz")).status_code == 200


async def test_an_operation_ends_in_its_time_however_many_statements_it_has(tenants: Database) -> None:
    observer = await asyncpg.connect(tenants.admin_url)
    slow = f"{{ {' '.join(f'a{n}: sleep(seconds: 0.4)' for n in range(50))} }}"
    async with running(
        create_app(settings(tenants.gateway_url, operation_timeout_seconds=1.0), SCHEMA)
    ) as client:
        answer = await ask(client, slow)
        assert (answer.status_code, answer.json()) == (504, OUT_OF_TIME)
        for _ in range(200):
            if not await observer.fetchval(SLEEPERS):
                break
            await asyncio.sleep(0.05)
        assert await observer.fetchval(SLEEPERS) == 0
        assert (await ask(client)).json() == {"data": {"tenants": ["north"]}}
    await observer.close()


async def test_the_time_of_an_operation_is_counted_since_it_came(tenants: Database) -> None:
    chosen = settings(tenants.gateway_url, operation_timeout_seconds=1.0, pool_size=1, pool_wait_seconds=60.0)
    async with running(create_app(chosen, SCHEMA)) as client:
        answers = await asyncio.gather(*(ask(client, "{ sleep(seconds: 0.7) }") for _ in range(3)))
        assert sorted(answer.status_code for answer in answers) == [200, 504, 504]


async def test_whoever_takes_all_they_may_leaves_the_rest_to_others(tenants: Database) -> None:
    async with running(create_app(settings(tenants.gateway_url, pool_size=2), SCHEMA)) as client:
        sleeping = [asyncio.create_task(ask(client, "{ sleep(seconds: 1) }")) for _ in range(4)]
        await asyncio.sleep(0.2)
        # The gateway itself is one of the others.
        assert (await client.get("/readyz")).status_code == 200
        assert not any(task.done() for task in sleeping)
        assert {answer.status_code for answer in await asyncio.gather(*sleeping)} == {200}


async def test_too_many_requests_are_told_at_once(tenants: Database) -> None:
    chosen = settings(tenants.gateway_url, pool_size=1, max_waiting=3, operation_timeout_seconds=60.0)
    async with running(create_app(chosen, SCHEMA)) as client:
        assert (await ask(client)).status_code == 200
        answers = await asyncio.gather(*(ask(client, "{ sleep(seconds: 0.2) }") for _ in range(12)))
        told = [answer.headers.get("retry-after") for answer in answers]
        assert sorted(
            (answer.status_code, header) for answer, header in zip(answers, told, strict=True)
        ) == sorted([(200, None)] * 4 + [(503, "1")] * 8, key=str)


async def test_a_reader_that_is_the_victim_of_a_deadlock_reads_again(database: Database) -> None:
    admin: Any = await asyncpg.connect(database.admin_url)
    await admin.execute(f"ALTER DATABASE {database.name} SET deadlock_timeout = '20ms'")
    await admin.execute("SET deadlock_timeout = '60s'")
    await add_tenants(database.admin_url)
    waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    watching: Any = await asyncpg.connect(database.admin_url)
    async with running(create_app(settings(database.gateway_url), SCHEMA)) as client:
        assert (await ask(client, "{ both }")).json() == {"data": {"both": [0, 0]}}
        await admin.execute("BEGIN; LOCK TABLE modules IN ACCESS EXCLUSIVE MODE")
        asking = asyncio.create_task(ask(client, "{ both }"))
        for _ in range(1_000):
            if await watching.fetchval(waits):
                break
            await asyncio.sleep(0.01)
        # The reader holds courses and waits for modules, so PostgreSQL ends the reader.
        await admin.execute("LOCK TABLE courses IN ACCESS EXCLUSIVE MODE")
        await admin.execute("COMMIT")
        assert (await asking).json() == {"data": {"both": [0, 0]}}
    await admin.close()
    await watching.close()


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2::9", "20010db800010002"),
        ("2001:db8:1:2:3:4:5:6", "20010db800010002"),
        ("fe80::1%eth0", "fe80000000000000"),
        ("a:name", "a:name"),
    ],
)
def test_clients_of_one_network_are_one_source(address: str, source: str) -> None:
    assert source_of({"client": (address, 1)}) == source
    assert source_of({}) is None

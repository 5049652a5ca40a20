"""PostgreSQL stops and starts again under load, or starts only after the gateway does.

Clients are told to come back later, and the gateway recovers by itself.
"""

import asyncio
from collections import Counter

import httpx
import pytest

from app.main import create_app
from db.embedded import EmbeddedServer
from db.embedded.tuning import EPHEMERAL
from tests.app.gateway import QUERIES, add_tenants, served, settings
from tests.support.databases import Clones

NORTH = {"x-tenant": "north"}
UNAVAILABLE = {
    "errors": [
        {
            "message": "The service is temporarily unavailable; try again later.",
            "extensions": {"code": "UNAVAILABLE"},
        }
    ]
}
PATIENCE = 400
"""How many rounds of requests we wait before we give up; each takes about a twentieth of a second."""


class Load:
    """Clients that never stop asking, and the answers that they got lately."""

    def __init__(self, origin: str) -> None:
        self._client = httpx.AsyncClient(base_url=origin, timeout=30)
        self.wrong: list[str] = []

    async def round(self) -> Counter[int]:
        """Send eight requests at once; count the statuses."""
        return Counter(await asyncio.gather(*(self._ask() for _ in range(8))))

    async def until(self, status: int) -> None:
        """Send rounds until all requests of one get that status."""
        for _ in range(PATIENCE):
            if await self.round() == {status: 8}:
                return
            await asyncio.sleep(0.05)
        pytest.fail(f"the gateway never came to answer {status}")

    async def _ask(self) -> int:
        answer = await self._client.post("/graphql", json={"query": "{ tenants }"}, headers=NORTH)
        good = answer.status_code == 200 and answer.json() == {"data": {"tenants": ["north"]}}
        away = (
            answer.status_code == 503
            and answer.json() == UNAVAILABLE
            and answer.headers["retry-after"].isdecimal()
        )
        if not good and not away:
            self.wrong.append(f"{answer.status_code} {answer.text}")
        return answer.status_code

    async def status(self, path: str) -> int:
        return (await self._client.get(path)).status_code

    async def close(self) -> None:
        await self._client.aclose()


async def test_postgresql_stops_and_starts_again_under_load(server: EmbeddedServer) -> None:
    own = EmbeddedServer(server.directory / "outage", EPHEMERAL)
    try:
        await asyncio.to_thread(own.start)
        clones = await Clones.prepare(own)
        database = await clones.create(clones.template)
        await add_tenants(database.admin_url)
        app = create_app(settings(database.gateway_url, pool_wait_seconds=1.0), QUERIES)
        async with served(app) as origin:
            load = Load(origin)
            await load.until(200)
            assert await load.status("/readyz") == 200
            for _ in range(2):
                # The load goes on while the server stops, and while it starts.
                await asyncio.gather(asyncio.to_thread(own.stop), load.until(503))
                assert (await load.status("/readyz"), await load.status("/healthz")) == (503, 200)
                await asyncio.gather(asyncio.to_thread(own.start), load.until(200))
                assert await load.status("/readyz") == 200
            assert load.wrong == []
            await load.close()
        await asyncio.to_thread(own.stop)
        async with served(create_app(settings(database.gateway_url), QUERIES)) as origin:
            late = Load(origin)
            await late.until(503)
            await asyncio.gather(asyncio.to_thread(own.start), late.until(200))
            assert late.wrong == []
            await late.close()
    finally:
        await asyncio.to_thread(own.stop)

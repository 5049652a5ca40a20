"""Faults under load: `python -m tests.app.under_faults`, about half a minute, on loopback.

Claim: clients are told nothing but 200, and 503 with Retry-After while the database is away; two seconds after a fault
has ended everybody is served again. Exits 1 where that does not hold.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
import httpx

from app.main import create_app
from db.embedded import EmbeddedServer
from db.embedded.tuning import EPHEMERAL
from db.maintenance.figures.refresh import refresh
from db.maintenance.lifecycle import purge
from tests.app.gateway import QUERIES, add_tenants, served, settings
from tests.app.killed_workers import kill_a_worker
from tests.support.databases import Clones, Database
from tests.support.proxy import Proxy, proxied

FOLDER = Path(__file__).parents[2] / ".lyceum" / "faults"
CLIENTS = 16
AWAY_SECONDS = 1.0
CALM_SECONDS = 2.5
MOST_SECONDS = 2.0
SLOW_SECONDS = 0.5
"""An answer that takes longer is not that of a service that is whole."""

MONTHS = """
DO $$ DECLARE each text; BEGIN
    FOR each IN
        SELECT relname FROM pg_class WHERE relnamespace = 'logs'::regnamespace AND relname ~ '_[0-9]{4}_[0-9]{2}$'
    LOOP EXECUTE format('DROP TABLE logs.%I', each); END LOOP;
END $$
"""

Fault = Callable[["World"], Awaitable[None]]


@dataclass(slots=True)
class World:
    """What faults befall."""

    server: EmbeddedServer
    database: Database
    proxy: Proxy
    told: list[tuple[float, float, str]] = field(default_factory=list[tuple[float, float, str]])

    async def run(self, statement: str) -> None:
        """Runs a statement as the superuser."""
        admin: Any = await asyncpg.connect(self.database.admin_url)
        await admin.execute(statement)
        await admin.close()


async def restart(world: World) -> None:
    """The server stops, and starts again."""
    await asyncio.to_thread(world.server.stop)
    await asyncio.sleep(AWAY_SECONDS)
    await asyncio.to_thread(world.server.start)


async def kill(world: World) -> None:
    """All backends of the gateway are ended."""
    await world.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'lyceum%'"
    )


async def forget(world: World) -> None:
    """The network forgets the open connections."""
    world.proxy.forget()


async def hang(world: World) -> None:
    """The network forgets all, new connections too, for a while."""
    world.proxy.forget()
    world.proxy.is_forgetful = True
    await asyncio.sleep(AWAY_SECONDS)
    world.proxy.is_forgetful = False


async def fill(world: World) -> None:
    """The server has three slots, and no more."""
    await kill(world)
    await world.run(f"ALTER DATABASE {world.database.name} CONNECTION LIMIT 3")
    await asyncio.sleep(AWAY_SECONDS)
    await world.run(f"ALTER DATABASE {world.database.name} CONNECTION LIMIT -1")


async def maintain(world: World) -> None:
    """`refresh` makes all months anew, and `retention` goes through everything."""
    await world.run(MONTHS)
    await asyncio.to_thread(refresh, world.database.owner_url, None)
    await purge(world.database.owner_url)


FAULTS: tuple[Fault, ...] = (restart, kill, forget, hang, fill, maintain)


async def ask(world: World, client: httpx.AsyncClient) -> None:
    """Asks without end, and notes when, and what came."""
    while True:
        sent = time.perf_counter()
        answer = await client.post("/graphql", json={"query": "{ tenants }"}, headers={"x-tenant": "north"})
        retry = " Retry-After" if answer.headers.get("retry-after", "").isdecimal() else ""
        world.told.append((sent, time.perf_counter(), f"{answer.status_code}{retry}"))


async def befall(world: World, fault: Fault) -> str | None:
    """Lets a fault happen under load; says what is wrong with what clients were told."""
    begun = time.perf_counter()
    await fault(world)
    ended = time.perf_counter()
    await asyncio.sleep(CALM_SECONDS)
    since = [each for each in world.told if each[0] >= begun]
    counts = Counter(what for _, _, what in since)
    bad = [answered for sent, answered, what in since if what != "200" or answered - sent > SLOW_SECONDS]
    late = max((answered - ended for answered in bad), default=0.0)
    sys.stdout.write(
        f"{fault.__name__:10}{ended - begun:7.2f} s, whole again after {max(late, 0):.2f} s, {dict(counts)}\n"
    )
    if counts.keys() - {"200", "503 Retry-After"}:
        return f"{fault.__name__}: {dict(counts)}"
    return f"{fault.__name__}: not whole after {late:.2f} s" if late > MOST_SECONDS else None


async def main() -> None:
    """Runs all faults, one after the other."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    server = EmbeddedServer(FOLDER, EPHEMERAL)
    await asyncio.to_thread(server.start)
    try:
        clones = await Clones.prepare(server)
        database = await clones.create(clones.template)
        await add_tenants(database.admin_url)
        async with proxied(database.gateway_url) as (proxy, url):
            world = World(server, database, proxy)
            async with (
                served(create_app(settings(url), QUERIES)) as origin,
                httpx.AsyncClient(base_url=origin, timeout=30) as client,
            ):
                asking = [asyncio.create_task(ask(world, client)) for _ in range(CLIENTS)]
                await asyncio.sleep(CALM_SECONDS)
                wrong = [await befall(world, fault) for fault in FAULTS]
                for task in asking:
                    task.cancel()
                await asyncio.gather(*asking, return_exceptions=True)
        wrong.append(await kill_a_worker(database))
    finally:
        await asyncio.to_thread(server.stop, is_kept=False)
        shutil.rmtree(FOLDER, ignore_errors=True)
    if any(wrong):
        raise SystemExit("\n".join(each for each in wrong if each))


if __name__ == "__main__":
    asyncio.run(main())

"""Whatever networks and servers do to connections, the pool recovers as soon as they let it."""

import asyncio
import socket
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from time import perf_counter

import asyncpg
import pytest

from db.errors import DatabaseUnavailable, OutOfTime, ReadInterrupted
from db.reads.claims import Claims
from db.reads.connecting import Patience, connect
from db.reads.database import Database
from db.reads.deadline import ENDLESS, Deadline, Terms
from db.reads.pool import SETTLE_SECONDS, Size
from tests.support.databases import Database as Clone
from tests.support.proxy import Proxy, proxied

VISITOR = Claims("northfield")
ISSUER = "https://lyceum.local"
AMARA = Claims("northfield", ISSUER, "amara.okafor@northfield.example")
IMPATIENT = Patience(acquire=5.0, answer=1.0, statement=20.0)
FOUR = Size(connections=4, share=4)
ROUNDS = 400


@pytest.fixture
async def proxy(demo_database: Clone) -> AsyncIterator[tuple[Proxy, str]]:
    """A proxy in front of the database, and the gateway's URL through the proxy."""
    async with proxied(demo_database.gateway_url) as made:
        yield made


@pytest.fixture
async def four(proxy: tuple[Proxy, str]) -> AsyncIterator[Database]:
    """A database with up to four connections through the proxy, all of which are open."""
    database = Database.of(proxy[1], FOUR, IMPATIENT)
    await fill(database, 4)
    yield database
    await database.close()


async def backend(database: Database, claims: Claims = VISITOR, terms: Terms = ENDLESS) -> int:
    """The server process that a read runs on."""
    async with database.read(claims, terms=terms) as session:
        return (await session.fetch("SELECT pg_backend_pid() AS pid"))[0]["pid"]


@asynccontextmanager
async def connected(url: str) -> AsyncGenerator[socket.socket]:
    """The socket of one of the gateway's connections."""
    made = await connect(url, IMPATIENT)
    yield made._transport.get_extra_info("socket")
    await made.close()


async def fill(database: Database, count: int) -> None:
    """Makes the database open `count` connections."""
    async with AsyncExitStack() as stack:
        for _ in range(count):
            await stack.enter_async_context(database.read(VISITOR))


async def test_idle_connections_that_were_forgotten_cost_one_read_together(
    four: Database, proxy: tuple[Proxy, str]
) -> None:
    proxy[0].forget()
    with pytest.raises(ReadInterrupted):
        await backend(four)
    taken = proxy[0].taken
    await backend(four)
    assert proxy[0].taken == taken + 1


async def test_a_statement_whose_answer_was_forgotten_ends(four: Database, proxy: tuple[Proxy, str]) -> None:
    async def sleep() -> None:
        async with four.read(VISITOR) as session:
            begun.set()
            await session.fetch("SELECT pg_sleep(0.2)")

    begun = asyncio.Event()
    sleeping = asyncio.create_task(sleep())
    await begun.wait()
    proxy[0].forget()
    with pytest.raises(ReadInterrupted):
        await sleeping
    await backend(four)


async def test_a_statement_that_the_server_still_runs_is_waited_for(four: Database) -> None:
    async with four.read(VISITOR) as session:
        first = await session.fetch("SELECT pg_backend_pid() AS pid")
        await session.fetch("SELECT pg_sleep(2.5)")
        assert await session.fetch("SELECT pg_backend_pid() AS pid") == first


async def test_a_lost_connection_ends_at_the_server_too(
    four: Database, proxy: tuple[Proxy, str], demo_database: Clone
) -> None:
    lost = await backend(four)
    proxy[0].forget()
    with pytest.raises(ReadInterrupted):
        await backend(four)
    observer = await asyncpg.connect(demo_database.admin_url)
    for _ in range(ROUNDS):
        if not await observer.fetchval("SELECT count(*) FROM pg_stat_activity WHERE pid = $1", lost):
            break
        await asyncio.sleep(0.01)
    assert await observer.fetchval("SELECT count(*) FROM pg_stat_activity WHERE pid = $1", lost) == 0
    await observer.close()


async def test_a_network_that_forgets_all_is_not_waited_for(four: Database, proxy: tuple[Proxy, str]) -> None:
    proxy[0].forget()
    proxy[0].is_forgetful = True
    found = await asyncio.gather(*(backend(four) for _ in range(6)), return_exceptions=True)
    assert [isinstance(each, DatabaseUnavailable) for each in found] == [True] * 6
    proxy[0].is_forgetful = False
    assert all(await asyncio.gather(*(backend(four) for _ in range(6))))


async def test_a_refused_connection_is_told(proxy: tuple[Proxy, str]) -> None:
    database = Database.of(proxy[1], FOUR, IMPATIENT)
    proxy[0].is_refusing = True
    with pytest.raises(DatabaseUnavailable):
        await backend(database)
    proxy[0].is_refusing = False
    assert await backend(database)
    await database.close()


async def test_a_slow_network_is_no_fault(four: Database, proxy: tuple[Proxy, str]) -> None:
    proxy[0].seconds = 0.02
    before = proxy[0].taken
    assert all(await asyncio.gather(*(backend(four) for _ in range(8))))
    assert proxy[0].taken == before


async def test_connections_that_are_cut_interrupt_their_reads(
    four: Database, proxy: tuple[Proxy, str]
) -> None:
    async with four.read(VISITOR) as session:
        proxy[0].cut()
        with pytest.raises(ReadInterrupted):
            await session.fetch("SELECT pg_sleep(1)")
    assert await backend(four)


async def test_a_commit_that_is_never_answered_costs_the_connection(
    four: Database, proxy: tuple[Proxy, str]
) -> None:
    async with four.read(VISITOR):
        proxy[0].drops_commits = True
    # No other read follows: the COMMIT is sent by itself, and its answer gets lost.
    for _ in range(ROUNDS):
        await asyncio.sleep(SETTLE_SECONDS)
        if proxy[0].open < 4:
            break
    proxy[0].drops_commits = False
    assert await backend(four)


async def test_sockets_are_kept_alive_on_both_sides(four: Database, proxy: tuple[Proxy, str]) -> None:
    told = "SELECT name, source FROM pg_settings WHERE name ~ '^tcp_|^client_connection_check'"
    async with four.read(VISITOR) as session:
        # This test connects by a Unix socket, for which PostgreSQL shows 0, but it still shows what set the value.
        assert {row["name"]: row["source"] for row in await session.fetch(told)} == dict.fromkeys(
            (
                "client_connection_check_interval",
                "tcp_keepalives_count",
                "tcp_keepalives_idle",
                "tcp_keepalives_interval",
                "tcp_user_timeout",
            ),
            "client",
        )
    async with connected(proxy[1]) as ours:
        options = (socket.TCP_KEEPIDLE, socket.TCP_KEEPINTVL, socket.TCP_KEEPCNT, socket.TCP_USER_TIMEOUT)
        assert [ours.getsockopt(socket.IPPROTO_TCP, option) for option in options] == [10, 5, 3, 10_000]
        assert ours.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1


async def test_without_a_free_slot_the_connections_that_there_are_serve_all(own_demo_database: Clone) -> None:
    admin = await asyncpg.connect(own_demo_database.admin_url)
    # The administrator's connection is one of the two.
    await admin.execute(f"ALTER DATABASE {own_demo_database.name} CONNECTION LIMIT 2")
    database = Database.of(own_demo_database.gateway_url, FOUR, IMPATIENT)
    try:
        found = await asyncio.gather(*(backend(database) for _ in range(20)))
        assert len(set(found)) == 1
    finally:
        await database.close()
        await admin.close()


async def test_without_any_connection_nobody_waits(own_demo_database: Clone) -> None:
    admin = await asyncpg.connect(own_demo_database.admin_url)
    await admin.execute(f"ALTER DATABASE {own_demo_database.name} CONNECTION LIMIT 0")
    database = Database.of(own_demo_database.gateway_url, FOUR, IMPATIENT)
    try:
        found = await asyncio.gather(*(backend(database) for _ in range(6)), return_exceptions=True)
        assert [type(each) for each in found] == [DatabaseUnavailable] * 6
        await admin.execute(f"ALTER DATABASE {own_demo_database.name} CONNECTION LIMIT -1")
        assert await backend(database)
    finally:
        await database.close()
        await admin.close()


async def test_a_viewer_holds_no_more_than_their_share(demo_database: Clone) -> None:
    database = Database.of(demo_database.gateway_url, Size(connections=4, share=2), IMPATIENT)
    async with AsyncExitStack() as stack:
        for _ in range(2):
            await stack.enter_async_context(database.read(AMARA))
        third = asyncio.create_task(backend(database, AMARA))
        for _ in range(2):
            assert await backend(database)
        assert not third.done()
    assert await third
    await database.close()


async def test_of_those_who_wait_too_many_are_told_at_once(demo_database: Clone) -> None:
    database = Database.of(demo_database.gateway_url, Size(1, 1, waiting=3), IMPATIENT)
    async with database.read(AMARA):
        waiting = [asyncio.create_task(backend(database)) for _ in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(DatabaseUnavailable) as refused:
            await backend(database)
        assert refused.value.retry_after == 1
        # Somebody else takes precedence: the last read in the longest line is turned away.
        member = asyncio.create_task(backend(database, AMARA))
        await asyncio.sleep(0)
    done = await asyncio.gather(*waiting, member, return_exceptions=True)
    assert [isinstance(each, DatabaseUnavailable) for each in done] == [False, False, True, False]
    await database.close()


async def test_a_read_that_is_out_of_time_asks_nothing_more(four: Database) -> None:
    terms = Terms(Deadline(perf_counter() - 1))
    async with four.read(VISITOR, terms=terms) as session:
        with pytest.raises(OutOfTime):
            await session.fetch("SELECT 1")
        with pytest.raises(OutOfTime):
            session.deadline.check()
    assert await backend(four)


async def test_health_is_told_though_the_database_hangs(four: Database, proxy: tuple[Proxy, str]) -> None:
    assert (await four.check()).revision
    proxy[0].forget()
    proxy[0].is_forgetful = True
    await asyncio.sleep(1.0)
    # We don't measure the time here, but the check must end: HEALTH_SECONDS are fewer than the seconds below.
    async with asyncio.timeout(20):
        with pytest.raises(DatabaseUnavailable):
            await four.check()
    proxy[0].is_forgetful = False
    assert await backend(four)


async def test_health_does_not_wait_for_connections_that_all_work(demo_database: Clone) -> None:
    database = Database.of(demo_database.gateway_url, Size(1, 1), IMPATIENT)
    known = await database.check()

    async def busy() -> None:
        async with database.read(VISITOR) as session:
            while not is_over:
                await session.fetch("SELECT pg_sleep(0.01)")

    is_over = False
    working = asyncio.create_task(busy())
    await asyncio.sleep(0.05)
    assert await database.check() == known
    is_over = True
    await working
    await database.close()


async def test_a_deadlock_interrupts_the_reader(own_demo_database: Clone) -> None:
    admin = await asyncpg.connect(own_demo_database.admin_url)
    await admin.execute(f"ALTER DATABASE {own_demo_database.name} SET deadlock_timeout = '20ms'")
    await admin.execute("SET deadlock_timeout = '60s'")
    database = Database.of(own_demo_database.gateway_url, FOUR, IMPATIENT)
    await admin.execute("BEGIN; LOCK TABLE modules IN ACCESS EXCLUSIVE MODE")
    async with database.read(VISITOR) as session:
        await session.fetch("SELECT count(*) FROM courses")
        locking = asyncio.create_task(admin.execute("LOCK TABLE courses IN ACCESS EXCLUSIVE MODE"))
        with pytest.raises(ReadInterrupted):
            await session.fetch("SELECT count(*) FROM modules")
    await locking
    await admin.execute("COMMIT")
    assert await backend(database)
    await database.close()
    await admin.close()

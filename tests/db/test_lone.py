"""A read of a single statement: one round trip, in which the claims are set before a row is looked at."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import nullcontext
from dataclasses import replace
from itertools import product

import asyncpg
import orjson
import pytest

import demo
from db.derived.triggers import read_sql
from db.errors import BadValue, DatabaseUnavailable, StatementTimeout, UnknownViewer
from db.reads.claims import Claims
from db.reads.database import Database
from db.reads.entry import Entry
from db.reads.session import AnotherStatement, LoneSession, Session
from tests.support.databases import Database as Clone
from tests.support.people import PEOPLE
from tests.support.selections import table_entities

VISITOR = PEOPLE["visitor"]
SET_ON_ENTRY = sorted(set(re.findall(r"set_config\('app\.(\w+)'", "\n".join(read_sql("enter")))))
"""Every claim that entering sets."""

CLAIMS = "SELECT " + ", ".join(
    f"coalesce(current_setting('app.{claim}', true), '') AS {claim}" for claim in SET_ON_ENTRY
)
STATE = (
    "SELECT state FROM pg_stat_activity WHERE application_name = 'lyceum' AND datname = current_database()"
)


@pytest.fixture
async def single(demo_database: Clone) -> AsyncIterator[Database]:
    """A database with one connection."""
    opened = await Database.open(demo_database.gateway_url, pool_size=1, acquire_seconds=0.3)
    yield opened
    await opened.close()


async def claims_of(database: Database, claims: Claims, *, is_lone: bool) -> dict[str, str]:
    """What is set in a read."""
    async with database.read(claims, is_lone=is_lone) as session:
        assert isinstance(session, LoneSession) is is_lone
        return dict((await session.fetch(CLAIMS))[0])


@pytest.mark.parametrize("key", PEOPLE)
async def test_every_table_shows_the_rows_that_it_shows_in_a_transaction(single: Database, key: str) -> None:
    rows: dict[bool, dict[str, tuple[int, str | None]]] = {True: {}, False: {}}
    for name, is_lone in product(table_entities(), rows):
        async with single.read(PEOPLE[key], is_lone=is_lone) as session:
            found = await session.fetch(
                f"SELECT count(*) AS rows, string_agg(t.ctid::text, ' ' ORDER BY t.ctid) AS which FROM {name} t"
            )
            rows[is_lone][name] = (found[0]["rows"], found[0]["which"])
    assert rows[True] == rows[False]
    assert any(which for _, which in rows[True].values())


async def test_whatever_is_asked_waits_for_the_claims(statements: list[str], demo_database: Clone) -> None:
    connection = await asyncpg.connect(
        demo_database.gateway_url, server_settings={"plan_cache_mode": "force_generic_plan"}
    )
    nobody = Entry("", Claims(""))
    try:
        for number, statement in enumerate(statements):
            count = max((int(place) for place in re.findall(r"\$(\d+)", statement)), default=0)
            sql, values = nobody.along(statement, count)
            nulls = ", ".join(["NULL"] * (count + len(values)))
            await connection.execute(f"PREPARE p{number} AS {sql}")
            plan = await connection.fetchval(f"EXPLAIN (FORMAT JSON) EXECUTE p{number} ({nulls})")
            found = orjson.loads(plan)[0]["Plan"]
            entered, first, second = found["Plans"]
            assert (found["Node Type"], entered["Subplan Name"]) == ("Nested Loop", "CTE entered"), statement
            assert (first["Node Type"], first["CTE Name"]) == ("CTE Scan", "entered"), statement
            assert "entered.is_done" in str(second), statement
            await connection.execute(f"DEALLOCATE p{number}")
    finally:
        await connection.close()


async def test_who_may_not_enter_is_refused_where_there_is_nothing_to_read(single: Database) -> None:
    for claims, expected in ((VISITOR, None), (Claims("northfield", demo.ISSUER, "nobody"), UnknownViewer)):
        for nothing in ("SELECT 1 AS x WHERE false", "SELECT id FROM tenants WHERE id IS NULL"):
            with pytest.raises(expected) if expected else nullcontext():
                async with single.read(claims, is_lone=True) as session:
                    assert await session.fetch(nothing) == []


async def test_who_may_not_enter_is_refused_before_what_they_ask(single: Database) -> None:
    for claims, expected in (
        (VISITOR, BadValue),
        (Claims("northfield", demo.ISSUER, "nobody"), UnknownViewer),
    ):
        for sql, value in (("SELECT $1::int AS x", 2**40), ("SELECT ($1::text)::uuid AS x", "no UUID")):
            with pytest.raises(expected):
                async with single.read(claims, is_lone=True) as session:
                    await session.fetch(sql, value)


@pytest.mark.parametrize("is_lone", [True, False])
async def test_a_name_that_no_row_can_hold_is_nobodys(single: Database, *, is_lone: bool) -> None:
    student = PEOPLE["student"]
    for claims in (
        replace(student, subject=f"{student.subject}\0"),
        replace(student, issuer=f"\0{student.issuer}"),
        replace(student, tenant=f"{student.tenant}\0"),
    ):
        with pytest.raises(UnknownViewer):
            await claims_of(single, claims, is_lone=is_lone)
    assert (await claims_of(single, student, is_lone=is_lone))["user_id"]


@pytest.mark.parametrize("is_lone", [True, False])
async def test_a_role_with_a_nul_is_not_the_role_without_it(single: Database, *, is_lone: bool) -> None:
    async def narrowed(roles: frozenset[str]) -> dict[str, str]:
        return await claims_of(single, replace(PEOPLE["tenant-admin"], roles=roles), is_lone=is_lone)

    none = await narrowed(frozenset())
    assert await narrowed(frozenset({"tenant_admin\0"})) == none
    assert await narrowed(frozenset({"\0"})) == none
    assert await narrowed(frozenset({"tenant_admin"})) != none


async def test_no_claim_outlives_its_read_whoever_comes_next(single: Database) -> None:
    assert {"tenant_id", "user_id", "reach", "places"} <= set(SET_ON_ENTRY)
    alone = {key: await claims_of(single, claims, is_lone=False) for key, claims in PEOPLE.items()}
    assert len({tuple(claims.items()) for claims in alone.values()}) == len(PEOPLE)
    for before, after in product(PEOPLE, repeat=2):
        for lone_before, lone_after in ((True, True), (True, False), (False, True)):
            assert await claims_of(single, PEOPLE[before], is_lone=lone_before) == alone[before]
            assert await claims_of(single, PEOPLE[after], is_lone=lone_after) == alone[after]


async def test_only_wanted_claims_are_worked_out(single: Database) -> None:
    async with single.read(PEOPLE["student"], frozenset({"places"}), is_lone=True) as session:
        wanted = (await session.fetch(CLAIMS))[0]
    async with single.read(PEOPLE["student"], frozenset(), is_lone=True) as session:
        none = (await session.fetch(CLAIMS))[0]
    assert (bool(wanted["places"]), wanted["taken"], none["places"]) == (True, "", "")


async def test_no_transaction_stays_open(single: Database, demo_database: Clone) -> None:
    observer = await asyncpg.connect(demo_database.admin_url)
    try:
        for is_lone, state in ((True, "idle"), (False, "idle in transaction"), (True, "idle")):
            async with single.read(VISITOR, is_lone=is_lone) as session:
                pid = (await session.fetch("SELECT pg_backend_pid() AS pid"))[0]["pid"]
            assert await observer.fetchval("SELECT state FROM pg_stat_activity WHERE pid = $1", pid) == state
    finally:
        await observer.close()


@pytest.mark.parametrize("is_lone", [True, False])
async def test_a_read_is_one_snapshot_and_changes_nothing(single: Database, *, is_lone: bool) -> None:
    async with single.read(VISITOR, is_lone=is_lone) as session:
        found = await session.fetch(
            "SELECT current_setting('transaction_isolation') AS level, current_setting('transaction_read_only') AS only"
        )
    assert tuple(found[0]) == ("repeatable read", "on")


async def test_another_statement_would_be_another_snapshot(single: Database) -> None:
    async with single.read(PEOPLE["student"], is_lone=True) as session:
        first = dict((await session.fetch(CLAIMS))[0])
        with pytest.raises(AnotherStatement):
            await session.fetch(CLAIMS)
        await session.restart()
        snapshots = {
            (await session.fetch("SELECT pg_current_snapshot()::text AS of"))[0]["of"] for _ in range(3)
        }
        assert dict((await session.fetch(CLAIMS))[0]) == first
        await session.restart()
        snapshots.add((await session.fetch("SELECT pg_current_snapshot()::text AS of"))[0]["of"])
        assert len(snapshots) == 1
    assert await claims_of(single, VISITOR, is_lone=True) != first


async def test_who_may_not_enter_is_refused_though_they_ask_for_nothing(single: Database) -> None:
    nobody = Claims("northfield", demo.ISSUER, "nobody\0")
    for claims in (nobody, Claims("00000000-0000-7000-8000-000000000000")):
        with pytest.raises(UnknownViewer):
            await claims_of(single, claims, is_lone=True)
        with pytest.raises(UnknownViewer):
            async with single.read(claims, is_lone=True):
                pass
        with pytest.raises(UnknownViewer):
            async with single.read(claims, is_lone=True) as session:
                await session.restart()
    async with single.read(VISITOR, is_lone=True) as session:
        pass
    assert session.statements == 0


async def test_what_goes_wrong_leaves_the_connection_fit_for_the_next(demo_database: Clone) -> None:
    database = await Database.open(demo_database.gateway_url, pool_size=1, statement_seconds=0.2)

    async def asked(sql: str) -> None:
        async with database.read(PEOPLE["student"], is_lone=True) as session:
            await session.fetch(sql)

    try:
        expected = await claims_of(database, VISITOR, is_lone=False)
        for sql, error in {
            "SELECT nothing_of_the_kind": asyncpg.UndefinedColumnError,
            "SELECT pg_sleep(5)": StatementTimeout,
            "SELECT app.nothing_of_the_kind()": DatabaseUnavailable,
        }.items():
            with pytest.raises(error):
                await asked(sql)
            assert await claims_of(database, VISITOR, is_lone=True) == expected
            assert await claims_of(database, VISITOR, is_lone=False) == expected
        leaving = asyncio.create_task(asked("SELECT pg_sleep(0.15)"))
        await asyncio.sleep(0.05)
        leaving.cancel()
        await asyncio.gather(leaving, return_exceptions=True)
        assert leaving.cancelled()
        assert await claims_of(database, VISITOR, is_lone=True) == expected
    finally:
        await database.close()


async def test_a_cluster_is_told_of_the_claims_before_it_is_asked(own_demo_database: Clone) -> None:
    admin = await asyncpg.connect(own_demo_database.admin_url)
    await admin.execute(f"ALTER DATABASE {own_demo_database.name} SET citus.version = '13.0'")
    await admin.close()
    database = await Database.open(own_demo_database.gateway_url, pool_size=1)
    try:
        async with database.read(VISITOR, is_lone=True) as session:
            assert type(session) is Session
            found = [(await session.fetch(CLAIMS))[0]["reach"] for _ in range(2)]
        assert found == [" visitor ", " visitor "]
    finally:
        await database.close()

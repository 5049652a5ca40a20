"""Secrets (password hashes, OAuth tokens, tokens of resets, invitations and shares) are out of reach by any path.

What is tried is enumerated: every table of the closed schemas, every column whose name or comment says secret, for both
roles that serve, as an administrator of the tenant. It is PostgreSQL that refuses, before any policy is asked.
"""

import re
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import orjson
import pytest

from db.derived.policies import access_of
from db.models import Base
from db.reads.database import Database as Pool
from resolvers.kit.declaring.entity import ENTITIES
from tests.security.proof import Proof
from tests.security.reading import everything, field_of
from tests.security.rows.test_writers import enter
from tests.support import world
from tests.support.graphql import asking, graphql_schema
from tests.support.selections import leaves, table_entities

SECRET = re.compile(
    r"password|secret|oauth|credential|sealed|private_?key|api_?key|(?<!max_)token(_hash)?$|_hash$",
    re.IGNORECASE,
)
SAID = re.compile(r"argon2|sha-256 of the token|oauth tokens?|encrypted|sealed", re.IGNORECASE)
COLUMNS = """
SELECT n.nspname AS schema, c.relname AS table, a.attname AS column,
    coalesce(col_description(c.oid, a.attnum), '') AS comment
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname IN ('public', 'identity', 'gateway') AND c.relkind IN ('r', 'p') AND a.attnum > 0
    AND NOT a.attisdropped ORDER BY 1, 2, 3
"""
KNOWN = {
    ("identity", "accounts", "password_hash"),
    ("identity", "reset_tokens", "token_hash"),
    ("identity", "invitations", "token_hash"),
    ("gateway", "share_tokens", "token_hash"),
    ("gateway", "lms_credentials", "sealed_oauth"),
}
"""The secrets that there are: the enumeration finds at least these."""

PATHS = {
    "all columns": "SELECT * FROM {t}",
    "one column": "SELECT {c} FROM {t}",
    "the whole row": "SELECT r FROM {t} r",
    "the row as JSON": "SELECT row_to_json(r) FROM {t} r",
    "a count": "SELECT count(*) FROM {t}",
    "whether one is there": "SELECT EXISTS (SELECT FROM {t} WHERE {c}::text LIKE 'a%')",
    "a join": "SELECT r.{c} FROM public.users u JOIN {t} r ON true",
    "an order": "SELECT id FROM public.users ORDER BY (SELECT max({c}::text) FROM {t})",
    "a cursor": "DECLARE found CURSOR FOR SELECT {c} FROM {t}",
    "a copy": "COPY {t} ({c}) TO STDOUT",
    "a copy of a query": "COPY (SELECT {c} FROM {t}) TO STDOUT",
    "what an insertion returns": "INSERT INTO {t} DEFAULT VALUES RETURNING *",
    "what an update returns": "UPDATE {t} SET {c} = {c} RETURNING {c}",
    "what a deletion returns": "DELETE FROM {t} RETURNING {c}",
    "a merge": "MERGE INTO {t} r USING public.users u ON r.id = u.id WHEN MATCHED THEN DELETE RETURNING r.{c}",
    "a plan": "EXPLAIN (ANALYZE) SELECT {c} FROM {t}",
    "a block": "DO $$ BEGIN PERFORM {c} FROM {t}; END $$",
    "a copy in a table": "CREATE TEMPORARY TABLE mine AS SELECT {c} FROM {t}",
    "a view": "CREATE VIEW public.mine AS SELECT {c} FROM {t}",
    "a function": "CREATE FUNCTION pg_temp.mine() RETURNS text LANGUAGE sql RETURN (SELECT max({c}::text) FROM {t})",
    "a lock": "LOCK TABLE {t} IN ACCESS SHARE MODE",
    "by its name": "SELECT '{t}'::regclass",
    "as XML": "SELECT table_to_xml('{t}', true, true, '')",
    "its statistics": "SELECT * FROM pg_statistic WHERE starelid = (SELECT oid FROM pg_class WHERE relname = '{n}')",
}
ELSEWHERE = (
    "SET ROLE lyceum_owner",
    "SET SESSION AUTHORIZATION lyceum_owner",
    "SELECT pg_read_file('PG_VERSION')",
    "SELECT pg_ls_dir('.')",
    "SELECT lo_import('/etc/hostname')",
    "COPY public.users TO PROGRAM 'cat'",
    "SELECT * FROM pg_authid",
)
"""Other ways to what a table holds, or to who may read it."""


async def found(proof: Proof) -> set[tuple[str, str, str]]:
    """Every column that is a secret by its name or by what is said of it."""
    rows = await proof.connection.fetch(COLUMNS)
    return {
        (row["schema"], row["table"], row["column"]) for row in rows
        if SECRET.search(row["column"]) or SAID.search(row["comment"])
    }  # fmt: skip


@pytest.fixture(params=["gateway_url", "writer_url"])
async def administrator(
    request: pytest.FixtureRequest, proof: Proof
) -> AsyncIterator["asyncpg.Connection[Any]"]:
    """A transaction of each serving role, entered as an administrator of the tenant."""
    connection = await asyncpg.connect(getattr(proof.database, request.param))
    transaction = connection.transaction()
    await transaction.start()
    await enter(connection, world.person(world.OPEN, "whole tenant_admin"))
    yield connection
    await transaction.rollback()
    await connection.close()


async def test_every_secret_lies_in_a_closed_schema(proof: Proof) -> None:
    columns = await found(proof)
    assert columns >= KNOWN
    assert {(schema, table, name) for schema, table, name in columns if schema == "public"} == set()
    closed = {
        (table.schema, table.name)
        for table in Base.metadata.tables.values()
        if access_of(table).kind == "private"
    }
    assert {(schema, table) for schema, table, _ in columns} <= closed
    assert {schema for schema, _ in closed} == {"identity", "gateway"}


async def test_every_path_to_a_closed_table_is_refused(
    proof: Proof, administrator: "asyncpg.Connection[Any]"
) -> None:
    columns = [row for row in await proof.connection.fetch(COLUMNS) if row["schema"] != "public"]
    secrets = await found(proof)
    # Of a table without a secret, one column stands for all.
    tried: dict[tuple[str, str], list[str]] = {}
    for row in columns:
        key = (row["schema"], row["table"])
        names = tried.setdefault(key, ["id"])
        if (*key, row["column"]) in secrets:
            names.append(row["column"])
    assert len(tried) >= 7
    for (schema, table), names in tried.items():
        for name in names:
            for path, statement in PATHS.items():
                query = statement.format(t=f"{schema}.{table}", c=name, n=table)
                await refused(administrator, query, f"{path} of {schema}.{table}.{name}")


@pytest.mark.parametrize("statement", ELSEWHERE)
async def test_every_way_around_is_refused(administrator: "asyncpg.Connection[Any]", statement: str) -> None:
    await refused(administrator, statement, statement)


async def refused(connection: "asyncpg.Connection[Any]", query: str, what: str) -> None:
    """Asserts that PostgreSQL refuses the statement for want of rights."""
    savepoint = connection.transaction()
    await savepoint.start()
    try:
        await connection.execute(query)
    except asyncpg.InsufficientPrivilegeError:
        await savepoint.rollback()
        return
    raise AssertionError(f"{what} was answered")


async def test_statistics_tell_nothing_of_a_closed_table(administrator: "asyncpg.Connection[Any]") -> None:
    shown = await administrator.fetch(
        "SELECT tablename FROM pg_stats WHERE schemaname IN ('identity', 'gateway')"
    )
    assert shown == []


async def test_the_gateway_may_select_every_column_that_a_type_holds(proof: Proof) -> None:
    for entity in ENTITIES.values():
        if entity.table is None:
            continue
        assert access_of(entity.table).kind != "private", entity.name
        assert entity.table.schema in (None, "public"), entity.name
        for column in entity.selected:
            assert await proof.connection.fetchval(
                "SELECT has_column_privilege('lyceum_gateway', $1::text::regclass, $2, 'SELECT')",
                entity.table.fullname, column,
            ), f"{entity.name}.{column}"  # fmt: skip


def test_no_field_or_argument_is_named_like_a_secret() -> None:
    schema = graphql_schema()
    names = {
        f"{kind}.{name}"
        for kind, made in schema.type_map.items()
        if not kind.startswith("__")
        for name in getattr(made, "fields", {})
    }
    snake = {name: re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.split(".")[1]).lower() for name in names}
    assert sorted(name for name, said in snake.items() if SECRET.search(said)) == []


async def test_no_secret_stands_in_any_answer(proof: Proof, pool: Pool) -> None:
    kept: set[str] = set()
    for schema, table, name in await found(proof):
        rows = await proof.connection.fetch(
            f"SELECT {name}::text FROM {schema}.{table} WHERE {name} IS NOT NULL"
        )
        kept |= {row[0] for row in rows}
    assert len(kept) > 100
    async with asking(pool, world.person(world.OPEN, "whole tenant_admin")) as asker:
        for entity in table_entities().values():
            if entity.plural is not None:
                shown = orjson.dumps(
                    await everything(asker, field_of(entity.plural), leaves(entity.name))
                ).decode()
                assert not [secret for secret in kept if secret in shown], entity.name

"""Every statement that GraphQL runs keeps the rules by which a cluster sends it to one shard."""

import re

import asyncpg
import pytest

from db.models import Base
from tests.conftest import clone
from tests.support.databases import Clones
from tests.support.sql import levels, without_tenant

OWNED = {
    table.name
    for table in Base.metadata.tables.values()
    if "tenant_id" in table.columns or table.name == "tenants"
}


def test_the_lint_finds_what_it_is_for() -> None:
    tables = {"courses", "modules"}
    assert without_tenant("SELECT id FROM courses WHERE tenant_id = $1", tables) == []
    assert without_tenant("SELECT id FROM courses WHERE tenant_id = $10", tables) == ["courses courses"]
    assert without_tenant("SELECT id FROM courses c JOIN modules m ON m.tenant_id = $1", tables) == [
        "courses c"
    ]
    assert without_tenant(
        "SELECT 1 FROM courses c WHERE c.tenant_id = $1 AND EXISTS (SELECT FROM modules m WHERE m.course_id = c.id)",
        tables,
    ) == ["modules m"]
    assert without_tenant(
        "WITH RECURSIVE w AS (SELECT id FROM modules t WHERE t.tenant_id = $1"
        " UNION ALL SELECT t.id FROM w JOIN modules t ON (true))"
        " SELECT * FROM w", tables,
    ) == ["modules t"]  # fmt: skip
    assert (
        without_tenant("SELECT 'FROM courses' AS x FROM modules m WHERE ((m.tenant_id = $1))", tables) == []
    )
    assert len(levels("SELECT (SELECT 1), x FROM (SELECT 2 UNION SELECT 3) y")) == 4


async def test_every_level_that_reads_a_tenants_table_names_the_tenant(statements: list[str]) -> None:
    assert len(statements) > 300
    loose = {sql: found for sql in statements if (found := without_tenant(sql, OWNED))}
    assert loose == {}


async def test_long_pages_are_joined_at_once(statements: list[str]) -> None:
    assert any(" FULL JOIN " in sql for sql in statements)


async def test_the_tenant_is_always_the_first_parameter_and_never_another_row(statements: list[str]) -> None:
    for sql in statements:
        named = {found.rstrip(")") for found in re.findall(r"tenant_id\s*=\s*([\w.$()]+)", sql)}
        assert named <= {"$1"}, sql


@pytest.mark.parametrize(
    "form",
    [
        r"\bSEARCH\b",
        r"\bCYCLE\b",
        r"\bMERGE\b",
        r"\bapp\.tenant_id\(",
        r"current_setting",
        r"\bFOR UPDATE\b",
        ";",
    ],
)
async def test_no_statement_uses_what_a_cluster_refuses(statements: list[str], form: str) -> None:
    assert [sql for sql in statements if re.search(form, sql)] == []


async def test_keys_travel_as_arrays(statements: list[str]) -> None:
    # A text that varied with the number of keys would be prepared anew for each number.
    assert [sql for sql in statements if re.search(r"\bIN \(\$\d", sql)] == []
    assert [sql for sql in statements if re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", sql)] == []


async def test_postgresql_plans_every_statement_for_the_gateway(
    statements: list[str], clones: Clones
) -> None:
    async with clone(clones, clones.template) as database:
        connection = await asyncpg.connect(database.gateway_url)
        try:
            for sql in statements:
                await connection.prepare(sql)
        finally:
            await connection.close()

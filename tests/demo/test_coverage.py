"""Every table, column and word of the model is used somewhere in the demo data, and every table by every tenant.

What is enumerated comes from the database's catalogue, so that a new table or column can't be forgotten.
"""

from collections.abc import AsyncIterator, Mapping

import asyncpg
import pytest

import demo
from tests.support.coverage.causes import demand
from tests.support.databases import Database

EMPTY_COLUMNS: Mapping[str, str] = {}
DEFAULT_COLUMNS: Mapping[str, str] = {
    "public.tenants.is_active": "an inactive tenant is served to nobody, so there would be nothing to see",
}
UNUSED_WORDS: Mapping[str, str] = {}
DRAFT = "draft some in a file of demo/world/ that demo/world/tell.py calls"
FILL = "fill it where demo/world/ drafts the table"


@pytest.fixture
async def catalogue(demo_database: Database) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(demo_database.admin_url)
    yield connection
    await connection.close()


async def test_every_table_has_rows_of_every_tenant(catalogue: asyncpg.Connection) -> None:
    tables = await catalogue.fetch(
        """
        SELECT t.schemaname || '.' || t.tablename AS name, EXISTS (
            SELECT FROM pg_attribute a WHERE a.attname = 'tenant_id'
            AND a.attrelid = format('%I.%I', t.schemaname, t.tablename)::regclass
        ) AS is_owned
        FROM pg_tables t WHERE t.schemaname IN ('public', 'identity', 'gateway') ORDER BY 1
        """
    )
    assert len(tables) > 30
    missing: list[str] = []
    for name, is_owned in tables:
        if not is_owned:
            if not await catalogue.fetchval(f"SELECT EXISTS (SELECT FROM {name})"):
                missing.append(f"table {name} has no rows in the demo: {DRAFT}")
            continue
        found = await catalogue.fetch(
            f"SELECT short_code FROM tenants t WHERE EXISTS (SELECT FROM {name} x WHERE x.tenant_id = t.id)"
        )
        if without := sorted(set(demo.TENANTS) - {row[0] for row in found}):
            missing.append(f"table {name} has no rows of {', '.join(without)} in the demo: {DRAFT}")
    demand(missing)


async def test_every_column_is_filled_and_departs_from_its_default(catalogue: asyncpg.Connection) -> None:
    empty: list[str] = []
    same: list[str] = []
    filled = await tables_with_rows(catalogue)
    for table, column, default in await columns(catalogue):
        name = f"{table}.{column}"
        if table not in filled:
            continue  # the test above tells of the table
        if not await catalogue.fetchval(f'SELECT EXISTS (SELECT FROM {table} WHERE "{column}" IS NOT NULL)'):
            empty.append(name)
        elif default is not None and not await catalogue.fetchval(
            f'SELECT EXISTS (SELECT FROM {table} WHERE "{column}" IS DISTINCT FROM {default})'
        ):
            same.append(name)
    demand(
        [
            *(
                f"column {name} is null in every row of the demo: {FILL}"
                for name in sorted(set(empty) - EMPTY_COLUMNS.keys())
            ),
            *(
                f"column {name} has its default in every row of the demo: {FILL}"
                for name in sorted(set(same) - DEFAULT_COLUMNS.keys())
            ),
        ]
    )
    assert EMPTY_COLUMNS.keys() <= set(empty)
    assert DEFAULT_COLUMNS.keys() <= set(same)


async def test_every_word_of_every_enum_is_used(catalogue: asyncpg.Connection) -> None:
    used: dict[str, set[str]] = {}
    filled = await tables_with_rows(catalogue)
    for table, column, kind in await catalogue.fetch(
        "SELECT format('%I.%I', n.nspname, c.relname), a.attname, t.typname FROM pg_attribute a"
        " JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')"
        " JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname <> 'logs' JOIN pg_type t ON t.oid = a.atttypid"
        " WHERE t.typtype = 'e' AND a.attnum > 0 AND NOT a.attisdropped"
    ):
        if table not in filled:
            continue  # the first test tells of the table
        found = await catalogue.fetch(
            f'SELECT DISTINCT "{column}"::text FROM {table} WHERE "{column}" IS NOT NULL'
        )
        used.setdefault(kind, set()).update(row[0] for row in found)
    words = await catalogue.fetch(
        "SELECT t.typname, e.enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid ORDER BY 1, e.enumsortorder"
    )
    unused = {f"{kind}.{word}" for kind, word in words if kind in used and word not in used[kind]}
    demand([f"no row of the demo says {name}: {FILL}" for name in sorted(unused - UNUSED_WORDS.keys())])
    assert UNUSED_WORDS.keys() <= unused


async def tables_with_rows(catalogue: asyncpg.Connection) -> set[str]:
    """The tables that have a row in the demo."""
    tables = {row[0] for row in await columns(catalogue)}
    return {name for name in tables if await catalogue.fetchval(f"SELECT EXISTS (SELECT FROM {name})")}


async def columns(catalogue: asyncpg.Connection) -> list[asyncpg.Record]:
    """Every column with its table and default, save what the migrations keep for themselves."""
    return await catalogue.fetch(
        "SELECT format('%I.%I', n.nspname, c.relname), a.attname, pg_get_expr(d.adbin, d.adrelid) FROM pg_attribute a"
        " JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')"
        " JOIN pg_namespace n ON n.oid = c.relnamespace"
        " LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
        " WHERE n.nspname IN ('public', 'identity', 'gateway') AND c.relname <> 'alembic_version'"
        " AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 1, a.attnum"
    )

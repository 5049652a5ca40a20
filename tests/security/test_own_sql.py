"""No SQL of `resolvers/` reads a masked column in clear.

PostgreSQL itself says which columns a text reads: it notes them for a view. Before it is asked, every mask in the text
is taken out, just as `db/derived/masks.py` writes it, so that what remains are columns that are read in clear.
"""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from db.derived import masks
from db.models import Base
from db.statements.declared import as_seen, declared
from db.statements.selection import type_name
from resolvers.kit.declaring.own_sql import OWN_SQL
from resolvers.schema import build_schema
from tests.support.databases import Database
from tests.support.own_sql import ROOT, declared_queries, undeclared

build_schema()  # declares all relations and statements

MASKED = {
    (table.name, column.name): column
    for table in Base.metadata.tables.values()
    for column in table.columns
    if column.info.get("mask") is not None
}
COLUMNS = """
SELECT t.relname, a.attname FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid
JOIN pg_class t ON t.oid = d.refobjid
JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
    AND r.ev_class = 'own_sql'::regclass AND t.relname <> 'own_sql'
"""
FUNCTIONS = """
SELECT n.nspname || '.' || p.proname FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid
JOIN pg_proc p ON p.oid = d.refobjid JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_proc'::regclass
    AND r.ev_class = 'own_sql'::regclass AND n.nspname <> 'pg_catalog'
"""
CLAIMS = {"app.user_id", "app.client_id", "app.reaches"}
"""Functions that read the viewer's claims and no table."""
PROVED = {"app.check_certificate", "app.client"}
"""Functions that read tables with their owner's rights. `rows/test_certificates.py` and `test_viewer.py` of
`tests/app/execution` prove what they tell.
"""


class Reader:
    """Asks PostgreSQL what a query reads."""

    def __init__(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        self._connection = connection

    async def clear(self, query: str) -> set[tuple[str, str]]:
        """The columns that the query reads in clear. Fails where that can't be told."""
        text = declared(unmasked(query)).sql
        transaction = self._connection.transaction()
        await transaction.start()
        try:
            # No parameters stand in a view: what they hold makes no difference to what is read.
            text = re.sub(r"\$\d+", "NULL", text)
            await self._connection.execute(f"CREATE VIEW own_sql AS SELECT count(*) FROM ({text}) q")
            found = {(table, column) for table, column in await self._connection.fetch(COLUMNS)}
            functions = {name for (name,) in await self._connection.fetch(FUNCTIONS)}
            (view,) = await self._connection.fetchrow("SELECT pg_get_viewdef('own_sql'::regclass)") or ("",)
        finally:
            await transaction.rollback()
        # PostgreSQL notes no columns of a row that is read whole, nor what a function reads.
        assert not re.search(r"\.\*|\w+ AS \(\w+\.\*\)", view), f"reads a whole row: {query}"
        assert functions <= CLAIMS | PROVED, f"calls {functions - CLAIMS - PROVED}: {query}"
        return found


def unmasked(query: str) -> str:
    """The query with a null for each masked value that it reads through the column's mask."""
    for column in MASKED.values():
        written = masks.seen(column, "t.").replace("{", "{{").replace("}", "}}")
        query = query.replace(written, f"NULL::{type_name(column)}")
    return query


@pytest.fixture
async def reader(module_database: Database) -> AsyncIterator[Reader]:
    connection = await asyncpg.connect(module_database.admin_url)
    try:
        yield Reader(connection)
    finally:
        await connection.close()


async def test_no_declared_sql_reads_a_masked_column_in_clear(reader: Reader) -> None:
    found = {place: await reader.clear(query) & set(MASKED) for place, query in declared_queries().items()}
    assert len(found) > 100
    assert {place: columns for place, columns in found.items() if columns} == {}


async def test_all_that_the_next_step_reads(reader: Reader) -> None:
    assert await reader.clear(declared_queries()["Enrollment.next_step"]) == {
        *(("enrollments", name) for name in ("id", "user_id", "offering_id", "tenant_id")),
        *(("course_offerings", name) for name in ("id", "course_id", "tenant_id")),
        *(
            ("modules", name)
            for name in ("id", "course_id", "parent_id", "sequence_index", "audience", "tenant_id")
        ),
        *(("content_items", name) for name in ("id", "module_id", "sequence_index", "audience", "tenant_id")),
        *(
            (table, name)
            for table in ("modules", "content_items")
            for name in ("visible_from", "visible_until")
        ),
        *(
            ("content_progress", name)
            for name in (
                "user_id",
                "offering_id",
                "content_item_id",
                "first_started_at",
                "completed_at",
                "tenant_id",
            )
        ),
    }


async def test_all_that_the_viewer_reads(reader: Reader) -> None:
    (query,) = [text for text in OWN_SQL if "AS user_uuid" in text]
    assert await reader.clear(query) == set()


async def test_all_that_the_look_up_of_a_certificate_reads(reader: Reader) -> None:
    (query,) = [text for text in OWN_SQL if "app.check_certificate" in text]
    assert (
        query == "SELECT c.code, c.is_valid, c.holder, c.course FROM app.check_certificate({tenant}, {v0}) c"
    )
    assert await reader.clear(query) == set()


@pytest.mark.parametrize(("table", "column"), sorted(MASKED))
async def test_each_masked_column_is_found_in_clear_and_not_as_seen(
    reader: Reader, table: str, column: str
) -> None:
    read = f"(SELECT x.{column} AS value FROM {table} x)"
    for query in (
        f"SELECT x.{column} FROM {table} x",
        f"SELECT 1 FROM {table} x WHERE x.{column} IS NOT NULL",
        f"SELECT (SELECT count(*) FROM {table} x ORDER BY max(x.{column}::text))",
        f"WITH x AS MATERIALIZED {read} SELECT count(*) AS n FROM x GROUP BY x.value::text",
    ):
        assert (table, column) in await reader.clear(query)
    seen = as_seen(f"SELECT x.{column} FROM {{{table}}} x", **{table: (column,)})
    assert await reader.clear(seen) & set(MASKED) == set()


async def test_a_row_read_whole_can_not_be_told(reader: Reader) -> None:
    with pytest.raises(AssertionError, match="reads a whole row"):
        await reader.clear("SELECT to_json(u) FROM users u")


async def test_a_function_can_not_be_told(reader: Reader) -> None:
    with pytest.raises(AssertionError, match=r"calls {'app\.learner_payload'}"):
        await reader.clear("SELECT app.learner_payload('{{}}'::jsonb, true)")


def test_no_sql_in_the_schema_is_undeclared() -> None:
    found = [
        line
        for path in sorted((ROOT / "resolvers").rglob("*.py"))
        for line in undeclared(path.relative_to(ROOT), path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        'SQL = "SELECT u.email FROM users u"',
        'SQL = "select email from users"',
        'SQL = f"SELECT {name} FROM users"',
        'SQL = "WITH x AS (SELECT 1) SELECT * FROM x"',
        'WHERE = "EXISTS (SELECT FROM users)"',
        'SQL = "TABLE users"',
        "rows = await info.context.session.fetch(text)",
        "row = await connection.fetchrow(text)",
        'STATEMENT = Statement("", ())',
        'STATEMENT = parameters.Statement("", ())',
        "STATEMENT = declared(text)",
    ],
)
def test_sql_that_is_not_declared_is_found(code: str) -> None:
    (found,) = set(undeclared(Path("resolvers/people/types.py"), code))
    assert found.startswith("resolvers/people/types.py:1: ")


@pytest.mark.parametrize(
    "code",
    [
        'READ = own_sql("SELECT u.email FROM {users} u", users=("email",))',
        'description = "Select one of those from the list."',
        '"""SELECT in a docstring."""',
    ],
)
def test_what_is_no_undeclared_sql(code: str) -> None:
    assert list(undeclared(Path("resolvers/people/types.py"), code)) == []

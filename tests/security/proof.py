"""What the access matrix says of every viewer, worked out once over a test database by a superuser."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg

from db.models import Base
from tests.security.matrix import MASKED, READS, VIEWS, WRITES
from tests.support.coverage.missing import MATRIX, domain_of
from tests.support.selections import table_entities
from tests.support.viewers import Viewer

TENANT_TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'proof')
  AND (c.relname = 'tenants' OR EXISTS (
    SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped))
ORDER BY c.relname
"""


@dataclass(slots=True)
class Proof:
    """Which rows each viewer reads, by table and the viewer's key, and the ids of all rows of all tenants by table."""

    database: Any
    connection: "asyncpg.Connection[Any]"
    tables: list[str]
    reads: dict[str, dict[str, set[str]]]
    everything: dict[str, list[str]]

    def allowed(self, table: str, viewer: Viewer) -> set[str]:
        """The ids that the matrix grants."""
        return self.reads[table].get(viewer.key, set())

    async def shown(self, table: str, column: str, viewer: Viewer) -> dict[str, str]:
        """The values of a masked column that the viewer sees, as text, by the row's id."""
        rows = await self.connection.fetch(
            f"SELECT r.id::text, r.{column}::text AS value FROM proof.who v"
            f" JOIN {table} r ON r.{tenant_key(table)} = v.tenant_id"
            f" WHERE v.key = $1 AND ({READS[table]}) AND ({MASKED[table, column]}) AND r.{column} IS NOT NULL",
            viewer.key,
        )
        return {row["id"]: row["value"] for row in rows}


def tenant_key(table: str) -> str:
    """The column that says whose a row is."""
    return "id" if table == "tenants" else "tenant_id"


async def work_out(database: Any, viewers: Sequence[Viewer]) -> Proof:
    """Lays the viewers and what the matrix needs into the database, and works the matrix out."""
    connection = await asyncpg.connect(database.admin_url)
    await _lay(connection, viewers)
    tables = [row[0] for row in await connection.fetch(TENANT_TABLES)]
    reads: dict[str, dict[str, set[str]]] = {}
    everything: dict[str, list[str]] = {}
    for table in [name for name in tables if name in READS]:
        rows = await connection.fetch(
            f"SELECT v.key, array_agg(r.id::text) AS ids FROM proof.who v"
            f" JOIN {table} r ON r.{tenant_key(table)} = v.tenant_id WHERE {READS[table]} GROUP BY v.key"
        )
        reads[table] = {row["key"]: set(row["ids"]) for row in rows}
        everything[table] = [
            row[0] for row in await connection.fetch(f"SELECT id::text FROM {table} ORDER BY id")
        ]
    for table in table_entities().keys() - READS.keys():
        everything[table] = [
            row[0] for row in await connection.fetch(f"SELECT id::text FROM {table} ORDER BY id")
        ]
    return Proof(database, connection, tables, reads, everything)


async def _lay(connection: "asyncpg.Connection[Any]", viewers: Sequence[Viewer]) -> None:
    """Makes the schema `proof`: the viewers, and what the matrix asks of them."""
    await connection.execute(
        "CREATE SCHEMA proof; CREATE TABLE proof.viewer"
        " (key text, tenant_id uuid, user_id uuid, kind text, scopes text[], narrowed text[])"
    )
    for viewer in viewers:
        await connection.execute(
            "INSERT INTO proof.viewer SELECT $1, id, $2, $3, $4, $5 FROM tenants WHERE short_code = $6",
            viewer.key, viewer.user_id, viewer.kind, sorted(viewer.scopes),
            None if viewer.narrowed is None else sorted(viewer.narrowed), viewer.tenant,
        )  # fmt: skip
    await connection.execute(VIEWS)
    await connection.execute("SET statement_timeout = '60s'; SET jit = off")
    for view in re.findall(r"CREATE VIEW proof\.(\w+)", VIEWS):
        # The matrix reads each view for every row: what it says is laid down once.
        await connection.execute(
            f"ALTER VIEW proof.{view} RENAME TO {view}_view;"
            f"CREATE TABLE proof.{view} AS TABLE proof.{view}_view; ANALYZE proof.{view}"
        )


async def misread(database: Any) -> list[str]:
    """The conditions of the matrix that PostgreSQL can't read, a line each; the database is empty."""
    connection = await asyncpg.connect(database.admin_url)
    try:
        await _lay(connection, [])
        found: list[str] = []
        stated = [("READS", table, table, said) for table, said in READS.items()]
        stated += [("WRITES", table, table, said) for table, said in WRITES.items()]
        stated += [("MASKED", f"{table}.{column}", table, said) for (table, column), said in MASKED.items()]
        for name, what, table, said in stated:
            domain = domain_of(table)
            source = next(made.fullname for made in Base.metadata.tables.values() if made.name == table)
            try:
                await connection.execute(f"EXPLAIN SELECT FROM proof.who v, {source} r WHERE {said}")
            except asyncpg.PostgresError as error:
                found.append(f"{name} of {what} in {MATRIX}/{domain}.py is not SQL over `v` and `r`: {error}")
        return found
    finally:
        await connection.close()

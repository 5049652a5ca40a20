"""Rows of any table, by the external ids that an import gave them."""

from collections.abc import AsyncIterator, Collection, Mapping
from uuid import UUID

from sqlalchemy import Table

from db.connection import DatabaseConnection
from db.models.base import TENANT
from db.models.names import quoted
from db.writes.tenant_table import TenantTable

PAGE = 5_000


async def ids_by_external(
    connection: DatabaseConnection, table: Table, tenant_id: UUID, keys: Collection[str]
) -> dict[str, UUID]:
    """Return the ids of the live rows with these external ids."""
    live = " AND deleted_at IS NULL" if "deleted_at" in table.columns else ""
    rows = await connection.fetch(
        f"SELECT external_id, id FROM {table.fullname}\n"
        f"WHERE {TENANT} = $1 AND external_id = ANY ($2::text[]){live}",
        tenant_id,
        list(keys),
    )
    return {row["external_id"]: row["id"] for row in rows}


async def delete_by_external(
    connection: DatabaseConnection, table: Table, tenant_id: UUID, keys: Collection[str]
) -> list[str]:
    """Soft-delete the rows with these external ids (delete, in a table without `deleted_at`); return those found."""
    soft = "deleted_at" in table.columns
    act = f"UPDATE {table.fullname} SET deleted_at = now()" if soft else f"DELETE FROM {table.fullname}"
    live = " AND deleted_at IS NULL" if soft else ""
    gone = await connection.fetch(
        f"{act}\nWHERE {TENANT} = $1 AND external_id = ANY ($2::text[]){live}\nRETURNING external_id",
        tenant_id,
        list(keys),
    )
    return sorted(row["external_id"] for row in gone)


async def release(
    connection: DatabaseConnection,
    table: Table,
    tenant_id: UUID,
    column: str,
    values: Mapping[str, str | None],
) -> None:
    """Set `column` to null in rows that are to get another value, so that other rows can be given the present one.

    values: the value that each row is to get, by external id.
    """
    await connection.execute(
        f"UPDATE {table.fullname} t SET {quoted(column)} = NULL\n"
        f"FROM unnest($2::text[], $3::text[]) AS r (external_id, value)\n"
        f"WHERE t.{TENANT} = $1 AND t.external_id = r.external_id AND t.{quoted(column)} IS NOT NULL\n"
        f"  AND lower(t.{quoted(column)}) IS DISTINCT FROM lower(r.value)",
        tenant_id,
        list(values),
        list(values.values()),
    )


async def holders(
    connection: DatabaseConnection, table: Table, tenant_id: UUID, column: str, values: Collection[str]
) -> dict[str, str | None]:
    """Return the external ids of the live rows that have these values in `column` (in lower case), by value."""
    rows = await connection.fetch(
        f"SELECT lower({quoted(column)}) AS value, external_id FROM {table.fullname}\n"
        f"WHERE {TENANT} = $1 AND lower({quoted(column)}) = ANY ($2::text[]) AND deleted_at IS NULL",
        tenant_id,
        list(values),
    )
    return {row["value"]: row["external_id"] for row in rows}


async def forget_of(
    rows: TenantTable,
    column: str,
    owners: Collection[UUID],
    prefix: str,
    kept: Collection[str],
) -> list[str]:
    """Delete (softly, if the table has `deleted_at`) imported rows whose `column` is in `owners`, except `kept`.

    kept: external ids. Return the external ids of the rows that were deleted.
    """
    name, soft = rows.table.fullname, "deleted_at" in rows.table.columns
    act = f"UPDATE {name} SET deleted_at = now()" if soft else f"DELETE FROM {name}"
    live = " AND deleted_at IS NULL" if soft else ""
    gone = await rows.connection.fetch(
        f"{act}\nWHERE {TENANT} = $1 AND {quoted(column)} = ANY ($2::uuid[]) AND starts_with(external_id, $3)\n"
        f"  AND external_id <> ALL ($4::text[]){live}\nRETURNING external_id",
        rows.tenant_id,
        list(owners),
        prefix,
        list(kept),
    )
    return sorted(row["external_id"] for row in gone)


async def imported(
    connection: DatabaseConnection, table: Table, tenant_id: UUID, prefix: str
) -> AsyncIterator[list[str]]:
    """Yield the external ids of all live rows with the prefix, a page at a time."""
    live = " AND deleted_at IS NULL" if "deleted_at" in table.columns else ""
    last = prefix
    while True:
        rows = await connection.fetch(
            f"SELECT external_id FROM {table.fullname}\n"
            f'WHERE {TENANT} = $1 AND starts_with(external_id, $2) AND external_id COLLATE "C" > $3{live}\n'
            f'ORDER BY external_id COLLATE "C" LIMIT {PAGE}',
            tenant_id,
            prefix,
            last,
        )
        if not rows:
            return
        last = rows[-1]["external_id"]
        yield [row["external_id"] for row in rows]

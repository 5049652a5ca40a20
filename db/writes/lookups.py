"""What an import must know about a tenant before it writes."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import Table

from db.connection import DatabaseConnection
from db.models.base import TENANT
from db.writes.tenant_table import TenantTable


async def foreign_codes(
    connection: DatabaseConnection, tenant_id: UUID, owners: Mapping[str, str]
) -> list[str]:
    """Return those of the codes that belong to a course with another external id than `owners` has for the code."""
    rows = await connection.fetch(
        "SELECT c.code FROM courses c JOIN unnest($2::text[], $3::text[]) AS o (code, external_id) ON c.code = o.code\n"
        "WHERE c.tenant_id = $1 AND c.deleted_at IS NULL AND c.external_id IS DISTINCT FROM o.external_id\n"
        "ORDER BY c.code",
        tenant_id,
        list(owners),
        list(owners.values()),
    )
    return [row["code"] for row in rows]


async def titles(
    connection: DatabaseConnection, table: Table, tenant_id: UUID, external_ids: Collection[str]
) -> dict[str, str]:
    """Return the titles of the live rows with these external ids."""
    rows = await connection.fetch(
        f"SELECT external_id, title FROM {table.fullname}\n"
        f"WHERE {TENANT} = $1 AND external_id = ANY ($2::text[]) AND deleted_at IS NULL",
        tenant_id,
        list(external_ids),
    )
    return {row["external_id"]: row["title"] for row in rows}


async def reserved_ids(rows: TenantTable, external_ids: Collection[str]) -> dict[str, UUID]:
    """Return the ids of rows that are about to be written: those that they have, or new ones.

    Texts can then link to rows that are written after them.
    """
    found = await rows.connection.fetch(
        "SELECT k.external_id, coalesce(t.id, uuidv7()) AS id FROM unnest($2::text[]) AS k (external_id)\n"
        f"LEFT JOIN {rows.table.fullname} t ON t.{TENANT} = $1 AND t.external_id = k.external_id",
        rows.tenant_id,
        list(external_ids),
    )
    return {row["external_id"]: row["id"] for row in found}

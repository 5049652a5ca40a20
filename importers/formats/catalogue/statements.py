"""The SQL of a catalogue's import: what it looks up in a tenant, and how it deletes requirements."""

from collections.abc import Collection, Sequence
from uuid import UUID

from db.connection import DatabaseConnection
from db.models.base import TENANT
from db.models.names import quoted
from db.writes.tenant_table import TenantTable


async def departments_by_code(
    connection: DatabaseConnection, tenant_id: UUID, codes: Sequence[str], prefix: str
) -> dict[str, UUID]:
    """Return the tenant's departments with these codes, except those that an import with the prefix made."""
    rows = await connection.fetch(
        "SELECT code, id FROM organizations WHERE tenant_id = $1 AND kind = 'department' AND deleted_at IS NULL\n"
        "  AND code = ANY ($2::text[]) AND NOT coalesce(starts_with(external_id, $3), false) ORDER BY id DESC",
        tenant_id,
        codes,
        prefix,
    )
    return {row["code"]: row["id"] for row in rows}


async def only_university(connection: DatabaseConnection, tenant_id: UUID) -> UUID | None:
    """Return the tenant's university if there is exactly one; else null."""
    rows = await connection.fetch(
        "SELECT id FROM organizations WHERE tenant_id = $1 AND kind = 'university' AND deleted_at IS NULL LIMIT 2",
        tenant_id,
    )
    return rows[0]["id"] if len(rows) == 1 else None


async def subjects_by_code(connection: DatabaseConnection, codes: Sequence[str]) -> dict[str, UUID]:
    """Return the subjects with these codes."""
    rows = await connection.fetch("SELECT code, id FROM subjects WHERE code = ANY ($1::text[])", codes)
    return {row["code"]: row["id"] for row in rows}


async def forget_pairs(
    rows: TenantTable,
    pair: Sequence[str],
    owners: Collection[UUID],
    kept: Collection[tuple[UUID, UUID]],
) -> list[tuple[UUID, UUID]]:
    """From a table of pairs, delete the rows whose first column is in `owners`, except `kept`; return the pairs."""
    first, second = map(quoted, pair)
    statement = (
        f"DELETE FROM {rows.table.fullname}\n"
        f"WHERE {TENANT} = $1 AND {first} = ANY ($2::uuid[])\n"
        f"  AND {first}::text || {second}::text <> ALL ($3::text[])\n"
        f"RETURNING {first} AS owner, {second} AS other"
    )
    spared = [f"{one}{two}" for one, two in kept]
    gone = await rows.connection.fetch(statement, rows.tenant_id, list(owners), spared)
    return [(row["owner"], row["other"]) for row in gone]


async def names_of(rows: TenantTable, column: str, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return what the rows with these ids have in `column`, a text."""
    found = await rows.connection.fetch(
        f"SELECT id, {quoted(column)} AS name FROM {rows.table.fullname} WHERE {TENANT} = $1 AND id = ANY ($2::uuid[])",
        rows.tenant_id,
        list(ids),
    )
    return {row["id"]: row["name"] for row in found}

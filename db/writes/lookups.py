"""What an import must know of a tenant before it writes."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from db.writes.upsert import Connection


async def foreign_codes(connection: Connection, tenant_id: UUID, owners: Mapping[str, str]) -> list[str]:
    """Return which of the codes belong to courses with another external id than `owners` says."""
    rows = await connection.fetch(
        "SELECT c.code FROM courses c JOIN unnest($2::text[], $3::text[]) AS o (code, external_id) ON c.code = o.code\n"
        "WHERE c.tenant_id = $1 AND c.deleted_at IS NULL AND c.external_id IS DISTINCT FROM o.external_id\n"
        "ORDER BY c.code",
        tenant_id,
        list(owners),
        list(owners.values()),
    )
    return [row["code"] for row in rows]


async def departments_by_code(
    connection: Connection, tenant_id: UUID, codes: Sequence[str], prefix: str
) -> dict[str, UUID]:
    """Return the tenant's departments with these codes, save those that an import with the prefix made."""
    rows = await connection.fetch(
        "SELECT code, id FROM organizations WHERE tenant_id = $1 AND kind = 'department' AND deleted_at IS NULL\n"
        "  AND code = ANY ($2::text[]) AND NOT coalesce(starts_with(external_id, $3), false) ORDER BY id DESC",
        tenant_id,
        codes,
        prefix,
    )
    return {row["code"]: row["id"] for row in rows}


async def only_university(connection: Connection, tenant_id: UUID) -> UUID | None:
    """Return the tenant's university where it has exactly one."""
    rows = await connection.fetch(
        "SELECT id FROM organizations WHERE tenant_id = $1 AND kind = 'university' AND deleted_at IS NULL LIMIT 2",
        tenant_id,
    )
    return rows[0]["id"] if len(rows) == 1 else None


async def subjects_by_code(connection: Connection, codes: Sequence[str]) -> dict[str, UUID]:
    """Return the subjects with these codes."""
    rows = await connection.fetch("SELECT code, id FROM subjects WHERE code = ANY ($1::text[])", codes)
    return {row["code"]: row["id"] for row in rows}


async def title_of(connection: Connection, tenant_id: UUID, external_id: str) -> str | None:
    """Return the title of the live course with this external id."""
    return await connection.fetchval(
        "SELECT title FROM courses WHERE tenant_id = $1 AND external_id = $2 AND deleted_at IS NULL",
        tenant_id,
        external_id,
    )

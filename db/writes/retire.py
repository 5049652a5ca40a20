"""Finding and soft-deleting imported rows that their source no longer holds."""

from collections.abc import Collection
from uuid import UUID

from db.models.base import TENANT
from db.writes.tenant_table import TenantTable


async def retire(rows: TenantTable, course_id: UUID, prefix: str, kept: Collection[str]) -> list[str]:
    """Soft-delete the imported rows of a course that are not in `kept`; return their external ids.

    Only rows whose external id begins with `prefix` come from the import. People made the others, which stay.
    """
    statement = (
        f"UPDATE {rows.table.fullname} SET deleted_at = now()\n"
        f"WHERE {TENANT} = $1 AND course_id = $2 AND deleted_at IS NULL\n"
        "  AND starts_with(external_id, $3) AND external_id <> ALL ($4::text[])\n"
        "RETURNING external_id"
    )
    gone = await rows.connection.fetch(statement, rows.tenant_id, course_id, prefix, list(kept))
    return [row["external_id"] for row in gone]


async def absent(rows: TenantTable, prefix: str, read: int) -> int:
    """Return how many live rows with the prefix there are in addition to the `read` ones that the source holds."""
    statement = (
        f"SELECT count(*) FROM {rows.table.fullname}\n"
        f"WHERE {TENANT} = $1 AND deleted_at IS NULL AND starts_with(external_id, $2)"
    )
    return max(0, int(await rows.connection.fetchval(statement, rows.tenant_id, prefix)) - read)

"""Taking rows out of use that their source no longer holds."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Table

from db.models.base import TENANT
from db.writes.upsert import Connection


async def retire(
    connection: Connection, table: Table, tenant_id: UUID, course_id: UUID, prefix: str, kept: Collection[str]
) -> list[str]:
    """Soft-delete the imported rows of a course that are not in `kept`; return their external ids.

    Only rows whose external id begins with `prefix` come from the import; the others are people's own.
    """
    statement = (
        f"UPDATE {table.fullname} SET deleted_at = now()\n"
        f"WHERE {TENANT} = $1 AND course_id = $2 AND deleted_at IS NULL\n"
        "  AND starts_with(external_id, $3) AND external_id <> ALL ($4::text[])\n"
        "RETURNING external_id"
    )
    rows = await connection.fetch(statement, tenant_id, course_id, prefix, list(kept))
    return [row["external_id"] for row in rows]


async def absent(connection: Connection, table: Table, tenant_id: UUID, prefix: str, read: int) -> int:
    """Return how many live rows with the prefix there are beyond the `read` that the source holds."""
    statement = (
        f"SELECT count(*) FROM {table.fullname}\n"
        f"WHERE {TENANT} = $1 AND deleted_at IS NULL AND starts_with(external_id, $2)"
    )
    return max(0, int(await connection.fetchval(statement, tenant_id, prefix)) - read)

"""What an import must know about the tenant and its organisations."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from db.connection import DatabaseConnection


async def home(connection: DatabaseConnection, tenant_id: UUID) -> tuple[str, Any]:
    """Return the tenant's time zone, and the date there."""
    row = await connection.fetchrow(
        "SELECT time_zone, (now() AT TIME ZONE time_zone)::date AS today FROM tenants WHERE id = $1",
        tenant_id,
    )
    assert row is not None
    return row["time_zone"], row["today"]


async def organization_kinds(
    connection: DatabaseConnection, tenant_id: UUID, ids: Collection[UUID]
) -> dict[UUID, str]:
    """Return the kind of each of the organisations."""
    rows = await connection.fetch(
        "SELECT id, kind::text FROM organizations WHERE tenant_id = $1 AND id = ANY ($2::uuid[])",
        tenant_id,
        list(ids),
    )
    return {row["id"]: row["kind"] for row in rows}

"""The SQL of a package's import: parts of a course that the package no longer has, and links that move to others."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import Table

from db.models.base import TENANT
from db.writes.upsert import Connection


async def forget_others(
    connection: Connection,
    table: Table,
    tenant_id: UUID,
    whole: str,
    whole_id: UUID,
    name: str,
    kept: Collection[str],
) -> int:
    """Delete the parts of a whole (the rows whose column `whole` is `whole_id`) but those that `name` calls `kept`.

    Returns how many.
    """
    statement = (
        f"DELETE FROM {table.fullname}\nWHERE {TENANT} = $1 AND {whole} = $2 AND {name} <> ALL ($3::text[])"
    )
    answer = await connection.execute(statement, tenant_id, whole_id, list(kept))
    return int(answer.rsplit(" ", 1)[-1])


async def unlink_others(
    connection: Connection,
    table: Table,
    tenant_id: UUID,
    whole: str,
    whole_id: UUID,
    link: tuple[str, str],
    kept: Mapping[str, UUID],
) -> None:
    """Clear the links of the parts of a whole that are not `kept`, so that they can be given to other parts.

    link: the column that names a part, and the one that links it. kept: the linked id by name.
    """
    name, target = link
    statement = (
        f"UPDATE {table.fullname} SET {target} = NULL\n"
        f"WHERE {TENANT} = $1 AND {whole} = $2 AND {target} IS NOT NULL\n"
        f"  AND {target}::text || {name} <> ALL ($3::text[])"
    )
    await connection.execute(statement, tenant_id, whole_id, [f"{found}{key}" for key, found in kept.items()])

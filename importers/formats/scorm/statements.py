"""The SQL of a package's import: it deletes parts that the package no longer has, and clears links that move."""

from collections.abc import Collection, Mapping
from uuid import UUID

from db.models.base import TENANT
from db.models.names import quoted
from db.writes.tenant_table import TenantTable, Whole


async def forget_others(rows: TenantTable, whole: Whole, name: str, kept: Collection[str]) -> list[str]:
    """Delete the parts of a whole, except those whose column `name` is in `kept`; return what they had in it."""
    statement = (
        f"DELETE FROM {rows.table.fullname}\n"
        f"WHERE {TENANT} = $1 AND {quoted(whole.column)} = $2 AND {quoted(name)} <> ALL ($3::text[])\n"
        f"RETURNING {quoted(name)} AS name"
    )
    gone = await rows.connection.fetch(statement, rows.tenant_id, whole.id, list(kept))
    return [row["name"] for row in gone]


async def unlink_others(
    rows: TenantTable, whole: Whole, link: tuple[str, str], kept: Mapping[str, UUID]
) -> None:
    """Clear the links of a whole's parts that are not in `kept`, so that other parts can be given them.

    link: the column with a part's name, and the column with its link. kept: the linked id, by the part's name.
    """
    name, target = map(quoted, link)
    statement = (
        f"UPDATE {rows.table.fullname} SET {target} = NULL\n"
        f"WHERE {TENANT} = $1 AND {quoted(whole.column)} = $2 AND {target} IS NOT NULL\n"
        f"  AND {target}::text || {name} <> ALL ($3::text[])"
    )
    spared = [f"{found}{key}" for key, found in kept.items()]
    await rows.connection.execute(statement, rows.tenant_id, whole.id, spared)

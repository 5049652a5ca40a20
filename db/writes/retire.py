"""Taking rows out of use that their source no longer holds."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import Table

from db.models.base import TENANT
from db.writes.tenant_table import TenantTable, Whole


async def retire(rows: TenantTable, course_id: UUID, prefix: str, kept: Collection[str]) -> list[str]:
    """Soft-delete the imported rows of a course that are not in `kept`; return their external ids.

    Only rows whose external id begins with `prefix` come from the import; the others are people's own.
    """
    statement = (
        f"UPDATE {rows.table.fullname} SET deleted_at = now()\n"
        f"WHERE {TENANT} = $1 AND course_id = $2 AND deleted_at IS NULL\n"
        "  AND starts_with(external_id, $3) AND external_id <> ALL ($4::text[])\n"
        "RETURNING external_id"
    )
    gone = await rows.connection.fetch(statement, rows.tenant_id, course_id, prefix, list(kept))
    return [row["external_id"] for row in gone]


async def retire_parts(
    rows: TenantTable,
    wholes: Collection[UUID],
    prefix: str,
    kept: Collection[str],
    above: Table | None = None,
) -> int:
    """Soft-delete the imported questions of some assessments that are not in `kept`, or options of their questions.

    wholes: the assessments. above: the table of the questions, where the rows are their options. Returns how many.
    """
    part_of = "p.assessment_id = ANY ($2::uuid[])"
    if above is not None:
        part_of = (
            f"EXISTS (SELECT FROM {above.fullname} a WHERE a.{TENANT} = $1 AND a.id = p.question_id\n"
            "  AND a.assessment_id = ANY ($2::uuid[]))"
        )
    statement = (
        f"UPDATE {rows.table.fullname} p SET deleted_at = now()\n"
        f"WHERE p.{TENANT} = $1 AND {part_of} AND p.deleted_at IS NULL\n"
        "  AND starts_with(p.external_id, $3) AND p.external_id <> ALL ($4::text[])"
    )
    answer = await rows.connection.execute(statement, rows.tenant_id, list(wholes), prefix, list(kept))
    return int(answer.rsplit(" ", 1)[-1])


async def absent(rows: TenantTable, prefix: str, read: int) -> int:
    """Return how many live rows with the prefix there are beyond the `read` that the source holds."""
    statement = (
        f"SELECT count(*) FROM {rows.table.fullname}\n"
        f"WHERE {TENANT} = $1 AND deleted_at IS NULL AND starts_with(external_id, $2)"
    )
    return max(0, int(await rows.connection.fetchval(statement, rows.tenant_id, prefix)) - read)


async def forget_pairs(
    rows: TenantTable,
    pair: Sequence[str],
    owners: Collection[UUID],
    kept: Collection[tuple[UUID, UUID]],
) -> int:
    """Delete the rows of a table of pairs whose first column is in `owners`, save `kept`; return how many."""
    first, second = pair
    statement = (
        f"DELETE FROM {rows.table.fullname}\n"
        f"WHERE {TENANT} = $1 AND {first} = ANY ($2::uuid[])\n"
        f"  AND {first}::text || {second}::text <> ALL ($3::text[])"
    )
    spared = [f"{one}{two}" for one, two in kept]
    answer = await rows.connection.execute(statement, rows.tenant_id, list(owners), spared)
    return int(answer.rsplit(" ", 1)[-1])


async def forget_others(rows: TenantTable, whole: Whole, name: str, kept: Collection[str]) -> int:
    """Delete the parts of a whole but those that the column `name` calls `kept`; return how many."""
    statement = (
        f"DELETE FROM {rows.table.fullname}\n"
        f"WHERE {TENANT} = $1 AND {whole.column} = $2 AND {name} <> ALL ($3::text[])"
    )
    answer = await rows.connection.execute(statement, rows.tenant_id, whole.id, list(kept))
    return int(answer.rsplit(" ", 1)[-1])


async def unlink_others(
    rows: TenantTable, whole: Whole, link: tuple[str, str], kept: Mapping[str, UUID]
) -> None:
    """Clear the links of the parts of a whole that are not `kept`, so that they can be given to other parts.

    link: the column that names a part, and the one that links it. kept: the linked id by name.
    """
    name, target = link
    statement = (
        f"UPDATE {rows.table.fullname} SET {target} = NULL\n"
        f"WHERE {TENANT} = $1 AND {whole.column} = $2 AND {target} IS NOT NULL\n"
        f"  AND {target}::text || {name} <> ALL ($3::text[])"
    )
    spared = [f"{found}{key}" for key, found in kept.items()]
    await rows.connection.execute(statement, rows.tenant_id, whole.id, spared)

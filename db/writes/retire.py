"""Taking rows out of use that their source no longer holds."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import Table

from db.models.base import TENANT
from db.models.names import quoted
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


async def retire_parts(
    connection: Connection,
    tenant_id: UUID,
    tables: Sequence[Table],
    wholes: Collection[UUID],
    prefix: str,
    kept: Collection[str],
) -> int:
    """Soft-delete the imported questions of some assessments that are not in `kept`, or options of their questions.

    tables: the questions, or the options and the questions. wholes: the assessments. Returns how many.
    """
    table, *above = tables
    part_of = "p.assessment_id = ANY ($2::uuid[])"
    if above:
        part_of = (
            f"EXISTS (SELECT FROM {above[0].fullname} a WHERE a.{TENANT} = $1 AND a.id = p.question_id\n"
            "  AND a.assessment_id = ANY ($2::uuid[]))"
        )
    statement = (
        f"UPDATE {table.fullname} p SET deleted_at = now()\n"
        f"WHERE p.{TENANT} = $1 AND {part_of} AND p.deleted_at IS NULL\n"
        "  AND starts_with(p.external_id, $3) AND p.external_id <> ALL ($4::text[])"
    )
    answer = await connection.execute(statement, tenant_id, list(wholes), prefix, list(kept))
    return int(answer.rsplit(" ", 1)[-1])


async def absent(connection: Connection, table: Table, tenant_id: UUID, prefix: str, read: int) -> int:
    """Return how many live rows with the prefix there are beyond the `read` that the source holds."""
    statement = (
        f"SELECT count(*) FROM {table.fullname}\n"
        f"WHERE {TENANT} = $1 AND deleted_at IS NULL AND starts_with(external_id, $2)"
    )
    return max(0, int(await connection.fetchval(statement, tenant_id, prefix)) - read)


async def forget_pairs(
    connection: Connection,
    table: Table,
    tenant_id: UUID,
    pair: Sequence[str],
    owners: Collection[UUID],
    kept: Collection[tuple[UUID, UUID]],
) -> int:
    """Delete the rows of a table of pairs whose first column is in `owners`, save `kept`; return how many."""
    first, second = map(quoted, pair)
    statement = (
        f"DELETE FROM {table.fullname}\n"
        f"WHERE {TENANT} = $1 AND {first} = ANY ($2::uuid[])\n"
        f"  AND {first}::text || {second}::text <> ALL ($3::text[])"
    )
    spared = [f"{one}{two}" for one, two in kept]
    answer = await connection.execute(statement, tenant_id, list(owners), spared)
    return int(answer.rsplit(" ", 1)[-1])


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
        f"DELETE FROM {table.fullname}\n"
        f"WHERE {TENANT} = $1 AND {quoted(whole)} = $2 AND {quoted(name)} <> ALL ($3::text[])"
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
    name, target = map(quoted, link)
    statement = (
        f"UPDATE {table.fullname} SET {target} = NULL\n"
        f"WHERE {TENANT} = $1 AND {quoted(whole)} = $2 AND {target} IS NOT NULL\n"
        f"  AND {target}::text || {name} <> ALL ($3::text[])"
    )
    await connection.execute(statement, tenant_id, whole_id, [f"{found}{key}" for key, found in kept.items()])

"""The SQL of an assessment's import: questions and options that it no longer has."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import Table

from db.models.base import TENANT
from db.writes.upsert import Connection


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

"""The SQL of an assessment's import: it deletes questions and options that the source no longer has."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Table

from db.models.base import TENANT
from db.writes.tenant_table import TenantTable


async def retire_parts(
    rows: TenantTable,
    wholes: Collection[UUID],
    prefix: str,
    kept: Collection[str],
    above: Table | None = None,
) -> list[str]:
    """Soft-delete imported questions of some assessments, or options of these questions, except those in `kept`.

    wholes: the assessments. kept: external ids. above: the table of the questions, if the rows are their options.
    Returns the external ids of those that were deleted.
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
        "  AND starts_with(p.external_id, $3) AND p.external_id <> ALL ($4::text[])\n"
        "RETURNING p.external_id"
    )
    gone = await rows.connection.fetch(statement, rows.tenant_id, list(wholes), prefix, list(kept))
    return [row["external_id"] for row in gone]

"""The roles, profiles and guardianships that people have already."""

from collections.abc import Collection, Sequence
from uuid import UUID

from db.connection import DatabaseConnection


async def granted(
    connection: DatabaseConnection, tenant_id: UUID, role: str, users: Collection[UUID]
) -> dict[UUID, UUID | None]:
    """Return the people of `users` who hold the role, each with the first organisation in which they hold it."""
    rows = await connection.fetch(
        "SELECT user_id, organization_id FROM user_roles\n"
        "WHERE tenant_id = $1 AND role::text = $2 AND user_id = ANY ($3::uuid[]) ORDER BY id DESC",
        tenant_id,
        role,
        list(users),
    )
    return {row["user_id"]: row["organization_id"] for row in rows}


async def profiles_by_hand(
    connection: DatabaseConnection, tenant_id: UUID, users: Collection[UUID], prefix: str
) -> set[tuple[UUID, UUID | None]]:
    """Return the student profiles of the people that no import with the prefix made: person and organisation."""
    rows = await connection.fetch(
        "SELECT user_id, organization_id FROM student_profiles\n"
        "WHERE tenant_id = $1 AND user_id = ANY ($2::uuid[]) AND deleted_at IS NULL\n"
        "  AND NOT coalesce(starts_with(external_id, $3), false)",
        tenant_id,
        list(users),
        prefix,
    )
    return {(row["user_id"], row["organization_id"]) for row in rows}


async def care_by_hand(
    connection: DatabaseConnection, tenant_id: UUID, pairs: Sequence[tuple[UUID, UUID]], prefix: str
) -> set[tuple[UUID, UUID]]:
    """Return the pairs of guardian and student that exist already and that no import with the prefix made."""
    rows = await connection.fetch(
        "SELECT g.guardian_id, g.student_id FROM guardianships g\n"
        "JOIN unnest($2::uuid[], $3::uuid[]) AS p (guardian_id, student_id)\n"
        "  ON p.guardian_id = g.guardian_id AND p.student_id = g.student_id\n"
        "WHERE g.tenant_id = $1 AND g.deleted_at IS NULL\n"
        "  AND NOT coalesce(starts_with(g.external_id, $4), false)",
        tenant_id,
        [guardian for guardian, _ in pairs],
        [student for _, student in pairs],
        prefix,
    )
    return {(row["guardian_id"], row["student_id"]) for row in rows}

"""Who takes and who teaches the offerings; when the offerings end, and in which terms they lie."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from db.connection import DatabaseConnection


async def enrollments_of(
    connection: DatabaseConnection, tenant_id: UUID, pairs: Sequence[tuple[UUID, UUID]]
) -> dict[tuple[UUID, UUID], Mapping[str, Any]]:
    """Return the enrolments of these pairs of person and offering, by pair."""
    rows = await connection.fetch(
        "SELECT e.user_id, e.offering_id, e.status::text, e.enrolled_at, e.completed_at,\n"
        "  e.metadata -> 'oneroster' AS stated\n"
        "FROM enrollments e JOIN unnest($2::uuid[], $3::uuid[]) AS p (user_id, offering_id)\n"
        "  ON p.user_id = e.user_id AND p.offering_id = e.offering_id\n"
        "WHERE e.tenant_id = $1",
        tenant_id,
        [user for user, _ in pairs],
        [offering for _, offering in pairs],
    )
    return {(row["user_id"], row["offering_id"]): row for row in rows}


async def drop_enrollments(connection: DatabaseConnection, tenant_id: UUID, keys: Collection[str]) -> int:
    """Set the enrolments with these external ids to dropped, except completed ones.

    Return how many were changed.
    """
    answer = await connection.execute(
        "UPDATE enrollments SET status = 'dropped'\n"
        "WHERE tenant_id = $1 AND external_id = ANY ($2::text[]) AND status NOT IN ('completed', 'dropped')",
        tenant_id,
        list(keys),
    )
    return int(answer.rsplit(" ", 1)[-1])


async def teaching(connection: DatabaseConnection, tenant_id: UUID, prefix: str) -> list[tuple[UUID, UUID]]:
    """Return who teaches the offerings whose external id has the prefix: pairs of offering and person."""
    rows = await connection.fetch(
        "SELECT i.offering_id, i.user_id FROM offering_instructors i\n"
        "JOIN course_offerings o ON o.id = i.offering_id AND o.tenant_id = $1\n"
        "WHERE i.tenant_id = $1 AND starts_with(o.external_id, $2) AND o.deleted_at IS NULL",
        tenant_id,
        prefix,
    )
    return [(row["offering_id"], row["user_id"]) for row in rows]


async def stop_teaching(
    connection: DatabaseConnection, tenant_id: UUID, pairs: Sequence[tuple[UUID, UUID]]
) -> int:
    """Delete the instructors given by pairs of offering and person; return how many."""
    answer = await connection.execute(
        "DELETE FROM offering_instructors i USING unnest($2::uuid[], $3::uuid[]) AS p (offering_id, user_id)\n"
        "WHERE i.tenant_id = $1 AND i.offering_id = p.offering_id AND i.user_id = p.user_id",
        tenant_id,
        [offering for offering, _ in pairs],
        [user for _, user in pairs],
    )
    return int(answer.rsplit(" ", 1)[-1])


async def offering_ends(
    connection: DatabaseConnection, tenant_id: UUID, ids: Collection[UUID], zone: str
) -> dict[UUID, Any]:
    """Return the last day, in the time zone, of each of the offerings that have an end."""
    rows = await connection.fetch(
        "SELECT id, (ends_at AT TIME ZONE $3)::date AS last FROM course_offerings\n"
        "WHERE tenant_id = $1 AND id = ANY ($2::uuid[]) AND ends_at IS NOT NULL",
        tenant_id,
        list(ids),
        zone,
    )
    return {row["id"]: row["last"] for row in rows}


async def known_terms(connection: DatabaseConnection, tenant_id: UUID, prefix: str) -> list[dict[str, Any]]:
    """Return the academic sessions that earlier imports stored with the offerings, each once."""
    rows = await connection.fetch(
        "SELECT DISTINCT t.term FROM course_offerings o,\n"
        "  jsonb_array_elements(o.metadata -> 'oneroster' -> 'terms') AS t (term)\n"
        "WHERE o.tenant_id = $1 AND starts_with(o.external_id, $2)",
        tenant_id,
        prefix,
    )
    return [json.loads(row["term"]) for row in rows]

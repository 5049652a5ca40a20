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


async def drop_enrollments(
    connection: DatabaseConnection, tenant_id: UUID, keys: Collection[str]
) -> list[str]:
    """Set the enrolments with these external ids to dropped, except completed ones.

    Return the external ids of those that were changed.
    """
    rows = await connection.fetch(
        "UPDATE enrollments SET status = 'dropped'\n"
        "WHERE tenant_id = $1 AND external_id = ANY ($2::text[]) AND status NOT IN ('completed', 'dropped')\n"
        "RETURNING external_id",
        tenant_id,
        list(keys),
    )
    return sorted(row["external_id"] for row in rows)


async def stating(
    connection: DatabaseConnection, tenant_id: UUID, prefix: str, records: Collection[str]
) -> set[str]:
    """Return the external ids of the enrolments with the prefix whose metadata holds one of the roster's records."""
    rows = await connection.fetch(
        "SELECT external_id FROM enrollments WHERE tenant_id = $1 AND starts_with(external_id, $2)\n"
        "  AND jsonb_path_query_array(metadata, '$.oneroster[*].sourcedId') ?| $3::text[]",
        tenant_id,
        prefix,
        list(records),
    )
    return {row["external_id"] for row in rows}


async def teaching(
    connection: DatabaseConnection, tenant_id: UUID, prefix: str
) -> dict[tuple[UUID, UUID], tuple[str, str | None]]:
    """Return who teaches the offerings whose external id has the prefix: by offering and person, their external ids."""
    rows = await connection.fetch(
        "SELECT i.offering_id, i.user_id, o.external_id AS offering, u.external_id AS person\n"
        "FROM offering_instructors i\n"
        "JOIN course_offerings o ON o.id = i.offering_id AND o.tenant_id = $1\n"
        "JOIN users u ON u.id = i.user_id AND u.tenant_id = $1\n"
        "WHERE i.tenant_id = $1 AND starts_with(o.external_id, $2) AND o.deleted_at IS NULL",
        tenant_id,
        prefix,
    )
    return {(row["offering_id"], row["user_id"]): (row["offering"], row["person"]) for row in rows}


async def stop_teaching(
    connection: DatabaseConnection, tenant_id: UUID, pairs: Sequence[tuple[UUID, UUID]]
) -> list[tuple[str, str]]:
    """Delete the instructors given by pairs of offering and person; return the external ids of both."""
    rows = await connection.fetch(
        "DELETE FROM offering_instructors i\n"
        "USING unnest($2::uuid[], $3::uuid[]) AS p (offering_id, user_id), course_offerings o, users u\n"
        "WHERE i.tenant_id = $1 AND i.offering_id = p.offering_id AND i.user_id = p.user_id\n"
        "  AND o.tenant_id = $1 AND o.id = i.offering_id AND u.tenant_id = $1 AND u.id = i.user_id\n"
        "RETURNING o.external_id AS offering, coalesce(u.external_id, u.full_name) AS person",
        tenant_id,
        [offering for offering, _ in pairs],
        [user for _, user in pairs],
    )
    return sorted((row["offering"], row["person"]) for row in rows)


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

"""What a roster's import asks of a tenant, and what it takes from rows before it writes others."""

import json
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from db.models.base import TENANT
from db.models.names import quoted
from db.writes.upsert import Connection

PAGE = 5_000


async def ids_by_external(
    connection: Connection, table: Table, tenant_id: UUID, keys: Collection[str]
) -> dict[str, UUID]:
    """Return the ids of the live rows with these external ids."""
    live = " AND deleted_at IS NULL" if "deleted_at" in table.columns else ""
    rows = await connection.fetch(
        f"SELECT external_id, id FROM {table.fullname}\n"
        f"WHERE {TENANT} = $1 AND external_id = ANY ($2::text[]){live}",
        tenant_id,
        list(keys),
    )
    return {row["external_id"]: row["id"] for row in rows}


async def delete_by_external(
    connection: Connection, table: Table, tenant_id: UUID, keys: Collection[str]
) -> int:
    """Soft-delete the rows with these external ids (a table without `deleted_at`: delete); return how many."""
    soft = "deleted_at" in table.columns
    act = f"UPDATE {table.fullname} SET deleted_at = now()" if soft else f"DELETE FROM {table.fullname}"
    live = " AND deleted_at IS NULL" if soft else ""
    answer = await connection.execute(
        f"{act}\nWHERE {TENANT} = $1 AND external_id = ANY ($2::text[]){live}", tenant_id, list(keys)
    )
    return int(answer.rsplit(" ", 1)[-1])


async def release(
    connection: Connection, table: Table, tenant_id: UUID, column: str, values: Mapping[str, str | None]
) -> None:
    """Empty `column` of the rows that are to have another value there, by external id: others may be given it."""
    await connection.execute(
        f"UPDATE {table.fullname} t SET {quoted(column)} = NULL\n"
        f"FROM unnest($2::text[], $3::text[]) AS r (external_id, value)\n"
        f"WHERE t.{TENANT} = $1 AND t.external_id = r.external_id AND t.{quoted(column)} IS NOT NULL\n"
        f"  AND lower(t.{quoted(column)}) IS DISTINCT FROM lower(r.value)",
        tenant_id,
        list(values),
        list(values.values()),
    )


async def holders(
    connection: Connection, table: Table, tenant_id: UUID, column: str, values: Collection[str]
) -> dict[str, str | None]:
    """Return the external ids of the live rows that have these values (in lower case), by value."""
    rows = await connection.fetch(
        f"SELECT lower({quoted(column)}) AS value, external_id FROM {table.fullname}\n"
        f"WHERE {TENANT} = $1 AND lower({quoted(column)}) = ANY ($2::text[]) AND deleted_at IS NULL",
        tenant_id,
        list(values),
    )
    return {row["value"]: row["external_id"] for row in rows}


async def organization_kinds(
    connection: Connection, tenant_id: UUID, ids: Collection[UUID]
) -> dict[UUID, str]:
    """Return the kind of each of the organisations."""
    rows = await connection.fetch(
        "SELECT id, kind::text FROM organizations WHERE tenant_id = $1 AND id = ANY ($2::uuid[])",
        tenant_id,
        list(ids),
    )
    return {row["id"]: row["kind"] for row in rows}


async def granted(
    connection: Connection, tenant_id: UUID, role: str, users: Collection[UUID]
) -> dict[UUID, UUID | None]:
    """Return which of the people hold the role, each with the first organisation that they hold it in."""
    rows = await connection.fetch(
        "SELECT user_id, organization_id FROM user_roles\n"
        "WHERE tenant_id = $1 AND role::text = $2 AND user_id = ANY ($3::uuid[]) ORDER BY id DESC",
        tenant_id,
        role,
        list(users),
    )
    return {row["user_id"]: row["organization_id"] for row in rows}


async def profiles_by_hand(
    connection: Connection, tenant_id: UUID, users: Collection[UUID], prefix: str
) -> set[tuple[UUID, UUID | None]]:
    """Return which of the people have a student's profile, and where, that no import with the prefix made."""
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
    connection: Connection, tenant_id: UUID, pairs: Sequence[tuple[UUID, UUID]], prefix: str
) -> set[tuple[UUID, UUID]]:
    """Return which of the pairs of guardian and student stand there, and no import with the prefix made them."""
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


async def forget_of(
    connection: Connection,
    table: Table,
    tenant_id: UUID,
    column: str,
    owners: Collection[UUID],
    prefix: str,
    kept: Collection[str],
) -> int:
    """Delete (softly where the table does) imported rows whose `column` is in `owners`, save `kept`.

    Return how many.
    """
    soft = "deleted_at" in table.columns
    act = f"UPDATE {table.fullname} SET deleted_at = now()" if soft else f"DELETE FROM {table.fullname}"
    live = " AND deleted_at IS NULL" if soft else ""
    answer = await connection.execute(
        f"{act}\nWHERE {TENANT} = $1 AND {quoted(column)} = ANY ($2::uuid[]) AND starts_with(external_id, $3)\n"
        f"  AND external_id <> ALL ($4::text[]){live}",
        tenant_id,
        list(owners),
        prefix,
        list(kept),
    )
    return int(answer.rsplit(" ", 1)[-1])


async def imported(
    connection: Connection, table: Table, tenant_id: UUID, prefix: str
) -> AsyncIterator[list[str]]:
    """Yield the external ids of all live rows with the prefix, a page at a time."""
    live = " AND deleted_at IS NULL" if "deleted_at" in table.columns else ""
    last = prefix
    while True:
        rows = await connection.fetch(
            f"SELECT external_id FROM {table.fullname}\n"
            f'WHERE {TENANT} = $1 AND starts_with(external_id, $2) AND external_id COLLATE "C" > $3{live}\n'
            f'ORDER BY external_id COLLATE "C" LIMIT {PAGE}',
            tenant_id,
            prefix,
            last,
        )
        if not rows:
            return
        last = rows[-1]["external_id"]
        yield [row["external_id"] for row in rows]


async def enrollments_of(
    connection: Connection, tenant_id: UUID, pairs: Sequence[tuple[UUID, UUID]]
) -> dict[tuple[UUID, UUID], Mapping[str, Any]]:
    """Return the enrolments of these people in these offerings, by both."""
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


async def offering_ends(
    connection: Connection, tenant_id: UUID, ids: Collection[UUID], zone: str
) -> dict[UUID, Any]:
    """Return the last day of each of the offerings that end, in the time zone."""
    rows = await connection.fetch(
        "SELECT id, (ends_at AT TIME ZONE $3)::date AS last FROM course_offerings\n"
        "WHERE tenant_id = $1 AND id = ANY ($2::uuid[]) AND ends_at IS NOT NULL",
        tenant_id,
        list(ids),
        zone,
    )
    return {row["id"]: row["last"] for row in rows}


async def drop_enrollments(connection: Connection, tenant_id: UUID, keys: Collection[str]) -> int:
    """Have people leave the offerings of these enrolments, by external id, unless they completed them.

    Return how many.
    """
    answer = await connection.execute(
        "UPDATE enrollments SET status = 'dropped'\n"
        "WHERE tenant_id = $1 AND external_id = ANY ($2::text[]) AND status NOT IN ('completed', 'dropped')",
        tenant_id,
        list(keys),
    )
    return int(answer.rsplit(" ", 1)[-1])


async def teaching(connection: Connection, tenant_id: UUID, prefix: str) -> list[tuple[UUID, UUID]]:
    """Return who teaches the offerings with the prefix: offering and person."""
    rows = await connection.fetch(
        "SELECT i.offering_id, i.user_id FROM offering_instructors i\n"
        "JOIN course_offerings o ON o.id = i.offering_id AND o.tenant_id = $1\n"
        "WHERE i.tenant_id = $1 AND starts_with(o.external_id, $2) AND o.deleted_at IS NULL",
        tenant_id,
        prefix,
    )
    return [(row["offering_id"], row["user_id"]) for row in rows]


async def stop_teaching(connection: Connection, tenant_id: UUID, pairs: Sequence[tuple[UUID, UUID]]) -> int:
    """Delete who teaches what, by offering and person; return how many."""
    answer = await connection.execute(
        "DELETE FROM offering_instructors i USING unnest($2::uuid[], $3::uuid[]) AS p (offering_id, user_id)\n"
        "WHERE i.tenant_id = $1 AND i.offering_id = p.offering_id AND i.user_id = p.user_id",
        tenant_id,
        [offering for offering, _ in pairs],
        [user for _, user in pairs],
    )
    return int(answer.rsplit(" ", 1)[-1])


async def known_terms(connection: Connection, tenant_id: UUID, prefix: str) -> list[dict[str, Any]]:
    """Return the academic sessions that earlier imports noted with the offerings, each once."""
    rows = await connection.fetch(
        "SELECT DISTINCT t.term FROM course_offerings o,\n"
        "  jsonb_array_elements(o.metadata -> 'oneroster' -> 'terms') AS t (term)\n"
        "WHERE o.tenant_id = $1 AND starts_with(o.external_id, $2)",
        tenant_id,
        prefix,
    )
    return [json.loads(row["term"]) for row in rows]


async def home(connection: Connection, tenant_id: UUID) -> tuple[str, Any]:
    """Return the tenant's time zone, and the day that it is there."""
    row = await connection.fetchrow(
        "SELECT time_zone, (now() AT TIME ZONE time_zone)::date AS today FROM tenants WHERE id = $1",
        tenant_id,
    )
    assert row is not None
    return row["time_zone"], row["today"]

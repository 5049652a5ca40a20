"""What an import must know of the standards in the database, and the associations that it deletes."""

from collections.abc import Collection, Sequence
from uuid import UUID

from db.connection import DatabaseConnection


async def standards_by_guid(connection: DatabaseConnection, guids: Collection[str]) -> dict[str, UUID]:
    """Return the ids of the standards with these publisher's identifiers."""
    rows = await connection.fetch(
        "SELECT source_guid, id FROM standards WHERE source_guid = ANY ($1::text[])", list(guids)
    )
    return {row["source_guid"]: row["id"] for row in rows}


async def codes_taken(connection: DatabaseConnection, code: str, language: str, guid: str) -> bool:
    """Return whether a framework with another identifier, and no jurisdiction, has the code in the language."""
    return await connection.fetchval(
        "SELECT EXISTS (SELECT FROM standards_frameworks WHERE code = $1 AND language = $2\n"
        "  AND jurisdiction IS NULL AND source_guid IS DISTINCT FROM $3)",
        code,
        language,
        guid,
    )


async def foreign_standards(
    connection: DatabaseConnection, framework_id: UUID, guids: Collection[str]
) -> list[tuple[str, str]]:
    """Return those of the identifiers that belong to standards of other frameworks, each with the framework's name."""
    rows = await connection.fetch(
        "SELECT s.source_guid, f.name FROM standards s JOIN standards_frameworks f ON f.id = s.framework_id\n"
        "WHERE s.source_guid = ANY ($2::text[]) AND s.framework_id <> $1 ORDER BY s.source_guid",
        framework_id,
        list(guids),
    )
    return [(row["source_guid"], row["name"]) for row in rows]


async def codes_of(connection: DatabaseConnection, framework_id: UUID) -> dict[str, str]:
    """Return the codes of the framework's standards, by the publisher's identifier, or else by the row's id."""
    rows = await connection.fetch(
        "SELECT coalesce(source_guid, id::text) AS guid, code FROM standards WHERE framework_id = $1",
        framework_id,
    )
    return {row["guid"]: row["code"] for row in rows}


async def standards_beyond(connection: DatabaseConnection, framework_id: UUID, read: int) -> int:
    """Return how many imported standards the framework has in addition to the `read` ones of its publication."""
    count = await connection.fetchval(
        "SELECT count(*) FROM standards WHERE framework_id = $1 AND source_guid IS NOT NULL", framework_id
    )
    return max(0, int(count) - read)


async def forget_associations(
    connection: DatabaseConnection, framework_id: UUID, kept: Sequence[UUID]
) -> list[tuple[str, str, str]]:
    """Delete the associations that the framework states, except `kept`; return code, kind, and other code."""
    rows = await connection.fetch(
        "DELETE FROM standard_associations a USING standards f, standards t\n"
        "WHERE a.framework_id = $1 AND a.id <> ALL ($2::uuid[]) AND f.id = a.from_id AND t.id = a.to_id\n"
        "RETURNING f.code AS origin, a.kind::text, t.code AS destination",
        framework_id,
        list(kept),
    )
    return sorted((row["origin"], row["kind"], row["destination"]) for row in rows)

"""Connections to learning management systems and their tokens, in transactions of the owner.

Tokens are sealed when they come here and when they leave. The application seals and opens them, and the database never
sees a key.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg

from db.maintenance.identities import Unidentified
from db.models.distribution import LmsProvider

LOCK = "SELECT pg_advisory_xact_lock(hashtext('connect-lms ' || $1::text))"
"""Without the lock, two commands at once could make a connection twice, or reseal tokens that were replaced."""
COLUMNS = "c.id, c.provider::text AS provider, t.sealed_oauth AS sealed"
JOINED = "lms_connections c LEFT JOIN gateway.lms_credentials t ON t.tenant_id = c.tenant_id AND t.connection_id = c.id"
BY_ID = f"SELECT {COLUMNS} FROM {JOINED} WHERE c.tenant_id = $1 AND c.id = $2 AND (c.deleted_at IS NULL OR $3::boolean)"
BY_NAME = (
    f"SELECT {COLUMNS} FROM {JOINED} WHERE c.tenant_id = $1 AND c.provider = $2::text::lms_provider"
    " AND c.organization_id IS NOT DISTINCT FROM $3 AND c.deleted_at IS NULL ORDER BY c.id"
)
SEALED = f"SELECT {COLUMNS} FROM {JOINED} WHERE c.tenant_id = $1 AND t.sealed_oauth IS NOT NULL ORDER BY c.id"
ORGANIZATION = (
    "SELECT id FROM organizations WHERE tenant_id = $1 AND (code = $2 OR id::text = lower($2)) AND deleted_at IS NULL"
    " ORDER BY id"
)
NEW = (
    "INSERT INTO lms_connections (tenant_id, provider, organization_id) VALUES ($1, $2::text::lms_provider, $3)"
    " RETURNING id"
)
KEEP = """
INSERT INTO gateway.lms_credentials (tenant_id, connection_id, sealed_oauth, expires_at)
VALUES ($1, $2, $3, now() + make_interval(secs => $4))
ON CONFLICT (tenant_id, connection_id)
DO UPDATE SET sealed_oauth = excluded.sealed_oauth, expires_at = excluded.expires_at
"""
RESEAL = "UPDATE gateway.lms_credentials SET sealed_oauth = $3 WHERE tenant_id = $1 AND connection_id = $2"
FORGET = "DELETE FROM gateway.lms_credentials WHERE tenant_id = $1 AND connection_id = $2"
GRANTED = """
UPDATE lms_connections SET scope = scope || jsonb_build_object('scopes', $3::text[])
WHERE tenant_id = $1 AND id = $2 AND scope -> 'scopes' IS DISTINCT FROM to_jsonb($3::text[])
"""


@dataclass(frozen=True, slots=True)
class Connected:
    """A tenant's connection to a system, with its sealed tokens, if it has any."""

    id: UUID
    provider: str
    sealed: str | None = None


async def lock(connection: "asyncpg.Connection[Any]", tenant_id: UUID) -> None:
    """Until the end of the transaction, makes others wait who change the tenant's connections with these functions."""
    await connection.execute(LOCK, str(tenant_id))


async def find(
    connection: "asyncpg.Connection[Any]",
    tenant_id: UUID,
    system: str,
    organization: str | None,
    *,
    with_deleted: bool = False,
) -> Connected | None:
    """The tenant's connection with that uuid, or to that system; null if there is no connection to that system.

    organization: the code or uuid of the organisation that it serves; null for the whole tenant. with_deleted: whether
    the uuid may name a deleted connection. Raises Unidentified if something is unknown, or if several connections fit.
    """
    key = _uuid(system)
    if key is not None:
        if organization is not None:
            raise Unidentified("a connection's uuid says whom it serves: leave --organization out")
        row = await connection.fetchrow(BY_ID, tenant_id, key, with_deleted)
        if row is None:
            raise Unidentified(
                f"the tenant has no connection {system}: give a system's name, or another uuid"
            )
        return Connected(**row)
    if system not in LmsProvider.__members__:
        known = ", ".join(LmsProvider.__members__)
        raise Unidentified(f"there is no system {system}: give one of {known}, or the uuid of a connection")
    place = await _organization(connection, tenant_id, organization)
    rows = await connection.fetch(BY_NAME, tenant_id, system, place)
    if len(rows) > 1:
        ids = ", ".join(str(row["id"]) for row in rows)
        raise Unidentified(f"several connections lead to {system} from there; give a uuid: {ids}")
    return Connected(**rows[0]) if rows else None


async def add(
    connection: "asyncpg.Connection[Any]", tenant_id: UUID, system: str, organization: str | None
) -> Connected:
    """Makes a connection to a system, for an organisation or (null) for the whole tenant. Raises Unidentified."""
    place = await _organization(connection, tenant_id, organization)
    return Connected(await connection.fetchval(NEW, tenant_id, system, place), system)


async def keep(
    connection: "asyncpg.Connection[Any]", tenant_id: UUID, key: UUID, sealed: str, seconds: int | None
) -> None:
    """Stores the sealed tokens of a connection, in place of any others. seconds: the access token's lifetime."""
    await connection.execute(KEEP, tenant_id, key, sealed, seconds)


async def grant(connection: "asyncpg.Connection[Any]", tenant_id: UUID, key: UUID, scopes: list[str]) -> None:
    """Stores the scopes that the other system has granted."""
    await connection.execute(GRANTED, tenant_id, key, scopes)


async def sealed(connection: "asyncpg.Connection[Any]", tenant_id: UUID) -> list[Connected]:
    """The tenant's connections that have tokens, including deleted ones."""
    return [Connected(**row) for row in await connection.fetch(SEALED, tenant_id)]


async def reseal(connection: "asyncpg.Connection[Any]", tenant_id: UUID, key: UUID, sealed: str) -> None:
    """Stores the same tokens of a connection again, resealed."""
    await connection.execute(RESEAL, tenant_id, key, sealed)


async def forget(connection: "asyncpg.Connection[Any]", tenant_id: UUID, key: UUID) -> None:
    """Removes the tokens of a connection. The records of what was sent over it stay."""
    await connection.execute(FORGET, tenant_id, key)


async def tenants(owner_url: str) -> list[str]:
    """The short codes of all tenants."""
    connection = await asyncpg.connect(owner_url)
    try:
        return [row[0] for row in await connection.fetch("SELECT short_code FROM tenants ORDER BY 1")]
    finally:
        await connection.close()


async def _organization(
    connection: "asyncpg.Connection[Any]", tenant_id: UUID, named: str | None
) -> UUID | None:
    if named is None:
        return None
    rows = await connection.fetch(ORGANIZATION, tenant_id, named)
    if not rows:
        raise Unidentified(f"no organisation of the tenant is {named}: give its code or uuid")
    if len(rows) > 1:
        ids = ", ".join(str(row["id"]) for row in rows)
        raise Unidentified(f"{named} is the code of several organisations; give a uuid: {ids}")
    return rows[0]["id"]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

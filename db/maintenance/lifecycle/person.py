"""Finding the person that a command is about."""

from typing import Any
from uuid import UUID

import asyncpg

from db.maintenance.identities import Unidentified

BY_ID = "SELECT id, account_id, email FROM users WHERE tenant_id = $1 AND id = $2"
BY_EMAIL = "SELECT id, account_id, email FROM users WHERE tenant_id = $1 AND lower(email) = lower($2)"


async def find_person(connection: "asyncpg.Connection[Any]", tenant_id: UUID, who: str) -> asyncpg.Record:
    """Return the row of a person by e-mail address or UUID, even if the person is deleted.

    Raises Unidentified if there is no such person, or if several deleted people had the address.
    """
    try:
        found = await connection.fetch(BY_ID, tenant_id, UUID(who))
    except ValueError:
        found = await connection.fetch(BY_EMAIL, tenant_id, who)
    if not found:
        raise Unidentified(f"no person of the tenant is {who}: give an e-mail address or a uuid")
    if len(found) > 1:
        ids = ", ".join(str(row["id"]) for row in found)
        raise Unidentified(f"{who} was the address of several people; give a uuid: {ids}")
    return found[0]

"""Erasing a person: personal data is removed, but the record of what the person did stays."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import Table

from db.derived.audit import is_log
from db.maintenance import persons
from db.maintenance.identities import in_tenant
from db.maintenance.lifecycle.person import find_person
from db.models.base import TENANT
from db.models.names import quoted

AVATAR = """
UPDATE assets SET deleted_at = coalesce(deleted_at, now())
WHERE tenant_id = $1 AND id = (SELECT avatar_asset_id FROM users WHERE tenant_id = $1 AND id = $2)
  AND course_id IS NULL AND NOT EXISTS (SELECT FROM tenants t WHERE t.id = $1 AND t.logo_asset_id = assets.id)
  AND NOT EXISTS (SELECT FROM users u WHERE u.tenant_id = $1 AND u.avatar_asset_id = assets.id AND u.id <> $2)
RETURNING storage_uri
"""
"""Deletes the person's picture, if nobody else uses it."""

LEAVE = """
UPDATE users SET account_id = NULL, avatar_asset_id = NULL, status = 'inactive', is_listed = false,
    deleted_at = coalesce(deleted_at, now())
WHERE tenant_id = $1 AND id = $2
"""
USES_ACCOUNT = "SELECT EXISTS (SELECT FROM users WHERE tenant_id = $1 AND account_id = $2)"
DROP_ACCOUNT = "DELETE FROM identity.accounts WHERE id = $1 RETURNING email"
DROP_INVITATIONS = "DELETE FROM identity.invitations WHERE lower(email) = ANY ($1::text[])"
MENTIONED = """
SELECT DISTINCT row_id FROM audit_logs
WHERE tenant_id = $1 AND table_name = ANY ($2::text[]) AND strpos(concat(before::text, after::text), $3) > 0
"""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was emptied. rows: how many, by table. tenants: how many others use the account, which then stays.

    files: the places of the person's pictures in storage, which the database can't delete.
    """

    person: UUID
    rows: dict[str, int]
    entries: int
    tenants: int
    files: tuple[str, ...]


async def erase_person(owner_url: str, tenant: str, who: str) -> Erased:
    """Erase a person from the tenant with that code, in one transaction. who: an e-mail address or UUID.

    Empties the personal columns of every row about the person, of events, and of the audit log's entries for those
    rows; soft-deletes the person; and removes the account if no other tenant knows the human. Doing it again changes
    nothing. Raises Unidentified.
    """
    async with in_tenant(owner_url, tenant) as (connection, tenant_id):
        person = await find_person(connection, tenant_id, who)
        return await erase(connection, tenant_id, person["id"], person["account_id"], person["email"])


async def erase(
    connection: "asyncpg.Connection[Any]",
    tenant_id: UUID,
    person: UUID,
    account: UUID | None,
    email: str | None,
) -> Erased:
    """Erase a person in the open transaction."""
    files = [row["storage_uri"] for row in await connection.fetch(AVATAR, tenant_id, person)]
    touched: dict[str, list[UUID]] = {}
    for table in persons.tables():
        touched[table.fullname] = await _empty(connection, table, tenant_id, person)
    await connection.execute(LEAVE, tenant_id, person)
    tenants = await _drop_account(connection, tenant_id, account, email)
    names = [table.name for table in persons.tables()]
    mentioned = await connection.fetch(MENTIONED, tenant_id, names, str(person))
    ids = {key for rows in touched.values() for key in rows} | {row["row_id"] for row in mentioned}
    entries: int = await connection.fetchval("SELECT app.redact($1, $2)", tenant_id, list(ids))
    rows = {name: len(keys) for name, keys in touched.items() if keys}
    return Erased(person, rows, entries, tenants, tuple(files))


async def _empty(
    connection: "asyncpg.Connection[Any]", table: Table, tenant_id: UUID, person: UUID
) -> list[UUID]:
    """Empty the personal columns of the rows about the person; return their keys."""
    about = f"{table.fullname}.{TENANT} = $1 AND ({persons.condition(table, '$2')})"
    columns = persons.personal(table)
    if not columns:
        found = await connection.fetch(f"SELECT id FROM {table.fullname} WHERE {about}", tenant_id, person)
        return [row["id"] for row in found]
    changes = ", ".join(f"{quoted(column.name)} = {persons.emptied(column)}" for column in columns)
    statement = f"UPDATE {table.fullname} SET {changes} WHERE {about} RETURNING id"
    if not is_log(table):
        return [row["id"] for row in await connection.fetch(statement, tenant_id, person)]
    # The trigger that protects a log lets a transaction change it that sets this. Only maintenance may write to a log.
    await connection.execute("SELECT set_config('app.forgets', 'on', true)")
    found = await connection.fetch(statement, tenant_id, person)
    await connection.execute("SELECT set_config('app.forgets', 'off', true)")
    return [row["id"] for row in found]


async def _drop_account(
    connection: "asyncpg.Connection[Any]", tenant_id: UUID, account: UUID | None, email: str | None
) -> int:
    """Remove the account with its identities and tokens unless other tenants know it; return how many tenants do."""
    others = 0
    if account is not None:
        for row in await connection.fetch("SELECT id FROM tenants WHERE id <> $1", tenant_id):
            await connection.execute("SELECT app.enter_tenant($1)", row["id"])
            others += await connection.fetchval(USES_ACCOUNT, row["id"], account)
        await connection.execute("SELECT app.enter_tenant($1)", tenant_id)
    if others:
        return others
    addresses = {email, await connection.fetchval(DROP_ACCOUNT, account) if account else None} - {None}
    await connection.execute(DROP_INVITATIONS, [str(address).lower() for address in addresses])
    return 0

"""Deleting for good the rows that were deleted long enough ago, by each tenant's retention class."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import Table

from db.derived.audit import is_log
from db.maintenance import persons
from db.maintenance.again import tried_again
from db.maintenance.identities import Unidentified
from db.maintenance.lifecycle.erase import erase
from db.maintenance.months import drop_empty_months
from db.models import Base
from db.models.base import TENANT
from db.models.emptying import ERASED

KEPT = {"standard": "30 days", "regulated": "7 years"}
"""How long a tenant of each retention class keeps its deleted rows, and its logs."""

LIST = "SELECT id, short_code, retention_class::text AS class FROM tenants ORDER BY short_code"
DELETED_PEOPLE = """
SELECT id, account_id, email FROM users
WHERE tenant_id = $1 AND deleted_at < now() - $2::text::interval AND full_name <> $3
"""
DELETED_SO_FAR = (
    "SELECT coalesce(sum(pg_stat_get_xact_tuples_deleted(t::regclass)), 0) FROM unnest($1::text[]) t"
)


@dataclass(frozen=True, slots=True)
class Purged:
    """What was deleted from a tenant.

    rows: how many, by table. people: how many were erased. held: how many rows stay, since others still refer to them.
    entries: how many, by log.
    """

    tenant: str
    kept: str
    rows: dict[str, int]
    people: int
    held: int
    entries: dict[str, int]


async def purge(
    owner_url: str,
    tenant: str | None = None,
    *,
    is_rehearsal: bool = False,
    postponed: Callable[[], None] = lambda: None,
) -> list[Purged]:
    """Apply the retention rules to every tenant, or to the one with that code, in a transaction for each.

    is_rehearsal: whether to find out what would be deleted, without deleting it. postponed: called if empty months of
    the logs can't be dropped now, because a long transaction holds the logs. Raises Unidentified for an unknown tenant.
    """
    connection = await asyncpg.connect(owner_url)
    try:
        found = [row for row in await connection.fetch(LIST) if tenant in (None, row["short_code"])]
        if not found and tenant is not None:
            raise Unidentified(f"there is no tenant with the code {tenant}")
        done = [await _apply(connection, row, is_rehearsal) for row in found]
        if not is_rehearsal and not await drop_empty_months(connection):
            postponed()
        return done
    finally:
        await connection.close()


async def _apply(connection: "asyncpg.Connection[Any]", tenant: asyncpg.Record, is_rehearsal: bool) -> Purged:
    found: list[Purged] = []

    async def purged() -> None:
        await connection.execute("SELECT app.enter_tenant($1)", tenant["id"])
        found.append(await _purge(connection, tenant["id"], tenant["short_code"], KEPT[tenant["class"]]))
        if is_rehearsal:
            raise _Rehearsed

    with suppress(_Rehearsed):
        await tried_again(connection, purged)
    return found[-1]


class _Rehearsed(Exception):
    """What was done is to be undone."""


async def _purge(connection: "asyncpg.Connection[Any]", tenant_id: UUID, code: str, kept: str) -> Purged:
    people = await connection.fetch(DELETED_PEOPLE, tenant_id, kept, ERASED)
    for row in people:
        await erase(connection, tenant_id, row["id"], row["account_id"], row["email"])
    rows, held = await _delete(connection, tenant_id, kept)
    entries: dict[str, int] = {}
    for table in Base.metadata.tables.values():
        if is_log(table):
            gone = "SELECT app.forget($1, $2, now() - $3::text::interval)"
            entries[table.name] = await connection.fetchval(gone, table.name, tenant_id, kept)
    return Purged(
        code, kept, rows, len(people), held, {name: count for name, count in entries.items() if count}
    )


async def _delete(
    connection: "asyncpg.Connection[Any]", tenant_id: UUID, kept: str
) -> tuple[dict[str, int], int]:
    """Delete row by row, repeatedly as long as that frees others; return how many by table, and how many are held."""
    waiting = [
        (table, row["id"])
        for table in _softly_deleted()
        for row in await _candidates(connection, table, tenant_id, kept)
    ]
    records = [table.fullname for table in persons.tables()]
    gone: dict[str, int] = {}
    while True:
        held = [
            (t, key) for t, key in waiting if not await _delete_one(connection, t, tenant_id, key, records)
        ]
        for table, _ in set(waiting) - set(held):
            gone[table.fullname] = gone.get(table.fullname, 0) + 1
        if len(held) == len(waiting):
            return gone, len(held)
        waiting = held


def _softly_deleted() -> list[Table]:
    """The tables whose deleted rows are deleted for good: not `users`, which records refer to. People are erased."""
    found = [table for table in Base.metadata.tables.values() if "deleted_at" in table.columns]
    return [table for table in found if table.name != "users"]


async def _candidates(
    connection: "asyncpg.Connection[Any]", table: Table, tenant_id: UUID, kept: str
) -> list[asyncpg.Record]:
    statement = (
        f"SELECT id FROM {table.fullname} WHERE {TENANT} = $1 AND deleted_at < now() - $2::text::interval"
    )
    return await connection.fetch(statement, tenant_id, kept)


async def _delete_one(
    connection: "asyncpg.Connection[Any]", table: Table, tenant_id: UUID, key: UUID, records: list[str]
) -> bool:
    """Delete a row with its parts; False if something else refers to it, or if somebody's record would go with it."""
    before: int = await connection.fetchval(DELETED_SO_FAR, records)
    savepoint = connection.transaction()
    await savepoint.start()
    try:
        await connection.execute(
            f"DELETE FROM {table.fullname} WHERE {TENANT} = $1 AND id = $2", tenant_id, key
        )
    except asyncpg.ForeignKeyViolationError:
        await savepoint.rollback()
        return False
    after: int = await connection.fetchval(DELETED_SO_FAR, records)
    if after - before > (table.fullname in records):
        await savepoint.rollback()
        return False
    await savepoint.commit()
    return True

"""Computes derived tables again, one tenant at a time: writes what differs, leaves the rest, makes nobody wait.

Until the transaction commits, readers see the previous figures; no lock stands in their way.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import asyncpg

from db.connection import DatabaseConnection
from db.maintenance.again import tried_again
from db.maintenance.figures.queries import DAY, EVERY_METRIC, FIGURES, METRICS_OF_DAYS, Figures
from db.maintenance.migrate import Progress, silent
from db.maintenance.months import keep_months

HASHED = "SET LOCAL enable_nestloop = off"
"""Joins by hashing, whatever the statistics say.

If they don't know a tenant yet, because its rows have just come, they promise one row of each table. Nested loops over
sums, which have no index, then take minutes where hashing takes a second.
"""
AS_BEFORE = "SET LOCAL enable_nestloop TO DEFAULT"
LOCK = "SELECT pg_advisory_xact_lock(hashtext('refresh ' || $1::text))"
TENANTS = "SELECT t.id, t.short_code FROM tenants t WHERE $1::text IS NULL OR t.short_code = $1 ORDER BY t.short_code"
SINCE = "SELECT max(m.updated_at) - interval '1 day' FROM metrics_daily m WHERE m.tenant_id = $1"
"""The time since which events may be uncounted: every event changes a figure, so the last change is the last count.

One day is taken off, because an event is seen when its transaction ends but carries the time at which that began.
"""
TOUCHED = f"SELECT DISTINCT {DAY} FROM events e WHERE e.tenant_id = $1 AND e.created_at >= $2"


class UnknownTenant(ValueError):
    """No tenant has that code."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """How many rows of a tenant's derived tables were written and removed."""

    written: int = 0
    removed: int = 0


def refresh(
    owner_url: str,
    code: str | None,
    progress: Progress = silent,
    *,
    whole: bool = False,
    postponed: Callable[[], None] = lambda: None,
) -> dict[str, Refreshed]:
    """Makes the months of the logs to come, and computes the figures of one tenant, or of all. Returns what changed.

    owner_url: a PostgreSQL URL of the role that owns the tables. whole: count every event again, not only the days that
    have new ones. postponed: called if months are missing that can't be made now, because a long transaction holds the
    logs. Raises UnknownTenant, and the driver's errors.
    """
    return asyncio.run(_refresh(owner_url, code, progress, whole, postponed))


async def _refresh(
    owner_url: str, code: str | None, progress: Progress, whole: bool, postponed: Callable[[], None]
) -> dict[str, Refreshed]:
    connection = await asyncpg.connect(owner_url)
    try:
        tenants = await connection.fetch(TENANTS, code)
        if code is not None and not tenants:
            raise UnknownTenant(f'there is no tenant with the code "{code}"')
        if not await keep_months(connection):
            postponed()
        found: dict[str, Refreshed] = {}
        for number, (tenant, name) in enumerate(tenants, 1):
            entered = partial(_enter_and_refresh, connection, tenant, whole)
            found[name] = await tried_again(connection, entered)
            progress(name, number, len(tenants))
        return found
    finally:
        await connection.close()


async def _enter_and_refresh(connection: DatabaseConnection, tenant_id: Any, whole: bool) -> Refreshed:
    await connection.execute("SELECT app.enter_tenant($1)", tenant_id)
    return await refresh_tenant(connection, tenant_id, whole=whole)


async def refresh_tenant(connection: DatabaseConnection, tenant_id: Any, *, whole: bool = False) -> Refreshed:
    """Computes the figures of one tenant, in a transaction of the owner that has entered the tenant."""
    await connection.execute(LOCK, str(tenant_id))
    done = [await _count_days(connection, tenant_id, whole)]
    await connection.execute(HASHED)
    for table, figures in FIGURES.items():
        done.append(await _write(connection, table, figures, [tenant_id]))
    await connection.execute(AS_BEFORE)
    return Refreshed(sum(each.written for each in done), sum(each.removed for each in done))


async def _count_days(connection: DatabaseConnection, tenant_id: Any, whole: bool) -> Refreshed:
    """Counts the days that have uncounted events, including late ones."""
    since: datetime | None = None if whole else await connection.fetchval(SINCE, tenant_id)
    keys, columns = ("metric", "day"), ("value",)
    if since is None:
        return await _write(
            connection, "metrics_daily", Figures(keys, columns, EVERY_METRIC), [tenant_id], kept=True
        )
    days = [row[0] for row in await connection.fetch(TOUCHED, tenant_id, since)]
    # Selects whole days by the index on the time, not by a function of the time.
    some = (
        "EXISTS (SELECT FROM unnest($2::date[]) AS w (day)"
        " WHERE e.occurred_at >= w.day::timestamp AT TIME ZONE 'UTC'"
        " AND e.occurred_at < (w.day + 1)::timestamp AT TIME ZONE 'UTC')"
    )
    query = METRICS_OF_DAYS.format(days=some)
    return await _write(
        connection, "metrics_daily", Figures(keys, columns, query), [tenant_id, days], kept=True
    )


async def _write(
    connection: DatabaseConnection,
    table: str,
    figures: Figures,
    arguments: Sequence[Any],
    *,
    kept: bool = False,
) -> Refreshed:
    removed = "DELETE 0" if kept else await connection.execute(removal(table, figures), *arguments)
    written = await connection.execute(upsert(table, figures), *arguments)
    return Refreshed(*(int(tag.rpartition(" ")[2]) for tag in (written, removed)))


# Two statements, though both compute the figures: a cluster accepts no INSERT within another statement.


def removal(table: str, figures: Figures) -> str:
    """The statement that deletes from a derived table the rows that its query does not return."""
    same = " AND ".join(f"f.{key} = t.{key}" for key in figures.keys)
    return (
        f"WITH fresh AS MATERIALIZED ({figures.query})\n"
        f"DELETE FROM {table} t WHERE t.tenant_id = $1 AND NOT EXISTS (SELECT FROM fresh f WHERE {same})"
    )


def upsert(table: str, figures: Figures) -> str:
    """The statement that writes to a derived table what its query returns, and skips rows that are already the same."""
    names = ", ".join((*figures.keys, *figures.columns))
    settings = ", ".join(f"{column} = excluded.{column}" for column in figures.columns)
    before = ", ".join(f"t.{column}" for column in figures.columns)
    after = ", ".join(f"excluded.{column}" for column in figures.columns)
    return (
        f"INSERT INTO {table} AS t (tenant_id, {names}) SELECT $1::uuid, {names} FROM ({figures.query}) fresh\n"
        f"ON CONFLICT (tenant_id, {', '.join(figures.keys)}) DO UPDATE SET {settings}\n"
        f"WHERE ({before}) IS DISTINCT FROM ({after})"
    )

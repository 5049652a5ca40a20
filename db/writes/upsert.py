"""Upserting a batch of rows in one statement, changing only those that differ."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Table
from sqlalchemy.dialects import postgresql

from db.connection import DatabaseConnection
from db.models.base import TENANT
from db.writes.refusals import ROWS_FAULT, first_refused

Key = tuple[Any, ...]

SOURCE = ("external_id",)
PARTIAL: Mapping[tuple[str, ...], str] = {
    SOURCE: "external_id IS NOT NULL",
    ("source_guid",): "source_guid IS NOT NULL",
    ("guardian_id", "student_id"): "deleted_at IS NULL",
    ("user_id", "organization_id"): "deleted_at IS NULL",
}
"""The keys that are unique only among some rows, each with the condition on those rows."""
_DIALECT = postgresql.dialect()


@dataclass(slots=True)
class Written:
    """What a batch did: the keys of the rows that were created, of those that were updated, and the ids of all."""

    created: set[Key] = field(default_factory=set[Key])
    updated: set[Key] = field(default_factory=set[Key])
    ids: dict[Key, UUID] = field(default_factory=dict[Key, UUID])


@dataclass(frozen=True, slots=True)
class Conflict:
    """When a row conflicts with one that exists, and what is updated of it.

    key: the columns that both have in common (after the tenant): a unique constraint of the table, or a unique index
    whose condition is in `PARTIAL`. once: columns that are set only when a row is created; after that they belong to
    the people who edit it. origin: only rows whose `external_id` begins with it are updated, because people made the
    others.
    """

    key: Sequence[str] = SOURCE
    once: Collection[str] = ()
    origin: str | None = None


SAME_SOURCE = Conflict()


async def upsert(
    connection: DatabaseConnection,
    table: Table,
    tenant_id: UUID | None,
    rows: Sequence[Mapping[str, Any]],
    conflict: Conflict = SAME_SOURCE,
) -> Written:
    """Insert rows; where one conflicts with a row that exists, update the latter if it differs.

    A deleted row becomes live again.
    All `rows` have the same columns, different keys, and values that JSON can state. tenant_id: null for a table that
    all tenants share.

    The connection must be in a transaction that has entered the tenant. Raises `RowRefused` with the first of the rows
    that the database refuses, and the driver's errors where it is no row's fault; then nothing of the batch is written.
    """
    if not rows:
        return Written()
    try:
        async with connection.transaction():
            return await _written(connection, table, tenant_id, rows, conflict)
    except ROWS_FAULT as error:

        async def write(some: Sequence[Mapping[str, Any]]) -> None:
            await _written(connection, table, tenant_id, some, conflict)

        raise await first_refused(connection, table, rows, write) or error from None


async def _written(
    connection: DatabaseConnection,
    table: Table,
    tenant_id: UUID | None,
    rows: Sequence[Mapping[str, Any]],
    conflict: Conflict,
) -> Written:
    key, columns = conflict.key, list(rows[0])
    batch = orjson.dumps(rows).decode()
    values = (batch,) if tenant_id is None else (tenant_id, batch)
    ours = () if conflict.origin is None else (conflict.origin,)
    written = Written()
    for row in await connection.fetch(_upsert(table, columns, conflict, len(values)), *values, *ours):
        found = tuple(row[column] for column in key)
        written.ids[found] = row["id"]
        (written.created if row["is_new"] else written.updated).add(found)
    if len(written.ids) < len(rows):
        for row in await connection.fetch(_find(table, key, len(values)), *values):
            written.ids[tuple(row[column] for column in key)] = row["id"]
    return written


def _upsert(table: Table, columns: Sequence[str], conflict: Conflict, batch: int) -> str:
    """The statement. batch: the number of the parameter with the rows; the parameter after it is the origin, if any."""
    key = conflict.key
    kept = [column for column in columns if column not in key and column not in conflict.once]
    changes = [f't."{column}" IS DISTINCT FROM excluded."{column}"' for column in kept]
    settings = [f'"{column}" = excluded."{column}"' for column in kept]
    if "deleted_at" in table.columns:
        changes.append("t.deleted_at IS NOT NULL")
        settings.append("deleted_at = NULL")
    where = " OR ".join(changes)
    if conflict.origin is not None:
        where = f"starts_with(t.external_id, ${batch + 1}) AND ({where})"
    action = f"DO UPDATE SET {', '.join(settings)} WHERE {where}" if settings else "DO NOTHING"
    owner = ((TENANT, "$1::uuid"),) if batch > 1 else ()
    names = ", ".join((*(name for name, _ in owner), *(f'"{column}"' for column in columns)))
    given = ", ".join((*(value for _, value in owner), *(f'r."{column}"' for column in columns)))
    unique = ", ".join((*(name for name, _ in owner), *(f'"{column}"' for column in key)))
    condition = PARTIAL.get(tuple(key))
    returned = ", ".join(f't."{column}"' for column in key)
    return (
        f"INSERT INTO {table.fullname} AS t ({names})\n"
        f"SELECT {given} FROM jsonb_to_recordset(${batch}::jsonb) AS r ({_shape(table, columns)})\n"
        f"ON CONFLICT ({unique}){f' WHERE {condition}' if condition else ''} {action}\n"
        f"RETURNING {returned}, t.id, old.id IS NULL AS is_new"
    )


def _find(table: Table, key: Sequence[str], batch: int) -> str:
    columns = ", ".join(f't."{column}"' for column in key)
    same = " AND ".join(f't."{column}" = r."{column}"' for column in key)
    conditions = [f"t.{TENANT} = $1"] if batch > 1 else []
    if tuple(key) in PARTIAL:
        conditions.append(f"t.{PARTIAL[tuple(key)]}")
    return (
        f"SELECT {columns}, t.id FROM {table.fullname} t\n"
        f"JOIN jsonb_to_recordset(${batch}::jsonb) AS r ({_shape(table, key)}) ON {same}\n"
        f"WHERE {' AND '.join(conditions) or 'true'}"
    )


def _shape(table: Table, columns: Sequence[str]) -> str:
    return ", ".join(
        f'"{column}" {table.columns[column].type.compile(dialect=_DIALECT)}' for column in columns
    )

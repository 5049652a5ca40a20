"""Upserting a batch of rows in one statement, changing only those that differ."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from uuid import UUID

import asyncpg
import orjson
from sqlalchemy import Table
from sqlalchemy.dialects import postgresql

from db.models.base import TENANT

Connection: TypeAlias = "asyncpg.Connection[Any]"
Key = tuple[Any, ...]

SOURCE = ("external_id",)
_DIALECT = postgresql.dialect()


@dataclass(slots=True)
class Written:
    """What a batch did: the keys of the rows that it created or updated, and the id of every row that it names."""

    created: set[Key] = field(default_factory=set[Key])
    updated: set[Key] = field(default_factory=set[Key])
    ids: dict[Key, UUID] = field(default_factory=dict[Key, UUID])


async def upsert(
    connection: Connection,
    table: Table,
    tenant_id: UUID,
    rows: Sequence[Mapping[str, Any]],
    *,
    key: Sequence[str] = SOURCE,
    once: Collection[str] = (),
) -> Written:
    """Insert rows, or update those whose `key` is there and that differ; a deleted row lives again.

    `rows` all have the same columns, no two the same key, and values that JSON can state. Columns in `once` are set
    when a row is created, and then belong to the people who edit it. `key` must be a unique constraint of the table
    (after the tenant); with `external_id`, the partial one.

    The connection must be in a transaction that has entered the tenant. Raises the driver's errors.
    """
    if not rows:
        return Written()
    columns = list(rows[0])
    batch = orjson.dumps(rows).decode()
    written = Written()
    for row in await connection.fetch(_upsert(table, columns, key, once), tenant_id, batch):
        found = tuple(row[column] for column in key)
        written.ids[found] = row["id"]
        (written.created if row["is_new"] else written.updated).add(found)
    if len(written.ids) < len(rows):
        for row in await connection.fetch(_find(table, key), tenant_id, batch):
            written.ids[tuple(row[column] for column in key)] = row["id"]
    return written


def _upsert(table: Table, columns: Sequence[str], key: Sequence[str], once: Collection[str]) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    given = ", ".join(f'r."{column}"' for column in columns)
    kept = [column for column in columns if column not in key and column not in once]
    lives = "deleted_at" in table.columns
    changes = [f't."{column}" IS DISTINCT FROM excluded."{column}"' for column in kept]
    settings = [f'"{column}" = excluded."{column}"' for column in kept]
    if lives:
        changes.append("t.deleted_at IS NOT NULL")
        settings.append("deleted_at = NULL")
    action = f"DO UPDATE SET {', '.join(settings)} WHERE {' OR '.join(changes)}" if settings else "DO NOTHING"
    returned = ", ".join(f't."{column}"' for column in key)
    return (
        f"INSERT INTO {table.fullname} AS t ({TENANT}, {names})\n"
        f"SELECT $1::uuid, {given} FROM jsonb_to_recordset($2::jsonb) AS r ({_shape(table, columns)})\n"
        f"ON CONFLICT ({_target(key)} {action}\n"
        f"RETURNING {returned}, t.id, old.id IS NULL AS is_new"
    )


def _target(key: Sequence[str]) -> str:
    columns = ", ".join(f'"{column}"' for column in key)
    return f"{TENANT}, {columns})" + (" WHERE external_id IS NOT NULL" if tuple(key) == SOURCE else "")


def _find(table: Table, key: Sequence[str]) -> str:
    columns = ", ".join(f't."{column}"' for column in key)
    same = " AND ".join(f't."{column}" = r."{column}"' for column in key)
    return (
        f"SELECT {columns}, t.id FROM {table.fullname} t\n"
        f"JOIN jsonb_to_recordset($2::jsonb) AS r ({_shape(table, key)}) ON {same}\n"
        f"WHERE t.{TENANT} = $1"
    )


def _shape(table: Table, columns: Sequence[str]) -> str:
    return ", ".join(
        f'"{column}" {table.columns[column].type.compile(dialect=_DIALECT)}' for column in columns
    )

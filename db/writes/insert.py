"""Inserting many whole rows in one statement."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import Table
from sqlalchemy.dialects import postgresql

from db.connection import DatabaseConnection

BATCH = 5_000
_DIALECT = postgresql.dialect()


async def insert(connection: DatabaseConnection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert `rows`, in their order. A row that exists already is an error.

    All `rows` have the same columns, including tenant and id, and values that JSON can state. The connection is in a
    transaction that has entered the tenant. Raises the driver's errors.
    """
    if not rows:
        return
    statement = _insert(table, list(rows[0]))
    for first in range(0, len(rows), BATCH):
        await connection.execute(statement, orjson.dumps(rows[first : first + BATCH]).decode())


def _insert(table: Table, columns: Sequence[str]) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    shape = ", ".join(
        f'"{column}" {table.columns[column].type.compile(dialect=_DIALECT)}' for column in columns
    )
    # Without RETURNING, a sharded server would use COPY for the rows, which row-level security refuses.
    return (
        f"INSERT INTO {table.fullname} ({names})\n"
        f"SELECT {names}\n"
        f'FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS ({shape})) WITH ORDINALITY AS r ({names}, "#place")\n'
        'ORDER BY "#place"\nRETURNING id'
    )

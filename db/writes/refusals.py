"""Which row of a batch the database refuses: a statement of many rows says only that one of them is at fault."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import asyncpg
from sqlalchemy import Table

from db.connection import DatabaseConnection

Row = Mapping[str, Any]

ROWS_FAULT = (
    asyncpg.IntegrityConstraintViolationError,
    asyncpg.DataError,
    asyncpg.CardinalityViolationError,
    asyncpg.ObjectNotInPrerequisiteStateError,
    asyncpg.RaiseError,
)
"""What PostgreSQL raises where a constraint, a type or a trigger refuses a row.

A policy refuses all rows of a batch or none: they share the tenant that the transaction has entered, or has not.
"""


class RowRefused(Exception):
    """The database refuses `row` of `table`; `error` says why. place: where the row stands in its source, if known."""

    def __init__(self, table: str, row: Row, error: asyncpg.PostgresError) -> None:
        super().__init__(f"{table}: {error}")
        self.table = table
        self.row = row
        self.error = error
        self.place: str | None = None


async def first_refused(
    connection: DatabaseConnection,
    table: Table,
    rows: Sequence[Row],
    write: Callable[[Sequence[Row]], Awaitable[None]],
) -> RowRefused | None:
    """The first row with which `write` of the rows up to it fails; null if they can all be written now.

    It halves the batch until it is found, and takes back whatever it tries.
    """
    sound, unsound = 0, len(rows)
    found = await _fault(connection, rows, write)
    while found is not None and unsound - sound > 1:
        half = (sound + unsound) // 2
        fault = await _fault(connection, rows[:half], write)
        if fault is None:
            sound = half
        else:
            unsound, found = half, fault
    return None if found is None else RowRefused(table.name, rows[unsound - 1], found)


async def _fault(
    connection: DatabaseConnection, rows: Sequence[Row], write: Callable[[Sequence[Row]], Awaitable[None]]
) -> asyncpg.PostgresError | None:
    attempt = connection.transaction()
    await attempt.start()
    try:
        await write(rows)
    except ROWS_FAULT as error:
        return error
    finally:
        await attempt.rollback()
    return None

"""A tenant that only one test uses, and the rows that its tables refuse."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from tests.support.databases import Database
from tests.support.rows import Draft


async def make_tenant(connection: "asyncpg.Connection[Any]", draft: Draft, kind: str = "company") -> None:
    """Inserts the tenant of the draft, named after its code."""
    await connection.execute(
        "INSERT INTO tenants (id, name, short_code, kind) VALUES ($1, $2, $3, $4)",
        draft.tenant_id,
        draft.code.capitalize(),
        draft.code,
        kind,
    )


@asynccontextmanager
async def in_tenant(
    database: Database, draft: Draft, kind: str = "company"
) -> AsyncIterator["asyncpg.Connection[Any]"]:
    """The owner's connection in a new tenant with the drafted rows, in a transaction that is never committed."""
    connection = await asyncpg.connect(database.owner_url)
    try:
        await make_tenant(connection, draft, kind)
        await connection.transaction().start()
        await connection.execute("SELECT app.enter_tenant($1)", draft.tenant_id)
        await draft.write(connection)
        yield connection
    finally:
        await connection.close()


async def broken(
    connection: "asyncpg.Connection[Any]", code: str, table: str, **values: Any
) -> asyncpg.IntegrityConstraintViolationError | None:
    """The error that inserting a row of the tenant `code` raises; null if there is none. The row is rolled back."""
    draft = Draft(code)
    draft.add(table, "tried", **values)
    await connection.execute("SAVEPOINT tried")
    try:
        await draft.write(connection)
    except asyncpg.IntegrityConstraintViolationError as error:
        return error
    finally:
        await connection.execute("ROLLBACK TO tried")
    return None


async def refusal(connection: "asyncpg.Connection[Any]", code: str, table: str, **values: Any) -> str | None:
    """The constraint that a row breaks, or the column that must not be null; null if it breaks none."""
    error = await broken(connection, code, table, **values)
    if error is None:
        return None
    name = error.constraint_name or error.column_name
    assert name, error
    return name

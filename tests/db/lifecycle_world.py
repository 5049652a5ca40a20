"""The small world with a marker in every place where something about a person can stand."""

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import Column, Date, Table
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from db.derived.audit import is_log
from db.maintenance import persons
from tests.support.rows import row_id
from tests.support.world.facts import OPEN

MARK = "zq7marker"
FOUND = re.compile(MARK + r"~([\w.]+)~")
TOKEN_HASH = sha256(MARK.encode()).hexdigest()
"""Of a reset token and an invitation, which hold nothing else."""
ACCOUNT_EMAIL = f"{MARK}~account~@mark.test"
EVERY_TABLE = """
SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname !~ '^(pg_|information_schema)' ORDER BY 1
"""
TENANT_ID = UUID(row_id(OPEN, "tenants", OPEN))


@dataclass(slots=True)
class Filled:
    """people: whom a marked row is about. placed: the marks. closed: columns that take no free text."""

    people: set[UUID] = field(default_factory=set)
    placed: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)


async def fill(connection: "asyncpg.Connection[Any]") -> Filled:
    """Marks one row of every table about people, in every column that can tell something."""
    filled = Filled()
    for table in persons.tables():
        await _fill_row(connection, table, filled)
    person = min(filled.people)
    account = await connection.fetchval(
        "INSERT INTO identity.accounts (email, password_hash) VALUES ($1, 'x') RETURNING id", ACCOUNT_EMAIL
    )
    await connection.execute("UPDATE users SET account_id = $1 WHERE id = $2", account, person)
    await connection.execute(
        "INSERT INTO identity.account_identities (account_id, issuer, subject) VALUES ($1, 'x', $2)",
        account, f"{MARK}~subject~",
    )  # fmt: skip
    await connection.execute(
        "INSERT INTO identity.reset_tokens (account_id, token_hash, expires_at) VALUES ($1, $2, now())",
        account, TOKEN_HASH,
    )  # fmt: skip
    await connection.execute(
        "INSERT INTO identity.invitations (email, token_hash, expires_at) VALUES (upper($1), $2, now())",
        ACCOUNT_EMAIL,
        TOKEN_HASH,
    )
    return filled


async def _fill_row(connection: "asyncpg.Connection[Any]", table: Table, filled: Filled) -> None:
    name = table.fullname
    subjects = persons.subjects(table)
    about = subjects[0] if subjects else None
    chosen = f" AND {about} IS NOT NULL" if about else ""
    if name == "users":
        chosen = " AND id = (SELECT user_id FROM student_profiles WHERE tenant_id = $1 ORDER BY id LIMIT 1)"
    row = await connection.fetchrow(
        f"SELECT * FROM {name} WHERE tenant_id = $1{chosen} ORDER BY id LIMIT 1", TENANT_ID
    )
    assert row is not None, f"the small world has no row of {name}"
    if about:
        filled.people |= {row[column] for column in subjects}
    await connection.execute("SELECT set_config('app.forgets', $1, false)", "on" if is_log(table) else "")
    for column in [*persons.personal(table), *records(table)]:
        mark = f"{name}.{column.name}"
        try:
            await connection.execute(
                f"UPDATE {name} SET {column.name} = $2 WHERE id = $1", row["id"], marked(column, mark)
            )
        except (asyncpg.CheckViolationError, asyncpg.DataError):
            filled.closed.add(mark)
        else:
            filled.placed.add(mark)
    await connection.execute("SELECT set_config('app.forgets', '', false)")


def records(table: Table) -> "list[Column[object]]":
    """The columns that stay when the person is erased."""
    return [column for column in table.columns if column.info.get("record")]


def marked(column: "Column[object]", mark: str) -> object:
    """A value of the column's type that holds the mark."""
    text = f"{MARK}~{mark}~"
    if isinstance(column.type, Date):
        raise asyncpg.DataError(text)
    if isinstance(column.type, JSONB):
        is_list = column.server_default is not None and "[]" in str(getattr(column.server_default, "arg", ""))
        return f'["{text}"]' if is_list else f'{{"note": "{text}"}}'
    return [text] if isinstance(column.type, ARRAY) else text


async def search(connection: "asyncpg.Connection[Any]") -> set[tuple[str, str]]:
    """Every mark in the whole database, with the table that holds it."""
    found: set[tuple[str, str]] = set()
    for table in await connection.fetch(EVERY_TABLE):
        rows = await connection.fetch(
            f"SELECT to_jsonb(t)::text AS row FROM {table['name']} t WHERE to_jsonb(t)::text ILIKE '%{MARK}%'"
        )
        found |= {
            (table["name"], mark.lower())
            for row in rows
            for mark in FOUND.findall(row["row"].replace(MARK.upper(), MARK))
        }
    return found

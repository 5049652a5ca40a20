"""Rows for tests: drafted with ids that are derived from names, and inserted by one statement per table."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

import asyncpg
import orjson

from db.models import Base

Connection = "asyncpg.Connection[Any]"


class Draft:
    """The rows of one tenant that are not written yet, by table. Tables are in the order of their first row."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.tenant_id = row_id(code, "tenants", code)
        self.rows: dict[str, list[dict[str, Any]]] = {}

    def add(self, table: str, called: str, /, **values: Any) -> str:
        """Adds a row with the name `called`, and returns its id."""
        key = row_id(self.code, table, called)
        self.rows.setdefault(table, []).append({"tenant_id": self.tenant_id, "id": key, **values})
        return key

    def id(self, table: str, name: str) -> str:
        """The id of a row of this tenant."""
        return row_id(self.code, table, name)

    async def write(self, connection: "asyncpg.Connection[Any]") -> None:
        """Inserts the rows, in a transaction that has entered the tenant."""
        for table, rows in self.rows.items():
            await insert(connection, table, rows)


def row_id(code: str, table: str, name: str) -> str:
    """The id of the row with that name."""
    return str(uuid5(NAMESPACE_URL, f"{code}/{table}/{name}"))


async def insert(connection: "asyncpg.Connection[Any]", table: str, rows: list[dict[str, Any]]) -> None:
    """Inserts rows with any columns, in order; a column that a row leaves out gets its default."""
    schema = Base.metadata.tables[table]
    for columns, alike in _alike(rows):
        names = ", ".join(f'"{name}"' for name in columns)
        chosen = ", ".join(f'r."{name}"' for name in columns)
        await connection.execute(
            f"INSERT INTO {schema.fullname} ({names}) SELECT {chosen}"
            f" FROM jsonb_populate_recordset(NULL::{schema.fullname}, $1::jsonb) WITH ORDINALITY AS r"
            f" ORDER BY ordinality",
            orjson.dumps(alike).decode(),
        )


def _alike(rows: list[dict[str, Any]]) -> list[tuple[tuple[str, ...], list[dict[str, Any]]]]:
    """Runs of rows that state the same columns."""
    found: list[tuple[tuple[str, ...], list[dict[str, Any]]]] = []
    for row in rows:
        if not found or found[-1][0] != tuple(row):
            found.append((tuple(row), []))
        found[-1][1].append(row)
    return found

"""The database roles of the gateway, and databases that belong to them."""

from pathlib import Path
from typing import Any

import asyncpg

OWNER = "lyceum_owner"
GATEWAY = "lyceum_gateway"
WRITER = "lyceum_writer"

ROLES_SQL = Path(__file__).with_name("roles.sql")


async def ensure_roles(connection: "asyncpg.Connection[Any]") -> None:
    """Create the missing roles over a connection of an administrator (superuser or CREATEROLE).

    Raises `asyncpg.RaiseError` if an existing role may bypass row-level security.
    """
    await connection.execute(ROLES_SQL.read_text())


async def ensure_database(connection: "asyncpg.Connection[Any]", name: str) -> None:
    """Create the database `name` for the roles if it is missing, over a connection of an administrator.

    It belongs to the owner; only the three roles may connect.
    """
    found = await connection.fetchval("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name)
    if found:
        return
    quoted = '"' + name.replace('"', '""') + '"'
    await connection.execute(f"CREATE DATABASE {quoted} OWNER {OWNER} TEMPLATE template0")
    await connection.execute(f"REVOKE ALL ON DATABASE {quoted} FROM PUBLIC")
    await connection.execute(f"GRANT CONNECT ON DATABASE {quoted} TO {GATEWAY}, {WRITER}")


async def prepare(admin_url: str, name: str) -> None:
    """Create the roles and the database `name` if they are missing, using the URL of an administrator."""
    connection = await asyncpg.connect(admin_url)
    try:
        await ensure_roles(connection)
        await ensure_database(connection, name)
    finally:
        await connection.close()

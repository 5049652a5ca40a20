"""Writes the rows that belong to no tenant. It keeps rows that exist already, for example from an import."""

from collections.abc import Mapping

from db.connection import DatabaseConnection
from db.models import Base
from db.writes.insert import insert
from demo.world.draft import Row

# The columns that identify a row, by table. The rest of the data names the row by the first of them.
KEYS: Mapping[str, tuple[str, ...]] = {
    "countries": ("iso_code",),
    "domains": ("code",),
    "subjects": ("code",),
    "standards_frameworks": ("code", "jurisdiction", "language"),
    "standards": ("code", "framework_id"),
    "standard_associations": ("from_id", "kind", "to_id"),
}


async def write_reference(
    connection: DatabaseConnection, tables: Mapping[str, list[Row]]
) -> dict[str, dict[str, str]]:
    """Insert the missing rows; return the ids of all rows, new or found, by table and first key."""
    found: dict[str, dict[str, str]] = {}
    moved: dict[str, str] = {}
    for name, rows in tables.items():
        key = KEYS[name]
        known = await _known(connection, name, key)
        missing: list[Row] = []
        for drafted in rows:
            row = {
                column: moved.get(value, value) if isinstance(value, str) else value
                for column, value in drafted.items()
            }
            there = known.get(tuple(row[column] for column in key))
            if there is None:
                missing.append(row)
            else:
                moved[row["id"]] = there
            found.setdefault(name, {})[row[key[0]]] = there or row["id"]
        await insert(connection, Base.metadata.tables[name], missing)
    return found


async def _known(
    connection: DatabaseConnection, name: str, key: tuple[str, ...]
) -> dict[tuple[str, ...], str]:
    columns = ", ".join(f"{column}::text" for column in key)
    rows = await connection.fetch(f"SELECT id::text, {columns} FROM {name}")
    return {tuple(row[column] for column in key): row["id"] for row in rows}

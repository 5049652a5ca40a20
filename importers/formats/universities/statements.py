"""The SQL of the list's import: the countries that it names."""

from collections.abc import Mapping
from uuid import UUID

from db.connection import DatabaseConnection


async def add_countries(
    connection: DatabaseConnection, names: Mapping[str, str]
) -> tuple[dict[str, UUID], dict[str, str]]:
    """Add the missing countries. names: by ISO code. Return all ids, and the names that countries had already.

    Countries belong to all tenants: one tenant's import may add countries, but never renames one.
    """
    codes = list(names)
    known = {
        row["iso_code"]: (row["id"], row["name"])
        for row in await connection.fetch(
            "SELECT iso_code, id, name FROM countries WHERE iso_code = ANY ($1::text[])", codes
        )
    }
    missing = [code for code in codes if code not in known]
    await connection.execute(
        "INSERT INTO countries (iso_code, name) SELECT * FROM unnest($1::text[], $2::text[])\n"
        "ON CONFLICT (iso_code) DO NOTHING",
        missing,
        [names[code] for code in missing],
    )
    rows = await connection.fetch(
        "SELECT iso_code, id FROM countries WHERE iso_code = ANY ($1::text[])", codes
    )
    return {row["iso_code"]: row["id"] for row in rows}, {code: name for code, (_, name) in known.items()}

"""The SQL of the list's import: the countries that it names."""

from collections.abc import Collection
from uuid import UUID

from db.connection import DatabaseConnection


async def known_countries(
    connection: DatabaseConnection, codes: Collection[str]
) -> dict[str, tuple[UUID, str]]:
    """The countries with these ISO codes: id and name, by code.

    Countries belong to all tenants and come with the database: one tenant's list neither adds one nor renames one.
    """
    rows = await connection.fetch(
        "SELECT iso_code, id, name FROM countries WHERE iso_code = ANY ($1::text[])", list(codes)
    )
    return {row["iso_code"]: (row["id"], row["name"]) for row in rows}

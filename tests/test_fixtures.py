"""The database fixtures keep tests apart."""

import asyncpg
import pytest

from tests.support.databases import Database


@pytest.mark.parametrize("_time", [1, 2])
async def test_each_test_has_its_own_database(owner_url: str, _time: int) -> None:
    connection = await asyncpg.connect(owner_url)
    try:
        await connection.execute("CREATE TABLE only_here (id int)")
        assert await connection.fetchval("SELECT count(*) FROM only_here") == 0
    finally:
        await connection.close()


async def test_the_roles_can_not_bypass_row_level_security(database: Database) -> None:
    connection = await asyncpg.connect(database.admin_url)
    try:
        rows = await connection.fetch(
            "SELECT rolname, rolcanlogin, rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole AS is_mighty"
            " FROM pg_roles WHERE rolname LIKE 'lyceum%' ORDER BY rolname"
        )
    finally:
        await connection.close()
    assert [tuple(row) for row in rows] == [
        ("lyceum_gateway", True, False),
        ("lyceum_owner", True, False),
        ("lyceum_writer", True, False),
    ]


async def test_a_role_of_another_project_may_not_connect(database: Database) -> None:
    connection = await asyncpg.connect(database.admin_url)
    try:
        await connection.execute("CREATE ROLE stranger LOGIN")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await asyncpg.connect(database.admin_url.replace("postgres@", "stranger@"))
    finally:
        await connection.execute("DROP ROLE stranger")
        await connection.close()

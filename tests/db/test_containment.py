"""Why no open-ended JSON has a GIN index: row-level security keeps containment from using one."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from db.roles import GATEWAY
from tests.support.databases import Database

INDEX = "CREATE INDEX over_json ON {table} USING gin ({column})"
ASKED = 'EXPLAIN SELECT id FROM {table} WHERE tenant_id = $1 AND {column} @> \'{{"provider": "p77"}}\''
# As many rows of one tenant as make containment worth an index; what they refer to is no matter here.
ROWS = {
    "content_items.data": "INSERT INTO content_items (tenant_id, course_id, module_id, content_type, title, data,"
    " sequence_index) SELECT $1, $1, $1, 'video', 'v', jsonb_build_object('provider', 'p' || n), n"
    " FROM generate_series(1, 5000) n",
    "assets.metadata": "INSERT INTO assets (tenant_id, asset_type, storage_uri, filename, metadata)"
    " SELECT $1, 'video', 'v', 'v', jsonb_build_object('provider', 'p' || n) FROM generate_series(1, 5000) n",
}


@pytest.fixture
async def superuser(database: Database) -> AsyncIterator["asyncpg.Connection[Any]"]:
    """A superuser's connection, in a transaction that is taken back."""
    connection = await asyncpg.connect(database.admin_url)
    transaction = connection.transaction()
    await transaction.start()
    yield connection
    await transaction.rollback()
    await connection.close()


@pytest.mark.parametrize("home", ROWS)
async def test_row_level_security_keeps_containment_from_an_index(
    superuser: "asyncpg.Connection[Any]", home: str
) -> None:
    table, _, column = home.partition(".")
    tenant = uuid4()

    async def plan() -> str:
        rows = await superuser.fetch(ASKED.format(table=table, column=column), tenant)
        return "\n".join(row[0] for row in rows)

    await superuser.execute("SET LOCAL session_replication_role = replica")
    await superuser.execute(ROWS[home], tenant)
    await superuser.execute(INDEX.format(table=table, column=column))
    await superuser.execute(f"ANALYZE {table}")
    assert "Bitmap Index Scan on over_json" in await plan(), "who is above the policies uses it"
    await superuser.execute(f"SET LOCAL ROLE {GATEWAY}")
    assert "over_json" not in await plan(), "the gateway can't"

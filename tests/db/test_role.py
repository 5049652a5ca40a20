"""The gateway reads only as a role that can do nothing but read: on each connection it refuses a role that can do more,
whatever gives the role that privilege.
"""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from db.embedded import EmbeddedServer
from db.errors import DatabaseUnavailable, UnsafeRole
from db.reads.claims import Claims
from db.reads.database import Database as Served
from tests.support.databases import Database

SERVES = (
    "the gateway serves only as a role that owns nothing, writes nothing and can't pass by row-level security"
)

WAYS: dict[str, tuple[str, str]] = {
    "superuser": ("ALTER ROLE probe SUPERUSER", "probe is a superuser"),
    "bypass": ("ALTER ROLE probe BYPASSRLS", "probe bypasses row-level security"),
    "replication": ("ALTER ROLE probe REPLICATION", "probe may copy the whole server (REPLICATION)"),
    "roles": ("ALTER ROLE probe CREATEROLE", "probe may make and change roles (CREATEROLE)"),
    "databases": ("ALTER ROLE probe CREATEDB", "probe may make databases (CREATEDB)"),
    "owner": ("ALTER TABLE courses OWNER TO probe", "probe owns table courses"),
    "owner of a schema": ("CREATE SCHEMA theirs AUTHORIZATION probe", "probe owns schema theirs"),
    "owner of a function": (
        "ALTER FUNCTION app.schema_revision() OWNER TO probe",
        "probe owns function app.schema_revision()",
    ),
    "member": ("GRANT lyceum_owner TO probe", "probe, through lyceum_owner, which owns "),
    "member that would set": (
        "GRANT lyceum_owner TO probe WITH INHERIT FALSE, SET TRUE",
        "probe, through lyceum_owner, which owns ",
    ),
    "member that inherits": (
        "GRANT lyceum_owner TO probe WITH INHERIT TRUE, SET FALSE",
        "probe, through lyceum_owner, which owns ",
    ),
    "member that administers": (
        "GRANT lyceum_owner TO probe WITH INHERIT FALSE, SET FALSE, ADMIN TRUE",
        "probe, through lyceum_owner, which owns ",
    ),
    "member of a member": (
        "GRANT lyceum_owner TO between; GRANT between TO probe WITH INHERIT FALSE",
        "probe, through lyceum_owner, which owns ",
    ),
    "member of one that bypasses": (
        "ALTER ROLE between BYPASSRLS; GRANT between TO probe",
        "probe, through between, which bypasses row-level security",
    ),
    "member of one that reads all": (
        "GRANT pg_read_all_data TO probe",
        "probe, through pg_read_all_data, which is a role of PostgreSQL itself, for more than reading",
    ),
    "member of one that runs programs": (
        "GRANT pg_execute_server_program TO between; GRANT between TO probe",
        "probe, through pg_execute_server_program, which is a role of PostgreSQL itself, for more than reading",
    ),
    "member of the writer": ("GRANT lyceum_writer TO probe", "probe, through lyceum_writer, which may "),
    "writes a column": ("GRANT UPDATE (title) ON courses TO probe", "probe may UPDATE public.courses.title"),
    "writes as everyone": (
        "GRANT INSERT ON countries TO PUBLIC",
        "probe, through PUBLIC, which may INSERT public.countries",
    ),
    "writes through a view": (
        "CREATE VIEW app.seen AS SELECT * FROM countries; GRANT DELETE ON app.seen TO probe",
        "probe may DELETE app.seen",
    ),
    "creates in a schema": ("GRANT CREATE ON SCHEMA public TO probe", "probe may CREATE in schema public"),
    **{
        f"may {word}": (f"GRANT {word} ON courses TO probe", f"probe may {word} public.courses")
        for word in ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN")
    },
}
"""Each mistake that an administrator could make, and the message about it."""


@pytest.fixture
async def admin(database: Database) -> AsyncIterator["asyncpg.Connection[Any]"]:
    """A superuser's connection, and the roles `probe` and `between`, which are dropped afterwards with all they own."""
    connection = await asyncpg.connect(database.admin_url)
    await connection.execute(
        "CREATE ROLE probe LOGIN; CREATE ROLE between NOLOGIN; GRANT USAGE ON SCHEMA public, app TO probe;"
        f"GRANT SELECT ON tenants, courses TO probe; GRANT CONNECT ON DATABASE {database.name} TO probe"
    )
    yield connection
    await connection.execute(
        "REASSIGN OWNED BY probe, between TO lyceum_owner; DROP OWNED BY probe, between CASCADE;"
        "DROP ROLE probe, between"
    )
    await connection.close()


async def refusal(url: str) -> str | None:
    served = await Served.open(url, pool_size=1, acquire_seconds=5)
    try:
        await served.check()
    except UnsafeRole as unsafe:
        return unsafe.reason
    finally:
        await served.close()
    return None


@pytest.mark.parametrize(("mistake", "told"), WAYS.values(), ids=WAYS)
async def test_a_role_that_may_more_is_refused(
    server: EmbeddedServer, database: Database, admin: "asyncpg.Connection[Any]", mistake: str, told: str
) -> None:
    url = server.url("probe", database.name)
    assert await refusal(url) is None, "so far it may only read"
    await admin.execute(mistake)
    reason = await refusal(url)
    assert reason is not None
    assert reason.startswith(f"the database role {told}")
    assert f"; {SERVES}" in reason


async def test_creating_in_the_database_is_too_much(
    server: EmbeddedServer, database: Database, admin: "asyncpg.Connection[Any]"
) -> None:
    await admin.execute(f"GRANT CREATE ON DATABASE {database.name} TO probe")
    reason = await refusal(server.url("probe", database.name))
    assert reason is not None
    assert reason.startswith(f"the database role probe may CREATE in database {database.name}; ")


async def test_of_the_roles_that_are_made_the_gateways_alone_serves(database: Database) -> None:
    assert await refusal(database.gateway_url) is None
    for url, login, power in (
        (database.owner_url, "lyceum_owner", "owns "),
        (database.writer_url, "lyceum_writer", "may "),
        (database.admin_url, "postgres", "is a superuser"),
    ):
        reason = await refusal(url)
        assert reason is not None
        assert reason.startswith(f"the database role {login} {power}")


async def test_a_superuser_that_steps_down_in_the_url_is_refused(database: Database) -> None:
    reason = await refusal(f"{database.admin_url}&options=-c%20role%3Dlyceum_gateway")
    assert reason is not None
    assert reason.startswith("the database role postgres is a superuser")


async def test_a_connection_that_is_made_later_is_looked_at_too(
    server: EmbeddedServer, database: Database, admin: "asyncpg.Connection[Any]"
) -> None:
    served = await Served.open(server.url("probe", database.name), pool_size=1, acquire_seconds=5)
    try:
        await served.check()
        await admin.execute("ALTER ROLE probe BYPASSRLS")
        await admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'probe'")
        for _ in range(2):
            with pytest.raises(DatabaseUnavailable):
                await served.check()
        with pytest.raises(UnsafeRole):
            async with served.read(Claims("north")):
                pass
        await admin.execute("ALTER ROLE probe NOBYPASSRLS")
        await served.check()
    finally:
        await served.close()

"""The script that prepares the database of docker-compose.yml does so, run with psql as the image runs it."""

import asyncio
import os
import shlex
import subprocess
from pathlib import Path

import asyncpg

from db.embedded import SUPERUSER, EmbeddedServer, binary
from tests.support.databases import Clones

ROOT = Path(__file__).parents[2]


async def test_it_makes_the_roles_and_gives_the_database_to_the_owner(
    server: EmbeddedServer, clones: Clones
) -> None:
    database = await clones.create("template0")
    try:
        script = (ROOT / "docker" / "prepare-database.sh").read_text()
        await asyncio.to_thread(
            subprocess.run,
            ["/bin/sh"],
            input=script.replace("/lyceum/roles.sql", shlex.quote(str(ROOT / "db" / "roles.sql"))),
            text=True,
            check=True,
            timeout=60,
            capture_output=True,
            env={
                "PATH": f"{binary('psql').parent}{os.pathsep}{os.environ['PATH']}",
                "PGHOST": server.url(SUPERUSER).split("host=")[1],
                "POSTGRES_USER": SUPERUSER,
                "POSTGRES_DB": database.name,
                "OWNER_PASSWORD": 'it\'s "own" $1',
                "GATEWAY_PASSWORD": "gateway",
                "WRITER_PASSWORD": "writer",
            },
        )
        connection = await asyncpg.connect(database.admin_url)
        try:
            owner = await connection.fetchval(
                "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
            )
            protected = await connection.fetch(
                "SELECT rolname FROM pg_authid WHERE rolname LIKE 'lyceum%' AND rolpassword LIKE 'SCRAM-SHA-256%'"
            )
        finally:
            await connection.close()
    finally:
        await clones.drop(database)
    assert owner == "lyceum_owner"
    assert {row["rolname"] for row in protected} == {"lyceum_owner", "lyceum_gateway", "lyceum_writer"}

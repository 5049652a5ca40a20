"""Databases for tests: cloned from a template, dropped after use."""

import asyncio
import os
import shutil
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import asyncpg

import demo
from db.embedded import SUPERUSER, EmbeddedServer
from db.maintenance.migrate import upgrade
from db.roles import GATEWAY, OWNER, WRITER, ensure_database, ensure_roles
from tests.support import world

TEMPLATE = "template_migrated"
WORLD_TEMPLATE = "template_world"
DEMO_TEMPLATE = "template_demo"


@dataclass(frozen=True, slots=True)
class Database:
    """One database and how each role reaches it."""

    name: str
    owner_url: str
    gateway_url: str
    writer_url: str
    admin_url: str
    """The superuser's URL. Row-level security doesn't bind the superuser, so a test can check what is really there."""


@dataclass(slots=True)
class Clones:
    """Makes and drops databases on one server."""

    server: EmbeddedServer
    template: str = TEMPLATE
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    @classmethod
    async def prepare(cls, server: EmbeddedServer) -> "Clones":
        """Create the roles and the migrated template."""
        clones = cls(server)
        connection = await asyncpg.connect(server.url(SUPERUSER, "postgres"))
        try:
            await ensure_roles(connection)
            await ensure_database(connection, TEMPLATE)
        finally:
            await connection.close()
        await asyncio.to_thread(upgrade, server.url(OWNER, TEMPLATE))
        return clones

    async def world_template(self) -> str:
        """Create the template with the small world; return its name."""
        made = await self.create(TEMPLATE, WORLD_TEMPLATE)
        await world.build(made.admin_url)
        return WORLD_TEMPLATE

    async def demo_template(self) -> str:
        """Create the template with the demo data; return its name."""
        await self.create(TEMPLATE, DEMO_TEMPLATE)
        await asyncio.to_thread(demo.load, self.server.url(OWNER, DEMO_TEMPLATE), quiet)
        return DEMO_TEMPLATE

    async def create(self, template: str, name: str | None = None) -> Database:
        """Clone `template`."""
        name = name or f"test_{next(self._numbers)}"
        await self._administer(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {template} STRATEGY file_copy")
        await self._administer(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
        await self._administer(f"GRANT CONNECT ON DATABASE {name} TO {GATEWAY}, {WRITER}")
        urls = (self.server.url(role, name) for role in (OWNER, GATEWAY, WRITER, SUPERUSER))
        return Database(name, *urls)

    async def drop(self, database: Database) -> None:
        """Drop a database, even if somebody is still connected."""
        await self._administer(f"DROP DATABASE {database.name} WITH (FORCE)")

    async def _administer(self, statement: str) -> None:
        connection = await asyncpg.connect(self.server.url(SUPERUSER, "postgres"))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


def remove_abandoned(folder: Path) -> None:
    """Remove the servers of test runs that were killed before they could remove them."""
    for directory in folder.glob("test-*"):
        if not is_alive(int(directory.name.removeprefix("test-"))):
            shutil.rmtree(directory, ignore_errors=True)


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def quiet(*_: object) -> None:
    """A progress that shows nothing."""

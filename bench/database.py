"""The bench's own database: an embedded server in a folder of its own, prepared once for each scale."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import monotonic

import asyncpg

from bench import data
from db.embedded import SUPERUSER, EmbeddedServer
from db.maintenance.migrate import MIGRATIONS, upgrade
from db.roles import GATEWAY, OWNER, prepare

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".cache" / "bench"
PEER_SCHEMA = Path(__file__).parent / "peers" / "postgraphile" / "schema.sql"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A database that is ready to be read. gateway_url: the URL that all peers use, so all have the same role."""

    owner_url: str
    gateway_url: str
    superuser_url: str
    postmaster: int
    scale: int
    log: Path


@contextmanager
def prepared(scale: int) -> Generator[Prepared]:
    """Give the database of that scale. Make it first if it is missing, or if other code made it."""
    with EmbeddedServer(FOLDER / f"postgres-{scale}") as server:
        name = f"bench_{_version()}"
        admin = server.url(SUPERUSER, "postgres")
        urls = [server.url(role, name) for role in (OWNER, GATEWAY, SUPERUSER)]
        if not asyncio.run(_exists(admin, name)):
            begun = monotonic()
            _make(admin, name, urls[0], urls[2], scale)
            print(f"prepared the database in {monotonic() - begun:.0f} s", flush=True)
        asyncio.run(_run(urls[2], PEER_SCHEMA.read_text()))
        pid = int((server.data / "postmaster.pid").read_text().split()[0])
        yield Prepared(urls[0], urls[1], urls[2], pid, scale, server.log)


def _version() -> str:
    """A name for the code that makes a database: a digest of the statements for the rows and of the migrations."""
    made = [Path(data.__file__), *sorted((MIGRATIONS / "versions").glob("[0-9]*"))]
    return sha256(b"".join(path.read_bytes() for path in made)).hexdigest()[:12]


def _make(admin: str, name: str, owner_url: str, superuser_url: str, scale: int) -> None:
    making = f"{name}_making"
    asyncio.run(_drop_others(admin))
    asyncio.run(prepare(admin, making))
    upgrade(owner_url.replace(name, making))
    data.main(owner_url.replace(name, making), scale)
    asyncio.run(_run(superuser_url.replace(name, making), "VACUUM (FREEZE, ANALYZE)"))
    asyncio.run(_run(admin, f"ALTER DATABASE {making} RENAME TO {name}"))
    asyncio.run(_run(admin, "CHECKPOINT"))


async def _exists(url: str, name: str) -> bool:
    connection = await asyncpg.connect(url)
    try:
        return bool(
            await connection.fetchval("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name)
        )
    finally:
        await connection.close()


async def _drop_others(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        for row in await connection.fetch(r"SELECT datname FROM pg_database WHERE datname LIKE 'bench\_%'"):
            await connection.execute(f"DROP DATABASE {row['datname']} WITH (FORCE)")
    finally:
        await connection.close()


async def _run(url: str, sql: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()

"""Copy the embedded database into a new folder, and verify the copy."""

import asyncio
from argparse import ArgumentParser, Namespace
from pathlib import Path

import asyncpg

from app.cli.databases import DATABASE
from app.cli.explain import Failure
from app.cli.progress import Shown
from app.settings import Settings
from db.embedded import SUPERUSER, EmbeddedServer, take_backup

OWN_SERVER = (
    "backup and restore are for the embedded PostgreSQL; docs/operating.md says how for a server of your own"
)
NOT_ARCHIVED = """
SELECT last_failed_wal FROM pg_stat_archiver
WHERE last_failed_time > coalesce(last_archived_time, '-infinity')
"""


def configure(parser: ArgumentParser) -> None:
    """Take where to."""
    parser.add_argument(
        "folder", metavar="FOLDER", type=Path, help="the folder to make; it must not exist yet"
    )


def run(arguments: Namespace, settings: Settings) -> int:
    """Back up while the server runs; requests are served all the while."""
    require_embedded(settings)
    folder: Path = arguments.folder
    if not (settings.data_directory / "postgres").exists():
        raise Failure(f"there is no embedded database in {settings.data_directory} to back up")
    with EmbeddedServer(settings.data_directory, archive=settings.wal_archive) as server:
        url = server.url(SUPERUSER, "postgres")
        with Shown("backing up") as progress:
            take_backup(url, folder, progress)
        archive, failed = asyncio.run(_archive(url))
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"The backup of {DATABASE} is in {folder}: {size / 1e6:.0f} MB, verified.")
    if failed:
        raise Failure(f"the backup is good, but the log can't be archived since {failed}; see {server.log}")
    print(archive)
    return 0


def require_embedded(settings: Settings) -> None:
    """Raise Failure where the settings name a server other than the embedded one."""
    if settings.database_url or settings.owner_database_url or settings.regions:
        raise Failure(OWN_SERVER)


async def _archive(url: str) -> tuple[str, str | None]:
    """What can be restored, and the first segment that could not be archived."""
    connection = await asyncpg.connect(url)
    try:
        is_on = await connection.fetchval("SHOW archive_mode") == "on"
        failed = await connection.fetchval(NOT_ARCHIVED) if is_on else None
    finally:
        await connection.close()
    if is_on:
        return "The log is archived: it can be restored to any later moment.", failed
    return "The log is not archived (LYCEUM_WAL_ARCHIVE): only this moment can be restored.", failed

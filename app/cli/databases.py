"""The database that a command works on: the one of the settings, or an embedded one for as long as it runs."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

from app.cli.explain import Failure
from app.cli.progress import Shown
from app.settings import Settings
from db.embedded import SUPERUSER, EmbeddedServer
from db.maintenance.migrate import upgrade
from db.roles import GATEWAY, OWNER, prepare

DATABASE = "lyceum"


@dataclass(frozen=True, slots=True)
class Databases:
    """The URLs of one database for the role that owns its tables and for the one that serves requests."""

    owner_url: str
    gateway_url: str


@contextmanager
def owner_database(settings: Settings, *, is_migrated: bool = True) -> Generator[str]:
    """Give the owner's URL. An embedded server is started if necessary, and migrated unless the caller says not to."""
    if settings.owner_database_url is not None:
        yield settings.owner_database_url
    elif settings.database_url is not None:
        raise Failure(
            "set LYCEUM_OWNER_DATABASE_URL too: the URL of LYCEUM_DATABASE_URL's database for its owner"
        )
    elif settings.regions:
        raise Failure(
            "set LYCEUM_OWNER_DATABASE_URL: which of LYCEUM_REGIONS' databases to work on, by its owner's URL"
        )
    else:
        with embedded_database(settings, is_migrated=is_migrated) as urls:
            yield urls.owner_url


@contextmanager
def embedded_database(settings: Settings, *, is_migrated: bool = True) -> Generator[Databases]:
    """Give the embedded database, migrated unless the caller says not to; stop it if this process started it."""
    with EmbeddedServer(settings.data_directory, archive=settings.wal_archive) as server:
        asyncio.run(prepare(server.url(SUPERUSER, "postgres"), DATABASE))
        urls = Databases(server.url(OWNER, DATABASE), server.url(GATEWAY, DATABASE))
        if is_migrated:
            with Shown("migrating") as progress:
                upgrade(urls.owner_url, progress)
        yield urls

"""Brings a database to a revision of the migrations."""

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from db.errors import OperatorError

MIGRATIONS = Path(__file__).parents[2] / "migrations"


class MigrationRefused(OperatorError):
    """A migration can't run. The message is one line and names the remedy."""


REFUSED: Mapping[str | None, str] = {
    "55P03": (
        "another transaction held a table for longer than a migration waits for it; "
        "this migration and those after it were not made: end long transactions, or run it when less is going on"
    ),
    "57014": (
        "a statement of the migration took longer than it may, or somebody cancelled it; "
        "this migration and those after it were not made: see docs/migrating.md for changes to large tables"
    ),
}
"""The messages of MigrationRefused, by the SQLSTATE of PostgreSQL's error."""

Progress = Callable[[str, int, int], None]
"""Called with the name of a migration that is done, how many are done, and how many there are."""


def silent(_name: str, _done: int, _total: int) -> None:
    """A `Progress` that shows nothing."""


def head() -> str:
    """The newest revision that the code knows."""
    found = ScriptDirectory.from_config(_config()).get_current_head()
    assert found is not None, "the migrations have a head"
    return found


def upgrade(owner_url: str, progress: Progress = silent, revision: str = "head") -> list[str]:
    """Runs the missing migrations, each in a transaction of its own, and returns their names.

    `owner_url`: a PostgreSQL URL of the role that owns the tables. Raises MigrationRefused, and the driver's errors.
    """
    return asyncio.run(_move(owner_url, progress, revision, command.upgrade))


def downgrade(owner_url: str, progress: Progress = silent, revision: str = "base") -> list[str]:
    """Undoes the migrations after `revision`, each in a transaction of its own, and returns their names."""
    return asyncio.run(_move(owner_url, progress, revision, command.downgrade))


def current(owner_url: str) -> str | None:
    """The revision that the database is at; null if it was never migrated."""
    return asyncio.run(_current(owner_url))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def _engine(owner_url: str) -> Any:
    return create_async_engine(
        owner_url.replace("postgresql://", "postgresql+asyncpg://", 1), poolclass=NullPool
    )


async def _move(
    owner_url: str, progress: Progress, revision: str, move: Callable[[Config, str], None]
) -> list[str]:
    names: list[str] = []
    known = [path.stem.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")]

    def applied(*, step: Any, **_: Any) -> None:
        names.append(str(step.up_revision.doc).rstrip("."))
        progress(f"migration {names[-1].lower()}", len(names), len(known))

    def run(connection: Connection) -> None:
        config = _config()
        config.attributes.update(connection=connection, applied=applied)
        move(config, revision)

    engine = _engine(owner_url)
    try:
        async with engine.connect() as connection:
            await connection.run_sync(run)
            await connection.commit()
    except DBAPIError as error:
        reason = REFUSED.get(getattr(error.orig, "sqlstate", None))
        if reason is None:
            raise
        raise MigrationRefused(reason) from None
    except CommandError:
        at = await _current(owner_url)
        if at in known:
            raise
        raise MigrationRefused(
            f"the database is at revision {at}, which this version doesn't know: a later version made it, "
            "or one before the first release"
        ) from None
    finally:
        await engine.dispose()
    return names


async def _current(owner_url: str) -> str | None:
    engine = _engine(owner_url)
    try:
        async with engine.connect() as connection:
            exists = await connection.scalar(text("SELECT to_regclass('alembic_version') IS NOT NULL"))
            return (
                await connection.scalar(text("SELECT version_num FROM alembic_version")) if exists else None
            )
    finally:
        await engine.dispose()

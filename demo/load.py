"""Writes the demo data into a migrated database: all of it or, if that fails, nothing."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import asyncpg

from db.connection import DatabaseConnection
from db.errors import OperatorError
from db.maintenance.figures.refresh import refresh_tenant
from db.models import Base
from db.writes.insert import insert
from demo.reference import write_reference
from demo.stored import laid
from demo.world.accounts import Accounts
from demo.world.draft import Draft, read
from demo.world.reference import reference
from demo.world.tell import PARTS, Later, Shared, tell
from demo.world.tenancy import BEGAN, tenant_row

Progress = Callable[[str, int, int], None]

TENANTS = ("northfield", "lindenau", "riverbend", "meridian", "brightpath")
ISSUER = "https://lyceum.local"
DAY = date(2026, 11, 16)
TABLES = Base.metadata.tables
ENTER = "SELECT app.enter_tenant($1::uuid)"
EDIT = "SELECT set_config('app.user_id', $1, true)"
LOGO = "UPDATE tenants SET logo_asset_id = $2::uuid WHERE id = $1::uuid"
HEROES = (
    "UPDATE courses c SET thumbnail_asset_id = h.asset FROM unnest($2::uuid[], $3::uuid[]) AS h (course, asset)"
    " WHERE c.tenant_id = $1::uuid AND c.id = h.course"
)
PUBLISH = (
    "UPDATE lesson_versions n SET published_at = h.at"
    " FROM unnest($2::uuid[], $3::text[]::timestamptz[]) AS h (version, at)"
    " WHERE n.tenant_id = $1::uuid AND n.id = h.version"
)
CURRENT = (
    "UPDATE lessons l SET current_version_id = h.version FROM unnest($2::uuid[], $3::uuid[]) AS h (lesson, version)"
    " WHERE l.tenant_id = $1::uuid AND l.id = h.lesson"
)

MISTAKE = (
    "INSERT INTO categories (tenant_id, id, name, sequence_index) VALUES ($1::uuid, $2::uuid, 'Untitled', 99)"
)
REGRET = "DELETE FROM categories WHERE tenant_id = $1::uuid AND id = $2::uuid"
"""Deletes a category that was made by mistake, so that only the audit log still holds it."""


class DemoRefused(OperatorError):
    """The demo data can't be loaded here. The message says in one line why, and what to do."""


def load(
    owner_url: str,
    progress: Progress,
    today: date | None = None,
    issuer: str = ISSUER,
    uri: Callable[[str], str] = str,
) -> None:
    """Load the demo institutions in one transaction; do nothing if they are loaded already.

    owner_url: a PostgreSQL URL of the role that owns the tables. progress: called with the step that is done, how many
    are done, and how many there are. today: the day around which all dates lie; a fixed day if not given. issuer: the
    issuer whose tokens name the accounts and partner clients. uri: what a row says of a file under a key in storage,
    where `store_files` puts it. Raises DemoRefused if some tenants' codes are taken.
    """
    asyncio.run(_load(owner_url, progress, _Wish(today or DAY, issuer, uri)))


def is_loaded(owner_url: str) -> bool:
    """Whether the demo institutions are in the database."""
    return asyncio.run(_is_loaded(owner_url))


async def _is_loaded(owner_url: str) -> bool:
    connection = await asyncpg.connect(owner_url)
    try:
        return await _present(connection) == set(TENANTS)
    finally:
        await connection.close()


async def _present(connection: DatabaseConnection) -> set[str]:
    rows = await connection.fetch(
        "SELECT short_code FROM tenants WHERE short_code = ANY ($1::text[])", TENANTS
    )
    return {row["short_code"] for row in rows}


@dataclass(frozen=True, slots=True)
class _Wish:
    """What may differ from one load to the next."""

    today: date
    issuer: str
    uri: Callable[[str], str]


async def _load(owner_url: str, progress: Progress, wish: _Wish) -> None:
    connection = await asyncpg.connect(owner_url)
    try:
        async with connection.transaction():
            there = await _present(connection)
            if there == set(TENANTS):
                return
            if there:
                raise DemoRefused(
                    f"tenants named {', '.join(sorted(there))} are there already: use an empty database"
                )
            await _write(connection, progress, wish)
    except asyncpg.UniqueViolationError as error:
        raise DemoRefused(
            f"some of the demo data is there already ({error.detail}): use an empty database"
        ) from None
    finally:
        await connection.close()


async def _write(connection: DatabaseConnection, progress: Progress, wish: _Wish) -> None:
    steps = Steps(progress, 2 + len(TENANTS) * (len(PARTS) + 1))
    world = Draft("world", 0, wish.today)
    reference(world)
    ids = await write_reference(connection, world.take())
    steps.done("countries, subjects and standards")
    shared = Shared(ids["countries"], ids["subjects"], ids["standards"], Accounts(wish.issuer))
    for place, code in enumerate(TENANTS, 1):
        await _tenant(connection, Draft(code, place, wish.today), shared, wish, steps)
    # Without this, PostgreSQL plans the first statements for empty tables, until autovacuum analyzes them.
    await connection.execute(f"ANALYZE {', '.join(table.fullname for table in TABLES.values())}")
    steps.done("statistics")


class Steps:
    """Counts the steps that are done, and reports each."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._count = progress, total, 0

    def done(self, what: str) -> None:
        """Count one more step as done."""
        self._count += 1
        self._progress(what, self._count, self._total)


async def _tenant(
    connection: DatabaseConnection, draft: Draft, shared: Shared, wish: _Wish, steps: Steps
) -> None:
    plan = read(f"tenants/{draft.code}.toml")
    tenant_id = draft.tenant_id = draft.identify("tenants")
    row = tenant_row(plan, tenant_id, shared.countries, draft.at(BEGAN - 10))
    await connection.execute(ENTER, tenant_id)
    await connection.execute(EDIT, "")
    await insert(connection, TABLES["tenants"], [row])
    later = Later()
    for part in tell(draft, plan, shared, wish.issuer, later):
        await connection.execute(EDIT, later.editor)
        for table, rows in draft.take().items():
            named = laid(rows, tenant_id, wish.uri) if table in ("assets", "asset_versions") else rows
            await insert(connection, TABLES[table], named)
        steps.done(f"{plan['tenant']['name']}: {part}")
    mistake = draft.identify("categories", "Untitled")
    await connection.execute(MISTAKE, tenant_id, mistake)
    await connection.execute(REGRET, tenant_id, mistake)
    await refresh_tenant(connection, tenant_id)
    steps.done(f"{plan['tenant']['name']}: figures")
    await connection.execute(LOGO, tenant_id, later.logo)
    for statement, values in ((HEROES, later.heroes), (PUBLISH, later.published), (CURRENT, later.current)):
        await connection.execute(statement, tenant_id, list(values), list(values.values()))

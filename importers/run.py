"""Runs an import: one transaction on the owner's connection, for one tenant."""

import asyncio
import re
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

import asyncpg

from db.connection import DatabaseConnection
from db.errors import DatabaseUnavailable, printable
from db.writes.refusals import RowRefused
from importers.faults import Faults, Tolerance
from importers.formats import cartridge, catalogue, olx, oneroster, qti, scorm, standards, universities
from importers.refusal import ImportRefused
from importers.report import Progress, Report
from importers.target import Shared, Target
from storage import StorageChoice, StorageRefused, Store, open_store


@dataclass(frozen=True, slots=True)
class Import:
    """What is imported: the file or folder at `path`, into a tenant.

    tenant_code: the tenant's short code; null for a format whose rows all tenants share. tolerance: how much of a list
    may be wrong. is_draft: a new course is not published, so that only staff see it.
    """

    format: str
    path: Path
    tenant_code: str | None = None
    tolerance: Tolerance = field(default_factory=Tolerance)
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it is, the function that imports it, and whether it publishes a course that it makes."""

    description: str
    load: Callable[[Path, Target], Awaitable[None]]
    publishes: bool = False


@dataclass(frozen=True, slots=True)
class SharedFormat:
    """A format whose rows all tenants share."""

    description: str
    load: Callable[[Path, Shared], Awaitable[None]]


_FORMATS = {
    "universities": Format("A list of universities with their domains (JSON)", universities.load),
    "catalogue": Format(
        "A course catalogue with prerequisites (JSON, CSV, or a folder of JSON)", catalogue.load
    ),
    "scorm": Format(
        "A SCORM 1.2 or 2004 package (.zip, or a folder with imsmanifest.xml)", scorm.load, publishes=True
    ),
    "cartridge": Format(
        "An IMS Common Cartridge 1.0 to 1.3 (.imscc, .zip, or a folder)", cartridge.load, publishes=True
    ),
    "qti": Format("QTI 2 or 3 tests and items (.zip, a folder, or one .xml file)", qti.load),
    "oneroster": Format("A roster: OneRoster 1.0, 1.1 or 1.2 in CSV (a folder, or .zip)", oneroster.load),
    "olx": Format("An Open edX course (a folder, or .tar.gz as Studio exports it)", olx.load, publishes=True),
}

_SHARED = {
    "standards": SharedFormat(
        "Learning standards: a CASE package (JSON); shared by all tenants", standards.load
    ),
}

FORMATS: dict[str, str] = {
    name: found.description for formats in (_FORMATS, _SHARED) for name, found in formats.items()
}
"""The formats that can be imported, with a line on each."""


def run(wanted: Import, owner_url: str, storage: StorageChoice, progress: Progress) -> Report:
    """Run an import, and return what was done.

    owner_url: a PostgreSQL URL of the role that owns the tables. storage: where the files of a package are put.
    Raises `ImportRefused`, and leaves the database as it was, for anything that is wrong with the input or the tenant;
    `db.errors.DatabaseUnavailable` if no connection can be made.
    """
    name = wanted.format
    if name not in FORMATS:
        raise ImportRefused(f'there is no format "{name}"; known are {", ".join(FORMATS)}')
    if wanted.tenant_code is None and name in _FORMATS:
        raise ImportRefused(f'"{name}" is imported into a tenant: say which one, with --tenant CODE')
    if wanted.tenant_code is not None and name in _SHARED:
        raise ImportRefused(f'what "{name}" writes is shared by all tenants: leave out --tenant')
    if wanted.is_draft and not (name in _FORMATS and _FORMATS[name].publishes):
        packages = ", ".join(other for other, found in _FORMATS.items() if found.publishes)
        raise ImportRefused(f'"{name}" publishes no course: --draft is for {packages}')
    if not wanted.path.exists():
        raise ImportRefused(f"{wanted.path}: no such file or folder")
    wanted = replace(wanted, path=wanted.path.resolve())
    try:
        with closing(open_store(storage)) as store:
            return asyncio.run(_run(wanted, owner_url, store, progress))
    except StorageRefused as refusal:
        raise ImportRefused(str(refusal)) from None


async def _run(wanted: Import, owner_url: str, store: Store, progress: Progress) -> Report:
    name, path, tenant_code = wanted.format, wanted.path, wanted.tenant_code
    report = Report(name, path.name, tenant_code or "what all tenants share")
    faults = Faults(wanted.tolerance, report)
    try:
        async with _connected(owner_url) as connection:
            if tenant_code is None:
                await _alone(connection, "what all tenants share")
                await _SHARED[name].load(path, Shared(connection, report, progress, faults))
            else:
                tenant_id = await _enter(connection, tenant_code)
                target = Target(
                    connection, tenant_id, report, progress, store, faults, is_draft=wanted.is_draft
                )
                await _FORMATS[name].load(path, target)
            faults.finish()
    except ConnectionError:
        raise DatabaseUnavailable from None
    except OSError as error:
        raise ImportRefused(
            f"{path.name}: can't be read or unpacked: {error.strerror or 'unknown reason'}"
        ) from None
    except RowRefused as refusal:
        raise ImportRefused(_refused_row(path.name, refusal)) from None
    except asyncpg.IntegrityConstraintViolationError as error:
        raise ImportRefused(f"{path.name}: {_broken_rule(error)}") from None
    except asyncpg.DataError:
        raise ImportRefused(f"{path.name}: a value is too large or too long for the database") from None
    except (asyncpg.UndefinedTableError, asyncpg.UndefinedFunctionError, asyncpg.UndefinedColumnError):
        raise ImportRefused("the database is not at the newest revision: run `lyceum migrate`") from None
    except (asyncpg.PostgresConnectionError, asyncpg.InterfaceError, asyncpg.CannotConnectNowError):
        raise DatabaseUnavailable from None
    except asyncpg.PostgresError as error:
        raise ImportRefused(
            f"{path.name}: the database refused the rows (SQLSTATE {error.sqlstate})"
        ) from None
    return report


@asynccontextmanager
async def _connected(owner_url: str) -> AsyncGenerator[DatabaseConnection]:
    """A connection of the owner, in a transaction."""
    try:
        connection: DatabaseConnection = await asyncpg.connect(owner_url)
    except (OSError, asyncpg.PostgresError):
        raise DatabaseUnavailable from None
    try:
        async with connection.transaction():
            # Siblings swap positions in separate statements, so their positions need to differ only at the commit.
            await connection.execute("SET CONSTRAINTS ALL DEFERRED")
            # A trigger keeps the plan of its first look-up. Made while a table is still empty, that plan may use the
            # wrong index, because all look equally good. So plan each time.
            await connection.execute("SET LOCAL plan_cache_mode = force_custom_plan")
            yield connection
    finally:
        await connection.close()


async def _enter(connection: DatabaseConnection, tenant_code: str) -> UUID:
    """Enter the tenant and take its lock: imports into one tenant wait for each other."""
    tenant_id = await connection.fetchval("SELECT app.tenant_of($1)", tenant_code)
    if tenant_id is None:
        raise ImportRefused(f'there is no tenant with the code "{tenant_code}"')
    await connection.execute("SELECT app.enter_tenant($1)", tenant_id)
    await _alone(connection, str(tenant_id))
    return tenant_id


async def _alone(connection: DatabaseConnection, place: str) -> None:
    await connection.execute("SELECT pg_advisory_xact_lock(hashtext('import ' || $1))", place)


def _refused_row(source: str, refusal: RowRefused) -> str:
    """Name the file, the place in it or else the row, and the rule that the row breaks."""
    row, error = refusal.row, refusal.error
    if isinstance(error, asyncpg.IntegrityConstraintViolationError):
        reason = _broken_rule(error)
    elif isinstance(error, asyncpg.DataError):
        reason = "a value is too large or too long for the database"
    elif isinstance(error, asyncpg.CardinalityViolationError):
        reason = "the same row comes twice"
    elif error.message and error.message.endswith("."):
        reason = error.message[:1].lower() + error.message[1:-1]  # written for people, by a trigger
    else:
        reason = f"the database refused the row (SQLSTATE {error.sqlstate})"
    title = row.get("name") or row.get("title") or row.get("full_name")
    said = row.get("external_id") or ", ".join(f"{name} {value}" for name, value in list(row.items())[:3])
    place = refusal.place or f"a row of {refusal.table}"
    shown = printable(f"{said} “{str(title)[:80]}”" if title else str(said))
    return f"{source}: {place}: {shown}: {reason}"


def _broken_rule(error: asyncpg.IntegrityConstraintViolationError) -> str:
    """Say in the user's terms which rule of the model the rows break.

    It goes by the SQLSTATE, because the names of constraints may vary.
    """
    if isinstance(error, asyncpg.UniqueViolationError):
        return "a code or a place in the course is taken by a row that did not come from this import"
    if isinstance(error, asyncpg.CheckViolationError) and error.message and error.message.endswith("."):
        return error.message[:1].lower() + error.message[1:-1]  # written for people, by a trigger
    # The message alone names it on a cluster too, where the number of a shard follows.
    named = re.search(r'(?:constraint|column) "(\w+?)(?:_\d{5,})?"', error.message or "")
    return f"the rows break a rule of the data model{f' ({named[1]})' if named else ''}"

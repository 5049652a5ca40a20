"""The gateway's connections to PostgreSQL, and the reads that begin and end on them (`db/reads/session.py`)."""

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from db.errors import NO_TENANT, DatabaseUnavailable, UnknownViewer
from db.reads.claims import Claims
from db.reads.entry import Entry, literal
from db.reads.pool import Pool, Slot
from db.reads.safety import check_role
from db.reads.session import ENDS, LOST, LoneSession, Session, begin

UNKNOWN_TENANT = "This tenant is not known or not active."
TENANTS_REMEMBERED = 10_000
TENANT_SECONDS = 60.0
PREPARED_STATEMENTS = 512
AS_WRITTEN = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A UUID as PostgreSQL writes it; other spellings of it are read too."""


@dataclass(frozen=True, slots=True)
class Health:
    """What the gateway found. revision: what the schema is migrated to. away: the regions that don't answer."""

    revision: str
    away: tuple[str, ...] = ()


class Database:
    """The gateway's way to PostgreSQL. Opening it connects to nothing; it heals by itself."""

    def __init__(self, pool: Pool, region: str | None = None) -> None:
        self._pool = pool
        self._region = region
        self._tenants: dict[str, tuple[str, float]] = {}
        self._is_cluster: bool | None = None

    @classmethod
    async def open(
        cls,
        url: str,
        *,
        pool_size: int = 8,
        acquire_seconds: float = 5.0,
        statement_seconds: float = 10.0,
        region: str | None = None,
    ) -> "Database":
        """A pool of at most `pool_size` connections to `url`.

        acquire_seconds: how long a request waits for a connection. statement_seconds: how long a statement may run.
        region: the only one whose tenants are served from here; None for any.
        """

        async def connect() -> Any:
            connection = await asyncpg.connect(
                url,
                timeout=acquire_seconds,
                statement_cache_size=PREPARED_STATEMENTS,
                max_cached_statement_lifetime=0,
                server_settings={
                    "application_name": "lyceum",
                    "default_transaction_isolation": "repeatable read",
                    "default_transaction_read_only": "on",
                    "jit": "off",
                    # Every statement goes in by an index, whatever its keys: planned once, it stays right
                    # (decision 18).
                    "plan_cache_mode": "force_generic_plan",
                    "standard_conforming_strings": "on",
                    "statement_timeout": str(int(statement_seconds * 1000)),
                    "idle_in_transaction_session_timeout": "60000",
                    "timezone": "UTC",
                },
            )
            try:
                await check_role(connection)
                await _prepare(connection)
            except BaseException:
                connection.terminate()
                raise
            return connection

        return cls(Pool(connect, pool_size, acquire_seconds), region)

    async def close(self) -> None:
        """Waits for the reads under way, then closes every connection."""
        await self._pool.close()

    async def check(self) -> Health:
        """The revision that the database is migrated to. Raises DatabaseUnavailable, or UnsafeRole, which is one."""
        slot = await self._acquire()
        try:
            await slot.settle()
            return Health(await slot.connection.fetchval("SELECT app.schema_revision()"))
        except LOST as error:
            raise DatabaseUnavailable from error
        finally:
            self._pool.release(slot)

    async def region_of(self, tenant: str) -> str | None:
        """The region that a tenant's row says it belongs to; None where there is no such row.

        tenant: a short code or UUID. Raises DatabaseUnavailable.
        """
        slot = await self._acquire()
        try:
            tenant_id = await self._tenant(slot, tenant)
            await slot.settle()
            return await slot.connection.fetchval("SELECT app.region_of($1)", tenant_id)
        except UnknownViewer:
            return None
        except asyncio.CancelledError:
            _give_up(slot.connection)
            raise
        except ENDS as error:
            raise DatabaseUnavailable from error
        finally:
            self._pool.release(slot)

    def read(self, claims: Claims, wanted: frozenset[str] | None = None, *, is_lone: bool = False) -> "Read":
        """A snapshot of the claims' tenant, as their viewer sees it: `async with database.read(claims) as session`.

        wanted: those of `CLAIMS_ON_DEMAND` (`db/derived/claims_on_demand.py`) that decide what will be read; null for
        all. Rows that any other would admit are not seen. is_lone: whether a single statement will be asked for
        (`LoneSession`).

        Entering raises UnknownViewer when the claims name nobody who may use the tenant, DatabaseUnavailable when no
        connection can be had in time, WrongRegion when the tenant belongs to another region than this database. A lone
        statement, or the end of a read that asked for none, raises the first of them instead.
        """
        return Read(self, claims, wanted, is_lone=is_lone)

    async def begin(
        self, claims: Claims, wanted: frozenset[str] | None = None, *, is_lone: bool = False
    ) -> tuple[Slot, Session]:
        """Takes a connection and begins a read on it; `end` gives it back."""
        slot = await self._acquire()
        try:
            entry = Entry(await self._tenant(slot, claims.tenant), claims, wanted)
            if is_lone and await self._can_be_lone(slot):
                await slot.settle()
                return slot, LoneSession(slot, entry)
            stay = (
                f"SELECT app.stay_in({literal(self._region)}, {literal(entry.tenant_id)}); "
                if self._region
                else ""
            )
            await begin(slot, stay + entry.statement)
        except BaseException as error:
            await self.end(slot, failed=True)
            if isinstance(error, ENDS):
                raise DatabaseUnavailable from error
            raise
        return slot, Session(slot.connection, entry.tenant_id)

    async def end(self, slot: Slot, *, failed: bool) -> None:
        """Gives a connection back. A read that went well ends with the next one's BEGIN, or a moment later."""
        try:
            if failed:
                await _leave(slot.connection)
        finally:
            self._pool.release(slot)

    async def _can_be_lone(self, slot: Slot) -> bool:
        """Whether a statement can lay claims: not in a cluster, whose workers are told of them by SET alone."""
        if self._is_cluster is None:
            await slot.settle()
            known = await slot.connection.fetchval("SELECT current_setting('citus.version', true)")
            self._is_cluster = known is not None
        return self._region is None and not self._is_cluster

    async def _acquire(self) -> Slot:
        try:
            return await self._pool.acquire()
        except LOST as error:
            raise DatabaseUnavailable from error

    async def _tenant(self, slot: Slot, name: str | None) -> str:
        """The tenant's UUID; a short code is looked up and remembered for a minute."""
        if name is None:
            raise UnknownViewer(NO_TENANT)
        if AS_WRITTEN.fullmatch(name):
            return name
        try:
            return str(UUID(name))
        except ValueError:
            pass
        known = self._tenants.get(name)
        if known is not None and known[1] > monotonic():
            return known[0]
        await slot.settle()
        # A text of PostgreSQL's holds no NUL.
        found = None if "\0" in name else await slot.connection.fetchval("SELECT app.tenant_of($1)", name)
        if found is None:
            raise UnknownViewer(UNKNOWN_TENANT)
        if len(self._tenants) >= TENANTS_REMEMBERED:
            self._tenants.clear()
        self._tenants[name] = (str(found), monotonic() + TENANT_SECONDS)
        return str(found)


class Read:
    """One read, from BEGIN to its end."""

    __slots__ = ("_claims", "_database", "_is_lone", "_session", "_slot", "_wanted")

    def __init__(
        self, database: Database, claims: Claims, wanted: frozenset[str] | None, *, is_lone: bool
    ) -> None:
        self._database = database
        self._claims = claims
        self._wanted = wanted
        self._is_lone = is_lone
        self._slot: Slot | None = None
        self._session: Session | None = None

    async def __aenter__(self) -> Session:
        self._slot, self._session = await self._database.begin(
            self._claims, self._wanted, is_lone=self._is_lone
        )
        return self._session

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        assert self._slot is not None, "a read ends after it began"
        assert self._session is not None
        failed = True
        try:
            if kind is None:
                await self._session.enter()
                failed = False
            await self._session.finish()
        finally:
            await self._database.end(self._slot, failed=failed)


async def _leave(connection: Any) -> None:
    """Rolls back. Where that fails, the connection is given up: the server ends its transaction with it."""
    try:
        if not connection.is_closed():
            await connection.execute("ROLLBACK", timeout=5)
    except asyncio.CancelledError:
        _give_up(connection)
        raise
    except (*LOST, asyncpg.PostgresError):
        _give_up(connection)


def _give_up(connection: Any) -> None:
    # A connection that was lost may be the pool's again already, and then there is nothing to end.
    with suppress(asyncpg.InterfaceError):
        connection.terminate()


async def _prepare(connection: Any) -> None:
    """Values arrive as the JSON of an answer shows them: UUIDs, decimals and times as text, JSON as Python objects."""
    await connection.set_type_codec(
        "timestamptz", schema="pg_catalog", encoder=str, decoder=_instant, format="text"
    )
    for kind in ("uuid", "numeric"):
        await connection.set_builtin_type_codec(kind, schema="pg_catalog", codec_name="text", format="text")
    for kind in ("json", "jsonb"):
        await connection.set_type_codec(
            kind, schema="pg_catalog", encoder=_to_json, decoder=orjson.loads, format="text"
        )


def _instant(text: str) -> str:
    """A time in RFC 3339, from PostgreSQL's own spelling of one in UTC."""
    return text.replace(" ", "T") + ":00" if text[-3:] == "+00" else text


def _to_json(value: object) -> str:
    return orjson.dumps(value).decode()

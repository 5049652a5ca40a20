"""One operation, one connection, one snapshot: how the gateway reads.

A read begins with one round trip that opens a read-only snapshot and lays the viewer's claims in it; then come the
operation's statements, one after the other. COMMIT, which ends the claims with the transaction, goes with the next
read's BEGIN (`db/pool.py`). Nothing outlives the transaction that would need resetting.

A read of a single statement is one round trip: the statement lays the claims itself, in the transaction that
PostgreSQL begins and ends with it.
"""

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic, perf_counter
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from db.claims import Claims
from db.entry import Entry, literal
from db.errors import BadValue, DatabaseUnavailable, StatementTimeout, UnknownViewer, WrongRegion
from db.pool import Pool, Slot

UNKNOWN_TENANT = "This tenant is not known or not active."
ELSEWHERE = "This tenant's data belongs to another region than the one it was found in, so it is not served from there."
TENANTS_REMEMBERED = 10_000
TENANT_SECONDS = 60.0
PREPARED_STATEMENTS = 512
AS_WRITTEN = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A UUID as PostgreSQL writes it; other spellings of it are read too."""

_LOST = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    # What asyncpg says of a connection that broke while it was writing.
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    # A database that has not been migrated yet.
    asyncpg.InvalidSchemaNameError,
    asyncpg.UndefinedFunctionError,
    asyncpg.UndefinedTableError,
)
_ENDS = (*_LOST, asyncpg.QueryCanceledError)
_LOST_WHILE_RUNNING: tuple[type[Exception], ...] = tuple(
    kind for kind in _LOST if kind not in (asyncpg.UndefinedFunctionError, asyncpg.UndefinedTableError)
)


@dataclass(frozen=True, slots=True)
class Health:
    """What the gateway found. revision: what the schema is migrated to. away: the regions that don't answer."""

    revision: str
    away: tuple[str, ...] = ()


class Session:
    """An open snapshot of one tenant, as one viewer sees it.

    tenant_id: the tenant's UUID as text, the first parameter of every statement. statements and milliseconds: how many
    statements ran so far and how long they took, BEGIN and COMMIT apart.
    """

    __slots__ = ("_connection", "_is_over", "_lock", "milliseconds", "statements", "tenant_id")

    def __init__(self, connection: Any, tenant_id: str) -> None:
        self._connection = connection
        self._lock = asyncio.Lock()
        self._is_over = False
        self.tenant_id = tenant_id
        self.statements = 0
        self.milliseconds = 0.0

    async def fetch(self, sql: str, *arguments: object) -> list[asyncpg.Record]:
        """The rows of one prepared statement. Statements of a session wait for each other.

        Raises DatabaseUnavailable when the connection is lost, StatementTimeout when it takes too long.
        """
        async with self._lock:
            if self._is_over:
                raise DatabaseUnavailable
            begun = perf_counter()
            try:
                return await self._connection.fetch(sql, *arguments)
            except asyncpg.QueryCanceledError as error:
                raise StatementTimeout from error
            except asyncpg.DataError as error:
                raise BadValue(
                    "A value in this request is out of range, or not of its column's kind."
                ) from error
            except _LOST_WHILE_RUNNING as error:
                raise DatabaseUnavailable from error
            finally:
                self.statements += 1
                self.milliseconds += (perf_counter() - begun) * 1000

    async def enter(self) -> None:
        """Sees to it that the viewer has entered, and whoever may not is refused."""

    async def restart(self) -> None:
        """What was read so far is forgotten: what follows is of one snapshot, perhaps a later one."""

    async def finish(self) -> None:
        """Waits for the statement that still runs, and lets none follow it.

        graphql-core answers without waiting for the fields beside one that failed. What they are still about to ask
        must not run on a connection that is another viewer's by then.
        """
        async with self._lock:
            self._is_over = True


class AnotherStatement(Exception):
    """A read that was said to be of a single statement asks for another, which would see another snapshot."""


class LoneSession(Session):
    """A snapshot of a single statement, which lays the viewer's claims itself.

    Another statement raises AnotherStatement, until `restart` opens a snapshot for any number. A viewer who may not
    enter is found by the statement, which raises what `Database.read` says.
    """

    __slots__ = ("_entry", "_has_asked", "_has_begun", "_slot")

    def __init__(self, slot: Slot, entry: Entry) -> None:
        super().__init__(slot.connection, entry.tenant_id)
        self._slot = slot
        self._entry = entry
        self._has_asked = self._has_begun = False

    async def fetch(self, sql: str, *arguments: object) -> list[asyncpg.Record]:
        """The rows of the one statement. The claims are the first that it works out (`db/entry.py`)."""
        if self._has_begun:
            return await super().fetch(sql, *arguments)
        if self._has_asked:
            raise AnotherStatement
        self._has_asked = True
        rows = await self._along(sql, *arguments)
        if not rows:
            # PostgreSQL does not even look who asks where it knows beforehand that there are none.
            await self._look()
        return rows

    async def enter(self) -> None:
        """Looks who asks, where no statement has."""
        if not self._has_asked:
            self._has_asked = True
            await self._look()

    async def restart(self) -> None:
        """Opens a snapshot for any number of statements."""
        if not self._has_begun:
            await _begin(self._slot, self._entry.statement)
            self._has_asked = self._has_begun = True

    async def _look(self) -> None:
        await self._along("SELECT 1 AS nothing")
        # It is none of the operation's.
        self.statements -= 1

    async def _along(self, sql: str, *arguments: object) -> list[asyncpg.Record]:
        entering, values = self._entry.along(sql, len(arguments))
        try:
            return await super().fetch(entering, *arguments, *values)
        except asyncpg.UndefinedFunctionError as error:
            raise DatabaseUnavailable from error
        except asyncpg.PostgresError as error:
            raise _told(error) from None


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
                    # Every statement goes in by an index, whatever its keys: planned once, it stays right.
                    "plan_cache_mode": "force_generic_plan",
                    "standard_conforming_strings": "on",
                    "statement_timeout": str(int(statement_seconds * 1000)),
                    "idle_in_transaction_session_timeout": "60000",
                    "timezone": "UTC",
                },
            )
            await _prepare(connection)
            return connection

        return cls(Pool(connect, pool_size, acquire_seconds), region)

    async def close(self) -> None:
        """Waits for the reads under way, then closes every connection."""
        await self._pool.close()

    async def check(self) -> Health:
        """The revision that the database is migrated to. Raises DatabaseUnavailable."""
        slot = await self._acquire()
        try:
            await slot.settle()
            return Health(await slot.connection.fetchval("SELECT app.schema_revision()"))
        except _LOST as error:
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
        except _ENDS as error:
            raise DatabaseUnavailable from error
        finally:
            self._pool.release(slot)

    def read(self, claims: Claims, wanted: frozenset[str] | None = None, *, is_lone: bool = False) -> "Read":
        """A snapshot of the claims' tenant, as their viewer sees it: `async with database.read(claims) as session`.

        wanted: those of `db.access.CLAIMS_ON_DEMAND` that decide what will be read; null for all. Rows that any other
        would admit are not seen. is_lone: whether a single statement will be asked for (`LoneSession`).

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
            await _begin(slot, stay + entry.statement)
        except BaseException as error:
            await self.end(slot, failed=True)
            if isinstance(error, _ENDS):
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
        except _LOST as error:
            raise DatabaseUnavailable from error

    async def _tenant(self, slot: Slot, name: str | None) -> str:
        """The tenant's UUID; a short code is looked up and remembered for a minute."""
        if name is None:
            raise UnknownViewer("Say which tenant you mean: send a token, or the header X-Tenant.")
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
        found = await slot.connection.fetchval("SELECT app.tenant_of($1)", name.replace("\0", ""))
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


async def _begin(slot: Slot, entering: str) -> None:
    """Begins a read, which ends the one before. Only a message without parameters may hold several statements."""
    before = "COMMIT; " if slot.is_unfinished else ""
    try:
        await slot.connection.execute(f"{before}BEGIN; {entering}")
    except _ENDS as error:
        raise DatabaseUnavailable from error
    except asyncpg.PostgresError as error:
        raise _told(error) from None


def _told(error: asyncpg.PostgresError) -> Exception:
    """What a viewer is told who may not enter; any other error itself."""
    match error.sqlstate:
        case "LY001":
            return UnknownViewer(str(error))
        case "LY002":
            return WrongRegion(ELSEWHERE)
        case _:
            return error


async def _leave(connection: Any) -> None:
    """Rolls back. Where that fails, the connection is given up: the server ends its transaction with it."""
    try:
        if not connection.is_closed():
            await connection.execute("ROLLBACK", timeout=5)
    except asyncio.CancelledError:
        _give_up(connection)
        raise
    except (*_LOST, asyncpg.PostgresError):
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

"""The gateway's connections to PostgreSQL, and the reads that begin and end on them (`db/reads/session.py`)."""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import monotonic
from typing import NamedTuple
from uuid import UUID

from db.errors import NO_TENANT, DatabaseUnavailable, UnknownViewer, UnsafeRole
from db.reads.claims import Claims
from db.reads.connecting import Patience, connect, working
from db.reads.deadline import ENDLESS, Deadline, Terms
from db.reads.entry import Entry, literal
from db.reads.pool import Pool, Size
from db.reads.session import ENDS, LOST, LoneSession, Session, begin, lost
from db.reads.slot import Slot
from db.reads.turns import NOWHERE, Place, place_of

UNKNOWN_TENANT = "This tenant is not known or not active."
TENANTS_REMEMBERED = 10_000
TENANT_SECONDS = 60.0
HEALTH_SECONDS = 0.8
"""How long the database may take to answer a health check."""

AS_WRITTEN = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A UUID as PostgreSQL writes it; other spellings are accepted too."""


@dataclass(frozen=True, slots=True)
class Health:
    """What a health check found. revision: the revision of the schema. away: the regions that don't answer."""

    revision: str
    away: tuple[str, ...] = ()


class Database:
    """The gateway's access to PostgreSQL. Opening it connects to nothing yet; it replaces lost connections itself."""

    def __init__(self, pool: Pool, region: str | None = None) -> None:
        self._pool = pool
        self._region = region
        self._tenants: dict[str, tuple[str, float]] = {}
        self._is_cluster: bool | None = None
        self._revision: str | None = None

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
        """At most `pool_size` connections to `url`, for a caller that is alone: one viewer may hold them all."""
        patience = Patience(acquire=acquire_seconds, statement=statement_seconds)
        return cls.of(url, Size(pool_size, pool_size), patience, region)

    @classmethod
    def of(cls, url: str, size: Size, patience: Patience, region: str | None = None) -> "Database":
        """Connections to `url`. region: the only region whose tenants are served from here; None for any region."""
        pool = Pool(
            lambda: connect(url, patience), size, patience, lambda backends: working(url, patience, backends)
        )
        return cls(pool, region)

    async def close(self) -> None:
        """Waits for the reads under way, then closes every connection."""
        await self._pool.close()

    async def check(self) -> Health:
        """The revision that the database is migrated to, within HEALTH_SECONDS.

        If all connections are in use but still get answers, returns the result of the last check. Raises
        DatabaseUnavailable, or its subclass UnsafeRole.
        """
        try:
            async with asyncio.timeout(HEALTH_SECONDS), self._asking() as slot:
                found: str = await slot.value("SELECT app.schema_revision()")
        except UnsafeRole:
            raise
        except (*LOST, DatabaseUnavailable) as error:
            if self._revision is None or not self._pool.is_heard(HEALTH_SECONDS):
                raise DatabaseUnavailable from error
            return Health(self._revision)
        self._revision = found
        return Health(found)

    async def region_of(self, tenant: str) -> str | None:
        """The region that a tenant's row says it belongs to; None if there is no such row.

        tenant: a short code or UUID. Raises DatabaseUnavailable.
        """
        try:
            async with self._asking() as slot:
                return await slot.value("SELECT app.region_of($1)", await self._tenant(slot, tenant))
        except UnknownViewer:
            return None
        except ENDS as error:
            raise DatabaseUnavailable from error

    def read(
        self,
        claims: Claims,
        wanted: frozenset[str] | None = None,
        *,
        is_lone: bool = False,
        terms: Terms = ENDLESS,
    ) -> "Read":
        """A snapshot of the claims' tenant, as the viewer sees it: `async with database.read(claims) as session`.

        wanted: those of `CLAIMS_ON_DEMAND` (`db/derived/claims_on_demand.py`) that decide what will be read; null for
        all. Rows that only another claim would admit are not seen. is_lone: whether the read will run a single
        statement (`LoneSession`).

        Entering raises UnknownViewer if the claims name nobody who may use the tenant, DatabaseUnavailable if no
        connection becomes free in time or too many reads wait for one, ReadInterrupted if the connection is lost,
        WrongRegion if the tenant belongs to another region than this database. In a lone read, the statement raises
        UnknownViewer instead, or the end of the read does if it ran no statement.
        """
        return Read(self, Asked(claims, wanted, is_lone, terms))

    async def begin(self, asked: "Asked") -> tuple[Slot, Session]:
        """Takes a connection and begins a read on it; `end` gives it back."""
        claims, terms = asked.claims, asked.terms
        slot = await self._acquire(place_of(claims, terms.address))
        try:
            return slot, await self._begin(slot, asked, terms.deadline)
        except BaseException as error:
            self.end(slot, failed=True)
            if isinstance(error, ENDS):
                raise lost(error) from error
            raise

    async def _begin(self, slot: Slot, asked: "Asked", deadline: Deadline) -> Session:
        entry = Entry(await self._tenant(slot, asked.claims.tenant), asked.claims, asked.wanted)
        if asked.is_lone and await self._can_be_lone(slot):
            await slot.settle()
            return LoneSession(slot, entry, deadline)
        stay = (
            f"SELECT app.stay_in({literal(self._region)}, {literal(entry.tenant_id)}); "
            if self._region
            else ""
        )
        await begin(slot, stay + entry.statement)
        return Session(slot, entry.tenant_id, deadline)

    def end(self, slot: Slot, *, failed: bool) -> None:
        """Gives a connection back. If the read went well, its transaction ends with the next read's BEGIN, or soon
        after.
        """
        if failed:
            self._pool.clean(slot)
        else:
            self._pool.release(slot)

    @asynccontextmanager
    async def _asking(self) -> AsyncGenerator[Slot]:
        """A connection for a query that the gateway itself needs."""
        slot = await self._acquire(NOWHERE)
        try:
            yield slot
        except BaseException:
            self.end(slot, failed=True)
            raise
        self.end(slot, failed=False)

    async def _can_be_lone(self, slot: Slot) -> bool:
        """Whether a statement can set the claims itself. In a cluster it can't: workers learn of claims only by SET."""
        if self._is_cluster is None:
            known = await slot.value("SELECT current_setting('citus.version', true)")
            self._is_cluster = known is not None
        return self._region is None and not self._is_cluster

    async def _acquire(self, place: Place) -> Slot:
        try:
            return await self._pool.acquire(place)
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
        # PostgreSQL text cannot contain NUL.
        found = None if "\0" in name else await slot.value("SELECT app.tenant_of($1)", name)
        if found is None:
            raise UnknownViewer(UNKNOWN_TENANT)
        if len(self._tenants) >= TENANTS_REMEMBERED:
            self._tenants.clear()
        self._tenants[name] = (str(found), monotonic() + TENANT_SECONDS)
        return str(found)


class Asked(NamedTuple):
    """The arguments of `Database.read`."""

    claims: Claims
    wanted: frozenset[str] | None
    is_lone: bool
    terms: Terms


class Read:
    """One read, from BEGIN to its end."""

    __slots__ = ("_asked", "_database", "_session", "_slot")

    def __init__(self, database: Database, asked: Asked) -> None:
        self._database = database
        self._asked = asked
        self._slot: Slot | None = None
        self._session: Session | None = None

    async def __aenter__(self) -> Session:
        self._slot, self._session = await self._database.begin(self._asked)
        return self._session

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        assert self._slot is not None, "a read ends after it began"
        assert self._session is not None
        failed = True
        try:
            if kind is None:
                await self._session.enter()
                await self._session.finish()
                failed = False
        finally:
            if failed:
                self._session.stop()
            self._database.end(self._slot, failed=failed)

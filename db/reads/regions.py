"""One database per region, for tenants whose data must by law stay in a region (decision 19).

There is no separate list of tenants: each region's database knows its own. The gateway asks every region once for the
home of a tenant that it doesn't know, and remembers the answer for a minute. That answer only says which database to
ask. The transaction that serves the tenant checks again whether the tenant belongs there (`app.stay_in`). So the
gateway follows a tenant that has moved at once, and refuses one whose rows lie in the wrong database before it reads a
row.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from time import monotonic

from db.errors import DatabaseUnavailable, UnknownViewer, WrongRegion
from db.reads.claims import Claims
from db.reads.connecting import Patience
from db.reads.database import UNKNOWN_TENANT, Database, Health
from db.reads.deadline import ENDLESS, Terms
from db.reads.pool import Size
from db.reads.session import ELSEWHERE, Session

HOMES_REMEMBERED = 10_000
HOME_SECONDS = 60.0
ASK_SECONDS = 1.0
"""How long a region may take to say whether a tenant is its own."""

AWAY_SECONDS = 5.0
"""How long the gateway doesn't ask a region for the homes of tenants after that region did not answer."""

CONTESTED = "Two regions say that this tenant is theirs, so it is served from neither."

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a region says about a tenant. home: the region that the tenant's row names; None if there is no such row."""

    region: str
    home: str | None = None
    is_away: bool = False


class Regions:
    """The databases of the regions, each with its own pool; used like one `Database`."""

    def __init__(self, databases: Mapping[str, Database]) -> None:
        self._databases = databases
        self._homes: dict[str, tuple[str, float]] = {}
        self._away: dict[str, float] = {}
        self._asking: dict[str, asyncio.Task[list[_Answer]]] = {}

    @classmethod
    def of(cls, urls: Mapping[str, str], size: Size, patience: Patience) -> "Regions":
        """A pool of size `size` for each region's URL."""
        return cls({region: Database.of(url, size, patience, region) for region, url in urls.items()})

    async def close(self) -> None:
        """Waits for the reads under way, then closes every connection of every region."""
        await asyncio.gather(*(database.close() for database in self._databases.values()))

    async def check(self) -> Health:
        """The oldest revision among the regions that answer, and the regions that don't.

        Raises DatabaseUnavailable if none answers.
        """
        answers = await asyncio.gather(*(self._health(region) for region in self._databases))
        found = [health.revision for health in answers if health]
        if not found:
            raise DatabaseUnavailable
        away = (region for region, health in zip(self._databases, answers, strict=True) if health is None)
        return Health(min(found), tuple(away))

    @asynccontextmanager
    async def read(
        self,
        claims: Claims,
        wanted: frozenset[str] | None = None,
        *,
        is_lone: bool = False,
        terms: Terms = ENDLESS,
    ) -> AsyncGenerator[Session]:
        """A snapshot of the claims' tenant in the database of its region, as `Database.read` gives it.

        Even a read of a single statement (`is_lone`) begins with a message of its own, so that the gateway notices a
        tenant that has moved before it reads the tenant's rows.

        Raises WrongRegion if only a region that the tenant does not belong to has the tenant's row, DatabaseUnavailable
        if the tenant's region, or one that may be it, does not answer.
        """
        async with AsyncExitStack() as stack:
            yield await self._enter(stack, claims, wanted, terms)

    async def _enter(
        self, stack: AsyncExitStack, claims: Claims, wanted: frozenset[str] | None, terms: Terms
    ) -> Session:
        if claims.tenant is None:
            any_region = next(iter(self._databases.values()))
            return await stack.enter_async_context(any_region.read(claims, wanted, terms=terms))
        region = await self._home(claims.tenant)
        try:
            return await stack.enter_async_context(self._databases[region].read(claims, wanted, terms=terms))
        except WrongRegion:
            # The tenant has moved since we looked it up.
            self._homes.pop(claims.tenant, None)
            region = self._learn(claims.tenant, await self._ask_all(claims.tenant))
            return await stack.enter_async_context(self._databases[region].read(claims, wanted, terms=terms))

    async def _home(self, tenant: str) -> str:
        known = self._homes.get(tenant)
        if known is not None and known[1] > monotonic():
            return known[0]
        asking = self._asking.get(tenant)
        if asking is None:
            # All reads that come meanwhile share one question. With a question each, a thousand reads would wait for
            # each other rather than for the region.
            asking = self._asking[tenant] = asyncio.create_task(self._ask_all(tenant))
            asking.add_done_callback(lambda _: self._asking.pop(tenant))
        return self._learn(tenant, await asyncio.shield(asking))

    def _learn(self, tenant: str, answers: list[_Answer]) -> str:
        region = _judge(tenant, answers)
        if len(self._homes) >= HOMES_REMEMBERED:
            self._homes.clear()
        self._homes[tenant] = (region, monotonic() + HOME_SECONDS)
        return region

    async def _ask_all(self, tenant: str) -> list[_Answer]:
        return await asyncio.gather(*(self._ask(region, tenant) for region in self._databases))

    async def _ask(self, region: str, tenant: str) -> _Answer:
        if self._away.get(region, 0.0) > monotonic():
            return _Answer(region, is_away=True)
        try:
            async with asyncio.timeout(ASK_SECONDS):
                return _Answer(region, await self._databases[region].region_of(tenant))
        except (DatabaseUnavailable, TimeoutError):
            self._away[region] = monotonic() + AWAY_SECONDS
            return _Answer(region, is_away=True)

    async def _health(self, region: str) -> Health | None:
        try:
            return await self._databases[region].check()
        except DatabaseUnavailable:
            return None


def _judge(tenant: str, answers: list[_Answer]) -> str:
    """The one region that has the tenant's row and is the tenant's home."""
    at_home = [answer.region for answer in answers if answer.home == answer.region]
    if len(at_home) == 1:
        return at_home[0]
    if at_home:
        log.error("The tenant %s is at home in more than one region: %s", tenant, ", ".join(at_home))
        raise WrongRegion(CONTESTED)
    if any(answer.is_away for answer in answers):
        raise DatabaseUnavailable
    for answer in answers:
        if answer.home is not None:
            log.error(
                "The tenant %s lies in the database of %s but belongs to %s",
                tenant, answer.region, answer.home,
            )  # fmt: skip
            raise WrongRegion(ELSEWHERE)
    raise UnknownViewer(UNKNOWN_TENANT)

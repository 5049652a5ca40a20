"""Whether a caller is known, asked of the database before what they send is looked at."""

from __future__ import annotations

import time
from collections.abc import Callable

from app.execution.running.runner import Reads
from app.lru import LRU
from db.errors import NO_TENANT, UnknownViewer
from db.reads.claims import Claims

REMEMBERED = 10_000
SECONDS = 60.0
"""How long a caller who was known may have documents read. What they ask for is decided anew for each request."""


class Admission:
    """Knows who was found lately. clock: seconds, for tests."""

    def __init__(self, database: Reads, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._known: LRU[Claims, float] = LRU(REMEMBERED)

    async def admit(self, claims: Claims) -> None:
        """Raises UnknownViewer where the claims name nobody who may use the tenant, and what `Database.read` raises."""
        if claims.tenant is None:
            raise UnknownViewer(NO_TENANT)
        if (self._known.get(claims) or 0.0) > self._clock():
            return
        try:
            async with self._database.read(claims, frozenset(), is_lone=True):
                pass
        except Exception:
            self._known.discard(claims)
            raise
        self._known.put(claims, self._clock() + SECONDS)

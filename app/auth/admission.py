"""Asks the database whether a caller is known, before the gateway looks at what the caller sent."""

from __future__ import annotations

import time
from collections.abc import Callable

from app.execution.running.runner import Reads
from app.lru import LRU
from db.errors import NO_TENANT, UnknownViewer
from db.reads.claims import Claims

REMEMBERED = 10_000
SECONDS = 60.0
"""For how long after a check the gateway reads a known caller's documents. Each request for data is checked anew."""


class Admission:
    """Remembers which callers the database knew lately. clock: seconds, for tests."""

    def __init__(self, database: Reads, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._known: LRU[Claims, float] = LRU(REMEMBERED)

    async def admit(self, claims: Claims) -> None:
        """Raises UnknownViewer if the claims name nobody who may use the tenant, and what `Database.read` raises."""
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

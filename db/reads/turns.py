"""The order in which waiting reads are served: they stand in lines, and the lines take turns (decision 40).

A line belongs to one viewer in one tenant. Tenants take turns, and so do the lines within each tenant, so whoever sends
a thousand requests waits behind their own. Each viewer may also hold no more than a share of the connections at a time;
while they hold it, their lines are skipped.
"""

from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from typing import Generic, NamedTuple, TypeVar

from db.reads.claims import Claims

LONGEST_NAME = 64
"""How many characters of a tenant's name count when visitors stand in line; codes and UUIDs are shorter."""

W = TypeVar("W")


class Place(NamedTuple):
    """Where a read stands. tenant and line: its line in the turns. share: the share of connections that it counts
    towards.
    """

    tenant: Hashable
    line: Hashable
    share: Hashable


VISITORS = "visitors"


def place_of(claims: Claims, address: str | None) -> Place:
    """Where a read for those claims stands.

    All viewers without a token have one share together, and take turns by address, as if they were one tenant. Using
    many addresses or many tenants' names gives them no more. address: where the request came from.
    """
    if claims.subject is None:
        return Place(VISITORS, (address, (claims.tenant or "")[:LONGEST_NAME].lower()), VISITORS)
    viewer = (claims.issuer, claims.subject)
    return Place(claims.tenant, viewer, viewer)


NOWHERE = Place(None, None, None)
"""The place of the gateway's own queries."""


class Turns(Generic[W]):
    """Everybody who waits, each at a place; at most `most` of them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._count = 0
        self._tenants: OrderedDict[Hashable, OrderedDict[Hashable, deque[tuple[Place, W]]]] = OrderedDict()

    def __len__(self) -> int:
        return self._count

    def join(self, place: Place, waiting: W) -> W | None:
        """Adds `waiting` to its line. If too many wait, removes and returns the last of the longest line, maybe
        `waiting`.
        """
        lines = self._tenants.setdefault(place.tenant, OrderedDict())
        line = lines.setdefault(place.line, deque())
        line.append((place, waiting))
        self._count += 1
        if self._count <= self._most:
            return None
        longest = max((each for lines in self._tenants.values() for each in lines.values()), key=len)
        # If the newcomer's line is as long as the longest, the newcomer goes.
        chosen, out = (line if len(line) >= len(longest) else longest)[-1]
        self.leave(chosen, out)
        return out

    def leave(self, place: Place, waiting: W) -> None:
        """Removes `waiting` from its line, if it is still there."""
        lines = self._tenants.get(place.tenant)
        line = lines.get(place.line) if lines else None
        if lines and line and (place, waiting) in line:
            line.remove((place, waiting))
            self._count -= 1
            self._forget(place, lines, line)

    def next(self, may: Callable[[Place], bool]) -> tuple[Place, W] | None:
        """Removes and returns whoever's turn it is; null if nobody waits whom `may` allows another connection."""
        for tenant, lines in self._tenants.items():
            for line in lines.values():
                place = line[0][0]
                if not may(place):
                    continue
                found = line.popleft()
                self._count -= 1
                lines.move_to_end(place.line)
                self._tenants.move_to_end(tenant)
                self._forget(place, lines, line)
                return found
        return None

    def everybody(self) -> list[tuple[Place, W]]:
        """Everybody who waits, with their places."""
        return [each for lines in self._tenants.values() for line in lines.values() for each in line]

    def _forget(
        self, place: Place, lines: OrderedDict[Hashable, deque[tuple[Place, W]]], line: deque[tuple[Place, W]]
    ) -> None:
        if not line:
            del lines[place.line]
            if not lines:
                del self._tenants[place.tenant]

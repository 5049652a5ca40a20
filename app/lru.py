"""A bounded cache that drops the least recently used values first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class LRU(Generic[K, V]):
    """At most `entries` values, whose weights add up to at most `weight`; the least recently used go first.

    A value heavier than the whole store is not kept.
    """

    def __init__(self, entries: int, weight: int | None = None) -> None:
        self._values: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._entries = entries
        self._capacity = weight
        self._weight = 0

    def __len__(self) -> int:
        return len(self._values)

    @property
    def weight(self) -> int:
        """The sum of the weights of the values that are kept."""
        return self._weight

    def get(self, key: K) -> V | None:
        """The value kept under the key, which now counts as just used."""
        found = self._values.get(key)
        if found is None:
            return None
        self._values.move_to_end(key)
        return found[0]

    def put(self, key: K, value: V, weight: int = 1) -> list[V]:
        """Keep the value, and drop older ones to make room. Gives those that were dropped."""
        dropped: list[V] = []
        self.discard(key)
        if self._capacity is not None and weight > self._capacity:
            return dropped
        self._values[key] = (value, weight)
        self._weight += weight
        while len(self._values) > self._entries or (
            self._capacity is not None and self._weight > self._capacity
        ):
            _, (old, freed) = self._values.popitem(last=False)
            self._weight -= freed
            dropped.append(old)
        return dropped

    def discard(self, key: K) -> None:
        """Forget the key, if it is kept."""
        found = self._values.pop(key, None)
        if found is not None:
            self._weight -= found[1]

    def clear(self) -> None:
        """Forget everything."""
        self._values.clear()
        self._weight = 0

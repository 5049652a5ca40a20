"""The keys by which rows are matched with the rows they belong to."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

TOLERATED = 2_000
"""An answer may seem to have this many objects more than it has, before keys are counted for it."""

Key = Callable[[Any], Any]
"""Reads a row's key: one value, or a tuple of several; null if one of the values is null."""


def key_reader(places: Sequence[int | str]) -> Key:
    """Reads the key that a row holds at these places."""
    if len(places) == 1:
        return itemgetter(places[0])

    def read(row: Any) -> Any:
        values = tuple(row[place] for place in places)
        return None if None in values else values

    return read


def distinct(keys: Sequence[Any]) -> list[Any]:
    """The keys in order, without repeats and nulls."""
    return [key for key in dict.fromkeys(keys) if key is not None]


def most_alike(keys: Sequence[Any], objects: int) -> int:
    """How often one key stands among the keys at most, nulls aside. objects: how many would be counted as often."""
    if len(keys) == 1:
        return 1
    most = len(keys) - len(set(keys)) + 1
    if most == 1 or most * objects <= TOLERATED:
        return most
    # Counting is exact and takes longer, so it is done only where the bound could be far above the truth.
    counted = Counter(keys)
    counted.pop(None, None)
    return max(counted.values(), default=1)


def leading(width: int) -> Key:
    """Reads the parent's key at the front of a row."""
    return itemgetter(*range(width))


def grouped(rows: Sequence[Any], objects: list[Any], parent: Key) -> dict[Any, list[Any]]:
    """The objects of each parent, in order."""
    groups: defaultdict[Any, list[Any]] = defaultdict(list)
    for key, made in zip(map(parent, rows), objects, strict=True):
        groups[key].append(made)
    return groups

"""The keys by which rows find each other."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

Key = Callable[[Any], Any]
"""Reads a row's key: a value, or a tuple of several; null where one of them is null."""


def key_reader(places: Sequence[int | str]) -> Key:
    """Reads the key that a row holds at these places."""
    if len(places) == 1:
        return itemgetter(places[0])

    def read(row: Any) -> Any:
        values = tuple(row[place] for place in places)
        return None if None in values else values

    return read


def distinct(keys: Sequence[Any]) -> list[Any]:
    """Each key once, none null, in order."""
    return [key for key in dict.fromkeys(keys) if key is not None]


def leading(width: int) -> Key:
    """Reads the parent's key at the front of a row."""
    return itemgetter(*range(width))

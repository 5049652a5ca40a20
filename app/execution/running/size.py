"""Measures how large an answer is as JSON, before it is written."""

from typing import Any, cast

import orjson

SHORT = 100
"""The most characters of a text whose escapes are not counted."""


def measure(data: Any) -> tuple[int, int]:
    """The objects and the bytes of an answer's data as they will be written.

    An object that stands in several places is held once in memory but written several times. Each object is measured
    once, so the time taken is linear in what memory holds, however large the text would be.
    """
    return _measure(data, {})


def _measure(value: Any, known: dict[int, tuple[int, int]]) -> tuple[int, int]:
    if isinstance(value, str):
        return 0, len(value) + 2 if len(value) <= SHORT else len(orjson.dumps(value))
    if not isinstance(value, dict | list):
        return 0, 5 if value is None or isinstance(value, bool) else len(str(value))
    container = cast("dict[str, Any] | list[Any]", value)
    found = known.get(id(container))
    if found is None:
        found = known[id(container)] = _measure_container(container, known)
    return found


def _measure_container(
    value: dict[str, Any] | list[Any], known: dict[int, tuple[int, int]]
) -> tuple[int, int]:
    if isinstance(value, dict):
        objects, size, parts = 1, 2 + sum(map(len, value)) + 4 * len(value), value.values()
    else:
        objects, size, parts = 0, 2 + len(value), value
    for part in parts:
        more, bytes_more = _measure(part, known)
        objects += more
        size += bytes_more
    return objects, size

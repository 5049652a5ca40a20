"""Comparisons with values that a column can't hold, such as 2.999 for a column of two decimals.

PostgreSQL rounds a value to its column's type before it compares, so that 3.00 would not be greater than 2.999. Here
such a comparison becomes an equal one with a value that the column can hold: `> 2.999` becomes `> 2.99`. Values in
their column's type can use an index.
"""

import re
from collections.abc import Callable
from decimal import ROUND_FLOOR, Context, Decimal

from sqlalchemy import Column, DateTime, Numeric

Comparison = tuple[str, str]
"""An operator and the value, as text."""

_FRACTION = re.compile(r"(\.\d{6})(\d+)")
_BESIDE: dict[str, str | bool] = {"eq": False, "ne": True, "gt": "gt", "gte": "gt", "lt": "lte", "lte": "lte"}
"""What a comparison becomes for a value that lies above the one that it is replaced by, and below the next."""
_BELOW: dict[str, str | bool] = {"eq": False, "ne": True, "gt": "gte", "gte": "gte", "lt": "lt", "lte": "lt"}
"""What it becomes for a value that lies below the least, by which it is replaced."""


def exactly(column: Column[object], operator: str, value: str) -> Comparison | bool:
    """The comparison with a value that the column can hold; true or false if it comes out alike for every row."""
    found = next((nearest for kind, nearest in _NEAREST.items() if isinstance(column.type, kind)), None)
    if found is None:
        return operator, value
    near, words = found(column, value)
    if words is None:
        return operator, near
    word = words[operator]
    return word if isinstance(word, bool) else (word, near)


def holdable(column: Column[object], values: tuple[str, ...]) -> list[str]:
    """Those of the values that the column can hold."""
    found = (exactly(column, "eq", value) for value in values)
    return [each[1] for each in found if isinstance(each, tuple)]


def _decimal(column: Column[object], value: str) -> tuple[str, dict[str, str | bool] | None]:
    kind = column.type
    assert isinstance(kind, Numeric)
    if kind.precision is None:
        return value, None
    asked, unit = Decimal(value), Decimal(1).scaleb(-(kind.scale or 0))
    most = Decimal(10) ** (kind.precision - (kind.scale or 0)) - unit
    if asked < -most:
        return str(-most), _BELOW
    near = most if asked > most else asked.quantize(unit, ROUND_FLOOR, Context(kind.precision + 1))
    return str(near), None if near == asked else _BESIDE


def _moment(_column: Column[object], value: str) -> tuple[str, dict[str, str | bool] | None]:
    found = _FRACTION.search(value)
    if found is None:
        return value, None
    near = f"{value[: found.end(1)]}{value[found.end() :]}"
    return near, _BESIDE if found[2].strip("0") else None


_NEAREST: dict[type, Callable[[Column[object], str], tuple[str, dict[str, str | bool] | None]]] = {
    Numeric: _decimal,
    DateTime: _moment,
}
"""For each kind of column that rounds: the nearest value, and what comparisons with it become; null if it is equal."""

"""How the values of a masked column are told apart by the column's type: in an answer, in a filter and in an order."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, Integer, Numeric
from sqlalchemy.dialects.postgresql import ENUM

AT_MOST = 100
"""How many values a filter by `in` names."""


def is_same(column: Column[Any], shown: object, text: str) -> bool:
    """Whether a field shows the value that PostgreSQL writes as `text`. Of anything but text, that it shows one."""
    if not isinstance(shown, str):
        return True
    match column.type:
        case ENUM():
            return shown == text.upper()
        case DateTime():
            return datetime.fromisoformat(shown) == datetime.fromisoformat(text)
        case _:
            return shown == text


def conditions(column: Column[Any], values: Sequence[str]) -> Mapping[str, bool | None]:
    """Conditions on the column, and the rows that each keeps: those that show a value, those that show none, or all.

    values: all that the column holds, as PostgreSQL writes them.
    """
    quoted = [orjson.dumps(value).decode() for value in values[:AT_MOST]]
    bare = list(values[:AT_MOST])
    kept: dict[str, bool | None] = {"isNull: false": True, "isNull: true": False}
    match column.type:
        case Boolean():
            return kept | {"in: [true, false]": True}
        case ENUM():
            return kept | {_among([word.upper() for word in bare]): True}
        case Integer():
            lowest = -(2**53 - 1) if isinstance(column.type, BigInteger) else -(2**31)
            return kept | {_among(bare): True, f"gte: {lowest}": True, "ne: -1": None}
        case Numeric():
            return kept | {_among(quoted): True, 'gte: "0"': True, 'ne: "-1"': None}
        case Date():
            return kept | {_among(quoted): True, 'gte: "1900-01-01"': True, 'ne: "1900-01-01"': None}
        case DateTime():
            moment = '"1900-01-01T00:00:00Z"'
            moments = [f'"{datetime.fromisoformat(value).isoformat()}"' for value in bare]
            return kept | {_among(moments): True, f"gte: {moment}": True, f"ne: {moment}": None}
        case _:
            return kept | {
                _among(quoted): True,
                'contains: ""': True,
                'startsWith: ""': True,
                'gte: ""': True,
            }


def _among(values: Sequence[str]) -> str:
    return f"in: [{','.join(values)}]"


def in_order(column: Column[Any], values: Sequence[str]) -> list[str]:
    """The values as the column sorts them, ascending."""
    if isinstance(column.type, ENUM):
        return sorted(values, key=list(column.info["words"].__members__).index)
    return sorted(values, key=float if isinstance(column.type, Numeric | Integer) else None)

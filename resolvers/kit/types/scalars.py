"""The GraphQL type of a column, and the scalars that GraphQL itself lacks."""

import datetime
import decimal
import uuid
from dataclasses import replace
from enum import Enum
from typing import Any, NewType

import strawberry
from graphql import FloatValueNode, IntValueNode
from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, Integer, Numeric, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, ENUM, JSONB
from strawberry.schema.types.scalar import DEFAULT_SCALAR_REGISTRY

from db.models.words import Words
from db.statements.selection import is_percentage
from resolvers.kit.errors import shown
from resolvers.kit.types import written

BigInt = NewType("BigInt", int)
URL = NewType("URL", str)
JSON = strawberry.scalars.JSON

A_BIG_INT = "BigInt must be an integer of at most 53 bits."
A_URL = "URL must be a text."


def _said(parse: Any, sentence: str) -> Any:
    """Reads a value as `parse` does, but reports a value that can't be read in our own words, not in Python's."""

    def read(*values: Any) -> Any:
        try:
            return parse(*values)
        except Exception:
            raise ValueError(sentence) from None

    return read


def _url(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _instant(value: Any) -> str:
    """A time as answers show it: text from the database's session stays as it is; a Python datetime is formatted."""
    return shown(value) if isinstance(value, str) else value.isoformat()


def _decimal(value: Any) -> str:
    """A decimal number as answers show it."""
    return shown(value) if isinstance(value, str) else str(value)


SCALARS: dict[object, Any] = {
    **DEFAULT_SCALAR_REGISTRY,
    datetime.datetime: replace(
        DEFAULT_SCALAR_REGISTRY[datetime.datetime],
        serialize=_instant,
        description="A moment, as RFC 3339 writes it: a day, a time, and the offset from UTC, such as "
        "`2026-09-11T14:16:50+00:00` or `2026-09-11T14:16:50.123456Z`.",
    ),
    datetime.date: replace(
        DEFAULT_SCALAR_REGISTRY[datetime.date],
        serialize=_instant,
        description="A day of the calendar, as RFC 3339 writes it, such as `2026-09-11`.",
    ),
    decimal.Decimal: replace(
        DEFAULT_SCALAR_REGISTRY[decimal.Decimal],
        serialize=_decimal,
        description='A decimal number without rounding, as a text such as `"4.00"`. A number is taken too, but many '
        "programs round it to a double before it arrives.",
    ),
    JSON: replace(
        DEFAULT_SCALAR_REGISTRY[JSON],
        description="Any JSON value: only for what is open-ended, so that no type can tell its shape.",
    ),
    uuid.UUID: replace(
        DEFAULT_SCALAR_REGISTRY[uuid.UUID],
        description="A universally unique identifier, as RFC 9562 writes it, in lower case. Upper case is taken too.",
    ),
    BigInt: strawberry.scalar(
        name="BigInt",
        description="An integer of up to 53 bits, which JavaScript and JSON hold without loss.",
        serialize=_said(written.read_big, A_BIG_INT),
        parse_value=_said(written.read_big, A_BIG_INT),
        parse_literal=_said(written.read_big_literal, A_BIG_INT),
    ),
    URL: strawberry.scalar(
        name="URL",
        description="A web address, as it was entered.",
        serialize=_said(_url, A_URL),
        parse_value=_said(_url, A_URL),
    ),
}


_MADE: dict[type[Words], Any] = {}

READERS: dict[object, tuple[Any, str, tuple[Any, ...]]] = {
    datetime.datetime: (
        written.read_moment,
        "DateTime must be a moment with its offset from UTC, such as 2026-09-11T14:16:50+00:00.",
        (),
    ),
    datetime.date: (written.read_date, "Date must be a day such as 2026-09-11.", ()),
    datetime.time: (written.read_time, "Time must be a time of day such as 14:16:50.", ()),
    decimal.Decimal: (
        written.read_decimal,
        'Decimal must be a decimal number such as "4.00".',
        (IntValueNode, FloatValueNode),
    ),
    uuid.UUID: (written.read_uuid, "UUID must be 32 hexadecimal digits, with or without hyphens.", ()),
}
"""How a value of each scalar is read, what is said of one that can't be, and as which numbers it may be written."""

for _origin, (_read, _sentence, _numbers) in READERS.items():
    SCALARS[_origin] = replace(
        SCALARS[_origin],
        parse_value=_said(_read, _sentence),
        parse_literal=_said(written.literal(_read, *_numbers), _sentence),
    )


def enum_of(words: type[Words]) -> Any:
    """The GraphQL enum of a closed set: its members in upper case, each with its meaning."""
    if words not in _MADE:
        members = {w.name.upper(): strawberry.enum_value(w.name, description=w.meaning) for w in words}
        made: Any = Enum(words.__name__, members)
        _MADE[words] = strawberry.enum(made, description=words.__doc__)
    return _MADE[words]


def column_type(column: Column[Any]) -> Any:
    """The Python type that stands for a column's GraphQL type, nullable where the viewer can meet a null."""
    kind = _kind(column)
    return kind | None if may_be_null(column) else kind


def may_be_null(column: Column[Any]) -> bool:
    """Whether the viewer can meet a null in the column, because the column may hold one or a mask may show one."""
    return bool(column.nullable) or column.info.get("mask") is not None


def plain_kind(column: Column[Any]) -> Any:
    """The GraphQL type of one value of the column, never null."""
    return _kind(column)


def _kind(column: Column[Any]) -> Any:
    match column.type:
        case ENUM():
            return enum_of(column.info["words"])
        case ARRAY():
            return list[str]
        case JSONB():
            return JSON
        case Boolean():
            return bool
        case BigInteger():
            return BigInt
        case Integer():
            return int
        case Numeric():
            return float if is_percentage(column) else decimal.Decimal
        case DateTime():
            return datetime.datetime
        case Date():
            return datetime.date
        case Uuid():
            return uuid.UUID
        case _:
            return URL if column.name.endswith("_url") else str

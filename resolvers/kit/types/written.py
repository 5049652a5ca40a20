"""Reads the values of scalars exactly as they are written, in variables and in documents.

Each reader takes only the form that its scalar's description names: Python would also read `3_0`, digits of other
scripts, spaces at the ends, or weeks of the year. A reader raises ValueError for anything else.
"""

import datetime
import decimal
import re
import uuid
from collections.abc import Callable
from typing import Any, cast

from graphql import FloatValueNode, IntValueNode, StringValueNode, ValueNode

LARGEST = 2**53 - 1
"""The largest integer that JavaScript and JSON hold without loss."""

_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(r"\d\d:\d\d:\d\d(\.\d{1,6})?", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d):(\d\d)(\.\d+)?(?:[Zz]|([+-]\d\d:[0-5]\d))", re.ASCII)
_UUID = re.compile(r"[0-9a-fA-F]{32}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)


def literal(read: Callable[[Any], Any], *numbers: type[ValueNode]) -> Callable[..., Any]:
    """Reads a value in a document by its text, before it is rounded to a number of Python.

    numbers: the kinds of number that the scalar may be written as, beside a text.
    """

    def of(node: ValueNode, _variables: object = None) -> Any:
        if not isinstance(node, (StringValueNode, *numbers)):
            raise TypeError
        return read(cast("Any", node).value)

    return of


def read_decimal(value: Any) -> decimal.Decimal:
    """A decimal number, from a text or a number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | decimal.Decimal):
        raise TypeError
    return decimal.Decimal(_matching(_DECIMAL, str(value)))


def read_big(value: Any) -> int:
    """An integer of at most 53 bits, from a number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    number = int(value)
    if abs(number) > LARGEST or number != value:
        raise ValueError
    return number


def read_big_literal(node: ValueNode, _variables: object = None) -> int:
    """An integer of at most 53 bits, from a number in a document."""
    if not isinstance(node, IntValueNode | FloatValueNode):
        raise TypeError
    number = read_decimal(node.value)
    if abs(number) > LARGEST or number != number.to_integral_value():
        raise ValueError
    return int(number)


def read_date(value: Any) -> datetime.date:
    """A day, as RFC 3339 writes it."""
    return datetime.date.fromisoformat(_matching(_DATE, value))


def read_time(value: Any) -> datetime.time:
    """A time of day, as RFC 3339 writes it."""
    return datetime.time.fromisoformat(_matching(_TIME, value))


def read_moment(value: Any) -> str:
    """A moment, as RFC 3339 writes it: a text with all its digits, since a datetime of Python would drop the seventh.

    A leap second, `:60`, is the second after it, as it is in PostgreSQL.
    """
    found = _MOMENT.fullmatch(value)
    if found is None:
        raise ValueError
    day, minute, second, fraction, offset = found.groups()
    is_leap = second == "60"
    whole = datetime.datetime.fromisoformat(
        f"{day}T{minute}:{'59' if is_leap else second}{offset or '+00:00'}"
    )
    if is_leap:
        whole += datetime.timedelta(seconds=1)
    shown = whole.isoformat()
    return f"{shown[:19]}{fraction or ''}{shown[19:]}"


def read_uuid(value: Any) -> uuid.UUID:
    """A UUID, with or without hyphens."""
    return uuid.UUID(_matching(_UUID, value))


def _matching(form: re.Pattern[str], value: Any) -> str:
    if not isinstance(value, str) or form.fullmatch(value) is None:
        raise ValueError
    return value

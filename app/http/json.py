"""JSON in and out."""

from __future__ import annotations

import json
import re
from typing import Any, cast

import orjson

from app.introspection.written import Written

STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)


class BadJson(Exception):
    """Text that is not JSON as RFC 8259 wants it. The message says why."""


def loads(text: bytes) -> Any:
    """The value of a JSON text in UTF-8. Raises BadJson, also for an object that has a name twice."""
    try:
        value: object = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadJson(f"it can't be read beyond line {error.lineno}, column {error.colno}") from None
    # orjson keeps the last of two equal names and says nothing. Every name has a colon, and strings aside, no colon
    # stands anywhere else: where there are more colons than names kept, a name was there twice.
    if STRING.sub(b"", text).count(b":") != _count_names(value):
        raise BadJson("an object has the same name twice")
    return value


def _count_names(value: object) -> int:
    count, pending = 0, [value]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            members = cast("dict[str, object]", item)
            count += len(members)
            pending.extend(members.values())
        elif isinstance(item, list):
            pending.extend(cast("list[object]", item))
    return count


def dumps(value: Any) -> bytes:
    """The JSON text of a value, in UTF-8."""
    try:
        return orjson.dumps(value, default=Written.fragment)
    except orjson.JSONEncodeError:
        # Integers beyond 64 bits, and data nested deeper than orjson goes, are rare but fine JSON.
        text = json.dumps(
            value,
            ensure_ascii=False,
            separators=(",", ":"),
            allow_nan=False,
            default=lambda w: orjson.loads(w.text),
        )
        return text.encode()

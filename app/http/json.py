"""Reads and writes JSON."""

from __future__ import annotations

import json
import re
from typing import Any, cast

import orjson

from app.introspection.written import Written

STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)


class BadJson(Exception):
    """The text is not JSON as RFC 8259 defines it. The message says why."""


def loads(text: bytes) -> Any:
    """The value of a JSON text in UTF-8. Raises BadJson, also if an object has the same name twice."""
    try:
        value: object = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadJson(f"it can't be read beyond line {error.lineno}, column {error.colno}") from None
    # orjson silently keeps the last of two equal names. A colon follows every name and, outside strings, stands nowhere
    # else: if there are more colons than names kept, a name stood there twice.
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
        # Integers beyond 64 bits, and data nested deeper than orjson allows, are rare but valid JSON.
        text = json.dumps(
            value,
            ensure_ascii=False,
            separators=(",", ":"),
            allow_nan=False,
            default=lambda w: orjson.loads(w.text),
        )
        return text.encode()

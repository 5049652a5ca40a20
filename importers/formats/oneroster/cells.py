"""The kinds of value in the cells of a table. Each function raises `BadRecord` for a value that is of another kind."""

import re
from collections.abc import Collection
from datetime import date

from importers.kit.fields import Record

MAX_ID = 255  # characters, as the specification says
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def one(record: Record, name: str) -> str | None:
    """The identifier in a cell, or null."""
    value = record.key(name)
    if value is not None and len(value) > MAX_ID:
        raise record.refuse(name, f"is longer than {MAX_ID} characters")
    return value


def several(record: Record, name: str) -> list[str]:
    """The list in a cell, separated by commas; each part once."""
    parts = (part.strip() for part in (record.optional(name) or "").split(","))
    found = list(dict.fromkeys(part for part in parts if part))
    if any(len(part) > MAX_ID for part in found):
        raise record.refuse(name, f"holds a part of more than {MAX_ID} characters")
    return found


def word(record: Record, name: str, known: Collection[str], own: bool = False) -> str:
    """The word in a cell. Raises `BadRecord` if it is not one of `known`.

    own: whether it may also be a word of the sender's own, which begins with `ext:`.
    """
    value = record.text(name)
    if value not in known and not (own and value.startswith("ext:")):
        raise record.refuse(name, f'must be one of {", ".join(known)}, found "{value[:40]}"')
    return value


def yes(record: Record, name: str) -> bool | None:
    """The value of a cell with `true` or `false`; null for an empty cell."""
    value = (record.key(name) or "").lower()
    if value not in ("", "true", "false"):
        raise record.refuse(name, f'must be true or false, found "{value[:20]}"')
    return {"true": True, "false": False}.get(value)


def day(record: Record, name: str) -> date | None:
    """The date in a cell, written as `2026-09-01`; null for an empty cell."""
    value = record.key(name)
    if value is None:
        return None
    try:
        if DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise record.refuse(name, f'must be a date such as 2026-09-01, found "{value[:20]}"')

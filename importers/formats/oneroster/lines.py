"""Reading the records of a table: the columns that all tables have, and the kinds of value in the cells."""

import hashlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from importers.formats.oneroster.sets import Table
from importers.kit.fields import Record
from importers.kit.text.csvrows import rows
from importers.refusal import refused

PREFIX = "oneroster:"
MAX_ID = 255  # characters, as the specification says
STEERING = ("sourcedId", "status", "dateLastModified")
"""Columns that identify a record or state what to do with it; they are not stored."""
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Line:
    """One record: its identifier, whether it is to be deleted, and its cells."""

    id: str
    is_deleted: bool
    record: Record

    @property
    def where(self) -> str:
        """The record's place, for a warning."""
        return f"{self.record.file}: {self.record.place}"


def read(table: Table, required: Collection[str] = ()) -> Iterator[Line]:
    """Yield the records of a table.

    Raises `ImportRefused`, naming file and line, for missing columns, and for an identifier that occurs twice.
    """
    seen: set[bytes] = set()
    name = table.path.name
    for row in rows(table.path, None, ("sourcedId", *required)):
        record = Record(name, row.place, row.cells)
        identifier = one(record, "sourcedId")
        if identifier is None:
            raise record.refuse("sourcedId", "is missing or empty")
        if not is_new(seen, identifier):
            raise refused(name, row.place, f'sourcedId "{identifier[:60]}" occurs twice')
        yield Line(identifier, _is_deleted(record), record)


def _is_deleted(record: Record) -> bool:
    status = (record.key("status") or "active").lower()
    if status not in ("active", "tobedeleted"):
        raise record.refuse("status", f'must be active or tobedeleted, found "{status[:20]}"')
    return status == "tobedeleted"


def is_new(seen: set[bytes], *names: str) -> bool:
    """Whether this combination of names is met for the first time. `seen` keeps 16 bytes for each."""
    mark = digest(*names)
    if mark in seen:
        return False
    seen.add(mark)
    return True


def digest(*names: str) -> bytes:
    """A digest of the names, of 16 bytes."""
    return hashlib.blake2b("\0".join(names).encode(), digest_size=16).digest()


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


def word(record: Record, name: str, known: Collection[str]) -> str:
    """The word in a cell. Raises `ImportRefused` if it is not one of `known`."""
    value = record.text(name)
    if value not in known:
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


def rest(record: Record, columns: Collection[str]) -> dict[str, Any]:
    """The cells that are not empty and have no column in the model, except passwords."""
    return {
        name: value
        for name, value in record.fields.items()
        if value is not None
        and name not in columns
        and name not in STEERING
        and "password" not in name.lower()
    }

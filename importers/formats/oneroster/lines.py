"""Reading the records of a table: the columns that all tables have, and the records that can't be taken."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from importers.formats.oneroster.cells import one
from importers.formats.oneroster.sets import Table
from importers.formats.oneroster.shapes import SHAPES, STEERING, Shape
from importers.kit.fields import Record
from importers.kit.lists import good
from importers.kit.text.csvrows import Row, rows
from importers.refusal import BadRecord

PREFIX = "oneroster:"
STATES = ("active", "inactive", "tobedeleted")


@dataclass(frozen=True, slots=True)
class Line:
    """One record: its identifier, whether it is to be deleted, and its cells.

    is_inactive: whether it is out of use, which only 1.0 can say. Save a person, it counts as to be deleted.
    """

    id: str
    is_deleted: bool
    is_inactive: bool
    record: Record

    @property
    def where(self) -> str:
        """The record's place, for a warning."""
        return f"{self.record.file}: {self.record.place}"


def places(start: str, lines: Iterable[Line]) -> dict[str, str]:
    """Where records stand, by the external id of their row. start: how that begins."""
    return {start + line.id: line.where for line in lines}


def read(table: Table) -> Iterator[Line]:
    """Yield the good records of a table. The bad ones are noted, and spared: they take nothing away.

    Raises `ImportRefused`, naming file and line, for missing columns.
    """
    shape = SHAPES[table.name]
    found = rows(table.path, None, ("sourcedId", *shape.required), table.unread, shape.former)
    return good(found, _reader(table, shape), table.note)


def _reader(table: Table, shape: Shape) -> Callable[[Row], Line]:
    """Return what makes a line of a row. Raises `BadRecord`, also for an identifier that occurs twice."""
    seen: set[bytes] = set()
    name = table.path.name

    def take(row: Row) -> Line:
        record = Record(name, row.place, row.cells)
        try:
            identifier = one(record, "sourcedId")
            if identifier is None:
                raise record.refuse("sourcedId", "is missing or empty")
            if not is_new(seen, identifier):
                raise record.refuse("sourcedId", f'must occur once, found "{identifier[:60]}" again')
            status = _status(record)
            is_deleted = status == "tobedeleted" or (status == "inactive" and table.name != "users")
            if not is_deleted or shape.is_checked_when_deleted:
                _check(record, shape)
            if identifier in table.circles:
                raise record.refuse("parentSourcedId", f"leads back to itself: {table.circles[identifier]}")
        except BadRecord:
            table.spared.spare(record)
            raise
        return Line(identifier, is_deleted, status == "inactive", record)

    return take


def _check(record: Record, shape: Shape) -> None:
    for name, check in shape.checks.items():
        check(record, name)
    if shape.whole is not None:
        shape.whole(record)


def _status(record: Record) -> str:
    status = (record.key("status") or "active").lower()
    if status not in STATES:
        raise record.refuse("status", f'must be active or tobedeleted, found "{status[:20]}"')
    return status


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

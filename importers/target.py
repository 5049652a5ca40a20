"""Where an import writes to, and how it counts what it writes."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Table, Uuid

from db.connection import DatabaseConnection
from db.writes.refusals import RowRefused
from db.writes.tenant_table import TenantTable
from db.writes.upsert import SOURCE, Conflict, Written, upsert
from importers.faults import Faults
from importers.growth import Growth
from importers.report import Progress, Report
from storage import Store

BATCH = 500

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Shared:
    """The tables that all tenants share, on a connection in a transaction; and the report on what is written there."""

    connection: DatabaseConnection
    report: Report
    progress: Progress
    faults: Faults
    growth: Growth = field(default_factory=Growth)

    async def upsert(self, table: Table, rows: Sequence[Mapping[str, Any]], conflict: Conflict) -> Written:
        """Upsert rows."""
        written = await upsert(self.connection, table, None, rows, conflict)
        await self.growth.wrote(self.connection, table, len(written.created))
        return written


@dataclass(frozen=True, slots=True)
class Target:
    """One tenant, on a connection in a transaction; a place for files; and the report on what is written.

    is_draft: new courses are not published.
    """

    connection: DatabaseConnection
    tenant_id: UUID
    report: Report
    progress: Progress
    store: Store
    faults: Faults
    is_draft: bool = False
    growth: Growth = field(default_factory=Growth)

    @property
    def course_status(self) -> str:
        """The status of a course that is created."""
        return "draft" if self.is_draft else "published"

    def note_draft(self) -> None:
        """Warn if a draft was asked for, but the course had been made before. Its status belongs to people by now."""
        if self.is_draft and not self.report.of("course").created:
            self.report.warn("the course was there before, so it keeps its status, and is not made a draft")

    def rows_of(self, table: Table) -> TenantTable:
        """The tenant's rows of a table."""
        return TenantTable(self.connection, table, self.tenant_id)

    async def upsert(self, table: Table, rows: Sequence[Mapping[str, Any]], conflict: Conflict) -> Written:
        """Upsert rows of the tenant."""
        written = await upsert(self.connection, table, self.tenant_id, rows, conflict)
        await self.growth.wrote(self.connection, table, len(written.created))
        return written

    async def write(
        self,
        table: Table,
        rows: Sequence[Mapping[str, Any]],
        kind: str | Callable[[str], str],
        *,
        once: Collection[str] = (),
        places: Mapping[str, str] = MappingProxyType({}),
    ) -> dict[str, UUID]:
        """Upsert rows by their `external_id`, count them under `kind`, and return the id of each.

        places: where rows stand in their source, by `external_id`, for the message if one is refused.
        """
        try:
            written = await self.upsert(table, rows, Conflict(once=once))
        except RowRefused as refusal:
            refusal.place = places.get(refusal.row["external_id"])
            raise
        self.report.written(
            kind if callable(kind) else lambda _: kind,
            [row["external_id"] for row in rows],
            {key for (key,) in written.created},
            {key for (key,) in written.updated},
        )
        return {key: found for (key,), found in written.ids.items()}

    async def write_pairs(
        self,
        table: Table,
        rows: Sequence[Mapping[str, Any]],
        kind: Callable[[Mapping[str, Any]], str],
        pair: Sequence[str],
    ) -> None:
        """Upsert rows that the two columns `pair` identify (an id, and another id or a text), and count them."""
        written = await self.upsert(table, rows, Conflict(pair))
        for row in rows:
            key = tuple(_keyed(table, column, row[column]) for column in pair)
            tally = self.report.of(kind(row))
            if key in written.created:
                tally.created += 1
            elif key in written.updated:
                tally.updated += 1
            else:
                tally.unchanged += 1


def _keyed(table: Table, column: str, value: Any) -> Any:
    return UUID(str(value)) if isinstance(table.columns[column].type, Uuid) else value


def batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """Yield the items in lists of at most `size`."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


__all__ = ["SOURCE", "Shared", "Target", "batches"]

"""The rows that a write is about: those of one tenant in one table."""

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Table

from db.connection import DatabaseConnection


@dataclass(frozen=True, slots=True)
class TenantTable:
    """A tenant's rows of a table, on a connection whose transaction has entered the tenant."""

    connection: DatabaseConnection
    table: Table
    tenant_id: UUID


class Whole(NamedTuple):
    """The row that other rows are parts of: its id, and the column by which the parts refer to it."""

    column: str
    id: UUID

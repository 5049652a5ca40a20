"""What a write is about: the rows that one tenant has in one table."""

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
    """What rows are parts of: the column that refers to it, and its id."""

    column: str
    id: UUID

"""Keeps PostgreSQL informed of tables that an import makes grow.

A tenant's first large import meets statistics in which the tenant does not occur. Then all indexes that begin with the
tenant look equally good, and a trigger or a foreign key may look up each new row by reading all rows of the tenant.
"""

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import Table

from db.connection import DatabaseConnection

FIRST = 500  # rows of a table that were written before its statistics are taken
AGAIN = 8  # times as many, before they are taken again


@dataclass(slots=True)
class Growth:
    """How many rows an import has written to each table, and when the table's statistics are due."""

    _rows: "Counter[str]" = field(default_factory=Counter[str])
    _due: dict[str, int] = field(default_factory=dict[str, int])

    async def wrote(self, connection: DatabaseConnection, table: Table, rows: int) -> None:
        """Count rows that were created, and take the table's statistics if they are due.

        They are skipped while another import or the server takes them, because these would have to be waited for.
        """
        name = table.fullname
        self._rows[name] += rows
        if self._rows[name] >= self._due.get(name, FIRST):
            self._due[name] = AGAIN * self._rows[name]
            await connection.execute(f"ANALYZE (SKIP_LOCKED) {name}")

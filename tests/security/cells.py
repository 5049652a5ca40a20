"""Every row and every masked cell that a viewer sees, read in one statement as the gateway's own role reads it."""

from typing import Any

from sqlalchemy import Column, Table

from db.derived.masks import seen, seen_key
from db.derived.policies import access_of
from db.models import Base
from db.models.access import Mask
from db.models.base import TENANT

Cell = tuple[str, str, str]
"""A table, the id of a row, and a masked column of it that is shown; an empty column stands for the row itself."""

TABLES = [
    table
    for table in Base.metadata.tables.values()
    if TENANT in table.columns and access_of(table).kind != "private"
]


def cells(table: Table) -> dict[str, str]:
    """For each masked column of the table, or masked key of a document: whether the viewer sees what is there."""
    found: dict[str, str] = {}
    for column in table.columns:
        mask: Mask | None = column.info.get("mask")
        if mask is not None and mask.keys is None:
            here = f"t.{column.name}"
            found[column.name] = f"{here} IS NOT NULL AND ({seen(column, 't.')}) IS NOT DISTINCT FROM {here}"
        elif mask is not None:
            found |= {f"{column.name}.{key}": _key(column, key) for key in mask.keys or ()}
    return found


def _key(column: Column[Any], key: str) -> str:
    there = f"t.{column.name} -> '{key}'"
    return f"t.{column.name} ? '{key}' AND ({seen_key(column, key, 't.')}) IS NOT DISTINCT FROM {there}"


CELLS = {table.name: cells(table) for table in TABLES}


def seen_by_all(cells: dict[str, dict[str, str]]) -> str:
    """The statement that reads every row of every table, each with a digit for each cell: whether it is seen."""
    parts: list[str] = []
    for table in TABLES:
        digits = ", ".join(f"({sql})::int" for sql in cells[table.name].values()) or "NULL"
        parts.append(
            f"SELECT '{table.name}', array_agg(t.id::text), array_agg(concat({digits}))"
            f" FROM {table.fullname} t WHERE t.tenant_id = $1::uuid"
        )
    return " UNION ALL ".join(parts)


SEEN = seen_by_all(CELLS)


async def seen_cells(connection: Any, tenant: str, statement: str = SEEN) -> frozenset[Cell]:
    """What the viewer sees whose claims are laid on the connection."""
    found: set[Cell] = set()
    for table, ids, shown in await connection.fetch(statement, tenant):
        names = list(CELLS[table])
        for key, digits in zip(ids or (), shown or (), strict=True):
            found.add((table, key, ""))
            found.update(
                (table, key, name) for name, digit in zip(names, digits, strict=False) if digit == "1"
            )
    return frozenset(found)

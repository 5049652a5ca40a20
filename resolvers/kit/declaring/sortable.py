"""The columns that rows of an entity can be ordered and filtered by."""

from functools import cache
from typing import Any

from sqlalchemy import Column, Table
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from db.derived.triggers import facts_of
from resolvers.kit.declaring.entity import Entity
from resolvers.kit.declaring.names import field_of, former_of


def columns_of(entity: Entity) -> dict[str, Column[Any]]:
    """The columns that can order and filter a connection of the entity, by their field names.

    A renamed column stands under both names.
    """
    assert entity.table is not None
    found = {"uuid": entity.table.columns["id"]}
    sortable = [column for column in entity.exposed() if is_sortable(column)]
    found |= {field_of(column): column for column in sortable}
    found |= {former[0]: column for column in sortable if (former := former_of(column)) is not None}
    return found


def tree_of(entity: Entity) -> str | None:
    """The column in which a row names the row above it, if the entity's rows form one tree; null for others."""
    return None if entity.table is None else _tree_of(entity.table)


@cache
def _tree_of(table: Table) -> str | None:
    trees = facts_of(table)[1]
    return trees[0].parent if len(trees) == 1 else None


def is_sortable(column: Column[Any]) -> bool:
    """Whether rows can be ordered and filtered by the column."""
    return not isinstance(column.type, JSONB | ARRAY)

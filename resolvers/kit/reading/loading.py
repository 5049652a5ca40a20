"""Loads related rows for graphql-core's executor: one loader for each relation and its arguments.

A row is a dict of its columns, as the viewer sees them, and `__typename`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

import strawberry

from db.statements.parameters import Statement
from db.statements.selection import Selection, Subset
from db.statements.shapes import by_keys
from resolvers.kit.declaring.entity import ENTITIES, Entity, entity_of, target_of
from resolvers.kit.declaring.names import camel, key_within
from resolvers.kit.declaring.relations import (
    Computed,
    Connection,
    Count,
    Descendants,
    Latest,
    Link,
    Relation,
    is_single,
)
from resolvers.kit.errors import bad_input
from resolvers.kit.reading import batches
from resolvers.kit.reading.batches import Row, sent
from resolvers.kit.reading.context import Context
from resolvers.kit.reading.pages import Page, Slice, cut

Info = strawberry.Info[Context, None]
R = TypeVar("R", bound=Relation, covariant=True)


@dataclass(frozen=True, slots=True)
class RelationField(Generic[R]):
    """A relation as a field of its source, made once with the schema. name: the field's in the schema."""

    source: Entity
    name: str
    relation: R


def key_of(row: Mapping[str, Any], relation: Relation) -> Any:
    """The key by which a row finds its related rows: one value, or several; null if one of them is null."""
    values = tuple(row[name] for name in relation.keys)
    if None in values:
        return None
    return values[0] if len(values) == 1 else values


def typed(row: Row, target: Entity) -> Row:
    """The row, with the name of its GraphQL type."""
    row["__typename"] = entity_of(row, target)
    return row


async def load_one(context: Context, target: Entity, key: str) -> Row | None:
    """The entity's row with this id; null if it does not exist or the viewer may not see it."""

    async def load(keys: list[Any]) -> list[Row | None]:
        if target.statement is not None:
            records = await context.run(target.statement)
        else:
            records = await context.run(batches.list_statement(target, Link()), [keys])
        found = {record["id"]: typed(dict(record), target) for record in records}
        return [found.get(key) for key in keys]

    return await context.loader(("one", target.name), load).load(key)


def only_key(target: Entity, given: Mapping[str, str | None]) -> tuple[str, str]:
    """The column and the value by which a look-up finds its row. given: its arguments; null for one that is left out.

    Raises BAD_USER_INPUT unless exactly one is given, and for an id of another type.
    """
    found = [(name, value) for name, value in given.items() if value is not None]
    if len(found) != 1:
        raise bad_input(f"Give exactly one of {' and '.join(f'`{camel(name)}`' for name in given)}.")
    ((name, value),) = found
    if name != "id":
        return target.keys[name], value
    return "id", key_within(value, (target.parent or target).name, "id")


async def load_only(context: Context, target: Entity, given: Mapping[str, str | None]) -> Row | None:
    """The entity's row that a look-up's arguments name (`only_key`); null where the viewer can see none."""
    column, value = only_key(target, given)
    if column != "id":
        return await load_by(context, target, column, value)
    row = await load_one(context, target.parent or target, value)
    return row if row is None or target.parent is None or row["__typename"] == target.name else None


async def load_by(context: Context, target: Entity, column: str, value: str) -> Row | None:
    """The entity's row whose natural key is `value`, or null."""
    records = await context.run(lookup_statement(target, column, Selection(target.selected)), [[value]])
    return typed(dict(records[0]), target.parent or target) if records else None


def lookup_statement(target: Entity, column: str, selection: Selection) -> Statement:
    """The statement that finds a row by its id or by a natural key.

    By a natural key, it repeats the condition of row-level security on deleted rows, so that PostgreSQL can use the
    index over the rows that are not deleted.
    """
    assert target.table is not None
    if column == "id" and target.parent is None:
        return batches.list_statement(target, Link(), selection)
    parts = [kind_condition(target)] if target.parent is not None else []
    parts += ["{t}deleted_at IS NULL"] if column != "id" and "deleted_at" in target.table.columns else []
    rows = Subset(target.table, selection, where=" AND ".join(parts) or None)
    return by_keys(rows, (column,))


def kind_condition(target: Entity) -> str:
    """The SQL condition that only the rows of one kind meet."""
    assert target.parent is not None
    word = next(word for word, kind in target.parent.kinds.items() if kind is target)
    return f"{{t}}{target.parent.kind} = '{word}'"


async def load_link(context: Context, source: Entity, relation: Link, row: Row) -> Row | None:
    """The row that a to-one relation leads to."""
    key = key_of(row, relation)
    return None if key is None else await load_one(context, target_of(source, relation), key)


async def load_list(context: Context, field: RelationField[Relation], row: Row) -> Any:
    """All rows of a to-many relation; for a relation with at most one row (`is_single`), that row or null."""
    source, relation = field.source, field.relation
    key = key_of(row, relation)
    if key is None:
        return None if is_single(relation) else []
    target, width = target_of(source, relation), len(relation.keys)

    async def load(keys: list[Any]) -> list[Any]:
        records = await context.run(batches.list_statement(target, relation), columns_of(keys, width))
        batches.guard(records, f"`{source.name}.{field.name}`")
        if isinstance(relation, Computed):
            groups = batches.grouped(records, [first(key) for key in keys], 1)
        else:
            groups = batches.grouped(records, keys, width)
        if is_single(relation):
            return [typed(group[0], target) if group else None for group in groups]
        return [[typed(row, target) for row in group] for group in groups]

    return await context.loader((source.name, field.name), load).load(key)


async def load_latest(
    context: Context, field: RelationField[Latest], row: Row, person: str | None
) -> Row | None:
    """The first row of one person."""
    source, relation = field.source, field.relation
    target, width = target_of(source, relation), len(relation.keys)

    async def load(keys: list[Any]) -> list[Row | None]:
        statement = batches.latest_statement(target, relation, person)
        records = await context.run(statement, columns_of(keys, width))
        return [typed(group[0], target) if group else None for group in batches.grouped(records, keys, width)]

    return await context.loader((source.name, field.name, person), load).load(key_of(row, relation))


async def load_page(
    context: Context, field: RelationField[Connection | Descendants], key: Any, page: Page
) -> Slice:
    """One page of a connection.

    key: null for a connection of the whole table, and for a parent without a key, whose page is empty.
    """
    source, relation = field.source, field.relation
    target, width = target_of(source, relation), len(relation.keys) if relation.by else 0

    async def load(keys: list[Any]) -> list[Slice]:
        marks = batches.read_marks(target, relation, page)
        statement = batches.page_statement(target, relation, page, marks)
        records = await context.run(statement, columns_of(keys, width) if width else (), sent(marks))
        groups = batches.grouped(records, keys, width) if width else [[dict(record) for record in records]]
        return [cut([typed(row, target) for row in group], page) for group in groups]

    if width and key is None:
        return cut([], page)
    return await context.loader((source.name, field.name, page), load).load(key if width else "all")


async def load_number(context: Context, field: RelationField[Count], key: Any) -> int | None:
    """How many rows a parent has; null where the viewer can't know."""
    known = batches.known_count(field.source, field.relation)
    if known is None:
        return await load_count(context, field, key)

    async def load(keys: list[Any]) -> list[int | None]:
        records = await context.run(known, [keys])
        found = {record["k0"]: record["count"] for record in records}
        return [found.get(key) for key in keys]

    return (
        None
        if key is None
        else await context.loader((field.source.name, field.name, "known"), load).load(key)
    )


async def load_count(
    context: Context, field: RelationField[Relation], key: Any, page: Page | None = None
) -> int:
    """How many rows a relation has, whatever the page."""
    source, relation = field.source, field.relation
    target = target_of(source, relation)
    width = (
        len(relation.keys) if isinstance(relation, Descendants | Count) or getattr(relation, "by", ()) else 0
    )
    counted = None if page is None else Page(filter=page.filter, deepest=page.deepest)

    async def load(keys: list[Any]) -> list[int]:
        records = await context.run(
            batches.count_statement(target, relation, counted), columns_of(keys, width) if width else ()
        )
        if not width:
            return [records[0]["count"]]
        return [group[0]["count"] if group else 0 for group in batches.grouped(records, keys, width)]

    if width and key is None:
        return 0
    return await context.loader((source.name, field.name, "count", counted), load).load(
        key if width else "all"
    )


def first(key: Any) -> Any:
    """The first of a key's values."""
    return cast("tuple[Any, ...]", key)[0] if isinstance(key, tuple) else key


def columns_of(keys: list[Any], width: int) -> list[list[Any]]:
    """The keys as arrays, one for each of their columns."""
    return [keys] if width == 1 else [list(values) for values in zip(*keys, strict=True)]


__all__ = [
    "ENTITIES", "Info", "RelationField", "columns_of", "key_of", "kind_condition", "load_by", "load_count",
    "load_latest", "load_link", "load_list", "load_number", "load_one", "load_only", "load_page", "lookup_statement",
    "only_key", "typed",
]  # fmt: skip

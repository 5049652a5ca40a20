"""Columns and keys as Strawberry fields. Each field carries its declaration as metadata, for the plan compiler."""

import uuid
from typing import Any

import strawberry
from sqlalchemy import Column

from db.derived.triggers import facts_of
from db.payloads import DOCUMENTS
from resolvers.kit.declaring.entity import Entity
from resolvers.kit.declaring.names import camel, field_of, former_of, global_id
from resolvers.kit.types.payloads import shape_kind
from resolvers.kit.types.scalars import column_type, may_be_null


def column_fields(entity: Entity) -> dict[str, tuple[Any, Any]]:
    """The annotation and the field of each column that the schema shows of an entity, keys included, by Python name."""
    found: dict[str, tuple[Any, Any]] = {}
    for name, (annotation, description) in entity.columns.items():
        found[name] = (
            annotation,
            strawberry.field(name=camel(name), description=description, metadata={"column": name}),
        )
    if entity.table is None:
        return found
    found["uuid"] = _key_field("uuid", "id", "The row's key, for joining our data with yours.", required=True)
    for tree in facts_of(entity.table)[1]:
        found["parent_node_id"] = _key_field(
            "parentId", tree.parent, "The id of the row above; null at the top.", entity
        )
    for column in entity.exposed():
        found[column.name] = _column_field(column)
        former = _former_field(column)
        if former is not None:
            name, annotation, field = former
            found[f"former_{name}"] = annotation, field
    return found


def _key_field(
    name: str, column: str, description: str, entity: Entity | None = None, *, required: bool = False
) -> tuple[Any, Any]:
    """A field that shows a key: as it is, or as the global id of an `entity`."""
    kind: Any = uuid.UUID if entity is None else strawberry.ID
    kind = kind if required else kind | None

    def read(self: Any) -> Any:
        value = self[column]
        return value if entity is None or value is None else global_id(entity.name, value)

    read.__annotations__ = {"self": Any, "return": kind}
    return kind, strawberry.field(
        resolver=read,
        name=name,
        description=description,
        metadata={"key": column, "entity": entity and entity.name},
    )


def _column_field(column: Column[Any]) -> tuple[Any, Any]:
    """The annotation and the field of a column, which graphql-core reads straight from the row.

    A JSON column with a stated shape is shown as that shape's type, and read as leniently as a payload.
    """
    name = camel(field_of(column))
    shape = DOCUMENTS.get(f"{column.table.name}.{column.name}")
    if shape is None:
        return column_type(column), strawberry.field(
            name=name, description=column.comment, metadata={"column": column.name}
        )
    kind = shape_kind(shape)
    return (kind | None if may_be_null(column) else kind), strawberry.field(
        name=name, description=column.comment, metadata={"part": column.name}
    )


def _former_field(column: Column[Any]) -> tuple[str, Any, Any] | None:
    """The deprecated field of a column that was renamed: its name, its annotation and the field; null for most."""
    former = former_of(column)
    if former is None:
        return None
    name, reason = former
    kind = column_type(column)

    def read(self: Any) -> Any:
        return self[column.name]

    read.__annotations__ = {"self": Any, "return": kind}
    made = strawberry.field(
        resolver=read,
        name=camel(name),
        description=column.comment,
        deprecation_reason=reason,
        metadata={"column": column.name},
    )
    return name, kind, made

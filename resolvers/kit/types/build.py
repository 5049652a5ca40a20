"""Builds the GraphQL types of all entities."""

from typing import Any

import strawberry

from resolvers.kit.declaring.entity import ENTITIES, Entity
from resolvers.kit.declaring.names import global_id, with_article
from resolvers.kit.types.column_fields import column_fields
from resolvers.kit.types.payloads import payload_fields
from resolvers.kit.types.relation_fields import Types, relation_field


@strawberry.interface(description="Anything that has an id.")
class Node:
    """Relay's node: every entity is one."""

    @classmethod
    def resolve_type(cls, value: Any, _info: Any, _type: Any) -> str:
        """The name of the GraphQL type of a row."""
        return value["__typename"]

    @strawberry.field(
        name="id",
        description="The opaque id of this object, unique in the whole graph.",
        metadata={"id": True},
    )
    def global_id(self: Any) -> strawberry.ID:
        """The row's entity and key."""
        return strawberry.ID(global_id(_table_entity(self["__typename"]).name, self["id"]))


def _table_entity(name: str) -> Entity:
    found = ENTITIES.get(name)
    if found is None:
        found = next(entity for entity in ENTITIES.values() if entity.unknown == name)
    return found.parent or found


def build_types() -> Types:
    """The Python class of every entity's GraphQL type, by name."""
    types: Types = {}
    for entity in ENTITIES.values():
        if entity.parent is None:
            bases = (Node,) if entity.is_node else ()
            types[entity.name] = _blank(entity.name, bases)
    for entity in ENTITIES.values():
        if entity.parent is not None:
            types[entity.name] = _blank(entity.name, (types[entity.parent.name],))
        if entity.unknown is not None:
            types[entity.unknown] = _blank(entity.unknown, (types[entity.name],))
    for entity in ENTITIES.values():
        if entity.parent is None:
            _complete(entity, types)
    for entity in ENTITIES.values():
        if entity.parent is not None:
            _complete(entity, types)
        if entity.unknown is not None:
            types[entity.unknown] = strawberry.type(
                types[entity.unknown],
                description=f"{with_article(entity.name)} of a kind that this version does not know.",
            )
    return types


def _blank(name: str, bases: tuple[type, ...]) -> Any:
    made: Any = type(name, bases, {"__annotations__": {}})

    def is_type_of(_: Any, value: Any, _info: Any) -> bool:
        return value.get("__typename", name) == name

    made.is_type_of = classmethod(is_type_of)
    return made


def _complete(entity: Entity, types: Types) -> None:
    made = types[entity.name]
    if entity.parent is None:
        for name, (annotation, field) in column_fields(entity).items():
            made.__annotations__[name] = annotation
            setattr(made, name, field)
    if entity.payload is not None:
        assert entity.parent is not None
        taken = set(column_fields(entity)) | set(entity.parent.relations)
        for name, (_, field) in payload_fields(entity.payload, taken, within="data").items():
            setattr(made, name, field)
    for name, relation in entity.relations.items():
        setattr(made, name, relation_field(name, entity, relation, types))
    for name, field in entity.resolvers.items():
        setattr(made, name, field)
    make = strawberry.interface if entity.kind is not None else strawberry.type
    types[entity.name] = make(made, name=entity.name, description=entity.description)

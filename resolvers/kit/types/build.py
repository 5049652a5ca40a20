"""Builds the GraphQL types of all entities, and the root fields that they imply."""

import uuid
from typing import Annotated, Any

import strawberry

from db.derived.triggers import facts_of
from resolvers.kit.declaring.entity import ENTITIES, Entity
from resolvers.kit.declaring.names import camel, global_id, read_global_id
from resolvers.kit.declaring.relations import Connection
from resolvers.kit.errors import bad_input
from resolvers.kit.reading import loading
from resolvers.kit.reading.loading import Info
from resolvers.kit.types.fields import Types, column_field, former_field, relation_field, returning
from resolvers.kit.types.payloads import payload_fields

Id = Annotated[strawberry.ID, strawberry.argument(description="The `id` of any object.")]
Ids = Annotated[list[strawberry.ID], strawberry.argument(description="At most 200 ids.")]
MOST_IDS = 200


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
            bases = (Node,) if entity.table is not None else ()
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
                description=f"A {entity.name} of a kind that this version does not know.",
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
        for name, (annotation, field) in _own_columns(entity).items():
            made.__annotations__[name] = annotation
            setattr(made, name, field)
    if entity.payload is not None:
        assert entity.parent is not None
        taken = set(_own_columns(entity)) | set(entity.parent.relations)
        for name, (_, field) in payload_fields(entity.payload, taken, within="data").items():
            setattr(made, name, field)
    for name, relation in entity.relations.items():
        setattr(made, name, relation_field(name, entity, relation, types))
    for name, field in entity.resolvers.items():
        setattr(made, name, field)
    make = strawberry.interface if entity.kind is not None else strawberry.type
    types[entity.name] = make(made, name=entity.name, description=entity.description)


def _own_columns(entity: Entity) -> dict[str, tuple[Any, Any]]:
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
        found[column.name] = column_field(column)
        former = former_field(column)
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


def root_fields(types: Types) -> dict[str, Any]:
    """The fields of the query root that entities imply: a connection, and a look-up for each natural key."""
    found: dict[str, Any] = {"node": _node(types), "nodes": _nodes(types)}
    root = Entity("Query", "")
    for entity in ENTITIES.values():
        if entity.plural is not None:
            where = loading.kind_condition(entity) if entity.parent is not None else None
            text = f"All {entity.plural.replace('_', ' ')} that the viewer may see, in pages."
            everything = Connection(
                to=entity.name, keys=(), order=entity.order, where=where, description=text
            )
            found[entity.plural] = relation_field(entity.plural, root, everything, types)
        for name, column in entity.keys.items():
            found[name] = _look_up(name, entity, column, types)
    return found


def _look_up(name: str, entity: Entity, column: str, types: Types) -> Any:
    singular, _, argument = name.partition("(")
    argument = argument.rstrip(")")
    described = Annotated[
        str,
        strawberry.argument(
            description=f"The {argument.replace('_', ' ')} to look for.", name=camel(argument)
        ),
    ]

    async def resolve(info: Info, key: Any) -> Any:
        return await loading.load_by(info.context, entity, column, key)

    resolve.__annotations__ |= {"key": described}
    return strawberry.field(
        resolver=returning(resolve, types[entity.name] | None),
        name=camel(singular),
        description=f"The {entity.name} with this {argument.replace('_', ' ')}; null where the viewer can see none.",
        metadata={"lookup": (entity.name, column)},
    )


def _node(types: Types) -> Any:
    async def resolve(info: Info, id: Id) -> Any:  # noqa: A002 - the argument's name
        found = read_global_id(id)
        entity = ENTITIES.get(found[0]) if found is not None else None
        if found is None or entity is None or entity.table is None or entity.parent is not None:
            return None
        return await loading.load_one(info.context, entity, found[1])

    return strawberry.field(
        resolver=returning(resolve, Node | None),
        description="The object with this id; null where the viewer can see none.",
        metadata={"node": "one"},
    )


def _nodes(types: Types) -> Any:
    async def resolve(info: Info, ids: Ids) -> Any:
        if len(ids) > MOST_IDS:
            raise bad_input(f"`ids` may hold at most {MOST_IDS} ids, not {len(ids)}.")
        return [_find(info, found) for found in map(read_global_id, ids)]

    return strawberry.field(
        resolver=returning(resolve, list[Node | None]),
        description="The objects with these ids, in their order; null where the viewer can see none.",
        metadata={"node": "many"},
    )


async def _find(info: Info, found: tuple[str, str] | None) -> Any:
    entity = ENTITIES.get(found[0]) if found is not None else None
    if found is None or entity is None or entity.table is None or entity.parent is not None:
        return None
    return await loading.load_one(info.context, entity, found[1])

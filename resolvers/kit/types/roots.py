"""The fields of the query root that entities imply: `node`, `nodes`, connections, and look-ups by natural keys."""

from typing import Annotated, Any

import strawberry

from resolvers.kit.declaring.entity import ENTITIES, Entity
from resolvers.kit.declaring.names import camel, read_global_id
from resolvers.kit.declaring.relations import Connection
from resolvers.kit.errors import bad_input
from resolvers.kit.reading import loading
from resolvers.kit.reading.loading import Info
from resolvers.kit.types.build import Node
from resolvers.kit.types.relation_fields import Types, relation_field, returning

Id = Annotated[strawberry.ID, strawberry.argument(description="The `id` of any object.")]
Ids = Annotated[list[strawberry.ID], strawberry.argument(description="At most 200 ids.")]
MOST_IDS = 200


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
        if found is None or entity is None or not entity.is_node or entity.parent is not None:
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
    if found is None or entity is None or not entity.is_node or entity.parent is not None:
        return None
    return await loading.load_one(info.context, entity, found[1])

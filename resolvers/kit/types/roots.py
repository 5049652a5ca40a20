"""The fields of the query root that entities imply: `node`, `nodes`, and for each entity a connection and a look-up."""

from collections.abc import Collection
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from resolvers.kit.declaring.entity import ENTITIES, Entity
from resolvers.kit.declaring.names import camel, read_global_id
from resolvers.kit.declaring.relations import Connection
from resolvers.kit.errors import bad_input
from resolvers.kit.reading import loading
from resolvers.kit.reading.loading import Info
from resolvers.kit.types.build import Node
from resolvers.kit.types.relation_fields import Types, given, relation_field, returning

Id = Annotated[strawberry.ID, strawberry.argument(description="The `id` of any object.")]
Ids = Annotated[list[strawberry.ID], strawberry.argument(description="At most 200 ids.")]
MOST_IDS = 200


def root_fields(types: Types, taken: Collection[str] = ()) -> dict[str, Any]:
    """The fields of the query root that entities imply: a connection, and a look-up by id and by the natural key.

    taken: the names of the root's other fields.
    """
    names = {*taken, *(camel(entity.plural) for entity in ENTITIES.values() if entity.plural is not None)}
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
            name = lookup_name(entity, names)
            found[name] = _look_up(name, entity, types)
    return found


def lookup_name(entity: Entity, taken: Collection[str]) -> str:
    """The name of the root field that finds one row of the entity: `contentItem`, or `moduleProgressById` where the
    root has another field of the shorter name.
    """
    name = entity.name[0].lower() + entity.name[1:]
    return f"{name}ById" if name in taken else name


def _look_up(name: str, entity: Entity, types: Types) -> Any:
    """The field that finds one row of the entity, by its id or by its natural key, if it has one."""
    if not entity.keys:

        async def by_id(info: Info, id: Id) -> Any:  # noqa: A002 - the argument's name
            return await loading.load_only(info.context, entity, {"id": id})

        resolve, ways = by_id, "id"
    else:
        ((argument, _),) = entity.keys.items()
        ways = f"id or {argument.replace('_', ' ')}"

        async def by_either(info: Info, id: Any = UNSET, key: Any = UNSET) -> Any:  # noqa: A002
            return await loading.load_only(info.context, entity, {"id": given(id), argument: given(key)})

        resolve = by_either
        described = strawberry.argument(
            description=f"Its {argument.replace('_', ' ')}.", name=camel(argument)
        )
        resolve.__annotations__ |= {
            "id": Annotated[strawberry.ID | None, strawberry.argument(description="Its id.")],
            "key": Annotated[str | None, described],
        }
    return strawberry.field(
        resolver=returning(resolve, types[entity.name] | None),
        name=name,
        description=f"The {entity.name} with this {ways}; null where the viewer can see none."
        + (" Exactly one of them must be given." if entity.keys else ""),
        metadata={"lookup": entity.name},
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

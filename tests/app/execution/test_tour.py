"""Every field of every type, and every relation, through both executors: as each kind of viewer, over the demo data."""

from typing import Any

import pytest
from graphql import GraphQLObjectType, get_named_type, is_leaf_type

from resolvers.kit.declaring.entity import ENTITIES, Entity
from resolvers.kit.declaring.names import camel
from tests.app.execution.both import Both
from tests.support.graphql import graphql_schema
from tests.support.people import PEOPLE
from tests.support.selections import leaves

LISTED = [entity for entity in ENTITIES.values() if entity.plural is not None]
VIEWERS = ("student", "tenant-admin", "visitor", "analyst", "parent", "tutor", "author")


@pytest.mark.parametrize("entity", LISTED, ids=lambda entity: entity.name)
async def test_everything_of_a_type(both: Both, entity: Entity) -> None:
    root = camel(str(entity.plural))
    parts = [leaves(entity.name), *(f"... on {kind.name} {{ {relations(kind)} }}" for kind in family(entity))]
    document = f"{{ {root}(first: 12) {{ totalCount edges {{ cursor }} nodes {{ {' '.join(parts)} }} }} }}"
    for viewer in VIEWERS:
        body = (await both.ask(PEOPLE[viewer], document)).check()
        assert "errors" not in body, body["errors"]


async def test_everything_of_the_viewer(both: Both) -> None:
    document = f"{{ viewer {{ {leaves('Viewer')} {relations(ENTITIES['Viewer'])} }} }}"
    for claims in PEOPLE.values():
        assert "errors" not in (await both.ask(claims, document)).check()


def family(entity: Entity) -> list[Entity]:
    """The entity, or the kinds of one that is an interface."""
    return list(entity.kinds.values()) or [entity]


def relations(entity: Entity) -> str:
    """Every relation of the entity, with what lies next behind it."""
    made = graphql_schema().type_map[entity.name]
    assert isinstance(made, GraphQLObjectType)
    names = {
        camel(name) for name in {**entity.relations, **(entity.parent.relations if entity.parent else {})}
    }
    return " ".join(["__typename", *(_relation(made, name) for name in sorted(names))])


def _relation(owner: GraphQLObjectType, name: str) -> str:
    field = owner.fields[name]
    target: Any = get_named_type(field.type)
    key = f"{owner.name}_{name}: {name}"
    if is_leaf_type(target):
        return key
    if target.name in ENTITIES or not target.name.endswith("Connection"):
        return f"{key} {{ {_own(target)} }}"
    nodes = get_named_type(target.fields["nodes"].type)
    return f"{key}(first: 3) {{ totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ {_own(nodes)} }} }}"


def _own(target: Any) -> str:
    """The leaves of a type."""
    found = [name for name, field in target.fields.items() if is_leaf_type(get_named_type(field.type))]
    return " ".join(["__typename", *found])

"""Selections generated from the schema, so that they include whatever is added to it."""

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
)

from resolvers.kit.declaring.entity import ENTITIES, Entity
from tests.support.graphql import graphql_schema

Composite = GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType


def leaves(name: str) -> str:
    """All fields of a type that belong to the row itself: columns, and for an interface the payload of every kind."""
    schema = graphql_schema()
    made = schema.type_map[name]
    assert isinstance(made, GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType)
    return _select(made)


def _select(made: Composite) -> str:
    schema = graphql_schema()
    if isinstance(made, GraphQLUnionType):
        return "__typename " + " ".join(f"... on {kind.name} {{ {_select(kind)} }}" for kind in made.types)
    own = " ".join(filter(None, (_field(made.name, name, field) for name, field in made.fields.items())))
    if isinstance(made, GraphQLInterfaceType):
        kinds = schema.get_possible_types(made)
        parts = [f"... on {kind.name} {{ {_aliased(kind, made)} }}" for kind in kinds]
        return f"__typename {own} " + " ".join(parts)
    return f"__typename {own}"


def _aliased(kind: GraphQLObjectType, parent: GraphQLInterfaceType) -> str:
    """The fields that only this kind has, with aliases, because kinds may give one name different types."""
    found = [
        _field(kind.name, name, field, alias=f"{kind.name}_{name}")
        for name, field in kind.fields.items()
        if name not in parent.fields
    ]
    return " ".join(filter(None, found)) or "__typename"


def _field(owner: str, name: str, field: GraphQLField, alias: str | None = None) -> str:
    if name in relations_of(owner):
        return ""
    named = get_named_type(field.type)
    label = f"{alias}: {name}" if alias else name
    if is_leaf_type(named):
        return label
    assert isinstance(named, GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType)
    return f"{label} {{ {_select(named)} }}"


def relations_of(owner: str) -> set[str]:
    """The names of a type's fields that lead to other entities."""
    from resolvers.kit.declaring.names import camel

    entity = ENTITIES.get(owner)
    if entity is None:
        return set()
    found = {camel(name) for name in entity.relations}
    return found | (relations_of(entity.parent.name) if entity.parent else set())


def table_entities() -> dict[str, Entity]:
    """The entity of each table that has one, by the table's name; for an interface, the interface itself."""
    return {e.table.name: e for e in ENTITIES.values() if e.table is not None and e.parent is None}

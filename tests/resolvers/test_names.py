"""What a name of the schema promises: an id, for now."""

from graphql import GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType

from tests.support.graphql import graphql_schema

COMPOSITE = GraphQLObjectType | GraphQLInterfaceType
TYPES = [made for name, made in graphql_schema().type_map.items() if not name.startswith("__")]
OUTPUTS = [made for made in TYPES if isinstance(made, COMPOSITE)]


def test_what_is_called_id_is_global() -> None:
    """A client's cache keeps an object by its `id`, so an id that is unique only somewhere mixes objects up."""
    nodes = {
        made.name for made in OUTPUTS if "Node" in (made.name, *(above.name for above in made.interfaces))
    }
    assert len(nodes) > 100
    for made in OUTPUTS:
        assert ("id" in made.fields) == (made.name in nodes), made.name
        if made.name in nodes:
            assert str(made.fields["id"].type) == "ID!", made.name


def test_an_id_that_is_taken_is_global_too() -> None:
    for made in OUTPUTS:
        for field in made.fields.values():
            for name, argument in field.args.items():
                if name in ("id", "ids") or name.endswith("Id"):
                    assert str(argument.type).strip("[]!") == "ID", f"{made.name} {name}"
    for made in TYPES:
        if isinstance(made, GraphQLInputObjectType):
            assert "id" not in made.fields, made.name

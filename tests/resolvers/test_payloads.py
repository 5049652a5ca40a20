"""Every field of a payload is a field of its content type, save what is secret and what only tells a block's type."""

from typing import Literal, get_args, get_origin

import pytest
from graphql import GraphQLObjectType, get_named_type
from sqlalchemy.dialects.postgresql import JSONB

from db.payloads import DOCUMENTS, PAYLOADS
from db.payloads.base import Part
from resolvers.curriculum.types import ContentItem
from resolvers.kit.declaring.names import camel
from resolvers.kit.types.payloads import RENAMED
from tests.support.graphql import graphql_schema
from tests.support.selections import table_entities


def shapes(of: type[Part]) -> list[type[Part]]:
    """The parts of payloads, all the way down."""
    return [of, *(shape for below in of.__subclasses__() for shape in shapes(below))]


def stated(shape: type[Part]) -> set[str]:
    """The names of a shape's fields that everyone may know."""
    return {
        camel(RENAMED.get((shape.__name__, name), name))
        for name, field in shape.model_fields.items()
        if name != "secret" and get_origin(field.annotation) is not Literal
    }


@pytest.mark.parametrize("word", PAYLOADS)
def test_a_content_type_shows_its_whole_payload(word: str) -> None:
    made = graphql_schema().type_map[ContentItem.kinds[word].name]
    assert isinstance(made, GraphQLObjectType)
    missing = {name for name in stated(PAYLOADS[word]) if name not in made.fields}
    # A name that every content item has already is shown with `content` before it.
    assert {name for name in missing if f"content{name[0].upper()}{name[1:]}" not in made.fields} == set()


@pytest.mark.parametrize(
    "shape",
    [s for s in shapes(Part)[1:] if s.__name__ in graphql_schema().type_map],
    ids=lambda s: s.__name__,
)
def test_a_part_of_a_payload_is_shown_whole(shape: type[Part]) -> None:
    made = graphql_schema().type_map[shape.__name__]
    assert isinstance(made, GraphQLObjectType)
    assert stated(shape) == {name for name, field in made.fields.items() if not field.deprecation_reason}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_column_of_a_stated_shape_is_shown_as_that_shape(name: str) -> None:
    table, _, column = name.partition(".")
    entity = table_entities()[table]
    assert entity.table is not None
    assert isinstance(entity.table.columns[column].type, JSONB)
    made = graphql_schema().type_map[entity.name]
    assert isinstance(made, GraphQLObjectType)
    shape = get_args(DOCUMENTS[name])[0] if get_origin(DOCUMENTS[name]) is list else DOCUMENTS[name]
    assert get_named_type(made.fields[camel(column)].type).name == shape.__name__

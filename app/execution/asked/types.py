"""GraphQL types without their wrappers: non-null and list."""

from typing import Any, cast

from graphql import GraphQLNonNull, GraphQLObjectType, get_named_type


def strip(kind: Any) -> tuple[Any, bool]:
    """The type without its outer non-null, and whether it had one."""
    is_required = isinstance(kind, GraphQLNonNull)
    return (cast("Any", kind).of_type if is_required else kind), is_required


def object_type(kind: Any) -> GraphQLObjectType:
    """The object type that a field leads to."""
    return cast("GraphQLObjectType", get_named_type(kind))

"""The schema, built from what the domains declare."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any, cast

import strawberry
from graphql import GraphQLOneOfDirective
from strawberry.schema.config import StrawberryConfig
from strawberry.schema_directives import OneOf

from db.models import DOMAINS
from resolvers import viewer
from resolvers.kit.types.build import build_types
from resolvers.kit.types.roots import root_fields
from resolvers.kit.types.scalars import SCALARS
from resolvers.recognition import checking

# Importing a domain's types registers their entities, and `Query` lists its fields in the order of registration.
# A domain without a folder here shows nothing of its own.
for _domain in sorted(DOMAINS):
    if find_spec(f"resolvers.{_domain}") is not None:
        import_module(f"resolvers.{_domain}.types")

# Strawberry prints the definition of `@oneOf` without the description that the specification gives it.
cast("Any", OneOf).__strawberry_directive__.description = GraphQLOneOfDirective.description

_built: strawberry.Schema | None = None


def build_schema() -> strawberry.Schema:
    """The schema of the gateway, built once in a process."""
    global _built
    if _built is None:
        types = build_types()
        query: Any = type("Query", (), {"__annotations__": {}})
        query.viewer = viewer.viewer_field(types)
        query.certificate = checking.certificate_field(types)
        for name, field in root_fields(types, ("viewer", "certificate")).items():
            setattr(query, name, field)
        query = strawberry.type(query, description="Where every query begins.")
        _built = strawberry.Schema(
            query=query,
            types=list(types.values()),
            config=StrawberryConfig(scalar_map=SCALARS, default_resolver=_read),
        )
    return _built


def _read(row: Any, name: str) -> object:
    """What graphql-core's executor does for a field without a resolver: reads a row's column, or an attribute."""
    return cast("dict[str, object]", row).get(name) if isinstance(row, dict) else getattr(row, name)

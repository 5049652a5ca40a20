"""The schema, built from what the domains declare."""

from typing import Any, cast

import strawberry
from graphql import GraphQLOneOfDirective
from strawberry.schema.config import StrawberryConfig
from strawberry.schema_directives import OneOf

from resolvers import viewer
from resolvers.administration import types as administration
from resolvers.analytics import types as analytics
from resolvers.assessment import types as assessment
from resolvers.assets import types as assets
from resolvers.catalogue import types as catalogue
from resolvers.community import types as community
from resolvers.curriculum import types as curriculum
from resolvers.delivery import types as delivery
from resolvers.distribution import types as distribution
from resolvers.kit.types.build import build_types
from resolvers.kit.types.roots import root_fields
from resolvers.kit.types.scalars import SCALARS
from resolvers.mentoring import types as mentoring
from resolvers.people import types as people
from resolvers.planning import types as planning
from resolvers.production import types as production
from resolvers.progress import types as progress
from resolvers.recognition import types as recognition
from resolvers.taxonomy import types as taxonomy
from resolvers.tenancy import types as tenancy

DOMAINS = (
    tenancy,
    people,
    taxonomy,
    catalogue,
    curriculum,
    delivery,
    progress,
    assets,
    assessment,
    recognition,
    planning,
    production,
    mentoring,
    community,
    distribution,
    administration,
    analytics,
)
"""The domains whose declarations the schema is built from; importing them has registered their entities."""

# Strawberry prints the definition of `@oneOf` without what the specification says of it.
cast("Any", OneOf).__strawberry_directive__.description = GraphQLOneOfDirective.description

_built: strawberry.Schema | None = None


def build_schema() -> strawberry.Schema:
    """The schema of the gateway, built once in a process."""
    global _built
    if _built is None:
        types = build_types()
        query: Any = type("Query", (), {"__annotations__": {}})
        query.viewer = viewer.viewer_field(types)
        for name, field in root_fields(types).items():
            setattr(query, name.partition("(")[0], field)
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

"""What the making of a plan offers to the code that makes one part of it."""

from typing import Protocol

from graphql import GraphQLObjectType

from app.execution.asked.selections import Collected, Selections
from app.execution.plan.columns import Columns, Joined
from app.execution.plan.levels import Level
from app.execution.plan.outline import Outline
from app.execution.source.functions import Source
from resolvers.kit.declaring.entity import Entity
from resolvers.kit.declaring.relations import Relation


class Making(Protocol):
    """A plan that is being made. claims: the claims on demand that its run will need, as far as they are known yet."""

    source: Source
    outline: Outline
    claims: set[str]

    def collect(self, kind: GraphQLObjectType, selections: Selections) -> Collected:
        """The fields that are selected on an object of the type."""
        ...

    def level(self, entity: Entity, selections: Selections, columns: Columns | Joined) -> Level:
        """What is made of rows of an entity. Places that select the same from the same columns share a level."""
        ...

    def reads(self, target: Entity, relation: Relation | None = None) -> None:
        """Notes the claims that policies will ask for when rows of the target are read."""
        ...

"""A relation that an operation follows."""

from dataclasses import dataclass
from typing import Any

from app.execution.asked.selections import Field
from app.execution.steps.keys import Key
from resolvers.kit.declaring.entity import Entity
from resolvers.kit.declaring.relations import Relation


@dataclass(frozen=True, slots=True)
class Traversal:
    """One field that follows a relation to rows of `target`.

    name: the names of the type and the field, for people. core: the field's definition in graphql-core's schema.
    key: reads from a row the key that the relation follows. most: from how many rows it is followed at most, if known.
    """

    name: str
    core: Any
    relation: Relation
    target: Entity
    field: Field
    key: Key
    most: int | None

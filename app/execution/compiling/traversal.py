"""A relation as an operation follows it."""

from dataclasses import dataclass
from typing import Any

from app.execution.asked.selections import Field
from app.execution.steps.keys import Key
from resolvers.kit.declaring.entity import Entity
from resolvers.kit.declaring.relations import Relation


@dataclass(frozen=True, slots=True)
class Traversal:
    """One field that follows a relation to rows of `target`.

    name: the field's, with its type's, for people. core: its definition in graphql-core's schema. key: reads from a row
    what the relation follows. most: how many rows it is followed from at most, where that is known.
    """

    name: str
    core: Any
    relation: Relation
    target: Entity
    field: Field
    key: Key
    most: int | None

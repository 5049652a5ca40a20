"""Closed sets of words: one Python class is the PostgreSQL enum, the GraphQL enum and their descriptions."""

import re
from enum import Enum
from typing import Self

from sqlalchemy.dialects.postgresql import ENUM


class Words(Enum):
    """A closed set. Each member is written `name = "what it means"`; its value in PostgreSQL is its name.

    GraphQL spells the member in upper case and shows the meaning as its description.
    """

    meaning: str

    def __new__(cls, meaning: str) -> Self:
        """A member; its meaning is what it is written with."""
        member = object.__new__(cls)
        member._value_ = f"{len(cls.__members__)}:{meaning}"
        member.meaning = meaning
        return member

    def __init__(self, meaning: str) -> None:
        # The name is known only now: the value is the word itself from here on.
        self._value_ = self._name_

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        return cls.__members__.get(value) if isinstance(value, str) else None


def sql_name(words: type[Words]) -> str:
    """The name of the PostgreSQL enum: the class name in snake case."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", words.__name__).lower()


def sql_enum(words: type[Words]) -> ENUM:
    """The PostgreSQL enum type of a set of words."""
    return ENUM(*[member.name for member in words], name=sql_name(words), create_type=False)

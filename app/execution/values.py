"""Leaf values as source: from a row's column, or a payload's JSON, to what the answer shows."""

from typing import Any, cast

from graphql import GraphQLEnumType, GraphQLLeafType, GraphQLList, GraphQLNonNull
from sqlalchemy import Column
from sqlalchemy.dialects.postgresql import ARRAY, ENUM

from app.execution.source import Source
from app.execution.state import NotAnswered

EXACT = {"String": str, "Int": int, "Float": float, "Boolean": bool}
"""Values of these types are shown as they are; others go through the scalar's own serialisation."""


def column_value(source: Source, column: Column[Any], at: str) -> str:
    """The expression of a column's value; `at` reads it from the row.

    What PostgreSQL holds is of its column's type, so that most values are shown as they come: text, numbers, UUIDs (as
    text), and times, which the JSON writer spells as the specification of the scalar says.
    """
    if isinstance(column.type, ENUM):
        words: dict[str | None, str | None] = {word: word.upper() for word in column.type.enums}
        if column.nullable or column.info.get("mask") is not None:
            words[None] = None
        return f"{source.name('words_', words, (tuple(words), 'words'))}[{at}]"
    if isinstance(column.type, ARRAY):
        return f"{source.name('texts_', texts, 'texts')}({at})"
    return at


def texts(value: list[str | None] | None) -> list[str | None] | None:
    """A list of texts, of which none may be null."""
    if value is not None and None in value:
        raise NotAnswered("a text in a list is null")
    return value


def strip(kind: Any) -> tuple[Any, bool]:
    """The type without its outer non-null, and whether it had one."""
    is_required = isinstance(kind, GraphQLNonNull)
    return (cast("Any", kind).of_type if is_required else kind), is_required


def leaf_value(source: Source, kind: GraphQLLeafType, value: str) -> str:
    """The expression of a leaf of a payload; `value` is a name, and not null."""
    exact = EXACT.get(kind.name)
    if kind.name == "JSON":
        return value
    if isinstance(kind, GraphQLEnumType):
        words = {member.value: name for name, member in kind.values.items()}
        return f"{source.name('words_', words, (kind.name, 'enum'))}[{value}]"
    serialize = source.name("write_", kind.serialize, (kind.name, "write"))
    if exact is None:
        return f"{serialize}({value})"
    return f"({value} if type({value}) is {exact.__name__} else {serialize}({value}))"


def list_value(source: Source, kind: GraphQLList[Any], element: str, value: str) -> str:
    """The expression of a list of a payload, whose elements are written by `element` over the name `e`."""
    _, required = strip(kind.of_type)
    items = source.name("items_", items_required if required else items_or_nulls, required)
    inner = element if required else f"None if e is None else {element}"
    return f"[{inner} for e in {items}({value})]"


def items_required(value: Any) -> list[Any]:
    """A list whose elements are not null."""
    if type(value) is not list or None in value:
        raise NotAnswered("a list is none, or holds a null")
    return cast("list[Any]", value)


def items_or_nulls(value: Any) -> list[Any]:
    """A list."""
    if type(value) is not list:
        raise NotAnswered("a list is none")
    return cast("list[Any]", value)

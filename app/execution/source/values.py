"""Writes leaf values as source: from a row's column, or from a payload's JSON, to what the answer shows."""

from collections.abc import Callable
from typing import Any, cast

from graphql import GraphQLEnumType, GraphQLLeafType, GraphQLList, is_leaf_type
from sqlalchemy import BigInteger, Column
from sqlalchemy.dialects.postgresql import ARRAY, ENUM, JSONB

from app.execution.asked.types import strip
from app.execution.source.functions import Source
from app.execution.unanswered import NotAnswered
from resolvers.kit.types.scalars import may_be_null
from resolvers.kit.types.written import LARGEST

EXACT = {
    "String": "type({value}) is str",
    "Int": "type({value}) is int and -2147483648 <= {value} <= 2147483647",
    "Float": "type({value}) is float",
    "Boolean": "type({value}) is bool",
}
"""The tests for values shown unchanged. Others go through the scalar's serialisation, which may refuse them."""


def column_value(source: Source, column: Column[Any], at: str) -> str:
    """The expression of a column's value; `at` reads it from the row.

    PostgreSQL guarantees the column's type, so most values are shown unchanged: text, numbers, UUIDs (as text), and
    times, which the JSON writer spells as the specification of the scalar says.
    """
    nullable = may_be_null(column)
    if isinstance(column.type, ENUM):
        words: dict[str | None, str | None] = {word: word.upper() for word in column.type.enums}
        if nullable:
            words[None] = None
        return f"{source.name('words_', words, (tuple(words), 'words'))}[{at}]"
    for kind, read in CHECKED.items():
        if isinstance(column.type, kind):
            return f"{source.name('read_', read, read.__name__)}({at}, {nullable})"
    return at


def texts(value: Any, nullable: bool) -> Any:
    """A list of texts, none of which may be null or a list."""
    if value is None:
        return document(value, nullable)
    if not all(type(text) is str for text in value):
        raise NotAnswered("a list of texts holds something else")
    return value


def document(value: Any, nullable: bool) -> Any:
    """A JSON value. It can be JSON's null even if the column is never null."""
    if value is None and not nullable:
        raise NotAnswered("a value is null")
    return value


def big(value: int | None, nullable: bool) -> int | None:
    """An integer that JSON can hold without loss."""
    if value is not None and not -LARGEST <= value <= LARGEST:
        raise NotAnswered("an integer is too large")
    return value


CHECKED: dict[type, Callable[[Any, bool], Any]] = {ARRAY: texts, JSONB: document, BigInteger: big}
"""Column types that can hold values which GraphQL can't show."""


def absent() -> None:
    """Called in place of a value that must never be absent, and is."""
    raise NotAnswered("what is never absent is not there")


def leaf_value(source: Source, kind: GraphQLLeafType, value: str) -> str:
    """The expression of a leaf of a payload; `value` is the name of a variable that is not null."""
    if kind.name == "JSON" or isinstance(kind, GraphQLEnumType):
        return leaf_or_null(source, kind, value, value)
    written = _written(source, kind, value)
    return (
        f"{value} if {EXACT[kind.name].format(value=value)} else {written}" if kind.name in EXACT else written
    )


def leaf_or_null(source: Source, kind: GraphQLLeafType, value: str, name: str) -> str:
    """The expression of a leaf of a payload that may be null. It assigns `value` to the variable `name`."""
    if kind.name == "JSON":
        return value
    if isinstance(kind, GraphQLEnumType):
        words: dict[str | None, str | None] = {member.value: word for word, member in kind.values.items()}
        words[None] = None
        return f"{source.name('words_', words, (kind.name, 'enum'))}[{value}]"
    is_null = f"({name} := {value}) is None"
    written = _written(source, kind, name)
    if kind.name in EXACT:
        return f"{name} if {is_null} or {EXACT[kind.name].format(value=name)} else {written}"
    return f"None if {is_null} else {written}"


def _written(source: Source, kind: GraphQLLeafType, value: str) -> str:
    return f"{source.name('write_', kind.serialize, (kind.name, 'write'))}({value})"


def constant(kind: Any, value: Any) -> str:
    """The expression of a payload's value that is known when the plan is made."""
    if value is None:
        return "None"
    if isinstance(kind, GraphQLEnumType):
        return repr({member.value: word for word, member in kind.values.items()}[value])
    return repr(kind.serialize(value) if is_leaf_type(kind) else value)


def list_value(source: Source, kind: GraphQLList[Any], element: str, value: str) -> str:
    """The expression of a list in a payload. `element` is the expression of one element, called `e`."""
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

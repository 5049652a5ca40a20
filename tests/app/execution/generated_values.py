"""Arguments and variables, generated from the schema's input types.

A value names rows by place, as `«Course.code:2»`: the code of the third course of the viewer's tenant, which is put in
when the operation runs. So one operation means the same on every copy of the data.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
    get_nullable_type,
    is_non_null_type,
)
from hypothesis import strategies as st

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[Any]], Any]

ABSENT = object()
"""A variable for which the client sends nothing."""


class Choices:
    """What Hypothesis decides. The first of several is the simplest, to which a failure is reduced."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw

    def below(self, limit: int) -> int:
        """A number from 0."""
        return self._draw(st.integers(0, limit - 1)) if limit > 1 else 0

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self.below(len(options))]

    def one_in(self, number: int) -> bool:
        """Yes, once in so many times."""
        return self.below(number) == number - 1


@dataclass(frozen=True)
class Word:
    """An enum's value."""

    name: str


@dataclass(frozen=True)
class Used:
    """A variable that is used."""

    name: str


@dataclass
class Variable:
    """A variable of an operation: its type, its default (text, or null) and what the client sends for it."""

    name: str
    type: str
    default: str | None
    value: Any

    @property
    def declaration(self) -> str:
        """As the operation declares it."""
        return f"${self.name}: {self.type}" + (f" = {self.default}" if self.default else "")


SCALARS: dict[str, list[Any]] = {
    "String": ["a", "e", "Introduction", "", "\u00e9%_\\", "no such text"],
    "ID": ["«Course.id:0»", "«User.id:0»", "«Module.id:1»", "«Course.id:99»", "User_1", "Nothing", "Query_x"],
    "Int": [1, 0, 2, 30, 2_147_483_647, -2_147_483_648],
    "Float": [1, 0.5, 100, -1, 1e300],
    "Boolean": [True, False],
    "BigInt": [0, 1_000, 9_007_199_254_740_991],
    "UUID": ["«Course.uuid:0»", "«User.uuid:1»", "00000000-0000-7000-8000-000000000000"],
    "DateTime": ["2026-09-01T00:00:00+00:00", "2025-01-01T12:30:00.123456+05:30", "9999-12-31T23:59:59Z"],
    "Date": ["2026-09-01", "0001-01-01"],
    "Decimal": ["3", "1.50", "0", "100000000000000000000.1"],
    "URL": ["https://example.org"],
}


class Values:
    """Makes input values, and declares the variables that they use."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.variables: dict[str, Variable] = {}

    def use(self, variable: Variable) -> Used:
        """The variable, which is declared wherever its name is written."""
        self.variables[variable.name] = variable
        return Used(variable.name)

    def value(self, kind: Any, depth: int = 0, *, in_variable: bool = False) -> Any:
        """A value of an input type. in_variable: whether it is what a client sends, which holds no variables."""
        choices = self.choices
        if not in_variable and choices.one_in(4):
            return self._variable(kind, depth)
        if not is_non_null_type(kind) and choices.one_in(12):
            return None
        inner: Any = get_nullable_type(kind)
        if isinstance(inner, GraphQLList):
            if choices.one_in(6):
                return self.value(inner.of_type, depth, in_variable=True)
            return [
                self.value(inner.of_type, depth + 1, in_variable=in_variable) for _ in range(choices.below(3))
            ]
        if isinstance(inner, GraphQLInputObjectType):
            return self._object(inner, depth, in_variable=in_variable)
        if isinstance(inner, GraphQLEnumType):
            return Word(choices.pick(list(inner.values)))
        return choices.pick(SCALARS[inner.name])

    def _object(self, kind: GraphQLInputObjectType, depth: int, *, in_variable: bool) -> dict[str, Any]:
        names = [name for name, field in kind.fields.items() if depth < 3 or not _leads_on(field.type)]
        is_one_of = kind.name.endswith("Order")
        made: dict[str, Any] = {}
        for _ in range(1 if is_one_of else self.choices.below(3) if names else 0):
            name = self.choices.pick(names)
            field: Any = kind.fields[name].type
            if name == "within" and not self.choices.one_in(4):
                made[name] = f"«{kind.name.removesuffix('Filter')}.id:{self.choices.below(2)}»"
                continue
            if is_one_of:
                field = GraphQLNonNull(field)
            made[name] = self.value(field, depth + 1, in_variable=in_variable)
        return made

    def _variable(self, kind: Any, depth: int) -> Used:
        choices = self.choices
        known = [v for v in self.variables.values() if v.type == str(kind)]
        if known and choices.one_in(2):
            return self.use(choices.pick(known))
        sent = self.value(kind, depth, in_variable=True)
        default = literal(self.value(kind, depth, in_variable=True)) if choices.one_in(4) else None
        if choices.one_in(3) and (default is not None or not is_non_null_type(kind)):
            sent = ABSENT
        return self.use(Variable(f"v{len(self.variables)}", str(kind), default, sent))

    def condition(self) -> Used:
        """A variable for `@skip` and `@include`: one of three, which an operation uses again and again."""
        name, kind, default = self.choices.pick(
            [("x", "Boolean!", None), ("y", "Boolean!", "true"), ("z", "Boolean", "false")]
        )
        known = self.variables.get(name)
        if known is None:
            sent: Any = self.choices.pick([True, False] if default is None else [True, False, ABSENT])
            known = Variable(name, kind, default, sent)
        return self.use(known)


def _leads_on(kind: Any) -> bool:
    """Whether a value of the input type can hold filters of its own, and they others."""
    named: Any = get_named_type(kind)
    return isinstance(named, GraphQLInputObjectType) and (
        named.name.endswith("Order") or bool({"not", "some"} & named.fields.keys())
    )


def literal(value: Any) -> str:
    """A value as a document writes it."""
    match value:
        case Used():
            return f"${value.name}"
        case Word():
            return value.name
        case list():
            return f"[{', '.join(map(literal, value))}]"
        case dict():
            return "{" + ", ".join(f"{name}: {literal(part)}" for name, part in value.items()) + "}"
        case _:
            return json.dumps(value, ensure_ascii=False)


def sent(value: Any) -> Any:
    """A value as a client sends it."""
    match value:
        case Word():
            return value.name
        case list():
            return [sent(part) for part in value]
        case dict():
            return {name: sent(part) for name, part in value.items()}
        case _:
            return value

"""Arguments of generated fields: pages, orders, filters and ids, as large as their sizes say."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Protocol, cast

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_non_null_type,
)

MOST_LEVELS = 3
"""How many relations a condition goes through, one below the other."""
VALUES: Mapping[str, Sequence[object]] = {
    "ID": ("Course_00000000-0000-0000-0000-000000000000",),
    "Int": (1, 0, 100),
    "Float": (0.5, 100),
    "Boolean": (True, False),
    "BigInt": (0, 1_000),
    "UUID": ("00000000-0000-7000-8000-000000000000",),
    "DateTime": ("2026-09-01T00:00:00+00:00",),
    "Date": ("2026-09-01",),
    "Decimal": ("3", "1.50"),
    "URL": ("https://example.org",),
}


@dataclass(frozen=True, slots=True)
class Known:
    """Rows that there are. ids: of each type. keys: by a field of the root and its argument."""

    ids: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    keys: Mapping[tuple[str, str], Sequence[str]] = field(
        default_factory=dict[tuple[str, str], Sequence[str]]
    )


class Sized(Protocol):
    """The sizes of a document."""

    def __getitem__(self, way: str) -> int: ...


class Inputs:
    """Writes arguments."""

    def __init__(self, schema: GraphQLSchema, known: Known, sizes: Sized) -> None:
        self._schema = schema
        self._known = known
        self._sizes = sizes

    def arguments(self, found: GraphQLField, kind: str, name: str, random: Random) -> str:
        """The arguments of a field, in their brackets."""
        made: dict[str, str] = {}
        filtered = random.random() < 0.4 or self._sizes["conditions"] > 1 or self._sizes["letters"] > 1
        for key, argument in found.args.items():
            inner: Any = get_nullable_type(argument.type)
            named = get_named_type(argument.type)
            if key == "first":
                made[key] = str(max(self._sizes["rows"], random.choice((1, 2, 5, 20))))
            elif key == "filter" and filtered and isinstance(named, GraphQLInputObjectType):
                made[key] = self._filter(named, random)
            elif isinstance(inner, GraphQLList) and isinstance(named, GraphQLInputObjectType):
                made |= {key: self._orders(named, random)} if self._sizes["orders"] > 1 else {}
            elif is_non_null_type(argument.type):
                known = self._known.keys.get((name, key), ()) if kind == "Query" else ()
                made[key] = self._required(argument, known, random)
            elif kind == "Query" and not made and (name, key) in self._known.keys:
                made[key] = self._required(argument, self._known.keys[name, key], random)
        return f"({', '.join(f'{key}: {value}' for key, value in made.items())})" if made else ""

    def _required(self, argument: GraphQLArgument, known: Sequence[str], random: Random) -> str:
        """A value for an argument that must be given; known: those that lead to a row."""
        inner: Any = get_nullable_type(argument.type)
        scalar = get_named_type(argument.type).name
        if scalar == "ID":
            known = [each for of in self._known.ids.values() for each in of]
        value = random.choice(known) if known else random.choice(VALUES.get(scalar, ("x",)))
        return json.dumps([value] if isinstance(inner, GraphQLList) else value)

    def _orders(self, kind: GraphQLInputObjectType, random: Random) -> str:
        names = list(kind.fields)
        chosen = (random.choice(names) for _ in range(min(self._sizes["orders"], 3 * len(names))))
        return f"[{', '.join(self._order(kind, name, random) for name in dict.fromkeys(chosen))}]"

    def _order(self, kind: GraphQLInputObjectType, name: str, random: Random) -> str:
        """An order by a column, of a row or of one that it is related to."""
        inner = get_named_type(kind.fields[name].type)
        if isinstance(inner, GraphQLInputObjectType):
            return f"{{{name}: {self._order(inner, random.choice(list(inner.fields)), random)}}}"
        return f"{{{name}: {random.choice(list(cast('GraphQLEnumType', inner).values))}}}"

    def _filter(self, kind: GraphQLInputObjectType, random: Random) -> str:
        many = [self._condition(kind, random, 0) for _ in range(self._sizes["conditions"])]
        return many[0] if len(many) == 1 else f"{{or: [{', '.join(many)}]}}"

    def _condition(self, kind: GraphQLInputObjectType, random: Random, level: int) -> str:
        """One condition on a column, of a row or of those that it is related to."""
        able = {n: f for n, f in kind.fields.items() if n not in ("and", "or", "not")}
        related = [n for n, f in able.items() if not _is_of_values(get_named_type(f.type))]
        plain = [n for n in able if n not in related]
        goes_on = related and level < MOST_LEVELS and random.random() < 0.3
        name = random.choice(related if goes_on or not plain else plain)
        inner = get_named_type(able[name].type)
        if not isinstance(inner, GraphQLInputObjectType):
            return f"{{{name}: {self._value(able[name].type, random)}}}"
        if name in related:
            return f"{{{name}: {self._condition(inner, random, level + 1)}}}"
        operators = [n for n in ("contains",) if n in inner.fields] or list(inner.fields)
        operator = random.choice(operators)
        return f"{{{name}: {{{operator}: {self._value(inner.fields[operator].type, random)}}}}}"

    def _value(self, kind: Any, random: Random) -> str:
        inner = get_nullable_type(kind)
        if isinstance(inner, GraphQLList):
            return f"[{self._value(cast('Any', inner).of_type, random)}]"
        named = get_named_type(kind)
        if isinstance(named, GraphQLEnumType):
            return random.choice(list(named.values))
        if named.name in VALUES:
            return json.dumps(random.choice(VALUES[named.name]))
        return json.dumps(random.choice("aeiou") + "x" * (self._sizes["letters"] - 1))


def _is_of_values(kind: object) -> bool:
    """Whether an input is a value, or holds values alone, such as `{eq: 3}`."""
    return not isinstance(kind, GraphQLInputObjectType) or not any(
        isinstance(get_named_type(of.type), GraphQLInputObjectType) for of in kind.fields.values()
    )

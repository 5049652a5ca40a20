"""Documents of any size, generated from the schema: whatever the schema gains later is asked for as well.

A shape is a walk through the schema, chosen at random by a seed, and a few ways to make more of it: more aliases, more
levels, larger pages, longer filters, and so on. Each way has a size, and a document is written for given sizes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from random import Random
from typing import Any, cast

from graphql import (
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_leaf_type,
    is_non_null_type,
)

from bench.hostile.inputs import Inputs, Known
from bench.hostile.known import row_type
from bench.hostile.named import FAILING

MOST: Mapping[str, int] = {
    "aliases": 4_900,
    "leaves": 4_900,
    "levels": 30,
    "rows": 200,
    "conditions": 100,
    "letters": 60_000,
    "orders": 40,
    "kinds": 100,
    "doubled": 12,
    "switches": 1_000,
    "schemas": 12,
    "ids": 100,
}
"""The ways to make a document dearer, and the greatest size of each."""
DEEPEST = 6
"""The most levels of a walk, before `levels` makes more of it."""
PLACES = (*[""] * 10, "first", "last")
"""Where beside a document's own fields one stands that fails, so that graphql-core has to tell of it."""
FOUND = 0.8
"""How often a walk begins at a list that has rows."""


@dataclass(slots=True)
class Sizes:
    """The size of each way to make a document dearer."""

    of: dict[str, int] = field(default_factory=dict[str, int])

    def __getitem__(self, way: str) -> int:
        return self.of.get(way, 1)


class Graph:
    """What a walk may choose from. known: ids and keys of rows that there are."""

    def __init__(self, schema: GraphQLSchema, known: Known) -> None:
        self.schema = schema
        self.known = known

    def fields(self, kind: str) -> dict[str, GraphQLField]:
        """The fields of a type by name."""
        return getattr(self.schema.type_map[kind], "fields", {})

    def composite(self, kind: str) -> list[str]:
        """The fields that a walk can go through for ever."""
        return [name for name, of in self.fields(kind).items() if _name(of) in self._endless]

    def leaves(self, kind: str) -> list[str]:
        """The fields without fields of their own."""
        found = [n for n, of in self.fields(kind).items() if is_leaf_type(get_named_type(of.type))]
        return found or ["__typename"]

    def small(self, kind: str) -> list[str]:
        """The fields that lead somewhere, and no further."""
        return [
            name
            for name, of in self.fields(kind).items()
            if not is_leaf_type(get_named_type(of.type)) and _name(of) not in self._endless
        ]

    def kinds(self, kind: str) -> list[str]:
        """The types that an object of the type can have; none if it has a single one."""
        named = self.schema.type_map[kind]
        if not is_abstract_type(named):
            return []
        return [of.name for of in self.schema.get_possible_types(named)]

    @cached_property
    def _endless(self) -> frozenset[str]:
        left = {
            n for n, of in self.schema.type_map.items() if not n.startswith("__") and is_composite_type(of)
        }
        left.discard("Query")
        while True:
            kept = {
                n for n in left if any(_name(of) in left for of in self.fields(n).values()) or self.kinds(n)
            }
            if kept == left:
                return frozenset(left)
            left = kept


class Shape:
    """The document of a seed. ways: those that make it dearer."""

    def __init__(self, graph: Graph, seed: int) -> None:
        self._graph = graph
        self._seed = seed
        random = Random(seed)
        ways = list(MOST)
        self.ways = list(dict.fromkeys([ways[seed % len(ways)], *random.sample(ways, 2)]))[:2]
        self._failing = random.choice(PLACES)

    def document(self, sizes: Sizes) -> tuple[str, dict[str, Any]]:
        """The document with those sizes, and its variables."""
        writing = _Writing(self._graph, Random(self._seed), sizes)
        own = writing.root()
        fields = {"first": f"{FAILING} {own}", "last": f"{own} {FAILING}"}.get(self._failing, own)
        declared = ", ".join(f"${name}: {kind}" for name, (kind, _) in writing.variables.items())
        text = f"query{f' ({declared})' if declared else ''} {{ {fields} }} {' '.join(writing.fragments)}"
        return text, {name: value for name, (_, value) in writing.variables.items()}


class _Writing:
    """Writes one document. Which way it takes depends on the seed alone, so that its size is all that differs."""

    def __init__(self, graph: Graph, random: Random, sizes: Sizes) -> None:
        self._graph = graph
        self._random = random
        self._sizes = sizes
        self._inputs = Inputs(graph.schema, graph.known, sizes)
        self._names = 0
        self._many = random.randrange(DEEPEST)
        self._double = random.randrange(1, 3)
        self._depth = random.randrange(1, DEEPEST)
        self.variables: dict[str, tuple[str, Any]] = {}
        self.fragments: list[str] = []

    def root(self) -> str:
        """The fields of the root."""
        random, fields = self._random, list(self._graph.fields("Query"))
        full = [
            name for name in fields if row_type(self._graph.fields("Query")[name]) in self._graph.known.ids
        ]
        name = random.choice(full if full and random.random() < FOUND else fields)
        written = self._field("Query", name, random.getrandbits(32), 0)
        for n in range(self._sizes["schemas"] - 1):
            written += f" s{n}: __schema {{ types {{ name fields {{ name type {{ name }} }} }} }}"
        if self._sizes["ids"] > 1:
            written += f" {self._by_ids()}"
        return written

    def _by_ids(self) -> str:
        ids = [each for of in self._graph.known.ids.values() for each in of]
        wanted = [ids[n % len(ids)] for n in range(self._sizes["ids"])] if ids else ["none"]
        self.variables["ids"] = ("[ID!]!", wanted)
        kinds = self._random.sample(sorted(self._graph.known.ids), min(5, len(self._graph.known.ids)))
        parts = (f"... on {kind} {{ {self._leaves(kind, 'i')} }}" for kind in kinds)
        return f"nodes(ids: $ids) {{ __typename {' '.join(parts)} }}"

    def _field(self, kind: str, name: str, seed: int, depth: int) -> str:
        """A field, as often as aliases make it, with all that lies below it."""
        found = self._graph.fields(kind)[name]
        random = Random(seed)
        below = self._below(_name(found), random, depth + 1)
        arguments = self._inputs.arguments(found, kind, name, random)
        copies = self._sizes["aliases"] if depth == self._many else 1
        switches = self._sizes["switches"] if depth == self._many else 1
        written = f"{name}{arguments}"
        texts: list[str] = []
        for n in range(max(copies, switches)):
            self._names += 1
            switch = f" @include(if: ${self._switch(n)})" if n < switches and switches > 1 else ""
            texts.append(f"a{self._names}: {written}{switch} {below}")
        return " ".join(texts)

    def _switch(self, number: int) -> str:
        self.variables[f"v{number}"] = ("Boolean!", True)
        return f"v{number}"

    def _below(self, kind: str, random: Random, depth: int) -> str:
        """What is selected of a type."""
        if is_leaf_type(cast("GraphQLNamedType", self._graph.schema.type_map[kind])):
            return ""
        parts = list(self._parts(kind, random, depth))
        written = f"{{ {' '.join(parts)} }}"
        if self._sizes["doubled"] > 1 and depth == self._double:
            return self._doubled(kind, written)
        return written

    def _doubled(self, kind: str, written: str) -> str:
        """Fragments that each use the next one twice, under other names."""
        size, at = self._sizes["doubled"], len(self.fragments)
        on = next((n for n, of in self._graph.fields(kind).items() if _name(of) == kind), None)
        for n in range(size):
            inner = f"...F{at + n + 1}"
            both = (
                f"{inner} l{n}: {on} {{ {inner} }}" if on and not self._graph.fields(kind)[on].args else inner
            )
            self.fragments.append(f"fragment F{at + n} on {kind} {{ {both} }}")
        self.fragments.append(f"fragment F{at + size} on {kind} {written}")
        return f"{{ ...F{at} }}"

    def _parts(self, kind: str, random: Random, depth: int) -> Iterator[str]:
        graph = self._graph
        if depth == self._many or random.random() < 0.5:
            yield self._leaves(kind, f"b{depth}_")
        small = graph.small(kind)
        if small and random.random() < 0.4:
            yield self._field(kind, random.choice(small), random.getrandbits(32), 99)
        for of in graph.kinds(kind)[: self._sizes["kinds"]] if depth < DEEPEST else []:
            own = [n for n in graph.leaves(of) + graph.small(of) if n not in graph.fields(kind)]
            yield f"... on {of} {{ {' '.join(self._aliased(of, n, random) for n in own) or '__typename'} }}"
        if depth < self._depth + self._sizes["levels"]:
            composite = graph.composite(kind)
            if composite:
                yield self._field(kind, random.choice(composite), random.getrandbits(32), depth)
            elif graph.kinds(kind):
                on = random.choice(graph.kinds(kind))
                yield f"... on {on} {self._below(on, random, depth + 1)}"
        yield "__typename"

    def _aliased(self, kind: str, name: str, random: Random) -> str:
        return self._field(kind, name, random.getrandbits(32), 99)

    def _leaves(self, kind: str, prefix: str) -> str:
        """Leaves under many names; those without arguments that must be given."""
        able = [
            n
            for n in self._graph.leaves(kind)
            if n == "__typename" or not _needs(self._graph.fields(kind)[n])
        ]
        chosen = Random(len(able) + self._many).sample(able, min(3, len(able)))
        many = range(max(1, self._sizes["leaves"] // 3))
        return " ".join(f"{prefix}{n}_{name}: {name}" for n in many for name in chosen)


def _name(of: GraphQLField) -> str:
    return get_named_type(of.type).name


def _needs(of: GraphQLField) -> bool:
    return any(is_non_null_type(argument.type) for argument in of.args.values())

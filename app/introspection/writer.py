"""Writes the answer to introspection as bytes: the same as graphql-core's, in slices, and within a size limit.

graphql-core takes most of a second for the whole schema, without a pause, and lets the client make its answer as long
as it likes. Here a selection is read once, however many objects it applies to; a type that is shown in a thousand
places is written once; and other requests are served between two slices.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from types import SimpleNamespace
from typing import Any, cast

import orjson
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    SchemaMetaFieldDef,
    TypeMetaFieldDef,
    is_leaf_type,
)
from graphql.execution.collect_fields import (
    FieldDetailsList,
    FragmentDetails,
    GroupedFieldSet,
    collect_fields,
    collect_subfields,
)
from graphql.execution.values import VariableValues, get_argument_values

from app.operations.operation import Operation

SLICE_SECONDS = 0.004
"""How long we write before other requests have their turn."""

META_FIELDS = {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef}


class TooLarge(Exception):
    """The answer would be larger than allowed."""


@dataclass(slots=True)
class Entry:
    """A field of an object: its key as written, how to find its value, and what is selected below it."""

    key: bytes
    constant: bytes | None = None
    resolve: Callable[[Any], Any] = lambda _: None
    is_list: bool = False
    leaf: Callable[[Any], bytes] | None = None
    below: list[Entry] = field(default_factory=list["Entry"])
    is_of_types: bool = False


class Writer:
    """Writes the introspection of one operation. most: the bytes that it may have in all."""

    def __init__(
        self, schema: GraphQLSchema, operation: Operation, variables: VariableValues, most: int
    ) -> None:
        self._schema = schema
        self._operation = operation
        self._variables = variables
        self._left = most
        self._most = most
        self._fragments = {name: FragmentDetails(node, None) for name, node in operation.fragments.items()}
        self._info = SimpleNamespace(schema=schema)
        self._written: dict[tuple[int, int], bytes] = {}
        self._until = 0.0

    def roots(self) -> GroupedFieldSet:
        """What the root selects, by response key, in the order of the answer."""
        query = cast("GraphQLObjectType", self._schema.query_type)
        return collect_fields(
            self._schema, self._fragments, self._variables, query, self._operation.node
        ).grouped_field_set

    async def write(self, details: FieldDetailsList) -> bytes:
        """The value of a root field `__schema` or `__type`. Raises TooLarge, or GraphQLError for a bad argument."""
        definition = META_FIELDS[details[0].node.name.value]
        made = await self._value(self._entry("", definition, details), None)
        self._left -= len(made)
        if self._left < 0:
            raise TooLarge
        return made

    # Reading what is selected, once

    def _entries(self, kind: GraphQLObjectType, details: FieldDetailsList) -> list[Entry]:
        found = collect_subfields(
            self._schema, self._fragments, self._variables, self._operation.node, kind, details
        ).grouped_field_set
        return [self._entry_of(kind, key, below) for key, below in found.items()]

    def _entry_of(self, kind: GraphQLObjectType, key: str, details: FieldDetailsList) -> Entry:
        name = details[0].node.name.value
        if name == "__typename":
            return Entry(_key(key), constant=orjson.dumps(kind.name))
        return self._entry(key, kind.fields[name], details)

    def _entry(self, key: str, definition: GraphQLField, details: FieldDetailsList) -> Entry:
        resolve = cast("Callable[..., Any]", definition.resolve)
        given = get_argument_values(definition, details[0].node, self._variables)
        arguments = {definition.args[name].out_name or name: value for name, value in given.items()}
        kind: Any = cast("Any", definition).type
        is_list = False
        while isinstance(kind, GraphQLNonNull | GraphQLList):
            is_list = is_list or isinstance(kind, GraphQLList)
            kind = cast("Any", kind).of_type
        entry = Entry(
            _key(key),
            resolve=lambda value: resolve(value, self._info, **arguments),
            is_list=is_list,
            is_of_types=kind.name == "__Type",
        )
        if is_leaf_type(kind):
            entry.leaf = _enum_writer(kind) if isinstance(kind, GraphQLEnumType) else orjson.dumps
        else:
            entry.below = self._entries(kind, details)
        return entry

    # Writing

    async def _value(self, entry: Entry, source: Any) -> bytes:
        if entry.constant is not None:
            return entry.constant
        value = entry.resolve(source)
        if value is None:
            return b"null"
        if not entry.is_list:
            return entry.leaf(value) if entry.leaf is not None else await self._object(entry, value)
        items: list[bytes] = []
        size = 2
        for item in value:
            made = entry.leaf(item) if entry.leaf is not None else await self._object(entry, item)
            size += len(made) + 1
            if size > self._left:
                raise TooLarge
            items.append(made)
        return b"[%b]" % b",".join(items)

    async def _object(self, entry: Entry, value: Any) -> bytes:
        place = (id(entry), id(value))
        if entry.is_of_types and place in self._written:
            return self._written[place]
        if perf_counter() > self._until:
            await asyncio.sleep(0)
            self._until = perf_counter() + SLICE_SECONDS
        parts: list[bytes] = []
        size = 2
        for below in entry.below:
            made = below.key + await self._value(below, value)
            size += len(made) + 1
            if size > self._left:
                raise TooLarge
            parts.append(made)
        written = b"{%b}" % b",".join(parts)
        if entry.is_of_types:
            # The schema keeps its types alive, so no other value can come to have a type's `id()`.
            self._written[place] = written
        return written


def _key(name: str) -> bytes:
    return orjson.dumps(name) + b":"


def _enum_writer(kind: GraphQLEnumType) -> Callable[[Any], bytes]:
    return lambda value: orjson.dumps(kind.coerce_output_value(value))

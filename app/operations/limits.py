"""Limits a document's size, with fragments expanded, before validation sees it.

A document of 1 KB can spread fragments into 2^30 fields, and several of GraphQL's validation rules take time that
grows with the square of the document's size or faster. So every definition is measured here first, in time linear in
the document: the size with expanded fragments is computed, but no fragment is ever expanded (decision 15).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from graphql import (
    DocumentNode,
    FieldNode,
    FloatValueNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    IntValueNode,
    Node,
    OperationDefinitionNode,
    StringValueNode,
)
from graphql.language.parser import MAX_NESTING_DEPTH

from app.operations.operation import InvalidDocument, InvalidValues, OperationTooLarge

ZERO_CHARACTER = "A text holds the character U+0000, which no text here can; leave it out."

LONGEST_NUMBER = 400
"""The most characters of a number; the largest Float has 309 digits."""
TOO_LONG_NUMBER = f"A number is longer than {LONGEST_NUMBER} characters."


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that an operation may have of each.

    tokens: tokens of its document's text, and parts (fields, fragments, arguments, values) with fragments expanded.
    depth: fields within fields. fields: fields of all operations of the document together, fragments expanded.
    introspection_bytes: bytes of the answer to its introspection.
    seconds: how long it may take from the arrival of its request, waiting included.
    """

    tokens: int = 4_000
    depth: int = 100
    fields: int = 1_000
    introspection_bytes: int = 4_194_304
    seconds: float = 10.0


@dataclass(slots=True)
class Size:
    """The size of a definition; `nesting` counts nested selection sets, including those of fragments."""

    parts: int = 0
    fields: int = 0
    depth: int = 0
    nesting: int = 0


@dataclass(slots=True)
class Spread:
    """One use of a fragment, and where in the definition it is."""

    name: str
    node: FragmentSpreadNode
    depth: int
    nesting: int


@dataclass(slots=True)
class Measure:
    """A definition's own size, and the fragments that it uses."""

    node: OperationDefinitionNode | FragmentDefinitionNode
    size: Size = field(default_factory=Size)
    spreads: list[Spread] = field(default_factory=list[Spread])


def check_limits(document: DocumentNode, limits: Limits) -> None:
    """Raises OperationTooLarge, and InvalidDocument if fragments form a cycle."""
    operations: list[Measure] = []
    fragments: dict[str, Measure] = {}
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            operations.append(_measure(definition))
        elif isinstance(definition, FragmentDefinitionNode):
            name = definition.name.value
            if name in fragments:
                message = f"There can be only one fragment named '{name:.100}'."
                raise InvalidDocument([GraphQLError(message, [fragments[name].node, definition])])
            fragments[name] = _measure(definition)
    used = {spread.name for measure in (*operations, *fragments.values()) for spread in measure.spreads}
    expanded = _expand(fragments, limits)
    # An unused fragment is invalid, but validation walks through it before it reports that.
    unused = [expanded[name] for name in fragments if name not in used]
    sizes = [_total(measure, expanded, limits) for measure in operations] + unused
    for measure, size in zip(operations, sizes, strict=False):
        _check(measure.node, size, limits)
    _check(document, _sum(sizes, limits), limits)


def _measure(definition: OperationDefinitionNode | FragmentDefinitionNode) -> Measure:
    """Measures the definition's own nodes, without following fragments."""
    measure = Measure(definition)
    size = measure.size
    size.parts = _parts(definition.directives) + _parts(getattr(definition, "variable_definitions", None))
    pending = [(definition.selection_set, 0, 1)]
    while pending:
        selections, depth, nesting = pending.pop()
        size.nesting = max(size.nesting, nesting)
        for selection in selections.selections:
            size.parts += 1 + _parts(selection.directives)
            if isinstance(selection, FieldNode):
                size.fields += 1
                size.parts += _parts(selection.arguments)
                size.depth = max(size.depth, depth + 1)
                if selection.selection_set:
                    pending.append((selection.selection_set, depth + 1, nesting + 1))
            elif isinstance(selection, InlineFragmentNode):
                pending.append((selection.selection_set, depth, nesting + 1))
            elif isinstance(selection, FragmentSpreadNode):
                measure.spreads.append(Spread(selection.name.value, selection, depth, nesting))
    return measure


def _parts(nodes: tuple[Node, ...] | None) -> int:
    """How many arguments, values and directives these nodes contain."""
    count = 0
    pending: list[Node] = list(nodes or ())
    while pending:
        node = pending.pop()
        count += 1
        if isinstance(node, StringValueNode) and "\0" in node.value:
            raise InvalidValues([GraphQLError(ZERO_CHARACTER, node)])
        if isinstance(node, IntValueNode | FloatValueNode) and len(node.value) > LONGEST_NUMBER:
            raise InvalidValues([GraphQLError(TOO_LONG_NUMBER, node)])
        for key in ("value", "values", "fields", "arguments", "directives", "default_value"):
            below: object = getattr(node, key, None)
            if isinstance(below, Node):
                pending.append(below)
            elif isinstance(below, tuple):
                pending.extend(cast("tuple[Node, ...]", below))
    return count


def _expand(fragments: Mapping[str, Measure], limits: Limits) -> dict[str, Size]:
    """The size of each fragment including the fragments that it uses. It is added up once, after those it uses."""
    expanded: dict[str, Size] = {}
    for root in fragments:
        if root in expanded:
            continue
        path: dict[str, Iterator[Spread]] = {root: iter(fragments[root].spreads)}
        while path:
            name, spreads = next(reversed(path.items()))
            below = next((s for s in spreads if s.name in fragments and s.name not in expanded), None)
            if below is None:
                del path[name]
                expanded[name] = _total(fragments[name], expanded, limits)
            elif below.name in path:
                message = f"Cannot spread fragment '{below.name:.100}' within itself."
                raise InvalidDocument([GraphQLError(message, below.node)])
            else:
                path[below.name] = iter(fragments[below.name].spreads)
    return expanded


def _total(measure: Measure, expanded: Mapping[str, Size], limits: Limits) -> Size:
    """The size of the definition with its fragments. Counts stop just above the limit, so they stay small."""
    own = measure.size
    total = Size(own.parts, own.fields, own.depth, own.nesting)
    for spread in measure.spreads:
        below = expanded.get(spread.name)
        if below:
            total.parts = min(total.parts + below.parts, limits.tokens + 1)
            total.fields = min(total.fields + below.fields, limits.fields + 1)
            total.depth = max(total.depth, spread.depth + below.depth)
            total.nesting = max(total.nesting, spread.nesting + below.nesting)
    return total


def _sum(sizes: list[Size], limits: Limits) -> Size:
    return Size(
        parts=sum(size.parts for size in sizes),
        fields=sum(size.fields for size in sizes),
        depth=max((size.depth for size in sizes), default=0),
        nesting=max((size.nesting for size in sizes), default=0),
    )


def _check(node: Node, size: Size, limits: Limits) -> None:
    if size.depth > limits.depth:
        _refuse(node, f"fields are nested {size.depth} deep; the limit (max_depth) is {limits.depth}")
    if size.nesting > MAX_NESTING_DEPTH:
        _refuse(
            node,
            f"selections are nested {size.nesting} deep with fragments; the limit is {MAX_NESTING_DEPTH}",
        )
    if size.fields > limits.fields:
        _refuse(
            node,
            f"more than {limits.fields} fields with fragments expanded; "
            f"the limit (max_fields) is {limits.fields}",
        )
    if size.parts > limits.tokens:
        _refuse(
            node,
            f"more than {limits.tokens} fields, arguments and values with fragments expanded; "
            f"the limit (max_tokens) is {limits.tokens}",
        )


def _refuse(node: Node, reason: str) -> None:
    located = None if isinstance(node, DocumentNode) else node
    raise OperationTooLarge([GraphQLError(f"The document is too large: {reason}.", located)])

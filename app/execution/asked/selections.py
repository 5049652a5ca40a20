"""Decides once which fields an operation selects: `@skip` and `@include` become conditions on variables.

The specification collects fields anew for each request (section 6.3.2), when the variables are known. Here each field
is collected together with the condition under which it is selected, and each response key has the place that the
document gives it, whatever values the variables get. In

    { a @include(if: $x) b a }

the key `a` has two places: before `b` when `$x` is true, after `b` when it is false.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphql import (
    BooleanValueNode,
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    NamedTypeNode,
    SelectionSetNode,
    VariableNode,
    is_abstract_type,
)

Condition = frozenset[tuple[str, bool]]
"""Holds when each of these variables has the value beside it."""

ALWAYS: Condition = frozenset()

Selections = Sequence[tuple[SelectionSetNode, Condition]]
"""Selection sets to be merged, each with the condition under which it is selected."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a response key in an object: the key stands there if `when` holds and no condition in `unless`."""

    key: str
    when: Condition
    unless: tuple[Condition, ...]


@dataclass(slots=True)
class Field:
    """A response key of an object, with the field nodes that it comes from and the condition of each node."""

    key: str
    nodes: list[FieldNode]
    conditions: list[Condition]

    def has(self, node: FieldNode, when: Condition) -> bool:
        """Whether the node is already known under this condition, or a wider one: its fragment is spread twice."""
        return any(n is node and c <= when for n, c in zip(self.nodes, self.conditions, strict=True))

    @property
    def name(self) -> str:
        """The field's name in the schema."""
        return self.nodes[0].name.value

    @property
    def selections(self) -> Selections:
        """What is selected below it."""
        return [
            (n.selection_set, c) for n, c in zip(self.nodes, self.conditions, strict=True) if n.selection_set
        ]

    @property
    def identity(self) -> tuple[object, ...]:
        """Equal for a field that several types share, different for fields written in different places."""
        return (self.key, *map(id, self.nodes), *self.conditions)


@dataclass(slots=True)
class Collected:
    """The fields of an object of one type, and the order of their places.

    told: for each type that a fragment here is on, whether the object is of that type. Two types with the same `told`
    have the same selections.
    """

    fields: dict[str, Field]
    places: list[Place]
    told: dict[str, bool]


def collect(
    schema: GraphQLSchema,
    fragments: Mapping[str, FragmentDefinitionNode],
    kind: GraphQLObjectType,
    selections: Selections,
) -> Collected:
    """The fields that `selections` select on an object of the type `kind`."""
    fields: dict[str, Field] = {}
    places: list[Place] = []
    told: dict[str, bool] = {}

    def applies(condition: NamedTypeNode | None) -> bool:
        if condition is None:
            return True
        name = condition.name.value
        if name not in told:
            told[name] = is_of(schema, kind, name)
        return told[name]

    for selection_set, condition in selections:
        for node, when in _walk(fragments, applies, selection_set, condition):
            key = (node.alias or node.name).value
            field = fields.get(key)
            if field is None:
                fields[key] = Field(key, [node], [when])
                places.append(Place(key, when, ()))
                continue
            if field.has(node, when):
                continue
            if not any(known <= when for known in field.conditions):
                places.append(Place(key, when, tuple(dict.fromkeys(field.conditions))))
            field.nodes.append(node)
            field.conditions.append(when)
    return Collected(fields, places, told)


def _walk(
    fragments: Mapping[str, FragmentDefinitionNode],
    applies: Callable[[NamedTypeNode | None], bool],
    selection_set: SelectionSetNode,
    condition: Condition,
) -> Iterator[tuple[FieldNode, Condition]]:
    for selection in selection_set.selections:
        when = _narrow(condition, selection.directives) if selection.directives else condition
        if when is None:
            continue
        if isinstance(selection, FieldNode):
            yield selection, when
        elif isinstance(selection, InlineFragmentNode):
            if applies(selection.type_condition):
                yield from _walk(fragments, applies, selection.selection_set, when)
        elif isinstance(selection, FragmentSpreadNode):
            fragment = fragments[selection.name.value]
            if applies(fragment.type_condition):
                yield from _walk(fragments, applies, fragment.selection_set, when)


def is_of(schema: GraphQLSchema, kind: GraphQLObjectType, name: str) -> bool:
    """Whether `kind` is, implements or belongs to the type called `name`."""
    if kind.name == name:
        return True
    wanted = schema.get_type(name)
    return wanted is not None and is_abstract_type(wanted) and schema.is_sub_type(wanted, kind)


def _narrow(condition: Condition, directives: Sequence[DirectiveNode]) -> Condition | None:
    """The condition narrowed by the directives; None if it can never hold."""
    for directive in directives:
        name = directive.name.value
        if name not in ("skip", "include"):
            continue
        value = next(argument.value for argument in directive.arguments or () if argument.name.value == "if")
        wanted = name == "include"
        if isinstance(value, BooleanValueNode):
            if value.value != wanted:
                return None
        elif isinstance(value, VariableNode):
            condition = condition | {(value.name.value, wanted)}
            if (value.name.value, not wanted) in condition:
                return None
    return condition

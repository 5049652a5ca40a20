"""Reads the arguments of a field, in the form its resolver would get, and what relations take from them."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from graphql import FieldNode, IntValueNode, Node, ValueNode, VariableNode
from graphql.execution.values import VariableValues, get_argument_values
from strawberry import ID
from strawberry.types.arguments import convert_arguments
from strawberry.types.base import StrawberryOptional

from app.execution.asked.left_out import with_sent
from resolvers.kit.declaring.entity import Entity
from resolvers.kit.declaring.names import read_global_id
from resolvers.kit.errors import bad_input
from resolvers.kit.reading import batches
from resolvers.kit.reading.inputs import read_filter, read_order

PLAIN = (str, int, float, bool, ID)
"""Argument types whose values Strawberry passes on unchanged from graphql-core."""

DECLARED = "lyceum-arguments"


T = TypeVar("T")


class Inputs(Protocol):
    """The parts of a run that arguments use: its variables, and `read`, the arguments it has read so far."""

    variables: VariableValues
    read: dict[int, Any]


class Arguments:
    """The arguments of one field node: read once per run, or once for all runs if they hold no variable."""

    def __init__(self, schema: Any, definition: Any, node: FieldNode) -> None:
        self._schema = schema
        self._definition = definition
        self._node = node
        self._kept: dict[str, Any] | None = None
        self.are_constant = not any(_has_variable(argument.value) for argument in node.arguments or ())

    def most(self, default: int) -> int | None:
        """The size of the page that is asked for; null if it depends on a variable."""
        given = [a.value for a in self._node.arguments or () if a.name.value in ("first", "last")]
        if any(map(_has_variable, given)):
            return None
        return max((int(value.value) for value in given if isinstance(value, IntValueNode)), default=default)

    def written(self, name: str) -> ValueNode | None:
        """The value that the document gives an argument; null if the document leaves it out."""
        return next((a.value for a in self._node.arguments or () if a.name.value == name), None)

    def read(self, state: Inputs) -> dict[str, Any]:
        """The arguments by Python name, without those that the document leaves out."""
        known = state.read.get(id(self)) if self._kept is None else self._kept
        if known is not None:
            return known
        node = with_sent(self._node, state.variables)
        values = get_argument_values(self._definition, node, state.variables)
        plain, others = self._declared
        found = {name: values[written] for written, name in plain.items() if written in values}
        if others:
            registry = self._schema.schema_converter.scalar_registry
            found |= convert_arguments(values, others, registry, self._schema.config)
        if self.are_constant:
            self._kept = found
        else:
            state.read[id(self)] = found
        return found

    @property
    def _declared(self) -> tuple[dict[str, str], list[Any]]:
        """The declared arguments: Python names of the plain ones by GraphQL name, and those Strawberry converts.

        They are kept with the field's definition, because a document may select the field a thousand times.
        """
        extensions = self._definition.extensions
        if DECLARED not in extensions:
            declared = extensions["strawberry-definition"].arguments
            name_of = self._schema.config.name_converter.from_argument
            plain = {name_of(each): each.python_name for each in declared if _is_plain(each.type)}
            extensions[DECLARED] = plain, [each for each in declared if not _is_plain(each.type)]
        return extensions[DECLARED]


def _is_plain(kind: Any) -> bool:
    """Whether Strawberry passes on values of this type unchanged from graphql-core."""
    return (kind.of_type if isinstance(kind, StrawberryOptional) else kind) in PLAIN


def _has_variable(value: ValueNode) -> bool:
    if isinstance(value, VariableNode):
        return True
    below: list[Any] = [*getattr(value, "values", ()), *getattr(value, "fields", ())]
    return any(_has_variable(getattr(part, "value", part) if _is_field(part) else part) for part in below)


def _is_field(part: Node) -> bool:
    return part.kind == "object_field"


def read_person(arguments: Arguments) -> Callable[[Inputs], str | None]:
    """Reads the argument `userId`: a person's key, or null for the viewer."""

    def read(state: Inputs) -> str | None:
        wanted = arguments.read(state).get("user_id")
        if wanted is None:
            return None
        found = read_global_id(wanted)
        if found is None or found[0] != "User":
            raise bad_input("`userId` must be the id of a User.")
        return found[1]

    return read


def read_page(arguments: Arguments, target: Entity, is_tree: bool) -> Callable[[Inputs], batches.Page]:
    """Reads a connection's arguments."""

    def page(given: dict[str, Any]) -> batches.Page:
        first, after, last, before = (given.get(name) for name in ("first", "after", "last", "before"))
        if is_tree:
            return batches.read_page(first, after, last, before, (), None, given.get("max_depth"))
        order = read_order(target, given.get("order_by"))
        wanted = read_filter(target, given.get("filter"))
        return batches.read_page(first, after, last, before, order, wanted)

    return read_once(arguments, page)


def read_once(arguments: Arguments, make: Callable[[dict[str, Any]], T]) -> Callable[[Inputs], T]:
    """Reads what `make` makes of the arguments: once per run, or once for all runs if they hold no variable."""
    kept: list[T] = []

    def read(state: Inputs) -> T:
        if kept:
            return kept[0]
        if id(kept) in state.read:
            return state.read[id(kept)]
        made = make(arguments.read(state))
        if arguments.are_constant:
            kept.append(made)
        else:
            state.read[id(kept)] = made
        return made

    return read

"""Reads what the compiler needs from a document and the schema: fields, their declarations, the kinds of rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    InlineFragmentNode,
    SelectionSetNode,
)

from app.execution.asked.arguments import Arguments
from app.execution.asked.selections import ALWAYS, Collected, Field, Selections, collect, is_of
from app.execution.plan.columns import Columns, Joined
from app.execution.plan.weight import VALUE
from app.execution.source.functions import Source
from app.execution.source.values import column_value
from app.operations.operation import Operation
from resolvers.kit.declaring.entity import Entity

SHARED = frozenset({"id", "key", "column", "payload", "part", "relation"})
"""Declarations of fields that are read alike from every kind. A resolver is not among them: each kind has its own."""


@dataclass(slots=True)
class Alike:
    """Kinds of an interface or union with the same selections: the words that name them, and one of their types.

    words: null stands for any word that no kind has.
    """

    words: list[str | None]
    kind: GraphQLObjectType
    found: Collected

    def holds(self, schema: Any, kind: GraphQLObjectType) -> bool:
        """Whether the same fields are selected of another type, and each field has one declaration for both."""
        for name, told in self.found.told.items():
            if is_of(schema, kind, name) is not told:
                return False
        for field in self.found.fields.values():
            if field.name != "__typename":
                own = self.kind.fields[field.name].extensions["strawberry-definition"]
                other = kind.fields[field.name].extensions["strawberry-definition"]
                if own is not other or SHARED.isdisjoint(own.metadata or ()):
                    return False
        return True


class Reader:
    """Reads one operation. schema: Strawberry's. core: graphql-core's form of it. source: takes what is written."""

    def __init__(self, schema: Any, core: Any, operation: Operation, source: Source) -> None:
        self.schema = schema
        self.core = core
        self.operation = operation
        self.source = source

    def collect(self, kind: GraphQLObjectType, selections: Selections) -> Collected:
        """The fields that are selected on an object of the type."""
        found = collect(self.core, self.operation.fragments, kind, selections)
        self._number(found)
        return found

    def _number(self, found: Collected) -> None:
        """Numbers the conditions of places, so that a run has decided them before they are asked for."""
        for place in found.places:
            for condition in (place.when, *place.unless):
                if condition:
                    self.source.condition(condition)

    def guards(self, field: Field) -> tuple[int, ...]:
        """The conditions of which at least one must hold for the field; none if it is always selected."""
        if ALWAYS in field.conditions:
            return ()
        return tuple(dict.fromkeys(map(self.source.condition, field.conditions)))

    def definition(self, kind: GraphQLObjectType, field: Field) -> tuple[Any, dict[str, Any]]:
        """The field's definition in graphql-core's schema, and what it declared."""
        core = kind.fields[field.name]
        declared = core.extensions["strawberry-definition"]
        return core, declared.metadata or {}

    def arguments(self, core: Any, field: Field) -> Arguments:
        """The arguments of a field."""
        return Arguments(self.schema, core, field.nodes[0])

    def bytes_below(self, selections: Selections) -> int:
        """The bytes of the keys and small values that are selected of an object, in all levels below it."""
        return sum(self._bytes_in(node) for node, _ in selections)

    def _bytes_in(self, selected: SelectionSetNode | None) -> int:
        total = 0
        for node in selected.selections if selected is not None else ():
            match node:
                case FieldNode():
                    key = (node.alias or node.name).value
                    total += len(key) + 4 + VALUE + self._bytes_in(node.selection_set)
                case InlineFragmentNode():
                    total += self._bytes_in(node.selection_set)
                case FragmentSpreadNode():
                    total += self._bytes_in(self.operation.fragments[node.name.value].selection_set)
                case _:
                    pass
        return total

    def kinds(self, entity: Entity) -> list[tuple[str | None, GraphQLObjectType]]:
        """The GraphQL types that a row can have, by the word that names each; last, under null, the unknown one."""
        if entity.kind is None:
            return [(None, self.core.type_map[entity.name])]
        found: list[tuple[str | None, Any]] = [
            (word, self.core.type_map[kind.name]) for word, kind in entity.kinds.items()
        ]
        return [*found, (None, self.core.type_map[entity.unknown or entity.name])]

    def alike(
        self, kinds: Iterable[tuple[str | None, GraphQLObjectType]], selections: Selections
    ) -> list[Alike]:
        """The kinds, grouped by equal selections."""
        groups: list[Alike] = []
        for word, kind in kinds:
            group = next((group for group in groups if group.holds(self.core, kind)), None)
            if group is None:
                groups.append(Alike([word], kind, self.collect(kind, selections)))
            else:
                group.words.append(word)
        return groups

    def plain(self, entity: Entity, declared: dict[str, Any], columns: Columns | Joined) -> str | None:
        """The expression of a field that is an id, a key or a column of a row `r`; null for any other field."""
        # No `match` here: it takes ten times as long, and this runs for each column of each plan.
        if "column" in declared:
            name: str = declared["column"]
            at = f"r[{columns.at(name)!r}]"
            return at if entity.table is None else column_value(self.source, entity.table.columns[name], at)
        if "key" in declared:
            at = f"r[{columns.at(declared['key'])!r}]"
            target = declared["entity"]
            return at if target is None else f"None if {at} is None else {target + '_'!r} + {at}"
        if "id" in declared:
            return f"{(entity.parent or entity).name + '_'!r} + r[{columns.at('id')!r}]"
        return None

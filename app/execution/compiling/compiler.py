"""Makes the plan of an operation: levels from field nodes, and the functions that make objects of their rows.

A field is a column, a key, part of a payload or a relation, or it has a resolver of its own, which the plan calls.
Introspection, and resolvers that return a type of their own, are left to graphql-core (`NotPlanned`).
"""

from dataclasses import dataclass
from typing import Any, cast

from graphql import GraphQLObjectType, get_named_type, is_leaf_type
from sqlalchemy import Column, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from app.execution.asked.masks import mask_claims, names_in
from app.execution.asked.selections import ALWAYS, Collected, Field, Selections
from app.execution.compiling.payloads import PayloadWriter
from app.execution.compiling.reader import Alike, Reader
from app.execution.compiling.relations import Relations
from app.execution.compiling.roots import Roots
from app.execution.plan.columns import Columns, Joined, Known, parts_of
from app.execution.plan.levels import Level, Step
from app.execution.plan.outline import Outline, Resolved
from app.execution.plan.plan import Plan, Root
from app.execution.plan.weight import NAME, Place, Weight
from app.execution.source.functions import Source
from app.execution.source.objects import Branch, written
from app.execution.steps.calls import Call, Sources, sources_of
from app.execution.unanswered import NotPlanned
from app.operations.operation import Operation
from db.derived.claims_on_demand import CLAIMS_ON_DEMAND, claims_in, claims_of
from resolvers.kit.declaring.entity import ENTITIES, Entity
from resolvers.kit.declaring.field import REQUIRES
from resolvers.kit.declaring.relations import Relation, Through


@dataclass(frozen=True, slots=True)
class Draft:
    """A level that is being made. numbers: the numbers of its steps, by the field that each step is for."""

    entity: Entity
    columns: Columns | Joined
    level: Level
    numbers: dict[tuple[object, ...], int]


class Compiler:
    """Compiles one operation. `schema` is Strawberry's, `core` graphql-core's form of it."""

    def __init__(self, schema: Any, core: Any, operation: Operation) -> None:
        self.source = Source()
        self.reader = Reader(schema, core, operation, self.source)
        self.payloads = PayloadWriter(self.reader)
        self.outline = Outline()
        self.claims: set[str] = set()
        self._names = names_in(operation)
        self._mask_claims: dict[str, frozenset[str]] = {}
        self.relations = Relations(self, self.reader)
        self._roots = Roots(self, self.reader, self.relations.links, self.call)
        self._levels: dict[Any, Level] = {}

    def plan(self) -> Plan:
        """The plan of the operation. Raises NotPlanned."""
        selections = [(self.reader.operation.node.selection_set, ALWAYS)]
        found = self.collect(self.reader.core.query_type, selections)
        roots: dict[str, Root] = {}
        constants: dict[str, str] = {}
        for field in found.fields.values():
            if field.name == "__typename":
                constants[field.key] = self.reader.core.query_type.name
            else:
                roots[field.key] = self._roots.root(field)
        self.source.compile()
        return Plan(self.source, roots, found.places, constants, self.outline.batches, self.claims)

    def collect(self, kind: GraphQLObjectType, selections: Selections) -> Collected:
        """The fields that are selected on an object of the type."""
        return self.reader.collect(kind, selections)

    def reads(self, target: Entity, relation: Relation | None = None) -> None:
        """Notes the claims that policies and masks will ask for when rows of the target are read."""
        if target.table is not None:
            name = target.table.name
            if name not in self._mask_claims:
                self._mask_claims[name] = mask_claims(name, self._names)
            self.claims |= claims_of(name) | self._mask_claims[name]
        if relation is not None:
            self.claims |= claims_in(claims_text(relation))

    def level(self, entity: Entity, selections: Selections, columns: Columns | Joined) -> Level:
        """What is made of rows of an entity. Places that select the same from the same columns share a level."""
        key = (entity.name, columns, *((id(node), condition) for node, condition in selections))
        if key not in self._levels:
            with self.outline.below(), self.payloads.variables():
                self._levels[key] = self._make_level(entity, selections, columns)
        return self._levels[key]

    def _make_level(self, entity: Entity, selections: Selections, columns: Columns | Joined) -> Level:
        level = Level(self.source)
        draft = Draft(entity, columns, level, {})
        branches: list[Branch] = []
        if entity.kind is not None:
            level.kind, level.words = columns.at(entity.kind), frozenset(entity.kinds)
        for group in self.reader.alike(self.reader.kinds(entity), selections):
            expressions = {
                key: self._expression(draft, group, field) for key, field in group.found.fields.items()
            }
            level.weight = level.weight.or_else(self._weight(draft, group))
            lines = self.source.object_lines(group.found.places, expressions)
            branches.append((group.words, lines))
        level.function = self.source.function(
            entity.name, "rows, on, values", written(len(level.steps), level.kind, branches)
        )
        return level

    def _weight(self, draft: Draft, group: Alike) -> Weight:
        """What the objects of the kinds in the group weigh."""
        found, columns, entity = Weight(), draft.columns, draft.entity
        for key, field in group.found.fields.items():
            declared = {} if field.name == "__typename" else self.reader.definition(group.kind, field)[1]
            match declared:
                case {"column": str(name)} | {"part": str(name)} if entity.table is None:
                    found.add_document(key, columns.at(name), self.reader.bytes_below(field.selections))
                case {"column": str(name)} | {"part": str(name)}:
                    assert entity.table is not None
                    self._weigh_column(found, key, entity.table.columns[name], columns.at(name))
                case {"payload": _, "within": str(document)}:
                    place = columns.at(
                        parts_of(document) if columns.selects(parts_of(document)) else document
                    )
                    found.add_document(key, place, self.reader.bytes_below(field.selections))
                case {"relation": _}:
                    found.add(key)
                case _:
                    found.add(key, NAME)
        return found

    def _weigh_column(self, found: Weight, key: str, column: Column[Any], place: Place) -> None:
        if isinstance(column.type, Text):
            found.add_text(key, place)
        elif isinstance(column.type, ARRAY | JSONB):
            found.add_document(key, place, 0)
        else:
            found.add(key)

    def _expression(self, draft: Draft, group: Alike, field: Field) -> str:
        """The expression of one field of a row `r`, for the kinds in the group."""
        entity, columns, level = draft.entity, draft.columns, draft.level
        if field.name == "__typename":
            return self._type_name(entity, group, columns)
        core, declared = self.reader.definition(group.kind, field)
        if columns.given:
            expression = self._given(core, declared, field, columns)
        else:
            expression = self.reader.plain(entity, declared, columns)
        if expression is not None:
            return expression
        match declared:
            case {"relation": _, "source": source}:
                return f"v{self._step(draft, group, field, ENTITIES[source])}"
            case {"payload": name, "within": str(document)}:
                return self.payloads.shown(core, field, self._within(entity, group, document, name, columns))
            case {"part": str(name)}:
                return self.payloads.given(core, field, f"r[{columns.at(name)!r}]")
            case _:
                call = self.call(group.kind, core, field, sources_of(entity, columns, declared[REQUIRES]))
                level.steps.append(Step(call.values, self.reader.guards(field), follows=call))
                return f"v{len(level.steps) - 1}"

    def _type_name(self, entity: Entity, group: Alike, columns: Columns | Joined) -> str:
        """The expression of the name of a row's type."""
        if len(group.words) == 1:
            return repr(group.kind.name)
        assert entity.kind is not None
        names = {word: kind.name for word, kind in self.reader.kinds(entity)}
        known = self.source.name("types_", names, (entity.name, "types"))
        return f"{known}.get(r[{columns.at(entity.kind)!r}], {names[None]!r})"

    def _within(
        self, entity: Entity, group: Alike, document: str, key: str, columns: Columns | Joined
    ) -> str:
        """The expression of a key's value in a row's document. If all kinds are known, nothing else of it is read."""
        words = [word for word in group.words if word is not None]
        if columns.given or entity.kind is None or len(words) < len(group.words):
            return f"r[{columns.at(document)!r}].get({key!r})"
        at, place = columns.part(document, entity.kind, words, key)
        return f"r[{at!r}][{place}]"

    def _given(
        self, core: Any, declared: dict[str, Any], field: Field, columns: Columns | Joined
    ) -> str | None:
        """The expression of a column or key of a row that a resolver returned; null for any other field."""
        match declared:
            case {"column": str(name)} | {"part": str(name)} | {"key": str(name), "entity": None}:
                return self.payloads.given(core, field, f"r[{columns.at(name)!r}]")
            case {"id": True} | {"key": _}:
                return f"{self.source.name('read_', core.resolve, id(core))}(r, None)"
            case _:
                return None

    # Steps

    def call(self, kind: GraphQLObjectType, core: Any, field: Field, sources: Sources) -> Call:
        """The call of a resolver. It may read any table, so the run needs all claims."""
        self.claims |= CLAIMS_ON_DEMAND
        nodes = [
            (node, None if when == ALWAYS else self.source.condition(when))
            for node, when in zip(field.nodes, field.conditions, strict=True)
        ]
        returned = cast("GraphQLObjectType", get_named_type(core.type))
        name, shown = f"{kind.name}.{field.name}", str(core.type)
        if is_leaf_type(returned):
            self.outline.note(name, shown, Resolved(sources.requires))
            return Call(field.key, kind, core, nodes, sources)
        entity = ENTITIES.get(returned.name)
        if entity is None:
            raise NotPlanned(f"{name} returns a type of its own")
        columns = Columns(0, Known(given=True))
        self.outline.note(name, shown, Resolved(sources.requires))
        level = self.level(entity, field.selections, columns)
        return Call(field.key, kind, core, nodes, sources, level, entity, columns)

    def _step(self, draft: Draft, group: Alike, field: Field, source: Entity) -> int:
        """The number of the level's step for a relation of `source`; kinds that share the field share the step."""
        identity, steps = field.identity, draft.level.steps
        words = frozenset(group.words) if draft.level.kind is not None else frozenset[str | None]()
        known = draft.numbers.get(identity)
        if known is not None:
            steps[known].words |= words
            return known
        core, declared = self.reader.definition(group.kind, field)
        step = self.relations.step(core, declared, source, field, draft.columns)
        step.guards = self.reader.guards(field)
        step.words = words
        steps.append(step)
        draft.numbers[identity] = len(steps) - 1
        return draft.numbers[identity]


def claims_text(relation: Relation) -> str:
    """The SQL in a relation's declaration, with the table of pairs that it goes through."""
    return " ".join(
        [
            getattr(relation, "where", None) or "",
            getattr(relation, "sql", ""),
            f"FROM {relation.link}" if isinstance(relation, Through) else "",
        ]
    )

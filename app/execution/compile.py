"""Makes a plan of an operation: from field nodes to levels, and the functions that write their rows.

Fields are columns, keys, payloads and relations, or have a resolver of their own, which the plan calls. Introspection,
and a resolver that returns a type of its own, are left to graphql-core (`NotPlanned`).
"""

from typing import Any, cast

from graphql import GraphQLObjectType, get_named_type, is_leaf_type

from app.execution.collect import ALWAYS, Field, Selections
from app.execution.entering import Roots
from app.execution.masked import mask_claims, names_in
from app.execution.outline import Outline
from app.execution.payloads import PayloadWriter
from app.execution.plan import Columns, Joined, Level, NotPlanned, Plan, Root, Step
from app.execution.reading import Alike, Reader
from app.execution.relating import Relations, claims_text
from app.execution.resolvers import Call, Sources, sources_of
from app.execution.source import Source
from app.execution.written import Branch, written
from app.operations.operation import Operation
from db.derived.claims_on_demand import CLAIMS_ON_DEMAND, claims_in, claims_of
from resolvers.kit.declaring.entity import ENTITIES, Entity
from resolvers.kit.declaring.relations import Relation


class Compiler:
    """Compiles one operation. `schema` is Strawberry's, `core` graphql-core's form of it."""

    def __init__(self, schema: Any, core: Any, operation: Operation) -> None:
        self.source = Source()
        self.reader = Reader(schema, core, operation, self.source)
        self.payloads = PayloadWriter(self.reader)
        self.outline = Outline()
        self.claims: set[str] = set()
        self._names = names_in(operation)
        self.relations = Relations(self)
        self._roots = Roots(self)
        self._levels: dict[Any, Level] = {}

    def plan(self) -> Plan:
        """The plan of the operation. Raises NotPlanned."""
        selections = [(self.reader.operation.node.selection_set, ALWAYS)]
        found = self.reader.collect(self.reader.core.query_type, selections)
        roots: dict[str, Root] = {}
        constants: dict[str, str] = {}
        for field in found.fields.values():
            if field.name == "__typename":
                constants[field.key] = self.reader.core.query_type.name
            else:
                roots[field.key] = self._roots.root(field)
        self.source.compile()
        return Plan(self.source, roots, found.places, constants, self.outline.batches, self.claims)

    def reads(self, target: Entity, relation: Relation | None = None) -> None:
        """Takes note of what the policies of rows that will be read ask about the viewer."""
        if target.table is not None:
            self.claims |= claims_of(target.table.name) | mask_claims(target.table.name, self._names)
        if relation is not None:
            self.claims |= claims_in(claims_text(relation))

    def level(self, entity: Entity, selections: Selections, columns: Columns | Joined) -> Level:
        """What is made of rows of an entity: shared by all places that select the same below the same columns."""
        key = (entity.name, columns, *((id(node), condition) for node, condition in selections))
        if key not in self._levels:
            with self.outline.below(), self.payloads.variables():
                self._levels[key] = self._make_level(entity, selections, columns)
        return self._levels[key]

    def _make_level(self, entity: Entity, selections: Selections, columns: Columns | Joined) -> Level:
        level = Level(self.source)
        steps: dict[tuple[object, ...], int] = {}
        branches: list[Branch] = []
        if entity.kind is not None:
            level.kind, level.words = columns.at(entity.kind), frozenset(entity.kinds)
        for group in self.reader.alike(self.reader.kinds(entity), selections):
            expressions = {
                key: self._expression(entity, group, field, columns, level, steps)
                for key, field in group.found.fields.items()
            }
            lines = self.source.object_lines(group.found.places, expressions)
            branches.append((group.words, lines))
        level.function = self.source.function(entity.name, "rows, on, values", written(level, branches))
        return level

    def _expression(
        self,
        entity: Entity,
        group: Alike,
        field: Field,
        columns: Columns | Joined,
        level: Level,
        steps: dict[tuple[object, ...], int],
    ) -> str:
        """The expression of one field of a row `r` of one of the kinds."""
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
                return f"v{self._step(core, declared, ENTITIES[source], field, columns, level, steps, group)}"
            case {"payload": name, "within": str(document)}:
                return self.payloads.shown(core, field, self._within(entity, group, document, name, columns))
            case {"part": str(name)}:
                return self.payloads.given(core, field, f"r[{columns.at(name)!r}]")
            case _:
                call = self.call(group.kind, core, field, sources_of(entity, columns))
                level.steps.append(Step(call.values, self.reader.guards(field)))
                return f"v{len(level.steps) - 1}"

    def _type_name(self, entity: Entity, group: Alike, columns: Columns | Joined) -> str:
        """The expression of a row's type."""
        if len(group.words) == 1:
            return repr(group.kind.name)
        assert entity.kind is not None
        names = {word: kind.name for word, kind in self.reader.kinds(entity)}
        known = self.source.name("types_", names, (entity.name, "types"))
        return f"{known}.get(r[{columns.at(entity.kind)!r}], {names[None]!r})"

    def _within(
        self, entity: Entity, group: Alike, document: str, key: str, columns: Columns | Joined
    ) -> str:
        """The expression of a key's value in a row's document, of which nothing else is read if all kinds are known."""
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
        """The call of a resolver, which may read whatever it likes."""
        self.claims |= CLAIMS_ON_DEMAND
        nodes = [
            (node, None if when == ALWAYS else self.source.condition(when))
            for node, when in zip(field.nodes, field.conditions, strict=True)
        ]
        returned = cast("GraphQLObjectType", get_named_type(core.type))
        if is_leaf_type(returned):
            return Call(field.key, kind, core, nodes, sources)
        entity = ENTITIES.get(returned.name)
        if entity is None:
            raise NotPlanned(f"{kind.name}.{field.name} returns a type of its own")
        columns = Columns(0, given=True)
        self.outline.note(f"{kind.name}.{field.name}", entity.name, "rows that its own resolver returns")
        level = self.level(entity, field.selections, columns)
        return Call(field.key, kind, core, nodes, sources, level, entity, columns)

    def _step(
        self,
        core: Any,
        declared: dict[str, Any],
        source: Entity,
        field: Field,
        columns: Columns | Joined,
        level: Level,
        steps: dict[tuple[object, ...], int],
        group: Alike,
    ) -> int:
        """The number of the level's step for a relation; kinds that share the field share the step."""
        identity = field.identity
        words = frozenset(group.words) if level.kind is not None else frozenset[str | None]()
        if identity in steps:
            level.steps[steps[identity]].words |= words
            return steps[identity]
        step = self.relations.step(core, declared, source, field, columns)
        step.guards = self.reader.guards(field)
        step.words = words
        level.steps.append(step)
        steps[identity] = len(level.steps) - 1
        return steps[identity]

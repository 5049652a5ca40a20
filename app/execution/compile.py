"""Makes a plan of an operation: from field nodes to batches and the functions that write their rows.

Fields are columns, keys, payloads and relations, or have a resolver of their own, which the plan calls. Introspection,
and a resolver that returns a type of its own, are left to graphql-core (`NotPlanned`).
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, cast

from graphql import GraphQLNonNull, GraphQLObjectType, get_named_type, is_leaf_type

from app.execution.arguments import read_page, read_person
from app.execution.collect import ALWAYS, Field, Selections
from app.execution.connections import ConnectionWriter, Part
from app.execution.folding import FEW, Folder
from app.execution.keys import key_reader
from app.execution.outline import Outline
from app.execution.payloads import PayloadWriter
from app.execution.plan import Columns, Level, Plan, Root, Rows, Step, required
from app.execution.reading import Reader
from app.execution.resolvers import Call, Sources, sources_of
from app.execution.roots import lookup_root, lookup_statement, node_root, nodes_root, viewer_root
from app.execution.source import Source
from app.execution.state import State
from app.execution.steps import ConnectionStep, CountStep, LatestStep, LinkStep, ListStep
from app.operations.operation import Operation
from resolvers.kit import batches
from resolvers.kit.entity import ENTITIES, Entity
from resolvers.kit.relations import Computed, Connection, Count, Descendants, Latest, Link, Relation


class NotPlanned(Exception):
    """The operation needs what a plan can't do; the message says what, for the operator."""


Values = Callable[[Rows, State], Awaitable[list[Any]]]


class Compiler:
    """Compiles one operation. `schema` is Strawberry's, `core` graphql-core's form of it."""

    def __init__(self, schema: Any, core: Any, operation: Operation) -> None:
        self.source = Source()
        self.reader = Reader(schema, core, operation, self.source)
        self.payloads = PayloadWriter(self.reader)
        self.folder = Folder(self.reader)
        self.outline = Outline()
        self._linked: dict[str, Columns] = {}
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
                roots[field.key] = Root(self._root(field), self.reader.guards(field))
        self.source.compile()
        return Plan(self.source, roots, found.places, constants, self.outline.batches)

    # Roots

    def _root(self, field: Field) -> Callable[[State], Awaitable[Any]]:
        if field.name.startswith("__"):
            raise NotPlanned("introspection")
        core, declared = self.reader.definition(self.reader.core.query_type, field)
        arguments = self.reader.arguments(core, field)
        name = f"Query.{field.name}"
        match declared:
            case {"relation": Connection() as relation}:
                target = ENTITIES[declared["target"]]
                step = self._connection(core, name, relation, target, field, lambda _: None, once=True)

                async def connection(state: State) -> Any:
                    return (await step.connections([None], state))[0]

                return connection
            case {"statement": statement}:
                columns = Columns(0, named=True)
                note = self.outline.note(name, "Viewer", "one row about who asks")
                note.columns, note.statements = columns, lambda: [statement]
                return viewer_root(statement, self.level(ENTITIES["Viewer"], field.selections, columns))
            case {"lookup": (entity_name, key)}:
                entity, columns = ENTITIES[entity_name], Columns(0, few=True)
                note = self.outline.note(name, entity.name, f"rows by {key}")
                note.columns, note.statements = columns, lambda: [lookup_statement(entity, key, columns)]
                return lookup_root(
                    entity, key, columns, self.level(entity, field.selections, columns), arguments
                )
            case {"node": "one"}:
                return node_root(arguments, self._finder(field))
            case {"node": "many"}:
                return nodes_root(arguments, self._finder(field))
            case _:
                call = self._call(self.reader.core.query_type, core, field, list)

                async def resolved(state: State) -> Any:
                    return (await call.results([None], state))[0]

                return resolved

    def _finder(self, field: Field) -> Callable[[Entity], LinkStep]:
        """How `node` finds a row of an entity: its level is made when an id first names the entity."""
        made: dict[str, LinkStep] = {}

        def find(entity: Entity) -> LinkStep:
            if entity.name not in made:
                # Known only when it runs, so that no outline tells of it.
                made[entity.name] = self._link_to(entity, field.selections, lambda row: row)
                self.source.compile()
            return made[entity.name]

        return find

    # Levels

    def level(self, entity: Entity, selections: Selections, columns: Columns) -> Level:
        """What is made of rows of an entity: shared by all places that select the same below the same columns."""
        key = (entity.name, columns, *((id(node), condition) for node, condition in selections))
        if key not in self._levels:
            with self.outline.below(), self.payloads.variables():
                self._levels[key] = self._make_level(entity, selections, columns)
        return self._levels[key]

    def _make_level(self, entity: Entity, selections: Selections, columns: Columns) -> Level:
        level = Level(self.source)
        kinds = self.reader.kinds(entity)
        steps: dict[tuple[object, ...], int] = {}
        branches: list[tuple[str | None, list[str]]] = []
        if entity.kind is not None:
            level.kind, level.words = columns.at(entity.kind), frozenset(entity.kinds)
        for word, kind in kinds:
            found = self.reader.collect(kind, selections)
            expressions = {
                key: self._expression(entity, kind, field, columns, level, steps, word)
                for key, field in found.fields.items()
            }
            branches.append((word, self.source.object_lines(found.places, expressions, "o")))
        level.function = self.source.function(entity.name, "rows, on, values", written(level, branches))
        return level

    def _expression(
        self,
        entity: Entity,
        kind: GraphQLObjectType,
        field: Field,
        columns: Columns,
        level: Level,
        steps: dict[tuple[object, ...], int],
        word: str | None,
    ) -> str:
        """The expression of one field of a row `r`."""
        if field.name == "__typename":
            return self._type_name(entity, columns)
        core, declared = self.reader.definition(kind, field)
        if columns.given:
            expression = self._given(core, declared, field, columns)
        else:
            expression = self.reader.plain(entity, declared, columns)
        if expression is None and columns.few and isinstance(declared.get("relation"), Link):
            expression = self.folder.link(core, declared, field, columns)
        if expression is not None:
            return expression
        match declared:
            case {"payload": _, "within": "data"}:
                return self.payloads.value(core, field, f"r[{columns.at('data')!r}]")
            case {"part": str(name)}:
                return self.payloads.given(core, field, f"r[{columns.at(name)!r}]")
            case {"relation": relation, "source": source}:
                place = self._step(
                    core, declared, relation, ENTITIES[source], field, columns, level, steps, word
                )
                return f"v{place}"
            case _:
                call = self._call(kind, core, field, sources_of(entity, columns))
                level.steps.append(Step(call.values, self.reader.guards(field)))
                return f"v{len(level.steps) - 1}"

    def _type_name(self, entity: Entity, columns: Columns) -> str:
        """The expression of a row's type, the same for each kind, so that kinds that differ in nothing else are one."""
        if entity.kind is None:
            return repr(entity.name)
        names = {word: kind.name for word, kind in self.reader.kinds(entity)}
        known = self.source.name("types_", names, (entity.name, "types"))
        return f"{known}.get(r[{columns.at(entity.kind)!r}], {names[None]!r})"

    def _given(self, core: Any, declared: dict[str, Any], field: Field, columns: Columns) -> str | None:
        """The expression of a column or key of a row that a resolver returned; null for any other field."""
        match declared:
            case {"column": str(name)} | {"part": str(name)} | {"key": str(name), "entity": None}:
                return self.payloads.given(core, field, f"r[{columns.at(name)!r}]")
            case {"id": True} | {"key": _}:
                return f"{self.source.name('read_', core.resolve, id(core))}(r, None)"
            case _:
                return None

    # Steps

    def _call(self, kind: GraphQLObjectType, core: Any, field: Field, sources: Sources) -> Call:
        """The call of a resolver."""
        nodes = [
            (node, None if when == ALWAYS else self.source.condition(when))
            for node, when in zip(field.nodes, field.conditions, strict=True)
        ]
        returned = _named(core.type)
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
        relation: Relation,
        source: Entity,
        field: Field,
        columns: Columns,
        level: Level,
        steps: dict[tuple[object, ...], int],
        word: str | None,
    ) -> int:
        """The number of the level's step for a relation; kinds that share the field share the step."""
        identity = field.identity
        if identity in steps:
            if level.kind is not None:
                level.steps[steps[identity]].words |= {word}
            return steps[identity]
        target = ENTITIES[declared["target"]]
        key = key_reader([columns.at(name) for name in relation.keys])
        values = self._values(core, f"{source.name}.{field.name}", relation, target, field, key)
        if isinstance(core.type, GraphQLNonNull):
            values = _never_null(values)
        words = frozenset({word}) if level.kind is not None else frozenset[str | None]()
        level.steps.append(Step(values, self.reader.guards(field), words))
        steps[identity] = len(level.steps) - 1
        return steps[identity]

    def _values(
        self,
        core: Any,
        name: str,
        relation: Relation,
        target: Entity,
        field: Field,
        key: Callable[[Any], Any],
    ) -> Values:
        match relation:
            case Link():
                note = self.outline.note(name, target.name, relation)
                step = self._link_to(target, field.selections, key)
                note.columns = step.columns
                note.statements = lambda: [step.statement()]
                return step.values
            case Connection() | Descendants():
                once = relation.keys == ("user_id",) and name.startswith("Viewer.")
                return self._connection(core, name, relation, target, field, key, once=once).values
            case Latest():
                columns = Columns(len(relation.keys))
                note = self.outline.note(name, target.name, relation)
                note.columns = columns
                note.statements = lambda: [batches.latest_statement(target, relation, None, columns.selected)]
                level = self.level(target, field.selections, columns)
                return LatestStep(
                    target, relation, columns, level, key, read_person(self.reader.arguments(core, field))
                ).values
            case Count():
                note = self.outline.note(name, target.name, relation)
                note.statements = lambda: [batches.count_statement(target, relation)]
                return CountStep(target, relation, key).values
            case _:
                columns = (
                    Columns(1, named=True)
                    if isinstance(relation, Computed)
                    else Columns(max(1, _width(relation)))
                )
                note = self.outline.note(name, target.name, relation)
                note.columns = columns
                note.statements = lambda: [batches.list_statement(target, relation, columns.selected)]
                level = self.level(target, field.selections, columns)
                return ListStep(f"`{name}`", target, relation, columns, level, key).values

    def _link_to(self, target: Entity, selections: Selections, key: Callable[[Any], Any]) -> LinkStep:
        """A step to one row. All links to an entity select the same columns, so that they can share what they find."""
        columns = self._linked.setdefault(target.name, Columns(0))
        return LinkStep(target, columns, self.level(target, selections, columns), key)

    def _connection(
        self,
        core: Any,
        name: str,
        relation: Connection | Descendants,
        target: Entity,
        field: Field,
        key: Callable[[Any], Any],
        *,
        once: bool,
    ) -> ConnectionStep:
        """The step of a connection. once: whether it has one parent only, so that its page is all its rows."""
        kind = _named(core.type)
        arguments = self.reader.arguments(core, field)
        is_tree = isinstance(relation, Descendants)
        few = once and not is_tree and arguments.are_constant and arguments.most(FEW) <= FEW
        columns = Columns(2 if is_tree else len(relation.by), few=few)
        note = self.outline.note(name, target.name, relation)
        found = self.reader.collect(kind, field.selections)
        parts = {key: self._part(kind, part, target, columns) for key, part in found.fields.items()}
        writer = ConnectionWriter(kind.name, target, relation, self.source, found.places, parts)
        page = read_page(arguments, target, is_tree)
        step = ConnectionStep(target, relation, columns, key, page, writer)
        note.columns = columns
        note.statements = lambda: step.outlined(arguments)
        return step

    def _part(self, kind: GraphQLObjectType, field: Field, target: Entity, columns: Columns) -> Part:
        if field.name in ("__typename", "totalCount"):
            return Part(field.name)
        if field.name == "nodes":
            return Part("nodes", self.level(target, field.selections, columns))
        below = _named(kind.fields[field.name].type)
        found = self.reader.collect(below, field.selections)
        part = Part(field.name, None, found.places, {key: inner.name for key, inner in found.fields.items()})
        for key, inner in found.fields.items():
            if inner.name == "node":
                part.levels[key] = self.level(target, inner.selections, columns)
        return part


def _named(kind: Any) -> GraphQLObjectType:
    """The object type that a field leads to."""
    return cast("GraphQLObjectType", get_named_type(kind))


def _width(relation: Relation) -> int:
    return len(getattr(relation, "by", ()))


def _never_null(values: Values) -> Values:
    async def checked(rows: Rows, state: State) -> list[Any]:
        return required(await values(rows, state))

    return checked


def written(level: Level, branches: Sequence[tuple[str | None, list[str]]]) -> list[str]:
    """The lines of the function `(rows, on, values) -> objects` of a level.

    branches: for each kind of row the lines that make its object `o`; the last, under null, for any other.
    """
    names = [f"v{n}" for n in range(len(level.steps))]
    loop = f"for r, {', '.join(names)} in zip(rows, *values)" if names else "for r in rows"
    alike: dict[tuple[str, ...], list[str | None]] = {}
    for word, body in branches:
        alike.setdefault(tuple(body), []).append(word)
    only = next(iter(alike))
    if len(alike) == 1 and len(only) == 1 and only[0].startswith("o = {"):
        return [f"return [{only[0].removeprefix('o = ')} {loop}]"]
    lines = ["made = []", f"{loop}:"]
    if len(alike) == 1:
        lines += [f"    {line}" for line in only]
    else:
        lines += [f"    {line}" for line in _choice(level.kind, alike)]
    return [*lines, "    made.append(o)", "return made"]


def _choice(kind: int | str | None, alike: dict[tuple[str, ...], list[str | None]]) -> list[str]:
    """The lines that choose by the kind of the row; the kinds of which any other row is are not asked for."""
    lines = [f"kind = r[{kind!r}]"]
    test = "if"
    for body, words in alike.items():
        if None not in words:
            wanted = f"== {words[0]!r}" if len(words) == 1 else f"in {tuple(words)!r}"
            lines += [f"{test} kind {wanted}:", *(f"    {line}" for line in body)]
            test = "elif"
    others = next(body for body, words in alike.items() if None in words)
    return [*lines, "else:", *(f"    {line}" for line in others)]

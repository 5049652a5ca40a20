"""Makes the root fields of a plan: the viewer, single rows by id or natural key, connections of whole tables."""

from collections.abc import Callable, Sequence
from typing import Any

from graphql import GraphQLError, GraphQLObjectType
from graphql.execution.values import VariableValues

from app.execution.asked.arguments import Arguments
from app.execution.asked.selections import Field
from app.execution.compiling.links import Links
from app.execution.compiling.pages import page_step
from app.execution.compiling.reader import Reader
from app.execution.compiling.traversal import Traversal
from app.execution.plan.columns import Columns, Known
from app.execution.plan.levels import Level
from app.execution.plan.making import Making
from app.execution.plan.outline import Batch
from app.execution.plan.plan import Root
from app.execution.plan.state import State
from app.execution.steps.ahead import OneRow, PageInParts
from app.execution.steps.calls import Call, Sources
from app.execution.steps.links import LinkStep
from app.execution.steps.lists import ListStep
from app.execution.steps.pages import ConnectionStep
from app.execution.steps.roots import lookup_root, node_root, nodes_root, viewer_root
from app.execution.unanswered import NotPlanned
from db.statements.parameters import Statement
from db.statements.selection import wrapped
from resolvers.kit.declaring.entity import ENTITIES, Entity
from resolvers.kit.declaring.names import camel
from resolvers.kit.declaring.relations import Connection, Link
from resolvers.kit.reading.loading import lookup_statement


class Roots:
    """Makes the root fields of one operation. call: makes the call of a resolver."""

    def __init__(
        self,
        making: Making,
        reader: Reader,
        links: Links,
        call: Callable[[GraphQLObjectType, Any, Field, Sources], Call],
    ) -> None:
        self._making = making
        self._reader = reader
        self._links = links
        self._call = call
        self._outline = making.outline

    def root(self, field: Field) -> Root:
        """The root of a field. Raises NotPlanned."""
        if field.name.startswith("__"):
            raise NotPlanned("introspection")
        reader = self._reader
        core, declared = reader.definition(reader.core.query_type, field)
        match declared:
            case {"relation": Connection() as relation}:
                return self._connection(core, relation, ENTITIES[declared["target"]], field)
            case {"statement": statement}:
                return self._viewer(statement, field)
            case {"lookup": name}:
                return self._lookup(core, ENTITIES[name], field)
            case {"node": how}:
                make = node_root if how == "one" else nodes_root
                return make(reader.arguments(core, field), self._finder(field, how == "one"))
            case _:
                call = self._call(reader.core.query_type, core, field, Sources(list))

                async def resolved(state: State) -> Any:
                    return (await call.results([None], state))[0]

                return Root(resolved, reads=lambda _: [(call, 1)])

    def _connection(self, core: Any, relation: Connection, target: Entity, field: Field) -> Root:
        self._making.reads(target, relation)
        of = Traversal(f"Query.{field.name}", core, relation, target, field, lambda _: None, 1)
        step = page_step(self._making, self._reader, of, relation)

        async def value(state: State) -> Any:
            return (await step.connections([None], state))[0]

        page = PageInParts(step)
        step.fetch = page.fetch
        self._note_parts(step, page, self._reader.arguments(core, field))
        return Root(value, is_lone=page.is_lone, reads=lambda _: [(step, 1)])

    def _note_parts(self, step: ConnectionStep, page: PageInParts, arguments: Arguments) -> None:
        """Notes that lists are read with the page; the statement of all is then that of the page's note."""
        try:
            numbers = page.numbers(State(VariableValues({}, {})))
        except GraphQLError:
            return
        below = {number: self._read_above(page.below[number - 1].step) for number in numbers}
        note = self._outline.of[id(step)]
        asked = note.statements

        def statements() -> Sequence[Statement]:
            own, *more = asked()
            read = {number: rows()[0] for number, rows in below.items()}
            return [page.statement(step.shown(arguments).size, own, read), *more]

        if below:
            note.statements = statements

    def _read_above(self, step: ConnectionStep | ListStep) -> Callable[[], Sequence[Statement]]:
        """Notes that a list is read with the rows above it. Returns what gave the list's own statements."""
        note = self._outline.of[id(step)]
        asked = note.statements
        note.shape, note.statements = "read with the rows above", lambda: asked()[1:]
        return asked

    def _viewer(self, statement: Any, field: Field) -> Root:
        columns = Columns(0, Known(most=1))
        note = self._outline.note(f"Query.{field.name}", "Viewer", "one row about who asks")
        level = self._making.level(ENTITIES["Viewer"], field.selections, columns)
        return viewer_root(
            self._one(note, level, columns, lambda: wrapped(statement, columns.selection)), level
        )

    def _lookup(self, core: Any, entity: Entity, field: Field) -> Root:
        self._making.reads(entity)
        columns, arguments = Columns(0, Known(most=1)), self._reader.arguments(core, field)
        known = {"id": "id", **{camel(name): column for name, column in entity.keys.items()}}
        keys = [column for name, column in known.items() if arguments.written(name)] or ["id"]
        note = self._outline.note(f"Query.{field.name}", entity.name, f"rows by {' or '.join(keys)}")
        level = self._making.level(entity, field.selections, columns)

        def write(column: str) -> Callable[[], Statement]:
            return lambda: lookup_statement(entity, column, columns.selection)

        ways = {column: OneRow(level, columns, write(column)) for column in keys[1:]}
        ways[keys[0]] = self._one(note, level, columns, write(keys[0]))
        return lookup_root(entity, ways, level, arguments)

    def _one(self, note: Batch, level: Level, columns: Columns, write: Callable[[], Statement]) -> OneRow:
        """Reads the root's row together with the first list below it; the list's note then says so."""
        one = OneRow(level, columns, write)
        note.columns, note.statements = columns, lambda: [write()]
        if one.below is not None:
            asked = self._read_above(one.below)
            note.statements = lambda: [one.statement(asked()[0])] if asked() else [write()]
        return one

    def _finder(self, field: Field, is_only: bool) -> Callable[[Entity], LinkStep]:
        """How `node` finds a row of an entity. The level is made, and noted, when an id first names the entity."""
        made: dict[str, LinkStep] = {}

        def find(entity: Entity) -> LinkStep:
            if entity.name not in made and entity.statement is not None:
                made[entity.name] = self._own(entity, entity.statement, field)
                self._making.source.compile()
            elif entity.name not in made:
                self._making.reads(entity)
                note = self._outline.note(f"Query.{field.name}", entity.name, Link())
                step = made[entity.name] = self._links.link_to(
                    entity, field.selections, lambda row: row, 1 if is_only else None
                )
                note.columns, note.statements = step.columns, lambda: [step.statement()]
                if is_only:
                    one = self._one(note, step.level, step.columns, step.statement)
                    step.fetch, step.is_lone = one.fetch, one.is_lone
                self._making.source.compile()
            return made[entity.name]

        return find

    def _own(self, entity: Entity, statement: Statement, field: Field) -> LinkStep:
        """How `node` finds the one row of an entity without a table: it reads the row, and compares the id."""
        columns = Columns(0, Known(most=1))
        note = self._outline.note(f"Query.{field.name}", entity.name, "one row about who asks")
        level = self._making.level(entity, field.selections, columns)
        one = self._one(note, level, columns, lambda: wrapped(statement, columns.selection))
        return LinkStep(
            entity, columns, level, lambda row: row, lambda state, _: one.fetch(state), one.is_lone
        )

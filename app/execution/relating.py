"""How a plan follows the relations of a level: each becomes a step, one batch for all rows of the level."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, cast

from graphql import GraphQLNonNull, GraphQLObjectType, get_named_type

from app.execution.arguments import read_page, read_person
from app.execution.collect import ALWAYS, Field, Selections
from app.execution.connections import ConnectionWriter, Part
from app.execution.filtered import filter_claims
from app.execution.keys import Key, key_reader
from app.execution.plan import FEW, Chain, Columns, Joined, Rows, required
from app.execution.state import State
from app.execution.steps import (
    ChainedStep,
    ConnectionStep,
    CountStep,
    JoinStep,
    LatestStep,
    LinkStep,
    ListStep,
)
from resolvers.kit import batches
from resolvers.kit.entity import ENTITIES, Entity
from resolvers.kit.relations import (
    Children,
    Computed,
    Connection,
    Count,
    Descendants,
    Latest,
    Link,
    Relation,
    Through,
    is_single,
)

if TYPE_CHECKING:
    from app.execution.compile import Compiler

Values = Callable[[Rows, State], Awaitable[list[Any]]]
DEFAULT_SIZE = batches.DEFAULT_PAGE


class Relations:
    """Makes the steps of one operation. Levels come from the compiler, which asks here for theirs."""

    def __init__(self, compiler: "Compiler") -> None:
        self._compiler = compiler
        self._reader = compiler.reader
        self._outline = compiler.outline
        self._linked: dict[tuple[str, bool], Columns] = {}

    def values(
        self, core: Any, declared: dict[str, Any], source: Entity, field: Field, columns: Columns | Joined
    ) -> Values:
        """What gives each row of `source` what its relation leads to. core: the field's definition."""
        relation, target = declared["relation"], ENTITIES[declared["target"]]
        self._compiler.reads(target, relation)
        found = self._values(core, f"{source.name}.{field.name}", relation, target, source, field, columns)
        return _never_null(found) if isinstance(core.type, GraphQLNonNull) else found

    def _values(
        self,
        core: Any,
        name: str,
        relation: Relation,
        target: Entity,
        source: Entity,
        field: Field,
        columns: Columns | Joined,
    ) -> Values:
        if isinstance(relation, Link) and (joined := self._joined(relation, target, source, columns)):
            return self._join(name, target, field, joined)
        key = key_reader([columns.at(part) for part in relation.keys])
        match relation:
            case Link():
                return self._link(name, target, relation, field, key, columns.most)
            case Connection() | Descendants():
                return self.connection(core, name, relation, target, field, key, columns.most).values
            case Latest():
                return self._latest(core, name, relation, target, field, key, columns.most)
            case Count():
                note = self._outline.note(name, target.name, relation)
                note.statements = lambda: [batches.count_statement(target, relation)]
                return CountStep(target, relation, key).values
            case Children() if self._continues(relation, target, source, field, columns):
                return self._chained(name, relation, target, field, key, cast("Columns", columns))
            case _:
                return self._list(name, relation, target, field, key, columns.most)

    # To one row

    def _joined(
        self, relation: Link, target: Entity, source: Entity, columns: Columns | Joined
    ) -> Joined | None:
        """The linked row, read along with each row; null where it must have a batch of its own."""
        is_row = source.table is not None or isinstance(columns, Columns)
        if len(relation.keys) != 1 or target.table is None or not is_row:
            return None
        return columns.along(target.table, relation.keys[0])

    def _join(self, name: str, target: Entity, field: Field, joined: Joined) -> Values:
        self._outline.note(name, target.name, "read with the rows above")
        at = joined.at("id")
        return JoinStep(at, self._compiler.level(target, field.selections, joined)).values

    def _link(
        self, name: str, target: Entity, relation: Link, field: Field, key: Key, most: int | None
    ) -> Values:
        note = self._outline.note(name, target.name, relation)
        step = self.link_to(target, field.selections, key, is_small=most is not None and most <= FEW)
        note.columns = step.columns
        note.statements = lambda: [step.statement()]
        return step.values

    def link_to(self, target: Entity, selections: Selections, key: Key, *, is_small: bool) -> LinkStep:
        """A step to one row. All links to an entity select the same columns, so that they can share what they find.

        is_small: whether there are few such rows.
        """
        columns = self._linked.setdefault((target.name, is_small), Columns(0, most=FEW if is_small else None))
        return LinkStep(target, columns, self._compiler.level(target, selections, columns), key)

    def _latest(
        self,
        core: Any,
        name: str,
        relation: Latest,
        target: Entity,
        field: Field,
        key: Key,
        most: int | None,
    ) -> Values:
        columns = Columns(len(relation.keys), most=most)
        note = self._outline.note(name, target.name, relation)
        note.columns = columns
        note.statements = lambda: [batches.latest_statement(target, relation, None, columns.selection)]
        level = self._compiler.level(target, field.selections, columns)
        person = read_person(self._reader.arguments(core, field))
        return LatestStep(target, relation, columns, level, key, person).values

    # To a list

    def _list(
        self, name: str, relation: Relation, target: Entity, field: Field, key: Key, most: int | None
    ) -> Values:
        if isinstance(relation, Computed):
            columns = Columns(1, named=relation.many, most=None if relation.many else most)
        else:
            columns = Columns(max(1, len(getattr(relation, "by", ()))))
        note = self._outline.note(name, target.name, relation)
        step = ListStep(f"`{name}`", target, relation, columns, key)
        if isinstance(relation, Children) and len(relation.by) == 1:
            columns.chain = Chain(step, 1)
        note.columns = columns
        note.statements = lambda: [step.statement()]
        step.level = self._compiler.level(target, field.selections, columns)
        return step.values

    def _continues(
        self, relation: Children, target: Entity, source: Entity, field: Field, columns: Columns | Joined
    ) -> bool:
        """Whether the list goes on with the rows of the table that the level's own rows were listed from."""
        chain = columns.chain
        return (
            isinstance(chain, Chain)
            and target.table is source.table
            and relation.where is None
            and not is_single(relation)
            and relation.keys == ("id",)
            and len(relation.by) == 1
            and relation.order == getattr(chain.step.relation, "order", None)
            and chain.step.below in (None, relation.by[0])
            and ALWAYS in field.conditions
        )

    def _chained(
        self, name: str, relation: Children, target: Entity, field: Field, key: Key, columns: Columns
    ) -> Values:
        assert columns.chain is not None
        head, below = columns.chain.step, columns.deeper()
        assert below.chain is not None
        head.below, head.levels = relation.by[0], max(head.levels, below.chain.level)
        note = self._outline.note(name, target.name, "read with the rows above")
        note.columns = below
        own = ListStep(f"`{name}`", target, relation, below, key)
        own.level = self._compiler.level(target, field.selections, below)
        return ChainedStep(own, head, below.chain.level).values

    # To a page

    def connection(
        self,
        core: Any,
        name: str,
        relation: Connection | Descendants,
        target: Entity,
        field: Field,
        key: Key,
        parents: int | None,
    ) -> ConnectionStep:
        """The step of a connection. parents: how many parents it has at most, where that is known."""
        kind = _named(core.type)
        arguments = self._reader.arguments(core, field)
        is_tree = isinstance(relation, Descendants)
        self._compiler.claims |= filter_claims(arguments.written("filter"), target)
        most = None
        if parents is not None and not is_tree and arguments.are_constant:
            most = parents * arguments.most(DEFAULT_SIZE)
        columns = Columns(2 if is_tree else len(relation.by), most=most)
        note = self._outline.note(name, target.name, relation)
        found = self._reader.collect(kind, field.selections)
        parts = {key: self._part(kind, part, target, columns) for key, part in found.fields.items()}
        writer = ConnectionWriter(kind.name, target, relation, self._compiler.source, found.places, parts)
        page = read_page(arguments, target, is_tree)
        step = ConnectionStep(target, relation, columns, key, page, writer)
        note.columns = columns
        note.statements = lambda: step.outlined(arguments)
        return step

    def _part(self, kind: GraphQLObjectType, field: Field, target: Entity, columns: Columns) -> Part:
        if field.name in ("__typename", "totalCount"):
            return Part(field.name)
        if field.name == "nodes":
            return Part("nodes", self._compiler.level(target, field.selections, columns))
        below = _named(kind.fields[field.name].type)
        found = self._reader.collect(below, field.selections)
        part = Part(field.name, None, found.places, {key: inner.name for key, inner in found.fields.items()})
        for key, inner in found.fields.items():
            if inner.name == "node":
                part.levels[key] = self._compiler.level(target, inner.selections, columns)
        return part


def _named(kind: Any) -> GraphQLObjectType:
    """The object type that a field leads to."""
    return cast("GraphQLObjectType", get_named_type(kind))


def _never_null(values: Values) -> Values:
    async def checked(rows: Rows, state: State) -> list[Any]:
        return required(await values(rows, state))

    return checked


def claims_text(relation: Relation) -> str:
    """The SQL that a relation brings with it, and the table of pairs that it goes through."""
    return " ".join(
        [
            getattr(relation, "where", None) or "",
            getattr(relation, "sql", ""),
            f"FROM {relation.link}" if isinstance(relation, Through) else "",
        ]
    )

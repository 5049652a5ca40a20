"""How a plan follows the relations of a level: each becomes a step, one batch for all rows of the level."""

from collections.abc import Awaitable, Callable
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from graphql import GraphQLNonNull, GraphQLObjectType, get_named_type
from sqlalchemy import Table, UniqueConstraint

from app.execution.asked.arguments import read_page, read_person
from app.execution.asked.filters import filter_claims
from app.execution.asked.selections import ALWAYS, Field, Selections
from app.execution.plan.plan import Chain, Columns, Joined, Rows, Step, required
from app.execution.plan.state import State
from app.execution.steps.connections import ConnectionWriter, Part
from app.execution.steps.keys import Key, key_reader
from app.execution.steps.steps import (
    ChainedStep,
    ConnectionStep,
    CountStep,
    JoinStep,
    LatestStep,
    LinkStep,
    ListStep,
)
from db.models.base import TENANT
from db.statements.shapes import FEW
from resolvers.kit.declaring.entity import ENTITIES, Entity
from resolvers.kit.declaring.relations import (
    Children,
    Computed,
    Connection,
    Count,
    Descendants,
    Latest,
    Link,
    Only,
    Relation,
    Through,
    is_single,
)
from resolvers.kit.reading import batches

if TYPE_CHECKING:
    from app.execution.compiling.compiler import Compiler

Values = Callable[[Rows, State], Awaitable[list[Any]]]
Followed = JoinStep | LinkStep | ConnectionStep | LatestStep | CountStep | ChainedStep | ListStep
DEFAULT_SIZE = batches.DEFAULT_PAGE


class Relations:
    """Makes the steps of one operation. Levels come from the compiler, which asks here for theirs."""

    def __init__(self, compiler: "Compiler") -> None:
        self._compiler = compiler
        self._reader = compiler.reader
        self._outline = compiler.outline
        self._linked: dict[tuple[str, int | None], Columns] = {}

    def step(
        self, core: Any, declared: dict[str, Any], source: Entity, field: Field, columns: Columns | Joined
    ) -> Step:
        """The step that gives each row of `source` what its relation leads to. core: the field's definition."""
        relation, target = declared["relation"], ENTITIES[declared["target"]]
        self._compiler.reads(target, relation)
        name = f"{source.name}.{field.name}"
        if joined := self._joined(relation, target, source, columns):
            found = self._join(name, target, field, joined)
        else:
            found = self._apart(core, name, relation, target, source, field, columns)
        is_required = isinstance(core.type, GraphQLNonNull)
        return Step(_never_null(found.values) if is_required else found.values, follows=found)

    def _apart(
        self,
        core: Any,
        name: str,
        relation: Relation,
        target: Entity,
        source: Entity,
        field: Field,
        columns: Columns | Joined,
    ) -> Followed:
        """A step with a batch of its own."""
        key = key_reader([columns.at(part) for part in relation.keys])
        match relation:
            case Link():
                return self._link(name, target, relation, field, key, columns.most)
            case Latest():
                return self._latest(core, name, relation, target, field, key, columns.most)
            case Count():
                note = self._outline.note(name, target.name, relation)
                note.statements = lambda: [batches.count_statement(target, relation)]
                return CountStep(target, relation, key)
            case Children() if self._continues(relation, target, source, field, columns):
                return self._chained(name, relation, target, field, key, cast("Columns", columns))
            case Connection() | Descendants():
                found = self.connection(core, name, relation, target, field, key, columns.most)
            case _:
                found = self._list(name, relation, target, field, key, columns.most)
        found.key_names = tuple(columns.named_in(part) for part in relation.keys)
        return found

    # To one row

    def _joined(
        self, relation: Relation, target: Entity, source: Entity, columns: Columns | Joined
    ) -> Joined | None:
        """The related row, read along with each row; null where it must have a batch of its own."""
        is_row = source.table is not None or isinstance(columns, Columns)
        if target.table is None or not is_row:
            return None
        match relation:
            case Only() if is_unique(target.table, relation.by):
                return columns.along(
                    target.table, list(zip(relation.by, relation.keys, strict=True)), is_own=True
                )
            case Link(keys=(key,)):
                is_own = source.table is not None and is_unique(source.table, (*columns.alike, key))
                return columns.along(target.table, [("id", key)], is_own=is_own)
            case _:
                return None

    def _join(self, name: str, target: Entity, field: Field, joined: Joined) -> JoinStep:
        self._outline.note(name, target.name, "read with the rows above")
        at = joined.at("id")
        return JoinStep(at, self._compiler.level(target, field.selections, joined))

    def _link(
        self, name: str, target: Entity, relation: Link, field: Field, key: Key, most: int | None
    ) -> LinkStep:
        note = self._outline.note(name, target.name, relation)
        step = self.link_to(target, field.selections, key, FEW if most is not None and most <= FEW else None)
        note.columns = step.columns
        note.statements = lambda: [step.statement()]
        return step

    def link_to(self, target: Entity, selections: Selections, key: Key, most: int | None) -> LinkStep:
        """A step to one row. All links to an entity select the same columns, so that they can share what they find.

        most: how many such rows there are at most, where they are few.
        """
        columns = self._linked.setdefault((target.name, most), Columns(0, most=most, joins=True))
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
    ) -> LatestStep:
        columns = Columns(len(relation.keys), most=most)
        note = self._outline.note(name, target.name, relation)
        note.columns = columns
        note.statements = lambda: [batches.latest_statement(target, relation, None, columns.selection)]
        level = self._compiler.level(target, field.selections, columns)
        person = read_person(self._reader.arguments(core, field))
        return LatestStep(target, relation, columns, level, key, person)

    # To a list

    def _list(
        self, name: str, relation: Relation, target: Entity, field: Field, key: Key, most: int | None
    ) -> ListStep:
        if isinstance(relation, Computed):
            columns = Columns(1, named=relation.many, most=None if relation.many else most)
        elif isinstance(relation, Children):
            # Lists of lists come by a statement of their own, to which nothing is joined.
            columns = Columns(len(relation.by), joins=not _is_tree(target.table), alike=relation.by)
        else:
            columns = Columns(max(1, len(getattr(relation, "by", ()))))
        note = self._outline.note(name, target.name, relation)
        step = ListStep(f"`{name}`", target, relation, columns, key)
        if isinstance(relation, Children) and len(relation.by) == 1:
            columns.chain = Chain(step, 1)
        note.columns = columns
        note.statements = lambda: [step.statement()]
        self._outline.of[id(step)] = note
        step.level = self._compiler.level(target, field.selections, columns)
        return step

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
    ) -> ChainedStep:
        assert columns.chain is not None
        head, below = columns.chain.step, columns.deeper()
        assert below.chain is not None
        head.below, head.levels = relation.by[0], max(head.levels, below.chain.level)
        note = self._outline.note(name, target.name, "read with the rows above")
        note.columns = below
        own = ListStep(f"`{name}`", target, relation, below, key)
        own.level = self._compiler.level(target, field.selections, below)
        return ChainedStep(own, head, below.chain.level)

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
        size = None if is_tree else arguments.most(DEFAULT_SIZE)
        most = None if parents is None or size is None else parents * size
        is_page = parents == 1 and not is_tree
        columns = Columns(
            2 if is_tree else len(relation.by),
            most=most,
            joins=not is_tree,
            is_page=is_page,
            alike=relation.by if is_page else (),
        )
        note = self._outline.note(name, target.name, relation)
        found = self._reader.collect(kind, field.selections)
        parts = {key: self._part(kind, part, target, columns) for key, part in found.fields.items()}
        writer = ConnectionWriter(kind.name, target, relation, self._compiler.source, found.places, parts)
        page = read_page(arguments, target, is_tree)
        step = ConnectionStep(target, relation, columns, key, page, writer)
        note.columns = columns
        note.statements = lambda: step.outlined(arguments)
        self._outline.of[id(step)] = note
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


def _is_tree(table: Table | None) -> bool:
    """Whether rows of the table lie below others of it."""
    return table is not None and any(key.column.table is table for key in table.foreign_keys)


@cache
def is_unique(table: Table, columns: tuple[str, ...]) -> bool:
    """Whether no two rows of a tenant have the same values in these columns."""
    given = {*columns, TENANT}
    return any(
        isinstance(rule, UniqueConstraint) and {column.name for column in rule.columns} <= given
        for rule in table.constraints
    )

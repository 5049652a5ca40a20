"""Makes the steps that follow a level's relations: each is one batch for all rows of the level."""

from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any, cast

from graphql import GraphQLNonNull
from sqlalchemy import Table, UniqueConstraint

from app.execution.asked.selections import Field
from app.execution.compiling.links import Links
from app.execution.compiling.lists import chain_of, chained_step, list_step
from app.execution.compiling.pages import page_step
from app.execution.compiling.reader import Reader
from app.execution.compiling.traversal import Traversal
from app.execution.plan.columns import Columns, Joined
from app.execution.plan.levels import Rows, Step, required
from app.execution.plan.making import Making
from app.execution.plan.state import State
from app.execution.steps.counts import CountStep
from app.execution.steps.keys import key_reader
from app.execution.steps.links import JoinStep, LatestStep, LinkStep
from app.execution.steps.lists import ChainedStep, ListStep
from app.execution.steps.pages import ConnectionStep
from db.models.base import TENANT
from resolvers.kit.declaring.entity import ENTITIES, Entity
from resolvers.kit.declaring.relations import (
    Children,
    Connection,
    Count,
    Descendants,
    Latest,
    Link,
    Only,
    Relation,
)
from resolvers.kit.reading import batches

Values = Callable[[Rows, State], Awaitable[list[Any]]]
Followed = JoinStep | LinkStep | ConnectionStep | LatestStep | CountStep | ChainedStep | ListStep


class Relations:
    """Makes the steps of one operation."""

    def __init__(self, making: Making, reader: Reader) -> None:
        self._making = making
        self._reader = reader
        self.links = Links(making, reader)

    def step(
        self, core: Any, declared: dict[str, Any], source: Entity, field: Field, columns: Columns | Joined
    ) -> Step:
        """The step that gives each row of `source` what the relation leads to. core: the field's definition."""
        relation, target = declared["relation"], ENTITIES[declared["target"]]
        self._making.reads(target, relation)
        name = f"{source.name}.{field.name}"
        if joined := _joined(relation, target, source, columns):
            found = self._join(name, target, field, joined)
        else:
            key = key_reader([columns.at(part) for part in relation.keys])
            of = Traversal(name, core, relation, target, field, key, columns.most)
            found = self._apart(of, source, columns)
        is_required = isinstance(core.type, GraphQLNonNull)
        return Step(_never_null(found.values) if is_required else found.values, follows=found)

    def _apart(self, of: Traversal, source: Entity, columns: Columns | Joined) -> Followed:
        """A step with a batch of its own."""
        match of.relation:
            case Link() as relation:
                return self.links.link(of, relation)
            case Latest() as relation:
                return self.links.latest(of, relation)
            case Count() as relation:
                return self._count(of, relation, source)
            case Children() as relation if chain_of(relation, of.target, source, of.field, columns):
                return chained_step(self._making, of, relation, cast("Columns", columns))
            case Connection() | Descendants() as relation:
                found = page_step(self._making, self._reader, of, relation)
            case _:
                found = list_step(self._making, of)
        found.key_names = tuple(columns.named_in(part) for part in of.relation.keys)
        return found

    def _count(self, of: Traversal, relation: Count, source: Entity) -> CountStep:
        target, known = of.target, batches.known_count(source, relation)
        note = self._making.outline.note(of.name, target.name, relation)
        note.statements = lambda: [known or batches.count_statement(target, relation)]
        return CountStep(target, relation, of.key, known)

    def _join(self, name: str, target: Entity, field: Field, joined: Joined) -> JoinStep:
        self._making.outline.note(name, target.name, "read with the rows above")
        at = joined.at("id")
        return JoinStep(at, self._making.level(target, field.selections, joined))


def _joined(relation: Relation, target: Entity, source: Entity, columns: Columns | Joined) -> Joined | None:
    """The columns of the related row, if it is joined to each row; null if it needs a batch of its own."""
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


def _never_null(values: Values) -> Values:
    async def checked(rows: Rows, state: State) -> list[Any]:
        return required(await values(rows, state))

    return checked


@cache
def is_unique(table: Table, columns: tuple[str, ...]) -> bool:
    """Whether no two rows of a tenant have the same values in these columns."""
    given = {*columns, TENANT}
    return any(
        isinstance(rule, UniqueConstraint) and {column.name for column in rule.columns} <= given
        for rule in table.constraints
    )

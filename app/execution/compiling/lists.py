"""Makes steps to lists, and to lists in lists, which the statement of the outermost list reads."""

from sqlalchemy import Table

from app.execution.asked.selections import ALWAYS, Field
from app.execution.compiling.traversal import Traversal
from app.execution.plan.columns import Chain, Columns, Head, Joined, Known
from app.execution.plan.making import Making
from app.execution.steps.lists import ChainedStep, ListStep
from resolvers.kit.declaring.entity import Entity
from resolvers.kit.declaring.relations import Children, Computed, Relation, is_single


def list_step(making: Making, of: Traversal) -> ListStep:
    """The step to all rows of a relation, with a batch of its own."""
    relation, target = of.relation, of.target
    columns = Columns(*_selected(relation, target, of.most))
    note = making.outline.note(of.name, target.name, relation)
    step = ListStep(f"`{of.name}`", target, relation, columns, of.key)
    if isinstance(relation, Children) and len(relation.by) == 1:
        columns.chain = Chain(step, 1)
    note.columns = columns
    note.statements = lambda: [step.statement()]
    making.outline.of[id(step)] = note
    step.level = making.level(target, of.field.selections, columns)
    return step


def _selected(relation: Relation, target: Entity, most: int | None) -> tuple[int, Known]:
    """How many keys of the parent stand before a list's columns in a row, and what is known of the rows."""
    match relation:
        case Computed():
            return 1, Known(named=relation.many, most=None if relation.many else most)
        case Children():
            # The statement that reads lists in lists has no joins.
            return len(relation.by), Known(joins=not _is_tree(target.table), alike=relation.by)
        case _:
            return max(1, len(getattr(relation, "by", ()))), Known()


def chain_of(
    relation: Children, target: Entity, source: Entity, field: Field, columns: Columns | Joined
) -> Chain | None:
    """The chain that a list continues, because its rows and those of the level are of one table; null for none."""
    chain = columns.chain
    if (
        isinstance(chain, Chain)
        and target.table is source.table
        and relation.where is None
        and not is_single(relation)
        and relation.keys == ("id",)
        and len(relation.by) == 1
        and relation.order == getattr(chain.head.relation, "order", None)
        and chain.head.below in (None, relation.by[0])
        and ALWAYS in field.conditions
    ):
        return chain
    return None


def chained_step(making: Making, of: Traversal, relation: Children, columns: Columns) -> ChainedStep:
    """The step to a list that the statement of the chain's head reads. columns: those of the level above."""
    below = columns.deeper()
    assert below.chain is not None
    head: Head = below.chain.head
    head.below, head.levels = relation.by[0], max(head.levels, below.chain.level)
    note = making.outline.note(of.name, of.target.name, "read with the rows above")
    note.columns = below
    own = ListStep(f"`{of.name}`", of.target, relation, below, of.key)
    own.level = making.level(of.target, of.field.selections, below)
    return ChainedStep(own, head, below.chain.level)


def _is_tree(table: Table | None) -> bool:
    """Whether rows of the table can lie below other rows of it."""
    return table is not None and any(key.column.table is table for key in table.foreign_keys)

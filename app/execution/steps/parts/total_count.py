"""`totalCount`: how many rows the list has in all, by a statement of its own."""

from typing import Any

from app.execution.plan.state import State
from app.execution.steps.counts import counts
from app.execution.steps.parts.part import Asked, Part, Shown
from db.statements.parameters import Statement
from resolvers.kit.reading import batches
from resolvers.kit.reading.batches import Page


def total_count(asked: Asked) -> Part:
    """The part."""
    target, relation = asked.target, asked.relation

    def statement(page: Page) -> Statement:
        return batches.count_statement(target, relation, page)

    async def values(shown: Shown, state: State) -> list[Any]:
        # Whatever the page: only the filter and the depth decide how many rows there are.
        counted = Page(filter=shown.page.filter, deepest=shown.page.deepest)
        return await counts(target, relation, shown.keys, counted, state)

    return Part(values, statement=statement)

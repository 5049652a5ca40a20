"""Counts: the step to the number of a relation's rows, and the statement that it shares with `totalCount`."""

from dataclasses import dataclass
from typing import Any

from app.execution.plan.levels import Rows
from app.execution.plan.state import State
from app.execution.steps.keys import Key, distinct, leading
from db.statements.parameters import Statement
from resolvers.kit.declaring.entity import Entity
from resolvers.kit.declaring.relations import Count, Relation
from resolvers.kit.reading import batches
from resolvers.kit.reading.batches import Page
from resolvers.kit.reading.loading import columns_of


@dataclass(slots=True)
class CountStep:
    """To the number of a relation's rows."""

    target: Entity
    relation: Count
    key: Key
    known: Statement | None
    """Counts the rows of those parents for which the viewer knows the number; null where they always do."""

    async def values(self, rows: Rows, state: State) -> list[Any]:
        """How many each row has; null where the viewer can't know."""
        keys = [self.key(row) for row in rows]
        if self.known is None:
            return await counts(self.target, self.relation, keys, None, state)
        wanted = distinct(keys)
        found = await state.fetch(self.known, [wanted]) if wanted else []
        number = {row["k0"]: row["count"] for row in found}
        return list(map(number.get, keys))


async def counts(
    target: Entity, relation: Relation, keys: list[Any], page: Page | None, state: State
) -> list[int]:
    """How many rows a relation has for each key, regardless of the page; 0 for a null key."""
    width = len(relation.keys) if getattr(relation, "by", ()) else 0
    statement = batches.count_statement(target, relation, page)
    if not width:
        return [(await state.fetch(statement))[0]["count"]] * len(keys)
    wanted = distinct(keys)
    found = await state.fetch(statement, columns_of(wanted, width)) if wanted else []
    number = {leading(width)(row): row["count"] for row in found}
    return [number.get(key, 0) for key in keys]

"""A filter over a relation tells of related rows just what the relation itself shows to the viewer."""

import pytest

from db.reads.database import Database as Pool
from resolvers.kit.declaring.entity import ENTITIES, Entity
from resolvers.kit.declaring.names import camel
from resolvers.kit.declaring.related import filterable
from resolvers.kit.declaring.relations import Link, Only, Relation
from tests.security.proof import Proof
from tests.security.reading import field_of, walk
from tests.security.rows.test_relations import CHOSEN, Pairs, joined, rows_of
from tests.security.values.test_masks import SORTED
from tests.support.graphql import Asking, asking
from tests.support.viewers import Viewer

FILTERED = [
    (entity, name, relation, target)
    for entity in ENTITIES.values()
    if entity.table is not None and entity.plural is not None and entity.parent is None
    for name, (relation, target) in filterable(entity).items()
]


def test_filters_go_through_most_relations() -> None:
    assert len(FILTERED) > 150


@pytest.mark.parametrize("viewer", CHOSEN, ids=str)
async def test_rows_are_found_by_what_the_viewer_sees_of_their_relations(
    proof: Proof, pool: Pool, viewer: Viewer
) -> None:
    wrong: list[str] = []
    async with asking(pool, viewer) as asker:
        for entity, name, relation, _ in FILTERED:
            pairs: Pairs = await joined(proof, viewer, entity, relation)
            led = {key for key, far in pairs if far}
            everyone = set(rows_of(proof, entity, viewer))
            some = "{}" if isinstance(relation, Link | Only) else "{some: {}}"
            if await found(asker, entity, f"{camel(name)}: {some}") != led & everyone:
                wrong.append(f"{entity.name}.{name} some")
            without = (
                f"not: {{{camel(name)}: {{}}}}"
                if isinstance(relation, Link | Only)
                else f"{camel(name)}: {{none: {{}}}}"
            )
            if await found(asker, entity, without) != everyone - led:
                wrong.append(f"{entity.name}.{name} none")
    assert wrong == []


@pytest.mark.parametrize("viewer", CHOSEN, ids=str)
async def test_a_masked_value_of_a_related_row_finds_nothing_where_it_is_not_shown(
    proof: Proof, pool: Pool, viewer: Viewer
) -> None:
    wrong: list[str] = []
    async with asking(pool, viewer) as asker:
        for target, column, field in SORTED:
            shown = set(await proof.shown(column.table.name, column.name, viewer))
            for entity, name, relation in leading_to(target):
                pairs = await joined(proof, viewer, entity, relation)
                wanted = {key for key, far in pairs if far and str(far).rpartition("_")[2] in shown}
                inner = f"{{{field}: {{isNull: false}}}}"
                asked = inner if isinstance(relation, Link | Only) else f"{{some: {inner}}}"
                if await found(asker, entity, f"{camel(name)}: {asked}") != wanted:
                    wrong.append(f"{entity.name}.{name} by {column}")
                if not isinstance(relation, Link | Only):
                    hidden = {key for key, far in pairs if far and str(far).rpartition("_")[2] not in shown}
                    every = await found(asker, entity, f"{camel(name)}: {{every: {inner}}}")
                    if every != set(rows_of(proof, entity, viewer)) - hidden:
                        wrong.append(f"{entity.name}.{name} every {column}")
    assert wrong == []


def leading_to(target: Entity) -> list[tuple[Entity, str, Relation]]:
    """The filters that go through a relation to an entity."""
    return [(entity, name, relation) for entity, name, relation, to in FILTERED if to is target]


async def found(asker: Asking, entity: Entity, wanted: str) -> set[str]:
    """The keys of the entity's rows that a filter keeps."""
    assert entity.plural is not None
    return set(await walk(asker, field_of(entity.plural), f"filter: {{{wanted}}}, first: 200"))

"""An order through a relation to one row: rows without such a row are kept, and a mask tells nothing by its order."""

from typing import Any

import pytest

from db.reads.database import Database as Pool
from resolvers.kit.declaring.entity import Entity
from resolvers.kit.declaring.names import camel
from resolvers.kit.declaring.related import path_of, single
from resolvers.kit.types.input_types import columns_of
from tests.security.proof import Proof
from tests.security.reading import ASKING, field_of, walk
from tests.security.values.test_masks import SORTED
from tests.support import world
from tests.support.graphql import Asking, asking, compiled
from tests.support.selections import table_entities

VIEWER = world.person(world.OPEN, "whole tenant_admin")
CHOSEN = [
    viewer for viewer in ASKING if viewer.key in ("visitor", "whole student", "scoped tutor", "whole analyst")
]
LISTS = [entity for entity in table_entities().values() if entity.plural is not None]
DIRECTIONS = {
    "ASC": "ASC NULLS LAST", "DESC": "DESC NULLS LAST",
    "ASC_NULLS_FIRST": "ASC NULLS FIRST", "DESC_NULLS_FIRST": "DESC NULLS FIRST",
}  # fmt: skip


async def in_plain_sql(asker: Asking, entity: Entity, name: str, column: str, direction: str) -> list[str]:
    """The keys of the entity's rows by a column of the row that a relation leads to, and then by id."""
    assert entity.table is not None
    path = path_of(*single(entity)[name])
    on = " AND ".join(f'o."{theirs}" = t."{its}"' for theirs, its in path.pairs)
    await asker.session.lay(asker.viewer.claims, None)
    way = DIRECTIONS[direction]
    rows = await asker.session.fetch(
        f"SELECT t.id::text FROM {entity.table.fullname} t LEFT JOIN {path.table} o ON {on}"
        f' ORDER BY o."{column}" {way}, t.id {way.split()[0]}'
    )
    return [row["id"] for row in rows]


@pytest.mark.parametrize("entity", LISTS, ids=lambda entity: entity.name)
async def test_every_relation_to_one_row_orders_as_a_join_does(pool: Pool, entity: Entity) -> None:
    turn = 0
    async with asking(pool, VIEWER) as asker:
        for name, (_, target) in single(entity).items():
            shown = {key: column for key, column in columns_of(target).items() if "mask" not in column.info}
            for key in [*shown][turn % 3 :: 5]:
                direction = [*DIRECTIONS][turn % 4]
                wanted = await in_plain_sql(asker, entity, name, shown[key].name, direction)
                order = f"orderBy: [{{{camel(name)}: {{{camel(key)}: {direction}}}}}]"
                assert await walk(asker, field_of(str(entity.plural)), f"{order}, first: 13") == wanted, order
                assert await walk(asker, field_of(str(entity.plural)), f"{order}, last: 17") == wanted, order
                turn += 1


@pytest.mark.parametrize("viewer", CHOSEN, ids=str)
async def test_an_order_through_a_relation_sorts_by_what_is_shown(
    proof: Proof, pool: Pool, viewer: Any
) -> None:
    tried = 0
    async with asking(pool, viewer) as asker:
        for owner, column, key in SORTED:
            shown = await proof.shown(column.table.name, column.name, viewer)
            for entity in LISTS:
                assert entity.table is not None
                for name, (relation, target) in single(entity).items():
                    path = path_of(relation, target)
                    if (
                        target is not owner
                        or path.pairs[0][0] != "id"
                        or entity.table.name not in proof.reads
                    ):
                        continue
                    pairs = await proof.connection.fetch(
                        f"SELECT id::text, {path.pairs[0][1]}::text AS far FROM {entity.table.fullname}"
                    )
                    leads = {row["id"]: row["far"] for row in pairs}
                    seen = proof.allowed(entity.table.name, viewer)
                    hidden = sorted(row for row in seen if leads[row] not in shown)
                    asked = f"orderBy: [{{{camel(name)}: {{{key}: ASC}}}}], first: 37"
                    found = await walk(asker, field_of(str(entity.plural)), asked)
                    assert sorted(found) == sorted(seen)
                    assert found[len(found) - len(hidden) :] == hidden, (
                        f"{entity.name}.{name}: the id decides"
                    )
                    tried += 1
    assert tried > 20


@pytest.mark.parametrize("executor", [compiled(), compiled().reference], ids=["compiled", "reference"])
async def test_two_relations_one_below_the_other(pool: Pool, executor: Any) -> None:
    document = """query ($a: String) { enrollments(first: 200, after: $a,
        orderBy: [{offering: {course: {title: DESC}}}, {user: {familyName: ASC}}, {enrolledAt: DESC}]) {
        edges { cursor node { uuid offering { course { title } } user { familyName } } } } }"""
    async with asking(pool, VIEWER, executor) as asker:
        edges = (await asker.ask(document)).only["enrollments"]["edges"]
        courses = [(edge["node"]["offering"] or {}).get("course") for edge in edges]
        titles = [course["title"] for course in courses if course is not None]
        assert titles == sorted(titles, reverse=True)
        assert len(set(titles)) > 1
        assert courses[len(titles) :] == [None] * (len(courses) - len(titles)), "nulls come last"
        for place in (0, len(edges) // 2, len(edges) - 1):
            rest = (await asker.ask(document, a=edges[place]["cursor"])).only["enrollments"]["edges"]
            assert rest == edges[place + 1 :]


FIVE = """[{user: {familyName: ASC}}, {offering: {termName: ASC}}, {offering: {course: {title: ASC}}},
    {progress: {percent: ASC}}, {user: {avatar: {filename: ASC}}}]"""
BOUNDED = {
    "[{offering: {course: {organization: {name: ASC}}}}]": "2 relations, one below the other.",
    FIVE: "4 relations in all.",
}


@pytest.mark.parametrize(("order", "told"), BOUNDED.items())
async def test_an_order_is_bounded(pool: Pool, order: str, told: str) -> None:
    async with asking(pool, VIEWER) as asker:
        (error,) = (await asker.ask(f"{{ enrollments(orderBy: {order}) {{ totalCount }} }}")).errors
        assert (error["message"], error["extensions"]["code"]) == (
            f"An order may go through at most {told}",
            "BAD_USER_INPUT",
        )

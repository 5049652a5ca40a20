"""By whatever column a list is ordered or filtered, from whichever end it is walked: the same rows, each once."""

import pytest

from db.reads.database import Database as Pool
from resolvers.kit.declaring.names import camel
from resolvers.kit.types.input_types import columns_of
from tests.security.matrix import READS
from tests.security.proof import Proof
from tests.security.reading import ASKING, field_of, walk
from tests.support.graphql import asking, compiled
from tests.support.selections import table_entities
from tests.support.viewers import Viewer

CHOSEN = [viewer for viewer in ASKING if viewer.key in ("visitor", "whole student", "scoped school_admin")]
LISTS = [
    (table, entity, field_of(entity.plural))
    for table, entity in table_entities().items()
    if table in READS and entity.plural
]
DIRECTIONS = ("ASC", "DESC", "ASC_NULLS_FIRST", "DESC_NULLS_FIRST")


@pytest.mark.parametrize("viewer", CHOSEN, ids=str)
async def test_every_order_walks_the_same_rows(proof: Proof, pool: Pool, viewer: Viewer) -> None:
    turn = 0
    async with asking(pool, viewer) as asker:
        for table, entity, field in LISTS:
            allowed = sorted(proof.allowed(table, viewer))
            for name in columns_of(entity):
                # Each column in two of the four directions, which differ from column to column, from both ends.
                for direction in (DIRECTIONS[turn % 4], DIRECTIONS[(turn + 2) % 4]):
                    order = f"orderBy: [{{{camel(name)}: {direction}}}]"
                    there = await walk(asker, field, f"{order}, first: 29")
                    assert sorted(there) == allowed, (table, order)
                    back = await walk(asker, field, f"{order}, last: 31")
                    assert back == there, (table, order)
                turn += 1


@pytest.mark.parametrize("viewer", CHOSEN, ids=str)
async def test_orders_of_several_terms_break_ties_by_the_next(
    proof: Proof, pool: Pool, viewer: Viewer
) -> None:
    async with asking(pool, viewer) as asker:
        for table, entity, field in LISTS:
            first, second, *_ = [name for name in columns_of(entity) if name != "uuid"] * 2
            if first == second:
                continue
            order = f"orderBy: [{{{camel(first)}: DESC_NULLS_FIRST}}, {{{camel(second)}: ASC}}]"
            there = await walk(asker, field, f"{order}, first: 7")
            assert sorted(there) == sorted(proof.allowed(table, viewer)), (table, order)
            assert await walk(asker, field, f"{order}, last: 200") == there, (table, order)


@pytest.mark.parametrize("viewer", CHOSEN, ids=str)
async def test_a_filter_and_its_opposite_part_the_rows(proof: Proof, pool: Pool, viewer: Viewer) -> None:
    async with asking(pool, viewer) as asker:
        for table, entity, field in LISTS:
            allowed = sorted(proof.allowed(table, viewer))
            for name in columns_of(entity):
                condition = f"{camel(name)}: {{isNull: true}}"
                kept = await walk(asker, field, f"filter: {{{condition}}}, first: 200")
                left = await walk(asker, field, f"filter: {{not: {{{condition}}}}}, first: 200")
                assert sorted([*kept, *left]) == allowed, (table, condition)
                either = f"filter: {{or: [{{{condition}}}, {{not: {{{condition}}}}}]}}, first: 200"
                assert sorted(await walk(asker, field, either)) == allowed, (table, either)
                neither = f"filter: {{and: [{{{condition}}}, {{not: {{{condition}}}}}]}}, first: 200"
                assert await walk(asker, field, neither) == [], (table, neither)


async def test_a_column_named_twice_sorts_as_it_was_named_first(pool: Pool) -> None:
    titles = "first: 200) { nodes { title } } }"
    async with asking(pool, CHOSEN[-1]) as asker:
        twice = await asker.ask("{ courses(orderBy: [{title: ASC}, {code: ASC}, {title: DESC}], " + titles)
        once = await asker.ask("{ courses(orderBy: [{title: ASC}, {code: ASC}], " + titles)
        assert twice.only == once.only


async def test_an_answer_with_an_error_leaves_nothing_running_for_the_next_viewer(proof: Proof) -> None:
    alone = await Pool.open(proof.database.gateway_url, pool_size=1)
    broken = '{ courses(after: "", first: 1) { totalCount nodes { title } } users { totalCount nodes { fullName } } }'
    try:
        for executor in (None, compiled().reference) * 3:
            async with asking(alone, CHOSEN[0], executor) as asker:
                assert (await asker.ask(broken)).codes == {"BAD_USER_INPUT"}
            async with asking(alone, CHOSEN[1]) as asker:
                found = (await asker.ask("{ viewer { user { fullName } } courses { totalCount } }")).only
                assert found["viewer"]["user"]
    finally:
        await alone.close()

"""The parts of a connection are declared once, each with what it needs: one more is one more declaration."""

from collections.abc import AsyncIterator
from typing import Any, cast

import pytest
from graphql import GraphQLField, GraphQLInt, GraphQLNonNull, GraphQLObjectType, GraphQLSchema

from app.execution.plan.plan import Plan
from app.execution.plan.state import State
from app.execution.steps.counts import counts
from app.execution.steps.parts.known import PARTS
from app.execution.steps.parts.page_info import CURSORS, FIELDS, PROBES
from app.execution.steps.parts.part import Asked, Part, Shown
from db.reads.database import Database as Pool
from resolvers.kit.reading import batches, loading
from resolvers.kit.reading.batches import Page
from resolvers.schema import build_schema
from tests.app.execution.both import Both
from tests.support.databases import Database
from tests.support.graphql import graphql_schema
from tests.support.people import PEOPLE

ASKED = "{ courses(first: 2) { %s } }"


def page_count(asked: Asked) -> Part:
    """`pageCount`: how many pages the list has, by a statement of its own."""
    target, relation = asked.target, asked.relation

    async def values(shown: Shown, state: State) -> list[Any]:
        found = await counts(target, relation, shown.keys, Page(filter=shown.page.filter), state)
        return [-(-count // shown.page.size) for count in found]

    return Part(values, statement=lambda page: batches.count_statement(target, relation, page))


async def resolve_page_count(pages: Any, info: Any) -> int:
    """The same for graphql-core."""
    count = await loading.load_count(info.context, pages.field, pages.key, pages.page)
    return -(-count // pages.page.size)


def object_type(schema: GraphQLSchema, name: str) -> GraphQLObjectType:
    """A type of the schema."""
    return cast("GraphQLObjectType", schema.type_map[name])


@pytest.fixture
async def extended(demo_database: Database, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Both]:
    """Both executors over the schema, in which connections and edges of courses have a field more for a while."""
    pool = await Pool.open(demo_database.gateway_url, pool_size=2, statement_seconds=60)
    try:
        both = Both(pool, build_schema())
        for name in ("CourseConnection", "CourseEdge"):
            field = GraphQLField(GraphQLNonNull(GraphQLInt), resolve=resolve_page_count)
            monkeypatch.setitem(object_type(both.compiled.schema, name).fields, "pageCount", field)
        yield both
    finally:
        await pool.close()


def plan_of(both: Both, document: str) -> Plan:
    """The plan of a document."""
    plan = both.compiled.plan(both.operations.get(document, None))
    assert isinstance(plan, Plan)
    return plan


def connections() -> list[GraphQLObjectType]:
    """Every connection type of the schema."""
    kinds = graphql_schema().type_map.values()
    return [kind for kind in kinds if isinstance(kind, GraphQLObjectType) and "totalCount" in kind.fields]


def test_every_field_of_every_connection_is_declared() -> None:
    assert len(connections()) > 50
    for kind in connections():
        assert {"__typename", *kind.fields} == set(PARTS), kind.name
    known = {"__typename", *object_type(graphql_schema(), "PageInfo").fields}
    assert known == set(FIELDS)
    assert known >= CURSORS | PROBES


async def test_a_part_that_is_added_is_answered_as_the_reference_answers_it(
    extended: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PARTS, "pageCount", page_count)
    found = await extended.ask(PEOPLE["visitor"], ASKED % "pageCount totalCount nodes { title }")
    courses = found.check()["data"]["courses"]
    assert courses["pageCount"] == (courses["totalCount"] + 1) // 2
    assert len(courses["nodes"]) == 2
    assert (found.left, found.statements) == (None, 3)


async def test_a_statement_of_its_own_is_shown_and_makes_the_operation_more_than_one(
    extended: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PARTS, "pageCount", page_count)
    state = State(cast("Any", None))
    assert plan_of(extended, ASKED % "nodes { title }").is_lone(state)
    plan = plan_of(extended, ASKED % "nodes { title } pageCount")
    assert not plan.is_lone(state)
    (batch,) = plan.batches
    page, own = batch.statements()
    assert page.sql.endswith("LIMIT 2")
    assert own.sql.startswith("SELECT count(*)")


async def test_a_part_without_rows_reads_no_page(extended: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PARTS, "pageCount", page_count)
    (batch,) = plan_of(extended, ASKED % "pageCount again: pageCount").batches
    (own,) = batch.statements()
    assert own.sql.startswith("SELECT count(*)")
    found = await extended.ask(PEOPLE["visitor"], ASKED % "pageCount")
    assert found.check()["data"]["courses"]["pageCount"] > 1
    assert found.statements == 1


@pytest.mark.parametrize(
    ("selection", "field"),
    [("pageCount", "CourseConnection.pageCount"), ("edges { pageCount }", "CourseEdge.pageCount")],
)
async def test_a_part_that_nobody_declared_is_an_error_and_never_taken_for_another(
    extended: Both, selection: str, field: str
) -> None:
    with pytest.raises(LookupError, match=f"^No plan knows {field}: declare it in "):
        plan_of(extended, ASKED % selection)

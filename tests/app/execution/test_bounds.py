"""What the process keeps of operations is bounded, however many come; and what a request reads, by its pages."""

import gc
import weakref

import pytest

from app.execution.plan.plan import Plan
from app.execution.running.planned import Planner
from app.execution.source.functions import Source
from app.execution.steps.statements import MOST, MOST_CHARACTERS, Kept
from app.operations.limits import Limits
from app.operations.operation import RequestErrors
from app.operations.prepare import TOKENS_PER_ENTRY, Operations
from bench.hostile.named import aliases, of_courses
from db.reads.connecting import PREPARED_STATEMENTS
from db.reads.database import Database as Pool
from db.statements.parameters import Statement
from resolvers.kit.reading.batches import LARGEST_PAGE
from resolvers.schema import build_schema
from tests.app.execution.both import Both
from tests.support.databases import Database
from tests.support.people import PEOPLE
from tests.support.steps import count_calls

DOCUMENTS = 10_000
ENTRIES = 50


def test_ten_thousand_documents_leave_no_more_than_the_caches_hold() -> None:
    executor = Planner(build_schema(), ENTRIES)
    operations = Operations(executor.schema, Limits(), ENTRIES)
    made: weakref.WeakSet[Source] = weakref.WeakSet()
    for number in range(DOCUMENTS):
        wrong = "x" if number % 10 == 9 else ""
        document = f"{{ a{number}: viewer {{ userUuid{wrong} }} }}"
        try:
            plan = executor.plan(operations.get(document, None))
            assert isinstance(plan, Plan)
            made.add(plan.source)
        except RequestErrors:
            assert wrong
    for cache in (executor._plans, operations._ready, operations._failed):
        assert len(cache) == ENTRIES
        assert cache.weight <= ENTRIES * TOKENS_PER_ENTRY
    del plan
    gc.collect()
    assert len(made) == ENTRIES


@pytest.mark.parametrize(
    "field", ["description", "organization { name }", "contentItems { totalCount }", "modules { title }"]
)
def test_twice_the_fields_take_twice_the_time_to_plan(field: str) -> None:
    planner = Planner(build_schema(), 1)
    operations = Operations(planner.schema, Limits(tokens=10_000, fields=5_000), 10)

    def work(count: int) -> int:
        operation = operations.get(of_courses(aliases(count, field)), None)
        return count_calls(lambda: planner._compile(operation))

    work(10)  # what is worked out once for a schema
    assert work(800) < 2.2 * work(400)


@pytest.mark.parametrize(("characters", "most"), [(10, MOST), (MOST_CHARACTERS // 4, 4)])
def test_a_step_keeps_statements_bounded_in_number_and_length(characters: int, most: int) -> None:
    kept, written = Kept(), Statement("x" * characters, ())
    counts: list[int] = []
    for number in range(10 * MOST):
        assert kept.statement(number, lambda: written) is written
        counts.append(len(kept._statements))
    assert max(counts) == most


async def test_a_connection_keeps_a_bounded_number_of_statements(demo_database: Database) -> None:
    pool = await Pool.open(demo_database.gateway_url, pool_size=1)
    try:
        async with pool.read(PEOPLE["visitor"]) as session:
            for number in range(PREPARED_STATEMENTS + 50):
                await session.fetch(f"SELECT {number}")
            (kept,) = await session.fetch("SELECT count(*) AS statements FROM pg_prepared_statements")
        assert kept["statements"] <= PREPARED_STATEMENTS + 1
    finally:
        await pool.close()


@pytest.mark.parametrize("first", [1, 20, LARGEST_PAGE])
@pytest.mark.parametrize(
    ("wanted", "info", "more"),
    [
        ("", "", 0),
        ("", "pageInfo { startCursor endCursor }", 0),
        ("", "pageInfo { hasNextPage }", 1),
        ("", "pageInfo { hasPreviousPage }", 1),
        (', filter: { title: { ne: "x" } }', "", 1),
    ],
)
async def test_a_page_reads_a_row_more_only_where_that_can_change_the_answer(
    both: Both, first: int, wanted: str, info: str, more: int
) -> None:
    document = f"{{ contentItems(first: {first}{wanted}) {{ nodes {{ title }} {info} }} }}"
    (batch,) = executor_plan(both, document).batches
    (statement,) = batch.statements()
    assert statement.sql.endswith(f"LIMIT {first + more}")
    shown = (await both.ask(PEOPLE["visitor"], document)).check()["data"]["contentItems"]["nodes"]
    assert len(shown) <= first


def executor_plan(both: Both, document: str) -> Plan:
    """The plan of a document."""
    plan = both.compiled.plan(both.operations.get(document, None))
    assert isinstance(plan, Plan)
    return plan

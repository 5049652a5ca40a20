"""While graphql-core works, and while new documents are read, the event loop serves others."""

import asyncio
import threading
from collections.abc import AsyncIterator, Coroutine
from typing import Any

import pytest
import strawberry
from graphql.execution.values import VariableValues

from app.execution.running.planned import Planner
from app.execution.running.reference import Reference
from app.execution.source.functions import PIECE, Source
from app.operations.limits import Limits
from app.operations.prepare import Operations
from db.reads.database import Database as Pool
from resolvers.kit.reading.context import Context
from resolvers.schema import build_schema
from tests.support.databases import Database
from tests.support.people import PEOPLE

OPERATIONS = 8
Info = strawberry.Info[Context]


@pytest.fixture
async def pool(demo_database: Database) -> AsyncIterator[Pool]:
    made = await Pool.open(demo_database.gateway_url, pool_size=1)
    try:
        yield made
    finally:
        await made.close()


@strawberry.type
class Query:
    @strawberry.field
    async def thread(self) -> str:
        """The thread in which fields run."""
        await asyncio.sleep(0)
        return threading.current_thread().name

    @strawberry.field
    async def courses(self, info: Info) -> int:
        """How many courses the viewer sees."""
        (row,) = await info.context.session.fetch("SELECT count(*) AS courses FROM courses")
        return row["courses"]

    @strawberry.field
    async def for_ever(self, info: Info) -> int:
        """Never answers."""
        await asyncio.Event().wait()
        return 0


async def run(pool: Pool | None, document: str) -> Any:
    schema = strawberry.Schema(Query)
    reference = Reference(schema)
    begun = reference.begin(
        Operations(reference.schema, Limits(), 1).get(document, None), VariableValues({}, {})
    )
    if pool is None:
        return (await begun.execute(Context(None, "test"))).data
    async with pool.read(PEOPLE["student"]) as session:
        return (await begun.execute(Context(session, "test"))).data


async def test_graphql_core_has_a_thread_and_its_statements_stay_on_the_loop(pool: Pool) -> None:
    async with pool.read(PEOPLE["student"]) as session:
        (row,) = await session.fetch("SELECT count(*) AS courses FROM courses")
    assert row["courses"] > 0
    assert await run(pool, "{ thread courses }") == {"thread": "graphql-core", "courses": row["courses"]}


async def test_what_reads_nothing_needs_no_thread() -> None:
    assert await run(None, "{ thread }") == {"thread": threading.current_thread().name}


async def test_a_run_that_is_cancelled_ends_and_frees_its_connection(pool: Pool) -> None:
    running = asyncio.create_task(run(pool, "{ forEver }"))
    await asyncio.sleep(0.1)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    # The pool has one connection; this would wait for it in vain.
    assert (await run(pool, "{ courses }"))["courses"] > 0


def documents() -> list[str]:
    return [f'{{ a{n}: course(code: "CS101") {{ title }} }}' for n in range(OPERATIONS)]


async def turns_beside(works: list[Coroutine[Any, Any, Any]]) -> int:
    """How many turns somebody else has while all works are done at once."""
    gathered = asyncio.gather(*works)
    turns = 0
    while not gathered.done():
        await asyncio.sleep(0)
        turns += 1
    await gathered
    return turns


async def test_others_have_a_turn_between_two_new_documents() -> None:
    schema = build_schema()
    planner = Planner(schema)
    operations = Operations(planner.schema, Limits(), 100)
    assert await turns_beside([operations.prepare(text, None) for text in documents()]) >= OPERATIONS
    # What is known already waits for nobody.
    assert await turns_beside([operations.prepare(text, None) for text in documents()]) <= 2
    known = [operations.get(text, None) for text in documents()]
    assert await turns_beside([planner.prepare(operation) for operation in known]) >= OPERATIONS
    assert await turns_beside([planner.prepare(operation) for operation in known]) <= 2


def test_a_long_source_is_compiled_in_pieces() -> None:
    source = Source()
    names = [source.function("f", "rows", [f"x{n} = {'1 + ' * 400}0", f"return x{n}"]) for n in range(40)]
    lines = sum(text.count("\n") + 1 for text in source.texts)
    source.compile()
    assert sum(map(len, source.texts)) > 5 * PIECE
    assert [source.names[name](()) for name in names] == [400] * 40
    assert max(source.names[name].__code__.co_firstlineno for name in names) < lines / 5

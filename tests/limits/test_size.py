"""What is deep, wide or busy is answered in pages, and a page takes the same memory whatever lies behind it."""

import gc
import tracemalloc

import pytest

from app.operations.limits import Limits
from db.reads.database import Database as Pool
from demo import ISSUER
from tests.limits.conftest import TENANT
from tests.support.graphql import Answer, Asking, asking
from tests.support.viewers import Viewer

VISITOR = Viewer("visitor", TENANT, "visitor")
PAGE = 200
LEAST_DEPTH = 61

SYLLABUS = """
query ($code: String!, $after: String) {
  course(code: $code) {
    syllabus(first: 200, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { id parentId depth title contentItems { title } }
    }
  }
}
"""
ENROLLMENTS = """
query ($after: String) {
  viewer {
    enrollments(first: 200, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { status enrolledAt offering { termName course { title } } progress { percent } }
    }
  }
}
"""


def busy(enrollments: int) -> Viewer:
    """A person with that many enrolments."""
    return Viewer(f"busy{enrollments}", TENANT, "person", f"busy{enrollments}", issuer=ISSUER)


async def test_depth_60_is_answered_nested_and_flat(pool: Pool) -> None:
    assert Limits().depth > LEAST_DEPTH
    nested = "title"
    for _ in range(60):
        nested = f"title depth children {{ {nested} }}"
    async with asking(pool, VISITOR) as asker:
        answer = await asker.ask(f'{{ course(code: "DEEP") {{ modules {{ {nested} }} }} }}')
        module, titles = answer.only["course"]["modules"][0], []
        while module:
            titles.append(module["title"])
            module = next(iter(module.get("children", [])), None)
        assert titles == [f"Module {n}" for n in range(61)]
        assert len(answer.statements) == 1, "the course, and its modules down to the last level"

        flat = (await asker.ask(SYLLABUS, code="DEEP")).only["course"]["syllabus"]
        assert [node["depth"] for node in flat["nodes"]] == list(range(61))
        last = flat["nodes"][-1]["id"]
        up = (
            await asker.ask(f'{{ node(id: "{last}") {{ ... on Module {{ ancestors {{ depth }} }} }} }}')
        ).only["node"]
        assert [row["depth"] for row in up["ancestors"]] == list(range(60))


async def test_10_000_modules_are_walked_in_pages_of_equal_cost(pool: Pool) -> None:
    async with asking(pool, VISITOR) as asker:
        seen: list[str] = []
        after = None
        while True:
            answer = await asker.ask(SYLLABUS, code="WIDE10000", after=after)
            page = answer.only["course"]["syllabus"]
            assert page["totalCount"] == 10_000
            assert len(answer.statements) == 3, "the course with a page, the number, the content of the page"
            assert max(answer.rows) <= PAGE + 1
            seen += [node["id"] for node in page["nodes"]]
            if not page["pageInfo"]["hasNextPage"]:
                break
            after = page["pageInfo"]["endCursor"]
    assert len(seen) == len(set(seen)) == 10_000


async def test_preorder_holds_across_pages(pool: Pool) -> None:
    async with asking(pool, VISITOR) as asker:
        parents: list[str] = []
        after = None
        for _ in range(5):
            page = (await asker.ask(SYLLABUS, code="WIDE1000", after=after)).only["course"]["syllabus"]
            for node in page["nodes"]:
                assert node["parentId"] is None or node["parentId"] in parents[: node["depth"]], (
                    "its parent came before"
                )
                parents[node["depth"] :] = [node["id"]]
            after = page["pageInfo"]["endCursor"]
        assert not page["pageInfo"]["hasNextPage"]


async def test_5_000_enrolments_are_walked_in_pages_of_equal_cost(pool: Pool) -> None:
    async with asking(pool, busy(5_000)) as asker:
        times: list[str] = []
        after = None
        while True:
            answer = await asker.ask(ENROLLMENTS, after=after)
            page = answer.only["viewer"]["enrollments"]
            assert page["totalCount"] == 5_000
            assert len(answer.statements) <= 6
            assert max(answer.rows) <= PAGE + 1
            times += [node["enrolledAt"] for node in page["nodes"]]
            if not page["pageInfo"]["hasNextPage"]:
                break
            after = page["pageInfo"]["endCursor"]
    assert len(times) == 5_000
    assert times == sorted(times, reverse=True)


async def test_a_list_without_pages_says_when_it_is_too_long(pool: Pool) -> None:
    async with asking(pool, VISITOR) as asker:
        answer = await asker.ask('{ course(code: "FLAT") { modules { title } } }')
        assert answer.codes == {"COST_LIMIT_EXCEEDED"}
        assert "ask for a connection, in pages" in answer.errors[0]["message"]
        assert max(answer.rows) == 10_001, "it stops reading there"
        page = (await asker.ask(SYLLABUS, code="FLAT")).only["course"]["syllabus"]
        assert (page["totalCount"], len(page["nodes"])) == (10_500, PAGE)


async def peak(asker: Asking, query: str, **variables: str) -> tuple[int, Answer]:
    """The most memory that Python held for a query, in bytes, beyond what it held before."""
    await asker.ask(query, **variables)
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        answer = await asker.ask(query, **variables)
        return tracemalloc.get_traced_memory()[1] - before, answer
    finally:
        tracemalloc.stop()


MEMORY = [
    (SYLLABUS, VISITOR, {"code": "WIDE1000"}, VISITOR, {"code": "WIDE10000"}),
    (ENROLLMENTS, busy(500), {}, busy(5_000), {}),
]


@pytest.mark.parametrize(("query", "small", "few", "large", "many"), MEMORY, ids=["modules", "enrolments"])
async def test_a_page_takes_the_same_memory_with_ten_times_the_rows_behind_it(
    pool: Pool, query: str, small: Viewer, few: dict[str, str], large: Viewer, many: dict[str, str]
) -> None:
    async with asking(pool, small) as asker:
        least, answer = await peak(asker, query, **few)
        rows = sum(answer.rows)
    async with asking(pool, large) as asker:
        most, answer = await peak(asker, query, **many)
    assert sum(answer.rows) <= rows * 1.1, "a page of rows, whatever lies behind it"
    assert most < least * 1.5

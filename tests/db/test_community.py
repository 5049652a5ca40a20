"""What discussions and reviews refuse, and what goes and comes back with a discussion."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from tests.support.databases import Database
from tests.support.rows import Draft
from tests.support.tenants import broken, in_tenant

CODE = "oak"
CLOSED = "The discussion is closed: nothing can be added to it."
NESTED = "Rows of discussion_posts nest at most 100 deep."
GONE, GONE_BEFORE = "2026-03-02T10:00:00Z", "2026-03-01T10:00:00Z"
IDS = Draft(CODE)
ANN, BEN = IDS.id("users", "Ann"), IDS.id("users", "Ben")
OPEN, LOCKED = IDS.id("discussion_threads", "open"), IDS.id("discussion_threads", "locked")
RUN, OTHER_RUN = IDS.id("course_offerings", "run"), IDS.id("course_offerings", "other")


@pytest.fixture(scope="module")
async def written(module_database: Database) -> AsyncIterator["asyncpg.Connection[Any]"]:
    """The owner's transaction in a tenant with two people, two offerings, and a discussion open and closed."""
    draft = Draft(CODE)
    school = draft.add("organizations", "school", name="School", kind="school")
    for name in ("Ann", "Ben"):
        draft.add("users", name, full_name=name)
    course = draft.add("courses", "course", title="Course", status="published", organization_id=school)
    for name in ("run", "other"):
        draft.add("course_offerings", name, course_id=course, term_name=name, visibility="org")
    for name in ("open", "locked"):
        draft.add("discussion_threads", name, offering_id=RUN, author_id=ANN, is_locked=name == "locked")
        draft.add("discussion_posts", name, **said(draft.id("discussion_threads", name)))
    async with in_tenant(module_database, draft) as connection:
        yield connection


@pytest.fixture
async def owner(written: "asyncpg.Connection[Any]") -> AsyncIterator["asyncpg.Connection[Any]"]:
    """The owner's transaction, as it was before each test."""
    await written.execute("SAVEPOINT before")
    yield written
    await written.execute("ROLLBACK TO before")


def said(thread: str, above: str | None = None, **values: Any) -> dict[str, Any]:
    """A post's values."""
    return {"thread_id": thread, "parent_id": above, "author_id": ANN, "body": "I see.", **values}


async def write(owner: "asyncpg.Connection[Any]", table: str, called: str, **values: Any) -> str:
    """Writes a row and returns its id."""
    draft = Draft(CODE)
    key = draft.add(table, called, **values)
    await draft.write(owner)
    return key


async def refusal(owner: "asyncpg.Connection[Any]", table: str, **values: Any) -> tuple[str | None, str]:
    """The constraint that a row breaks, and what is said of it where no constraint has a name."""
    error = await broken(owner, CODE, table, **values)
    assert error is not None
    name = error.constraint_name
    return name, "" if name else str(error)


async def as_person(owner: "asyncpg.Connection[Any]", person: str) -> None:
    """From here on the transaction is the person's."""
    await owner.execute("SELECT set_config('app.user_id', $1, true)", person)


async def test_nobody_adds_to_a_closed_discussion(owner: "asyncpg.Connection[Any]") -> None:
    await as_person(owner, BEN)
    await write(owner, "discussion_posts", "kept", **said(OPEN, author_id=BEN))
    assert await refusal(owner, "discussion_posts", **said(LOCKED, author_id=BEN)) == (None, CLOSED)
    answer = said(LOCKED, IDS.id("discussion_posts", "locked"), author_id=BEN)
    assert await refusal(owner, "discussion_posts", **answer) == (None, CLOSED)
    found = await owner.fetchval("SELECT count(*) FROM discussion_posts WHERE thread_id = $1", LOCKED)
    assert found == 1


@pytest.mark.parametrize("change", ["body = 'Something else.'", f"thread_id = '{LOCKED}'"])
async def test_what_was_said_in_a_closed_discussion_stays(
    owner: "asyncpg.Connection[Any]", change: str
) -> None:
    await as_person(owner, ANN)
    moved = IDS.id("discussion_posts", "open" if "thread_id" in change else "locked")
    with pytest.raises(asyncpg.CheckViolationError, match=CLOSED):
        await owner.execute(f"UPDATE discussion_posts SET {change} WHERE id = $1", moved)


async def test_a_post_can_be_taken_back_from_a_closed_discussion(owner: "asyncpg.Connection[Any]") -> None:
    await as_person(owner, ANN)
    post = IDS.id("discussion_posts", "locked")
    await owner.execute("UPDATE discussion_posts SET deleted_at = now() WHERE id = $1", post)
    assert await owner.fetchval("SELECT deleted_at IS NOT NULL FROM discussion_posts WHERE id = $1", post)


async def test_nobody_adds_to_a_deleted_discussion(owner: "asyncpg.Connection[Any]") -> None:
    await owner.execute("UPDATE discussion_threads SET deleted_at = now() WHERE id = $1", OPEN)
    await as_person(owner, BEN)
    assert await refusal(owner, "discussion_posts", **said(OPEN, author_id=BEN)) == (None, CLOSED)


async def test_an_import_writes_down_what_was_said_before_it_was_closed(
    owner: "asyncpg.Connection[Any]",
) -> None:
    post = await write(owner, "discussion_posts", "before", **said(LOCKED, author_id=BEN))
    assert await owner.fetchval("SELECT body FROM discussion_posts WHERE id = $1", post) == "I see."


async def test_a_discussion_opened_again_takes_posts(owner: "asyncpg.Connection[Any]") -> None:
    await owner.execute("UPDATE discussion_threads SET is_locked = false WHERE id = $1", LOCKED)
    await as_person(owner, BEN)
    post = await write(owner, "discussion_posts", "again", **said(LOCKED, author_id=BEN))
    assert await owner.fetchval("SELECT depth FROM discussion_posts WHERE id = $1", post) == 0


async def test_a_deleted_discussion_takes_its_posts_along_and_gives_them_back(
    owner: "asyncpg.Connection[Any]",
) -> None:
    await write(owner, "discussion_posts", "taken back", **said(OPEN, deleted_at=GONE_BEFORE))
    await write(owner, "discussion_posts", "answer", **said(OPEN, IDS.id("discussion_posts", "open")))

    async def deletions() -> list[str | None]:
        rows = await owner.fetch(
            "SELECT to_char(deleted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') FROM discussion_posts"
            " WHERE thread_id = $1 ORDER BY deleted_at NULLS LAST",
            OPEN,
        )
        return [row[0] for row in rows]

    before: list[str | None] = ["2026-03-01", None, None]
    assert await deletions() == before
    await owner.execute(
        "UPDATE discussion_threads SET deleted_at = $2::text::timestamptz WHERE id = $1", OPEN, GONE
    )
    assert await deletions() == ["2026-03-01", "2026-03-02", "2026-03-02"]
    await owner.execute("UPDATE discussion_threads SET deleted_at = NULL WHERE id = $1", OPEN)
    assert await deletions() == before
    others = "SELECT count(*) FROM discussion_posts WHERE thread_id = $1 AND deleted_at IS NULL"
    assert await owner.fetchval(others, LOCKED) == 1


async def test_posts_nest_to_a_bound(owner: "asyncpg.Connection[Any]") -> None:
    above: str | None = None
    for level in range(101):
        above = await write(owner, "discussion_posts", f"level {level}", **said(OPEN, above))
    assert await owner.fetchval("SELECT depth FROM discussion_posts WHERE id = $1", above) == 100
    assert await refusal(owner, "discussion_posts", **said(OPEN, above)) == (None, NESTED)


async def test_no_post_answers_itself(owner: "asyncpg.Connection[Any]") -> None:
    first = IDS.id("discussion_posts", "open")
    answer = await write(owner, "discussion_posts", "answer", **said(OPEN, first))
    with pytest.raises(
        asyncpg.CheckViolationError, match="A row of discussion_posts can not lie below itself"
    ):
        await owner.execute("UPDATE discussion_posts SET parent_id = $2 WHERE id = $1", first, answer)


async def test_a_post_answers_one_of_its_own_discussion(owner: "asyncpg.Connection[Any]") -> None:
    answer = said(OPEN, IDS.id("discussion_posts", "locked"))
    assert await refusal(owner, "discussion_posts", **answer) == ("fk_discussion_posts_parent", "")


async def test_a_post_stands_where_its_discussion_does(owner: "asyncpg.Connection[Any]") -> None:
    lie = {"offering_id": OTHER_RUN, "organization_id": None}
    post = await write(owner, "discussion_posts", "lie", **said(OPEN, **lie))
    where = "SELECT offering_id::text, organization_id::text FROM discussion_posts WHERE id = $1"
    assert tuple(await owner.fetchrow(where, post) or ()) == (RUN, IDS.id("organizations", "school"))
    await owner.execute("UPDATE discussion_threads SET offering_id = $2 WHERE id = $1", OPEN, OTHER_RUN)
    assert tuple(await owner.fetchrow(where, post) or ()) == (OTHER_RUN, IDS.id("organizations", "school"))


REVIEW = {"user_id": ANN, "offering_id": RUN, "rating": 5}


@pytest.mark.parametrize("rating", [0, 6, -1])
async def test_a_rating_is_from_1_to_5(owner: "asyncpg.Connection[Any]", rating: int) -> None:
    refused = await refusal(owner, "course_reviews", **REVIEW | {"rating": rating})
    assert refused == ("ck_course_reviews_rating_range", "")


async def test_one_person_reviews_one_offering_once(owner: "asyncpg.Connection[Any]") -> None:
    first = await write(owner, "course_reviews", "first", **REVIEW)
    await write(owner, "course_reviews", "by another", **REVIEW | {"user_id": BEN})
    await write(owner, "course_reviews", "of another", **REVIEW | {"offering_id": OTHER_RUN})
    again = await refusal(owner, "course_reviews", **REVIEW | {"rating": 1})
    assert again == ("uq_course_reviews_user_id_offering_id", "")
    await owner.execute("UPDATE course_reviews SET deleted_at = now() WHERE id = $1", first)
    second = await write(owner, "course_reviews", "second", **REVIEW | {"rating": 1})
    assert await owner.fetchval("SELECT rating FROM course_reviews WHERE id = $1", second) == 1


async def test_a_review_is_of_the_course_and_for_whom_its_offering_is(
    owner: "asyncpg.Connection[Any]",
) -> None:
    review = await write(owner, "course_reviews", "one", **REVIEW)
    found = "SELECT course_id::text, audience::text FROM course_reviews WHERE id = $1"
    course = IDS.id("courses", "course")
    assert tuple(await owner.fetchrow(found, review) or ()) == (course, "members")
    await owner.execute("UPDATE courses SET status = 'draft' WHERE id = $1", course)
    assert tuple(await owner.fetchrow(found, review) or ()) == (course, "staff")


@pytest.mark.parametrize(("whole", "called"), [("course_offerings", "run"), ("courses", "course")])
async def test_discussions_and_reviews_go_with_their_offering(
    owner: "asyncpg.Connection[Any]", whole: str, called: str
) -> None:
    await write(owner, "course_reviews", "one", **REVIEW)
    await owner.execute(f"DELETE FROM {whole} WHERE id = $1", IDS.id(whole, called))
    tables = ("discussion_threads", "discussion_posts", "course_reviews")
    assert [await owner.fetchval(f"SELECT count(*) FROM {table}") for table in tables] == [0, 0, 0]

"""What was deleted long enough ago goes for good: after 30 days, or 7 years, and never with someone's record."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from db.maintenance.identities import Unidentified
from db.maintenance.lifecycle import purge
from db.models.emptying import ERASED
from tests.conftest import clone
from tests.support.databases import Clones, Database
from tests.support.rows import row_id
from tests.support.world.facts import OPEN, OTHER

OLD, RECENT, ANCIENT = "31 days", "29 days", "7 years 1 day"


class Kept:
    """The small world, and what a test deletes in it."""

    def __init__(self, database: Database, connection: "asyncpg.Connection[Any]") -> None:
        self.database = database
        self.connection = connection

    async def category(self, tenant: str, ago: str) -> str:
        """Adds a category that was deleted some time ago; returns its name."""
        name = f"deleted {ago} ago"
        await self.connection.execute(
            "INSERT INTO categories (tenant_id, name, deleted_at) VALUES ($1, $2, now() - $3::text::interval)",
            row_id(tenant, "tenants", tenant), name, ago,
        )  # fmt: skip
        return name

    async def categories(self, tenant: str) -> list[str]:
        found = await self.connection.fetch(
            "SELECT name FROM categories WHERE tenant_id = $1 AND deleted_at IS NOT NULL ORDER BY deleted_at DESC",
            row_id(tenant, "tenants", tenant),
        )
        return [row["name"] for row in found if row["name"].startswith("deleted ")]

    async def delete(self, statement: str, ago: str = OLD) -> str:
        """Marks the row that a query of the open tenant chooses as deleted some time ago; returns its id."""
        table = statement.split(" FROM ")[1].split()[0]
        found = await self.connection.fetchval(statement, row_id(OPEN, "tenants", OPEN))
        await self.connection.execute(
            f"UPDATE {table} SET deleted_at = now() - $2::text::interval WHERE id = $1", found, ago
        )
        return found

    async def has(self, table: str, key: str) -> bool:
        return await self.connection.fetchval(f"SELECT EXISTS (SELECT FROM {table} WHERE id = $1)", key)

    async def count(self, table: str, tenant: str = OPEN) -> int:
        statement = f"SELECT count(*) FROM {table} WHERE tenant_id = $1"
        return await self.connection.fetchval(statement, row_id(tenant, "tenants", tenant))


@pytest.fixture
async def kept(clones: Clones, world_template: str) -> AsyncIterator[Kept]:
    """The world in which the other tenant is regulated."""
    async with clone(clones, world_template) as database:
        connection = await asyncpg.connect(database.admin_url)
        try:
            await connection.execute(
                "UPDATE tenants SET retention_class = 'regulated' WHERE short_code = $1", OTHER
            )
            # What the world itself has deleted is not what these tests count.
            await connection.execute("UPDATE categories SET deleted_at = NULL")
            yield Kept(database, connection)
        finally:
            await connection.close()


async def test_each_tenant_keeps_what_was_deleted_for_as_long_as_its_class_says(kept: Kept) -> None:
    for tenant in (OPEN, OTHER):
        for ago in (RECENT, OLD, ANCIENT):
            await kept.category(tenant, ago)
    every = [f"deleted {ago} ago" for ago in (RECENT, OLD, ANCIENT)]
    events = await kept.count("events", OTHER)
    assert await kept.count("events") == events > 0

    told = {each.tenant: each for each in await purge(kept.database.owner_url, is_rehearsal=True)}
    assert (await kept.categories(OPEN), await kept.categories(OTHER)) == (every, every)
    assert (await kept.count("events"), await kept.count("events", OTHER)) == (events, events)

    done = {each.tenant: each for each in await purge(kept.database.owner_url)}
    assert done == told
    assert (done[OPEN].kept, done[OTHER].kept) == ("30 days", "7 years")
    assert (await kept.categories(OPEN), await kept.categories(OTHER)) == (every[:1], every[:2])
    assert (done[OPEN].rows["categories"], done[OTHER].rows["categories"]) == (2, 1)
    assert (done[OPEN].entries["events"], done[OTHER].entries.get("events")) == (events, None)
    assert (await kept.count("events"), await kept.count("events", OTHER)) == (0, events)
    again = {each.tenant: each.rows for each in await purge(kept.database.owner_url)}
    assert again[OPEN] == {}


async def test_one_tenant_may_be_chosen(kept: Kept) -> None:
    for tenant in (OPEN, OTHER):
        await kept.category(tenant, ANCIENT)
    (done,) = await purge(kept.database.owner_url, OTHER)
    assert (done.tenant, done.rows["categories"]) == (OTHER, 1)
    assert (await kept.categories(OPEN), await kept.categories(OTHER)) == ([f"deleted {ANCIENT} ago"], [])
    with pytest.raises(Unidentified, match="there is no tenant with the code nowhere"):
        await purge(kept.database.owner_url, "nowhere")


async def test_what_was_published_goes_with_its_versions(kept: Kept) -> None:
    lesson = await kept.delete(
        "SELECT id FROM lessons WHERE tenant_id = $1 AND current_version_id IS NOT NULL ORDER BY id LIMIT 1"
    )
    await kept.connection.execute("UPDATE modules SET lesson_id = NULL WHERE lesson_id = $1", lesson)
    versions = "SELECT count(*) FROM lesson_versions WHERE lesson_id = $1"
    made = await kept.connection.fetchval(versions, lesson)
    assert made > 0
    await purge(kept.database.owner_url, OPEN)
    assert await kept.connection.fetchval(versions, lesson) == made, "a job still refers to one"
    await kept.connection.execute(
        "DELETE FROM generation_jobs WHERE lesson_version_id IN (SELECT id FROM lesson_versions WHERE lesson_id = $1)",
        lesson,
    )
    await purge(kept.database.owner_url, OPEN)
    assert not await kept.has("lessons", lesson)
    assert await kept.connection.fetchval(versions, lesson) == 0


async def test_no_record_of_a_person_goes_with_what_it_is_of(kept: Kept) -> None:
    await purge(kept.database.owner_url, OPEN)
    course = await kept.delete(
        "SELECT o.course_id FROM courses c JOIN course_offerings o ON o.course_id = c.id"
        " JOIN enrollments e ON e.offering_id = o.id WHERE c.tenant_id = $1 LIMIT 1"
    )
    post = await kept.delete(
        "SELECT p.id FROM discussion_posts p JOIN discussion_posts r ON r.parent_id = p.id"
        " WHERE p.tenant_id = $1 AND r.deleted_at IS NULL LIMIT 1"
    )
    tables = (
        "enrollments",
        "course_grades",
        "content_progress",
        "module_progress",
        "modules",
        "discussion_posts",
    )
    before = [await kept.count(table) for table in tables]
    (done,) = await purge(kept.database.owner_url, OPEN)
    assert done.held >= 2
    assert await kept.has("courses", course)
    assert await kept.has("discussion_posts", post)
    assert [await kept.count(table) for table in tables] == before

    # Once the whole discussion is gone, all of it goes.
    await kept.connection.execute(
        "UPDATE discussion_posts SET deleted_at = now() - interval '31 days'"
        " WHERE thread_id = (SELECT thread_id FROM discussion_posts WHERE id = $1)",
        post,
    )
    await purge(kept.database.owner_url, OPEN)
    assert not await kept.has("discussion_posts", post)


async def test_a_deleted_person_is_erased_when_the_time_is_up(kept: Kept) -> None:
    old = await kept.delete(
        "SELECT u.id FROM users u JOIN course_grades g ON g.user_id = u.id WHERE u.tenant_id = $1 LIMIT 1"
    )
    recent = await kept.delete(
        "SELECT id FROM users WHERE tenant_id = $1 AND deleted_at IS NULL ORDER BY id DESC LIMIT 1", RECENT
    )
    grades = await kept.count("course_grades")
    (done,) = await purge(kept.database.owner_url, OPEN)
    assert done.people >= 1
    name = "SELECT full_name FROM users WHERE id = $1"
    assert await kept.connection.fetchval(name, old) == ERASED
    assert await kept.connection.fetchval(name, recent) != ERASED
    assert await kept.count("course_grades") == grades

"""The helpers that make many rows make as many as they say."""

from collections import Counter

import asyncpg
import pytest

from demo import scale
from tests.support.databases import Database


async def test_a_wide_course(own_demo_database: Database) -> None:
    course = await scale.add_course(
        own_demo_database.owner_url, "northfield", "WIDE", scale.Extent(modules=111, fan=10, contents=2)
    )
    modules = await fetch(
        own_demo_database, "SELECT depth, audience::text FROM modules WHERE course_id = $1", course
    )
    assert Counter(row["depth"] for row in modules) == {0: 10, 1: 100, 2: 1}
    assert {row["audience"] for row in modules} == {"public"}
    contents = await fetch(own_demo_database, "SELECT FROM content_items WHERE course_id = $1", course)
    assert len(contents) == 222


async def test_a_deep_course(own_demo_database: Database) -> None:
    course = await scale.add_course(
        own_demo_database.owner_url, "lindenau", "DEEP", scale.Extent(modules=61, fan=1)
    )
    modules = await fetch(
        own_demo_database, "SELECT depth FROM modules WHERE course_id = $1 ORDER BY depth", course
    )
    assert [row["depth"] for row in modules] == list(range(61))


async def test_a_busy_person(own_demo_database: Database) -> None:
    person = await scale.add_busy_person(own_demo_database.owner_url, "northfield", "busy", enrollments=500)
    enrollments = await fetch(
        own_demo_database, "SELECT DISTINCT offering_id FROM enrollments WHERE user_id = $1", person
    )
    assert len(enrollments) == 500


async def test_doubling_doubles_each_level_and_the_progress(own_demo_database: Database) -> None:
    counted = """
        SELECT 'depth ' || depth AS what, count(*) FROM modules m JOIN courses c ON c.id = course_id AND c.code = $1
        GROUP BY 1
        UNION ALL
        SELECT 'contents', count(*) FROM content_items i JOIN courses c ON c.id = course_id AND c.code = $1
        UNION ALL
        SELECT 'progress', count(*) FROM module_progress p JOIN modules m ON m.id = p.module_id
        JOIN courses c ON c.id = m.course_id AND c.code = $1
        UNION ALL
        SELECT 'steps', count(*) FROM content_progress p JOIN content_items i ON i.id = p.content_item_id
        JOIN courses c ON c.id = i.course_id AND c.code = $1
    """
    before = dict(await fetch(own_demo_database, counted, "CS101"))
    await scale.double_course(own_demo_database.owner_url, "northfield", "CS101")
    assert dict(await fetch(own_demo_database, counted, "CS101")) == {
        what: 2 * count for what, count in before.items()
    }
    assert before["depth 3"] > 0
    assert before["steps"] > 0


async def test_what_is_not_there_is_named(own_demo_database: Database) -> None:
    with pytest.raises(LookupError, match="there is no tenant nowhere"):
        await scale.double_course(own_demo_database.owner_url, "nowhere", "CS101")
    with pytest.raises(LookupError, match="northfield has no course NOPE"):
        await scale.double_course(own_demo_database.owner_url, "northfield", "NOPE")


async def fetch(database: Database, statement: str, *arguments: object) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(database.admin_url)
    try:
        return await connection.fetch(statement, *arguments)
    finally:
        await connection.close()

"""The common queries of the K-12 specification, as operations, answer what the specification's own SQL answers.

The SQL is the specification's, over the names that the model has: a unit is a course, its items are modules.
"""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from db.reads.database import Database as Pool
from tests.cases.test_cases import viewer_of
from tests.support.databases import Database
from tests.support.graphql import asking, opened

HERE = Path(__file__).parent
TENANT = "(SELECT id FROM tenants WHERE short_code = 'riverbend')"
LATEST = """
SELECT lv.* FROM lessons l JOIN lesson_versions lv ON lv.id = l.current_version_id
WHERE l.id = $1 AND l.status = 'published'
"""
SEARCH = f"""
SELECT DISTINCT l.* FROM lessons l
JOIN lesson_versions lv ON lv.lesson_id = l.id
JOIN lesson_standards ls ON ls.lesson_version_id = lv.id
JOIN standards s ON s.id = ls.standard_id
WHERE l.tenant_id = {TENANT} AND l.subject = $1 AND l.grade_level = $2 AND s.code ILIKE '%' || $3 || '%'
  AND l.deleted_at IS NULL
"""
OUTLINE = f"""
SELECT ui.sequence_index AS position, l.title, lv.version_no FROM modules ui
LEFT JOIN lessons l ON l.id = ui.lesson_id
LEFT JOIN lesson_versions lv ON lv.id = l.current_version_id
WHERE ui.course_id = (SELECT id FROM courses WHERE tenant_id = {TENANT} AND code = $1)
ORDER BY ui.sequence_index
"""


@pytest.fixture(scope="module")
async def pool(demo_database: Database) -> AsyncIterator[Pool]:
    """The gateway's connections to the demo data."""
    async with opened(demo_database.gateway_url) as made:
        yield made


@pytest.fixture
async def plain(demo_database: Database) -> AsyncIterator["asyncpg.Connection[Any]"]:
    """A superuser's connection, whom row-level security does not bind."""
    connection = await asyncpg.connect(demo_database.admin_url)
    yield connection
    await connection.close()


async def answer(pool: Pool, name: str, **variables: Any) -> Any:
    """What the case's operation answers to the persona of the case, with these variables instead of its own."""
    stated = json.loads((HERE / name / "case.json").read_text(encoding="utf-8"))
    query = (HERE / name / "case.graphql").read_text(encoding="utf-8")
    async with asking(pool, viewer_of(stated["persona"])) as asker:
        return (await asker.ask(query, **variables)).only


async def test_the_latest_published_version_of_a_lesson(pool: Pool, plain: "asyncpg.Connection[Any]") -> None:
    lessons = await plain.fetch(
        f"SELECT id, code, status::text FROM lessons WHERE tenant_id = {TENANT} AND deleted_at IS NULL"
    )
    assert {row["status"] for row in lessons} == {"draft", "published", "archived"}
    for lesson in lessons:
        nodes = (await answer(pool, "k12_latest_version", lesson=lesson["code"]))["lessons"]["nodes"]
        rows = await plain.fetch(LATEST, lesson["id"])
        assert len(rows) == (lesson["status"] == "published")
        found = [node["currentVersion"] for node in nodes]
        assert [(one["versionNo"], one["objective"], one["teacherScriptMd"]) for one in found] == [
            (row["version_no"], row["objective"], row["teacher_script_md"]) for row in rows
        ]


@pytest.mark.parametrize(
    ("subject", "grade", "standard", "count"),
    [
        ("Science", "5", "5-LS2-1", 3),
        ("Science", "5", "ls2-1", 3),
        ("Science", "5", "MS-", 0),
        ("Science", "7", "MS-", 1),
        ("Mathematics", "5", "5.NF", 1),
        ("Mathematics", "5", "%", 0),
    ],
)
async def test_lessons_by_subject_grade_and_standard(
    pool: Pool, plain: "asyncpg.Connection[Any]", subject: str, grade: str, standard: str, count: int
) -> None:
    found = (await answer(pool, "k12_search", subject=subject, grade=grade, standard=standard))["lessons"]
    rows = await plain.fetch(SEARCH, subject, grade, standard.replace("%", r"\\%"))
    assert sorted(node["code"] for node in found["nodes"]) == sorted(row["code"] for row in rows)
    assert found["totalCount"] == count


async def test_the_outline_of_a_unit(pool: Pool, plain: "asyncpg.Connection[Any]") -> None:
    items = (await answer(pool, "k12_unit_outline", unit="UP-SCI5-W3"))["course"]["modules"]
    rows = await plain.fetch(OUTLINE, "UP-SCI5-W3")
    assert len(rows) == 5
    assert [
        (
            item["sequenceIndex"],
            item["lesson"] and item["lesson"]["title"],
            item["lesson"] and item["lesson"]["currentVersion"]["versionNo"],
        )
        for item in items
    ] == [(row["position"], row["title"], row["version_no"]) for row in rows]
    assert [item["type"] for item in items] == ["LESSON", "LESSON", "LESSON", "RESOURCE", "LESSON"]

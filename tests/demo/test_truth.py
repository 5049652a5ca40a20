"""What the demo data says agrees with itself."""

import json
from collections.abc import AsyncIterator

import asyncpg
import pytest

import demo
from db.payloads import DOCUMENTS, check, check_document
from tests.support.databases import Database

LIVE = "audience NOT IN ('nobody', 'staff')"


@pytest.fixture
async def facts(demo_database: Database) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(demo_database.admin_url)
    yield connection
    await connection.close()


async def test_a_module_stands_at_the_weighted_mean_of_its_live_content(facts: asyncpg.Connection) -> None:
    wrong = await facts.fetch(
        f"""
        WITH RECURSIVE below (tenant_id, top, id) AS (
            SELECT tenant_id, id, id FROM modules WHERE {LIVE}
            UNION ALL
            SELECT m.tenant_id, b.top, m.id FROM modules m
            JOIN below b ON (b.tenant_id, b.id) = (m.tenant_id, m.parent_id)
        ), weight AS (
            SELECT b.tenant_id, b.top, c.id, c.estimated_duration_seconds AS seconds
            FROM below b JOIN content_items c ON (c.tenant_id, c.module_id) = (b.tenant_id, b.id) AND c.{LIVE}
        ), mean AS (
            SELECT w.tenant_id, w.top, e.user_id, e.offering_id,
                round(sum(w.seconds * coalesce(p.progress_percent, 0)) / sum(w.seconds), 2) AS percent,
                min(p.first_started_at) AS started, max(p.last_interacted_at) AS last
            FROM weight w
            JOIN modules m ON (m.tenant_id, m.id) = (w.tenant_id, w.top)
            JOIN course_offerings o ON (o.tenant_id, o.course_id) = (m.tenant_id, m.course_id)
            JOIN enrollments e ON (e.tenant_id, e.offering_id) = (o.tenant_id, o.id)
            LEFT JOIN content_progress p ON (p.tenant_id, p.user_id, p.offering_id, p.content_item_id)
                = (e.tenant_id, e.user_id, e.offering_id, w.id)
            GROUP BY 1, 2, 3, 4 HAVING count(p.id) > 0
        )
        SELECT mean.*, p.progress_percent
        FROM mean FULL JOIN module_progress p ON (p.tenant_id, p.module_id, p.user_id, p.offering_id)
            = (mean.tenant_id, mean.top, mean.user_id, mean.offering_id)
        WHERE p.progress_percent IS DISTINCT FROM mean.percent OR p.started_at <> mean.started
            OR p.completed_at IS DISTINCT FROM CASE WHEN mean.percent = 100 THEN mean.last END
        """
    )
    assert wrong == []


@pytest.mark.parametrize(
    ("what", "condition"),
    [
        ("content_progress", "(completed_at IS NOT NULL) <> (progress_percent = 100)"),
        ("content_progress", "last_interacted_at < first_started_at"),
        ("content_progress", "is_passed AND completed_at IS NULL"),
        ("enrollments", "(completed_at IS NOT NULL) <> (status = 'completed')"),
        ("class_sessions", "status = 'completed' AND starts_at > '2026-11-17'"),
        ("class_sessions", "status = 'scheduled' AND starts_at < '2026-11-16'"),
        ("course_offerings", "enrollment_start > starts_at"),
        ("users", "created_at > '2026-11-17'"),
    ],
)
async def test_no_row_contradicts_itself(facts: asyncpg.Connection, what: str, condition: str) -> None:
    assert await facts.fetchval(f"SELECT count(*) FROM {what} WHERE {condition}") == 0


async def test_only_people_who_take_an_offering_have_progress_in_it(facts: asyncpg.Connection) -> None:
    strangers = await facts.fetchval(
        "SELECT count(*) FROM content_progress p WHERE NOT EXISTS (SELECT FROM enrollments e"
        " WHERE (e.tenant_id, e.user_id, e.offering_id) = (p.tenant_id, p.user_id, p.offering_id)"
        " AND e.status IN ('active', 'completed', 'dropped') AND e.enrolled_at <= p.first_started_at)"
    )
    assert strangers == 0


async def test_who_has_completed_a_course_has_completed_all_its_content(facts: asyncpg.Connection) -> None:
    gaps = await facts.fetchval(
        f"""
        SELECT count(*) FROM enrollments e
        JOIN course_offerings o ON (o.tenant_id, o.id) = (e.tenant_id, e.offering_id)
        JOIN content_items c ON (c.tenant_id, c.course_id) = (o.tenant_id, o.course_id) AND c.{LIVE}
        LEFT JOIN content_progress p ON (p.tenant_id, p.user_id, p.offering_id, p.content_item_id)
            = (e.tenant_id, e.user_id, e.offering_id, c.id)
        WHERE e.status = 'completed' AND p.completed_at IS NULL
        """
    )
    assert gaps == 0


async def test_every_payload_has_the_shape_of_its_type(facts: asyncpg.Connection) -> None:
    items = await facts.fetch("SELECT content_type::text, data::text FROM content_items")
    assert len(items) > 500
    for content_type, data in items:
        check(content_type, json.loads(data))


@pytest.mark.parametrize("name", DOCUMENTS)
async def test_every_document_has_the_shape_that_is_stated_of_it(
    facts: asyncpg.Connection, name: str
) -> None:
    table, _, column = name.partition(".")
    rows = await facts.fetch(f"SELECT DISTINCT {column}::text FROM {table} WHERE {column} IS NOT NULL")
    assert rows
    for (data,) in rows:
        check_document(name, json.loads(data))


async def test_courses_go_four_levels_down_with_every_type_of_content(facts: asyncpg.Connection) -> None:
    deep = await facts.fetch(
        "SELECT t.short_code FROM modules m JOIN tenants t ON t.id = m.tenant_id WHERE m.depth = 3"
        " GROUP BY t.short_code, m.course_id"
    )
    assert len(deep) >= 7
    assert {row["short_code"] for row in deep} == set(demo.TENANTS)
    types = await facts.fetch(
        "SELECT t.short_code, count(DISTINCT c.content_type) FROM content_items c"
        f" JOIN tenants t ON t.id = c.tenant_id WHERE c.{LIVE} GROUP BY 1"
    )
    assert {row["short_code"]: row["count"] for row in types} == dict.fromkeys(demo.TENANTS, 10)


async def test_some_people_hold_roles_in_two_places_or_tenants(facts: asyncpg.Connection) -> None:
    two_places = (
        "SELECT user_id FROM user_roles WHERE organization_id IS NOT NULL"
        " GROUP BY user_id HAVING count(DISTINCT (role, organization_id)) > 1"
    )
    assert len(await facts.fetch(two_places)) >= 5
    two_tenants = (
        "SELECT array_agg(full_name) FROM users GROUP BY account_id HAVING count(DISTINCT tenant_id) > 1"
    )
    shared = [row[0] for row in await facts.fetch(f"{two_tenants} AND account_id IS NOT NULL ORDER BY 1")]
    assert shared == [["Daniel Reyes"] * 2, ["Elena Márquez"] * 2]

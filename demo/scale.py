"""More rows than anybody would type: wide and deep courses, busy people, and courses doubled in size.

For tests of what must hold for any number of rows. Each function takes the owner's URL, and writes in one transaction
in an existing tenant.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID, uuid4

import asyncpg

from db.connection import DatabaseConnection
from demo.load import ISSUER

COURSE = (
    "INSERT INTO courses (tenant_id, title, code, status, visibility)"
    " VALUES ($1, 'Scale ' || $2, $2, 'published', 'public') RETURNING id"
)
# Module i is below module i / fan - 1, so that every module holds `fan` others until there are enough.
MODULES = """
INSERT INTO modules (tenant_id, id, course_id, parent_id, module_type, title, sequence_index, is_published)
SELECT $1, md5($2 || ' module ' || i)::uuid, $3, CASE WHEN i >= $5 THEN md5($2 || ' module ' || i / $5 - 1)::uuid END,
    'module', 'Module ' || i, i % $5 + 1, true
FROM generate_series(0, $4 - 1) AS i ORDER BY i RETURNING id"""
CONTENTS = """
INSERT INTO content_items
    (tenant_id, module_id, course_id, content_type, title, sequence_index, estimated_duration_seconds, data)
SELECT $1, md5($2 || ' module ' || i)::uuid, $3, 'text', 'Content ' || i || '.' || n, n, 60,
    jsonb_build_object('layout', 'rich_text_v1', 'blocks', jsonb_build_array(
        jsonb_build_object('type', 'paragraph', 'text', 'Paragraph of module ' || i || '.')))
FROM generate_series(0, $4 - 1) AS i, generate_series(1, $5) AS n ORDER BY i, n RETURNING id"""


@dataclass(frozen=True, slots=True)
class Extent:
    """How large a course is.

    modules: how many in all. fan: how many are below each; 1 makes a chain, whose last module is `modules` - 1 deep.
    contents: how many content items each module has.
    """

    modules: int
    fan: int = 10
    contents: int = 1


async def add_course(owner_url: str, tenant_code: str, code: str, extent: Extent) -> UUID:
    """Add a published, public course and return its id."""
    async with _tenant(owner_url, tenant_code) as (connection, tenant):
        course: UUID = await connection.fetchval(COURSE, tenant, code)
        await connection.execute(MODULES, tenant, code, course, extent.modules, extent.fan)
        await connection.execute(CONTENTS, tenant, code, course, extent.modules, extent.contents)
        return course


PERSON = "INSERT INTO users (tenant_id, account_id, email, full_name) VALUES ($1, $2, $3, 'Busy Student') RETURNING id"
OFFERINGS = """
INSERT INTO course_offerings (tenant_id, id, course_id, term_name, visibility)
SELECT $1, md5($2 || ' offering ' || i)::uuid, $3, 'Run ' || i, 'public'
FROM generate_series(1, $4) AS i ORDER BY i RETURNING id"""
ENROLLMENTS = """
INSERT INTO enrollments (tenant_id, user_id, offering_id, enrolled_at)
SELECT $1, $4, md5($2 || ' offering ' || i)::uuid, timestamptz '2026-01-01' + i * interval '1 minute'
FROM generate_series(1, $3) AS i ORDER BY i RETURNING id"""


async def add_busy_person(
    owner_url: str, tenant_code: str, subject: str, *, enrollments: int, issuer: str = ISSUER
) -> UUID:
    """Add a student with the subject `subject`, enrolled in so many offerings of a new course; return the id."""
    async with _tenant(owner_url, tenant_code) as (connection, tenant):
        account = await connection.fetchval("INSERT INTO identity.accounts DEFAULT VALUES RETURNING id")
        identity = "INSERT INTO identity.account_identities (account_id, issuer, subject) VALUES ($1, $2, $3)"
        await connection.execute(identity, account, issuer, subject)
        person: UUID = await connection.fetchval(PERSON, tenant, account, f"{subject}@scale.example")
        role = "INSERT INTO user_roles (tenant_id, user_id, role) VALUES ($1, $2, 'student')"
        await connection.execute(role, tenant, person)
        course = await connection.fetchval(COURSE, tenant, f"OF-{subject}")
        await connection.execute(OFFERINGS, tenant, subject, course, enrollments)
        await connection.execute(ENROLLMENTS, tenant, subject, enrollments, person)
        return person


# The id of a copy is derived from the original's id, so that references between the rows can be copied too.
COPY_MODULES = """
INSERT INTO modules (tenant_id, id, course_id, parent_id, module_type, title, objective, status, is_published,
    deleted_at, sequence_index)
SELECT tenant_id, md5($3 || id::text)::uuid, course_id, md5($3 || parent_id::text)::uuid, module_type, title, objective,
    status, is_published, deleted_at, sequence_index + CASE WHEN parent_id IS NULL THEN $4 ELSE 0 END
FROM modules WHERE tenant_id = $1 AND course_id = $2 ORDER BY depth RETURNING id"""
COPY_CONTENTS = """
INSERT INTO content_items (tenant_id, id, module_id, course_id, content_type, title, description, sequence_index,
    estimated_duration_seconds, asset_id, is_active, data, deleted_at)
SELECT tenant_id, md5($3 || id::text)::uuid, md5($3 || module_id::text)::uuid, course_id, content_type, title,
    description, sequence_index, estimated_duration_seconds, asset_id, is_active, data, deleted_at
FROM content_items WHERE tenant_id = $1 AND course_id = $2 RETURNING id"""
COPY_MODULE_PROGRESS = """
INSERT INTO module_progress (tenant_id, user_id, offering_id, module_id, started_at, completed_at, progress_percent)
SELECT p.tenant_id, p.user_id, p.offering_id, md5($3 || p.module_id::text)::uuid, p.started_at, p.completed_at,
    p.progress_percent
FROM module_progress p JOIN modules m ON m.tenant_id = $1 AND m.id = p.module_id
WHERE p.tenant_id = $1 AND m.course_id = $2 RETURNING id"""
COPY_CONTENT_PROGRESS = """
INSERT INTO content_progress (tenant_id, user_id, offering_id, content_item_id, first_started_at, last_interacted_at,
    completed_at, progress_percent, attempts_count, is_passed)
SELECT p.tenant_id, p.user_id, p.offering_id, md5($3 || p.content_item_id::text)::uuid, p.first_started_at,
    p.last_interacted_at, p.completed_at, p.progress_percent, p.attempts_count, p.is_passed
FROM content_progress p JOIN content_items c ON c.tenant_id = $1 AND c.id = p.content_item_id
WHERE p.tenant_id = $1 AND c.course_id = $2 RETURNING id"""
LAST_PLACE = """
SELECT c.id, max(m.sequence_index) FROM courses c
LEFT JOIN modules m ON m.tenant_id = $1 AND m.course_id = c.id AND m.parent_id IS NULL
WHERE c.tenant_id = $1 AND c.code = $2 AND c.deleted_at IS NULL GROUP BY c.id"""


async def double_course(owner_url: str, tenant_code: str, course_code: str) -> None:
    """Copy every module and content item of a course, next to the originals, with the progress made in them.

    Afterwards each level of the tree, and each learner's progress, has twice as many rows as before.
    """
    async with _tenant(owner_url, tenant_code) as (connection, tenant):
        found = await connection.fetchrow(LAST_PLACE, tenant, course_code)
        if found is None:
            raise LookupError(f"{tenant_code} has no course {course_code}")
        course, last = found
        salt = uuid4().hex
        await connection.execute(COPY_MODULES, tenant, course, salt, last)
        for statement in (COPY_CONTENTS, COPY_MODULE_PROGRESS, COPY_CONTENT_PROGRESS):
            await connection.execute(statement, tenant, course, salt)


@asynccontextmanager
async def _tenant(owner_url: str, tenant_code: str) -> AsyncGenerator[tuple[DatabaseConnection, UUID], None]:
    """A transaction in the tenant. Raises LookupError if no tenant has that code."""
    connection = await asyncpg.connect(owner_url)
    try:
        async with connection.transaction():
            tenant: UUID | None = await connection.fetchval("SELECT app.tenant_of($1)", tenant_code)
            if tenant is None:
                raise LookupError(f"there is no tenant {tenant_code}")
            await connection.execute("SELECT app.enter_tenant($1)", tenant)
            yield connection, tenant
    finally:
        await connection.close()

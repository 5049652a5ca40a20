"""The rows that the workloads read, made by set-based SQL as the owner, in one transaction per tenant.

The first ten courses of a tenant hold a full tree (10 units, 90 lessons, 270 items) and have 200 students each. The
next ten nest eleven modules deep. The others only fill the table. In the first tenant, the trees of `GROW-4` and
`GROW-16` are four and sixteen times as large.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import asyncpg

TENANTS = 10
COURSES = 200
STUDENTS = 2_000
TREES = 10
"""The number of a tenant's courses with a full tree, and also of those that nest deep."""
ISSUER = "https://lyceum.bench"
SCOPES = "catalogue:read roster:read progress:read sensitive:read"

SHARED = """
INSERT INTO domains (code, name) VALUES ('BENCH', 'Bench');
INSERT INTO subjects (domain_id, name, code)
SELECT d.id, 'Subject ' || n, 'BENCH_' || n FROM domains d, generate_series(1, 20) n WHERE d.code = 'BENCH';
"""

PEOPLE = (
    """
INSERT INTO organizations (tenant_id, kind, name, code)
VALUES ({tenant}, 'university', 'Bench University', 'U')""",
    """
INSERT INTO organizations (tenant_id, parent_id, kind, name, code)
SELECT {tenant}, o.id, 'department', 'Department ' || n, 'D' || n
FROM organizations o, generate_series(1, 10) n WHERE o.tenant_id = {tenant} AND o.kind = 'university'""",
    """
INSERT INTO users (tenant_id, email, full_name, given_name, family_name, is_listed)
SELECT {tenant}, k.kind || n || '@{code}.example', initcap(k.kind) || ' Number ' || n, initcap(k.kind), 'Number ' || n, true
FROM (VALUES ('student', {students}), ('teacher', 50), ('reader', 1)) k (kind, many), generate_series(1, k.many) n""",
    """
INSERT INTO identity.accounts (email)
SELECT u.email FROM users u WHERE u.tenant_id = {tenant}
    AND (u.full_name ~ '^(Teacher|Reader) Number 1$' OR u.full_name ~ '^Student Number ([1-9]|10)$')""",
    """
UPDATE users u SET account_id = a.id FROM identity.accounts a WHERE u.tenant_id = {tenant} AND a.email = u.email""",
    """
INSERT INTO identity.account_identities (account_id, issuer, subject)
SELECT a.id, '{issuer}', a.email FROM identity.accounts a WHERE a.email LIKE '%@{code}.example'""",
    """
INSERT INTO user_roles (tenant_id, user_id, role)
SELECT {tenant}, u.id, CASE WHEN u.given_name = 'Teacher' THEN 'teacher' ELSE 'student' END::user_role
FROM users u WHERE u.tenant_id = {tenant}""",
    """
INSERT INTO gateway.clients (tenant_id, issuer, subject, name, scopes)
VALUES ({tenant}, '{issuer}', 'partner@{code}', 'Partner', '{scopes}')""",
)

COURSE = """
INSERT INTO courses (tenant_id, organization_id, primary_subject_id, title, code, description, credit_hours, status,
    visibility)
SELECT {tenant}, d.id, s.id, 'Course ' || substr(md5({name}), 1, 8), {name},
    'What the course ' || {name} || ' is about, in a sentence or two, as a catalogue says it.', 1 + n % 5,
    'published', 'org'
FROM generate_series({first}, {last}) n
JOIN organizations d ON d.tenant_id = {tenant} AND d.code = 'D' || (n % 10 + 1)
JOIN subjects s ON s.code = 'BENCH_' || (n % 20 + 1)"""

UNITS = """
INSERT INTO modules (tenant_id, course_id, module_type, title, objective, sequence_index, is_published)
SELECT {tenant}, c.id, 'unit', c.code || ' unit ' || n, 'Know what unit ' || n || ' is about.', n, true
FROM courses c, generate_series(1, {units}) n WHERE c.tenant_id = {tenant} AND c.code {which} ORDER BY c.id, n"""
LESSONS = """
INSERT INTO modules (tenant_id, course_id, parent_id, module_type, title, objective, sequence_index, is_published)
SELECT {tenant}, m.course_id, m.id, 'lesson', m.title || ' lesson ' || n, 'Know what lesson ' || n || ' is about.', n, true
FROM modules m JOIN courses c ON c.tenant_id = {tenant} AND c.id = m.course_id AND c.code {which}, generate_series(1, {lessons}) n
WHERE m.tenant_id = {tenant} AND m.parent_id IS NULL ORDER BY m.id, n"""
ITEMS = """
INSERT INTO content_items (tenant_id, module_id, course_id, content_type, title, sequence_index,
    estimated_duration_seconds, data)
SELECT {tenant}, m.id, m.course_id, (ARRAY['video', 'quiz', 'text'])[n]::content_type, m.title || ' item ' || n, n, 60 * n,
    (ARRAY[{video}, {quiz}, {text}])[n]
FROM modules m JOIN courses c ON c.tenant_id = {tenant} AND c.id = m.course_id AND c.code {which}, generate_series(1, 3) n
WHERE m.tenant_id = {tenant} AND m.parent_id IS NOT NULL ORDER BY m.id, n"""
VIDEO = """jsonb_build_object('provider', 'internal', 'video_id', substr(md5(m.id::text), 1, 11), 'url',
    'https://media.example/' || m.id || '.mp4', 'duration_seconds', 300.5, 'is_downloadable', true, 'transcript',
    jsonb_build_object('language', 'en', 'segments', (SELECT jsonb_agg(jsonb_build_object('start', s * 10, 'end',
    s * 10 + 10, 'text', 'What is said in these ten seconds of the video.')) FROM generate_series(0, 7) s)))"""
QUIZ = """jsonb_build_object('quiz_mode', 'practice', 'time_limit_seconds', 600, 'max_points', 3.5, 'randomize_order', false,
    'questions', (SELECT jsonb_agg(jsonb_build_object('id', 'q' || q, 'kind', 'true_false', 'prompt',
    '<p>Is this true, or is it not?</p>', 'points', 1)) FROM generate_series(1, 3) q), 'secret',
    jsonb_build_object('answers', jsonb_build_object('q1', true, 'q2', false, 'q3', true)))"""
TEXT = """jsonb_build_object('layout', 'rich_text_v1', 'blocks', (SELECT jsonb_agg(jsonb_build_object('type', 'paragraph', 'text',
    'A paragraph of the article, of about the length of a line.')) FROM generate_series(1, 8) b))"""

DEEP_TOP = """
INSERT INTO modules (tenant_id, course_id, module_type, title, sequence_index, is_published)
SELECT {tenant}, c.id, 'section', 'Section 1.' || n, n, true
FROM courses c, generate_series(1, 2) n WHERE c.tenant_id = {tenant} AND c.code {which}"""
DEEP_BELOW = """
INSERT INTO modules (tenant_id, course_id, parent_id, module_type, title, sequence_index, is_published)
SELECT {tenant}, m.course_id, m.id, 'section', 'Section ' || {level} || '.' || n, n, true
FROM modules m, generate_series(1, 2) n
WHERE m.tenant_id = {tenant} AND m.module_type = 'section' AND m.depth = {level} - 2 AND m.sequence_index = 1"""

RUNS = (
    """
INSERT INTO course_offerings (tenant_id, course_id, term_name, starts_at, ends_at, visibility)
SELECT {tenant}, c.id, 'Fall 2026', timestamptz '2026-09-01 08:00Z', timestamptz '2026-12-18 18:00Z', 'org'
FROM courses c WHERE c.tenant_id = {tenant} ORDER BY c.id""",
    """
INSERT INTO offering_instructors (tenant_id, offering_id, user_id)
SELECT {tenant}, o.id, u.id
FROM (SELECT o.id, row_number() OVER (ORDER BY o.id) AS n FROM course_offerings o WHERE o.tenant_id = {tenant}) o
JOIN (SELECT u.id, row_number() OVER (ORDER BY u.id) AS n FROM users u
    WHERE u.tenant_id = {tenant} AND u.given_name = 'Teacher') u ON u.n IN (o.n % 50 + 1, (o.n * 7 + 3) % 50 + 1)""",
    # The first teacher teaches every course with a full tree, because a workload reads that teacher's rosters.
    """
INSERT INTO offering_instructors (tenant_id, offering_id, user_id)
SELECT {tenant}, o.id, u.id FROM users u, course_offerings o
JOIN courses c ON c.tenant_id = {tenant} AND c.id = o.course_id AND c.code {trees}
WHERE o.tenant_id = {tenant} AND u.tenant_id = {tenant} AND u.full_name = 'Teacher Number 1'
ON CONFLICT DO NOTHING""",
    # Students 1 to 10 take eight courses each; students 11 to 210 all of those with a full tree.
    """
INSERT INTO enrollments (tenant_id, user_id, offering_id, enrolled_at)
SELECT {tenant}, u.id, o.id, timestamptz '2026-08-01 09:00Z' + (row_number() OVER (ORDER BY u.id, o.id)) * interval '7 seconds'
FROM (SELECT u.id, split_part(u.full_name, ' ', 3)::int AS n FROM users u
    WHERE u.tenant_id = {tenant} AND u.given_name = 'Student') u
JOIN (SELECT o.id, c.code, substr(c.code, 7)::int AS n FROM course_offerings o
    JOIN courses c ON c.tenant_id = {tenant} AND c.id = o.course_id AND c.code LIKE 'BENCH-%'
    WHERE o.tenant_id = {tenant}) o
ON CASE WHEN u.n <= 10 THEN o.n <= 8 WHEN u.n <= 210 THEN o.n <= {many}
    ELSE o.n > {many} AND (u.n * 31 + o.n * 17) % {sparse} = 0 END""",
    """
INSERT INTO module_progress (tenant_id, user_id, offering_id, module_id, started_at, completed_at, progress_percent)
SELECT {tenant}, e.user_id, e.offering_id, m.id, e.enrolled_at, CASE WHEN p.done = 100 THEN e.enrolled_at + interval '3 days' END,
    p.done
FROM enrollments e
JOIN course_offerings o ON o.tenant_id = {tenant} AND o.id = e.offering_id
JOIN courses c ON c.tenant_id = {tenant} AND c.id = o.course_id AND c.code {trees}
JOIN modules m ON m.tenant_id = {tenant} AND m.course_id = o.course_id AND m.parent_id IS NULL AND m.sequence_index <= 6
CROSS JOIN LATERAL (SELECT least(100, 20 * (m.sequence_index + length(e.id::text) % 3)) AS done) p
WHERE e.tenant_id = {tenant}""",
    """
INSERT INTO content_progress (tenant_id, user_id, offering_id, content_item_id, first_started_at, last_interacted_at,
    progress_percent, attempts_count)
SELECT {tenant}, e.user_id, e.offering_id, i.id, e.enrolled_at, e.enrolled_at + i.n * interval '1 hour', 25 * i.n, i.n
FROM enrollments e
JOIN course_offerings o ON o.tenant_id = {tenant} AND o.id = e.offering_id
JOIN courses c ON c.tenant_id = {tenant} AND c.id = o.course_id AND c.code {trees}
CROSS JOIN LATERAL (SELECT t.id, row_number() OVER (ORDER BY t.id) AS n FROM content_items t
    WHERE t.tenant_id = {tenant} AND t.course_id = o.course_id ORDER BY t.id LIMIT 3) i
WHERE e.tenant_id = {tenant}""",
)


def _among(first: int, last: int) -> str:
    return f"IN ({', '.join(repr(f'BENCH-{n}') for n in range(first, last + 1))})"


def _curriculum(which: str, units: int, lessons: int) -> list[tuple[str, dict[str, object]]]:
    said: dict[str, object] = {
        "which": which, "units": units, "lessons": lessons, "video": VIDEO, "quiz": QUIZ, "text": TEXT,
    }  # fmt: skip
    return [(statement, said) for statement in (UNITS, LESSONS, ITEMS)]


def _statements(number: int, scale: int) -> list[str]:
    """The statements that fill one tenant, in order."""
    courses, students, trees = COURSES * scale, STUDENTS * scale, _among(1, TREES)
    deep = _among(TREES + 1, 2 * TREES)
    rest = f"LIKE 'BENCH-%' AND c.code NOT {_among(1, 2 * TREES)}"
    plan: list[tuple[str, dict[str, object]]] = [(statement, {"students": students}) for statement in PEOPLE]
    plan.append((COURSE, {"name": "'BENCH-' || n", "first": 1, "last": courses}))
    plan += _curriculum(trees, 10, 9)
    plan += _curriculum(rest, 6, 3)
    plan.append((DEEP_TOP, {"which": deep}))
    plan += [(DEEP_BELOW, {"level": level}) for level in range(2, 12)]
    if number == 1:
        for factor in (4, 16):
            plan.append((COURSE, {"name": f"'GROW-{factor}'", "first": 1, "last": 1}))
            plan += _curriculum(f"= 'GROW-{factor}'", 10 * factor, 9)
    sparse = max(1, courses // 2)
    plan += [(statement, {"trees": trees, "many": TREES, "sparse": sparse}) for statement in RUNS]
    common = {"code": code_of(number), "issuer": ISSUER, "scopes": SCOPES, "tenant": "app.tenant_id()"}
    return [statement.format(**common, **said) for statement, said in plan]


def code_of(number: int) -> str:
    """The short code of the n-th tenant."""
    return f"bench-{number}"


async def fill(owner_url: str, scale: int, say: Callable[[str], None]) -> None:
    """Fill an empty, migrated database. scale: the multiple of courses, people and enrolments."""
    connection = await asyncpg.connect(owner_url)
    try:
        await connection.execute(SHARED)
        for number in range(1, TENANTS + 1):
            say(f"tenant {number} of {TENANTS}")
            async with connection.transaction():
                tenant = await connection.fetchval("SELECT uuidv7()")
                await connection.execute("SELECT app.enter_tenant($1)", tenant)
                await connection.execute(
                    "INSERT INTO tenants (id, name, short_code, kind) VALUES ($1, $2, $3, 'university')",
                    tenant, f"Bench University {number}", code_of(number),
                )  # fmt: skip
                for statement in _statements(number, scale):
                    await connection.execute(statement)
    finally:
        await connection.close()


def main(owner_url: str, scale: int) -> None:
    """Fill the database, and print the progress."""
    asyncio.run(fill(owner_url, scale, print))

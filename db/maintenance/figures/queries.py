"""What each derived table holds, as a plain query over the tables that it is derived from.

`$1` is the tenant, and every level of a query names it. A query returns the columns of its table, keys first, without
the traces.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figures:
    """keys: the columns that identify a row. query: all rows of a tenant, with the keys and `columns`."""

    keys: tuple[str, ...]
    columns: tuple[str, ...]
    query: str


# No single number may stop a refresh: a number too large for its column is stored as the largest that fits.
_MOST, _MOST_SHOWN, _MOST_MONEY = 2**31 - 1, 999_999, 2**53 - 1
_SCORE = "round(avg(least(100 * a.score_obtained / nullif(a.max_score, 0), 100)), 2)"
_SUBMITTED = "a.tenant_id = $1 AND a.submitted_at IS NOT NULL"
_MINUTES = (
    f"least(round(sum(coalesce(i.estimated_duration_seconds, 0) * p.progress_percent) / 6000), {_MOST})::int"
)
_ONE_PLACE = "CASE WHEN count(DISTINCT p.organization_id) = 1 THEN min(p.organization_id::text)::uuid END"

USERS = f"""
SELECT e.user_id, e.courses_enrolled, e.courses_completed, coalesce(s.lessons, 0) AS lessons_completed,
    coalesce(s.minutes, 0) AS total_study_time_minutes, q.score AS average_quiz_score
FROM (
    SELECT e.user_id, count(DISTINCT o.course_id)::int AS courses_enrolled,
        (count(DISTINCT o.course_id) FILTER (WHERE e.status = 'completed'))::int AS courses_completed
    FROM enrollments e JOIN course_offerings o ON o.tenant_id = $1 AND o.id = e.offering_id
    WHERE e.tenant_id = $1 GROUP BY e.user_id
) e
LEFT JOIN (
    SELECT p.user_id, count(p.completed_at)::int AS lessons, {_MINUTES} AS minutes
    FROM content_progress p JOIN content_items i ON i.tenant_id = $1 AND i.id = p.content_item_id
    WHERE p.tenant_id = $1 GROUP BY p.user_id
) s ON s.user_id = e.user_id
LEFT JOIN (
    SELECT a.user_id, {_SCORE} AS score FROM quiz_attempts a WHERE {_SUBMITTED} GROUP BY a.user_id
) q ON q.user_id = e.user_id
"""

COURSES = f"""
SELECT c.id AS course_id, coalesce(e.total, 0) AS total_enrollments, coalesce(e.completed, 0) AS completed_enrollments,
    e.hours AS average_completion_time_hours, r.rating AS average_course_rating
FROM courses c
LEFT JOIN (
    SELECT o.course_id, count(*)::int AS total, (count(*) FILTER (WHERE e.status = 'completed'))::int AS completed,
        round(least(avg(extract(epoch FROM e.completed_at - e.enrolled_at) / 3600)
            FILTER (WHERE e.status = 'completed'), {_MOST_SHOWN}), 2) AS hours
    FROM enrollments e JOIN course_offerings o ON o.tenant_id = $1 AND o.id = e.offering_id
    WHERE e.tenant_id = $1 GROUP BY o.course_id
) e ON e.course_id = c.id
LEFT JOIN (
    SELECT r.course_id, round(avg(r.rating), 2) AS rating FROM course_reviews r
    WHERE r.tenant_id = $1 AND r.deleted_at IS NULL GROUP BY r.course_id
) r ON r.course_id = c.id
WHERE c.tenant_id = $1 AND c.deleted_at IS NULL
"""

COURSE_STUDENTS = f"""
SELECT e.course_id, e.user_id, c.organization_id, e.enrolled_at, e.completed_at,
    coalesce(s.minutes, 0) AS study_time_minutes, coalesce(q.attempts, 0) AS quiz_attempts,
    q.score AS average_quiz_score
FROM (
    SELECT o.course_id, e.user_id, min(e.enrolled_at) AS enrolled_at, max(e.completed_at) AS completed_at
    FROM enrollments e JOIN course_offerings o ON o.tenant_id = $1 AND o.id = e.offering_id
    WHERE e.tenant_id = $1 GROUP BY o.course_id, e.user_id
) e
JOIN courses c ON c.tenant_id = $1 AND c.id = e.course_id AND c.deleted_at IS NULL
LEFT JOIN (
    SELECT o.course_id, p.user_id, {_MINUTES} AS minutes
    FROM content_progress p JOIN content_items i ON i.tenant_id = $1 AND i.id = p.content_item_id
    JOIN course_offerings o ON o.tenant_id = $1 AND o.id = p.offering_id
    WHERE p.tenant_id = $1 GROUP BY o.course_id, p.user_id
) s ON s.course_id = e.course_id AND s.user_id = e.user_id
LEFT JOIN (
    SELECT o.course_id, a.user_id, count(*)::int AS attempts, {_SCORE} AS score
    FROM quiz_attempts a JOIN course_offerings o ON o.tenant_id = $1 AND o.id = a.offering_id
    WHERE {_SUBMITTED} GROUP BY o.course_id, a.user_id
) q ON q.course_id = e.course_id AND q.user_id = e.user_id
"""

STUDENTS = f"""
SELECT s.user_id, s.organization_id, coalesce(e.active, 0) AS active_courses, w.progress AS average_progress,
    coalesce(k.attended, 0) AS classes_attended, coalesce(a.count, 0) AS skill_assessments,
    a.score AS average_skill_score, w.last AS last_active_at
FROM (
    SELECT p.user_id, {_ONE_PLACE} AS organization_id
    FROM student_profiles p JOIN users u ON u.tenant_id = $1 AND u.id = p.user_id AND u.deleted_at IS NULL
    WHERE p.tenant_id = $1 AND p.deleted_at IS NULL GROUP BY p.user_id
) s
LEFT JOIN (
    SELECT e.user_id, count(*)::int AS active FROM enrollments e
    WHERE e.tenant_id = $1 AND e.status = 'active' GROUP BY e.user_id
) e ON e.user_id = s.user_id
LEFT JOIN (
    SELECT p.user_id, round(avg(p.progress_percent), 2) AS progress, max(p.last_interacted_at) AS last
    FROM content_progress p WHERE p.tenant_id = $1 GROUP BY p.user_id
) w ON w.user_id = s.user_id
LEFT JOIN (
    SELECT t.student_id, count(*)::int AS attended
    FROM class_session_students t JOIN class_sessions c ON c.tenant_id = $1 AND c.id = t.class_session_id
    WHERE t.tenant_id = $1 AND c.status = 'completed' AND c.deleted_at IS NULL GROUP BY t.student_id
) k ON k.student_id = s.user_id
LEFT JOIN (
    SELECT a.student_id, count(*)::int AS count, round(least(avg(a.score), {_MOST_SHOWN}), 2) AS score
    FROM skill_assessments a WHERE a.tenant_id = $1 AND a.deleted_at IS NULL GROUP BY a.student_id
) a ON a.student_id = s.user_id
"""

TUTORS = f"""
SELECT t.user_id, t.organization_id, coalesce(s.students, 0) AS students, t.max_students,
    coalesce(c.scheduled, 0) AS scheduled_classes, coalesce(c.completed, 0) AS completed_classes,
    coalesce(c.hours, 0) AS scheduled_hours
FROM (
    SELECT p.user_id, {_ONE_PLACE} AS organization_id, least(sum(p.max_students), {_MOST})::int AS max_students
    FROM tutor_profiles p JOIN users u ON u.tenant_id = $1 AND u.id = p.user_id AND u.deleted_at IS NULL
    WHERE p.tenant_id = $1 AND p.deleted_at IS NULL GROUP BY p.user_id
) t
LEFT JOIN (
    SELECT p.assigned_tutor_id, count(DISTINCT p.user_id)::int AS students FROM student_profiles p
    WHERE p.tenant_id = $1 AND p.deleted_at IS NULL GROUP BY p.assigned_tutor_id
) s ON s.assigned_tutor_id = t.user_id
LEFT JOIN (
    SELECT c.tutor_id, (count(*) FILTER (WHERE c.status = 'scheduled'))::int AS scheduled,
        (count(*) FILTER (WHERE c.status = 'completed'))::int AS completed,
        round(least(sum(extract(epoch FROM c.ends_at - c.starts_at)) FILTER (WHERE c.status = 'scheduled') / 3600,
            {_MOST_SHOWN}), 2) AS hours
    FROM class_sessions c WHERE c.tenant_id = $1 AND c.deleted_at IS NULL GROUP BY c.tutor_id
) c ON c.tutor_id = t.user_id
"""

FINANCIALS = f"""
SELECT r.organization_id, date_trunc('month', r.occurred_at AT TIME ZONE 'UTC')::date AS month, r.currency,
    least(coalesce(sum(r.amount_minor) FILTER (WHERE r.type = 'payment'), 0), {_MOST_MONEY})::bigint AS income_minor,
    least(coalesce(sum(r.amount_minor) FILTER (WHERE r.type <> 'payment'), 0), {_MOST_MONEY})::bigint AS expenses_minor,
    count(*)::int AS records
FROM finance_records r
JOIN organizations o ON o.tenant_id = $1 AND o.id = r.organization_id AND o.deleted_at IS NULL
WHERE r.tenant_id = $1 AND r.deleted_at IS NULL GROUP BY 1, 2, 3
"""

FIGURES: Mapping[str, Figures] = {
    "user_statistics": Figures(
        ("user_id",),
        ("courses_enrolled", "courses_completed", "lessons_completed", "total_study_time_minutes",
         "average_quiz_score"),
        USERS,
    ),
    "course_statistics": Figures(
        ("course_id",),
        ("total_enrollments", "completed_enrollments", "average_completion_time_hours", "average_course_rating"),
        COURSES,
    ),
    "course_student_statistics": Figures(
        ("course_id", "user_id"),
        ("organization_id", "enrolled_at", "completed_at", "study_time_minutes", "quiz_attempts",
         "average_quiz_score"),
        COURSE_STUDENTS,
    ),
    "student_progress_summaries": Figures(
        ("user_id",),
        ("organization_id", "active_courses", "average_progress", "classes_attended", "skill_assessments",
         "average_skill_score", "last_active_at"),
        STUDENTS,
    ),
    "tutor_loads": Figures(
        ("user_id",),
        ("organization_id", "students", "max_students", "scheduled_classes", "completed_classes", "scheduled_hours"),
        TUTORS,
    ),
    "centre_financials": Figures(
        ("organization_id", "month", "currency"),
        ("income_minor", "expenses_minor", "records"),
        FINANCIALS,
    ),
}  # fmt: skip
"""The derived tables that are computed as a whole."""

METRICS: Mapping[str, str] = {
    "events": "count(*)",
    "active_users": "count(DISTINCT e.user_id)",
    "gen_count": "count(*) FILTER (WHERE e.name = 'lesson_generate')",
    "exports": "count(*) FILTER (WHERE e.name = 'lesson_export')",
    "lms_pushes": "count(*) FILTER (WHERE e.name = 'lms_push')",
    "renders": "count(*) FILTER (WHERE e.name = 'render_started')",
}
"""The figures of a day, each with the SQL that counts it over the day's events. Figures of zero are not stored."""

DAY = "(e.occurred_at AT TIME ZONE 'UTC')::date"
METRICS_OF_DAYS = f"""
SELECT m.metric, d.day, m.value FROM (
    SELECT {DAY} AS day, {", ".join(f"{sql} AS {name}" for name, sql in METRICS.items())}
    FROM events e WHERE e.tenant_id = $1 AND {{days}} GROUP BY 1
) d CROSS JOIN LATERAL (VALUES {", ".join(f"('{name}', d.{name})" for name in METRICS)}) AS m (metric, value)
WHERE m.value > 0
"""
EVERY_METRIC = METRICS_OF_DAYS.format(days="true")

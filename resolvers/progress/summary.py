"""How far a person has come in a course, from one statement for any number of enrolments or people."""

_SUMMARY = """
SELECT {key} AS k0, e.id AS enrollment_id, m.percent, m.modules, m.completed_modules,
    l.last_interacted_at, l.content_item_id AS last_content_item_id
FROM enrollments e
LEFT JOIN course_offerings o ON o.tenant_id = {{tenant}} AND o.id = e.offering_id
CROSS JOIN LATERAL (
    SELECT coalesce(round(avg(coalesce(p.progress_percent, 0)), 2), 0)::float8 AS percent,
        count(*)::int AS modules, count(p.completed_at)::int AS completed_modules
    FROM modules r
    LEFT JOIN module_progress p ON p.tenant_id = {{tenant}} AND p.user_id = e.user_id
        AND p.offering_id = e.offering_id AND p.module_id = r.id
    WHERE r.tenant_id = {{tenant}} AND r.parent_id IS NULL AND r.course_id = o.course_id AND r.is_published
) m
LEFT JOIN LATERAL (
    SELECT c.content_item_id, c.last_interacted_at FROM content_progress c
    WHERE c.tenant_id = {{tenant}} AND c.user_id = e.user_id AND c.offering_id = e.offering_id
        AND c.last_interacted_at IS NOT NULL
    ORDER BY c.last_interacted_at DESC, c.id LIMIT 1
) l ON true
WHERE e.tenant_id = {{tenant}} AND {key} = ANY({{k0}}) {more}
"""

MOST_COURSES = 50

OF_ENROLLMENT = _SUMMARY.format(key="e.id", more="")
OF_PERSON = (
    "SELECT * FROM ("
    + _SUMMARY.format(key="e.user_id", more="AND e.status = 'active'")
    + f") s ORDER BY s.last_interacted_at DESC NULLS LAST, s.enrollment_id LIMIT {MOST_COURSES}"
)

"""How far a person has come in a course, from one statement for any number of enrolments or people.

The modules at the top of each course are found once, however many take it; then each enrolment reads its own progress
in just these, and the one content item it was in last, by indexes. A partner's system that reaches no progress is told
nothing, rather than that there was none.
"""

_SUMMARY = """
WITH e AS MATERIALIZED (
    SELECT {key} AS k0, e.id, e.user_id, e.offering_id, o.course_id
    FROM enrollments e LEFT JOIN course_offerings o ON o.tenant_id = {{tenant}} AND o.id = e.offering_id
    WHERE e.tenant_id = {{tenant}} AND {key} = ANY({{k0}}) {more}
        AND (app.user_id() IS NOT NULL OR app.reaches('progress:read'))
), tops AS MATERIALIZED (
    SELECT r.course_id, array_agg(r.id) AS ids FROM modules r
    WHERE r.tenant_id = {{tenant}} AND r.parent_id IS NULL AND r.is_published
        AND r.course_id IN (SELECT e.course_id FROM e)
    GROUP BY r.course_id
)
SELECT e.k0, e.id AS enrollment_id,
    coalesce(round(m.done / cardinality(tops.ids), 2), 0)::float8 AS percent,
    coalesce(cardinality(tops.ids), 0) AS modules, m.completed AS completed_modules,
    l.last_interacted_at, l.content_item_id AS last_content_item_id
FROM e LEFT JOIN tops ON tops.course_id = e.course_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(p.progress_percent), 0) AS done, count(p.completed_at)::int AS completed
    FROM module_progress p
    WHERE p.tenant_id = {{tenant}} AND p.user_id = e.user_id AND p.offering_id = e.offering_id
        AND p.module_id = ANY(tops.ids)
) m
LEFT JOIN LATERAL (
    SELECT c.content_item_id, c.last_interacted_at FROM content_progress c
    WHERE c.tenant_id = {{tenant}} AND c.user_id = e.user_id AND c.offering_id = e.offering_id
        AND c.last_interacted_at IS NOT NULL
    ORDER BY c.last_interacted_at DESC, c.id LIMIT 1
) l ON true
"""

MOST_COURSES = 50

OF_ENROLLMENT = _SUMMARY.format(key="e.id", more="")
OF_PERSON = (
    "SELECT * FROM ("
    + _SUMMARY.format(key="e.user_id", more="AND e.status = 'active'")
    + f") s ORDER BY s.last_interacted_at DESC NULLS LAST, s.enrollment_id LIMIT {MOST_COURSES}"
)

"""How far a person has come in a course, from one statement for any number of enrolments or people.

The modules at the top of each offering's course are found once, however many take it; then each enrolment reads its own
progress in just these, and the one content item it was in last, by indexes. A partner's system that reaches no progress
is told nothing, rather than that there was none.
"""

_SUMMARY = """
WITH e AS MATERIALIZED (
    «enrollments»
), tops AS MATERIALIZED (
    SELECT o.id AS offering_id, array_agg(r.id) AS ids
    FROM course_offerings o JOIN modules r ON r.tenant_id = {tenant} AND r.course_id = o.course_id
    WHERE o.tenant_id = {tenant} AND o.id IN (SELECT e.offering_id FROM e)
        AND r.parent_id IS NULL AND r.is_published
    GROUP BY o.id
)
SELECT «key», e.id AS enrollment_id,
    coalesce(round(m.done / cardinality(tops.ids), 2), 0)::float8 AS percent,
    coalesce(cardinality(tops.ids), 0) AS modules, m.completed AS completed_modules,
    l.last_interacted_at, l.content_item_id AS last_content_item_id
FROM e LEFT JOIN tops ON tops.offering_id = e.offering_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(p.progress_percent), 0) AS done, count(p.completed_at)::int AS completed
    FROM module_progress p
    WHERE p.tenant_id = {tenant} AND p.user_id = e.user_id AND p.offering_id = e.offering_id
        AND p.module_id = ANY(tops.ids)
) m
LEFT JOIN LATERAL (
    SELECT c.content_item_id, c.last_interacted_at FROM content_progress c
    WHERE c.tenant_id = {tenant} AND c.user_id = e.user_id AND c.offering_id = e.offering_id
        AND c.last_interacted_at IS NOT NULL
    ORDER BY c.last_interacted_at DESC, c.id DESC LIMIT 1
) l ON true
"""

MOST_COURSES = 50


def _summary(*, enrollments: str, key: str) -> str:
    """The statement over the enrolments that a query gives, each under the key of its parent."""
    return _SUMMARY.replace("«enrollments»", enrollments).replace("«key»", key)


ENROLLMENT_KEYS = ("id", "user_id", "offering_id")
"""What an enrolment's own row says is not read again."""

OF_ENROLLMENT = _summary(
    enrollments="SELECT k.id, k.user_id, k.offering_id"
    " FROM unnest({k0}, {k1}, {k2}) AS k (id, user_id, offering_id)"
    " WHERE app.user_id() IS NOT NULL OR app.reaches('progress:read')",
    key="e.id AS k0",
)
OF_PERSON = (
    "SELECT * FROM ("
    + _summary(
        enrollments="SELECT e.id, e.user_id, e.offering_id FROM enrollments e"
        " WHERE e.tenant_id = {tenant} AND e.user_id = ANY({k0}) AND e.status = 'active'"
        " AND (app.user_id() IS NOT NULL OR app.reaches('progress:read'))",
        key="e.user_id AS k0",
    )
    + f") s ORDER BY s.last_interacted_at DESC NULLS LAST, s.enrollment_id LIMIT {MOST_COURSES}"
)

"""The first content item of the syllabus, in reading order, that a person has not finished.

One statement finds it for any number of enrolments. It skips what only staff can read now, whoever asks. The SQL names
its tables in clear, because it reads no masked column: `tests/security/test_own_sql.py` lists all that it reads.
"""

OF_ENROLLMENT = """
WITH RECURSIVE e AS MATERIALIZED (
    SELECT e.id AS k0, e.user_id, e.offering_id, o.course_id
    FROM enrollments e JOIN course_offerings o ON o.tenant_id = {tenant} AND o.id = e.offering_id
    WHERE e.tenant_id = {tenant} AND e.id = ANY({k0})
        AND (app.user_id() IS NOT NULL OR app.reaches('progress:read'))
), tree (course_id, id, path) AS (
    SELECT m.course_id, m.id, ARRAY[m.sequence_index] FROM modules m
    WHERE m.tenant_id = {tenant} AND m.parent_id IS NULL AND m.audience > 'staff'
        AND (m.visible_from <= statement_timestamp()) IS NOT FALSE
        AND (m.visible_until > statement_timestamp()) IS NOT FALSE
        AND m.course_id IN (SELECT e.course_id FROM e)
    UNION ALL
    SELECT m.course_id, m.id, tree.path || m.sequence_index FROM tree CROSS JOIN modules m
    WHERE m.tenant_id = {tenant} AND m.parent_id = tree.id AND m.audience > 'staff'
        AND (m.visible_from <= statement_timestamp()) IS NOT FALSE
        AND (m.visible_until > statement_timestamp()) IS NOT FALSE
)
SELECT DISTINCT ON (e.k0) e.k0, i.id AS content_item_id, p.first_started_at IS NOT NULL AS is_started
FROM e JOIN tree ON tree.course_id = e.course_id
JOIN content_items i ON i.tenant_id = {tenant} AND i.module_id = tree.id AND i.audience > 'staff'
    AND (i.visible_from <= statement_timestamp()) IS NOT FALSE
    AND (i.visible_until > statement_timestamp()) IS NOT FALSE
LEFT JOIN content_progress p ON p.tenant_id = {tenant} AND p.user_id = e.user_id
    AND p.offering_id = e.offering_id AND p.content_item_id = i.id
WHERE p.completed_at IS NULL
ORDER BY e.k0, tree.path, i.sequence_index, i.id
"""

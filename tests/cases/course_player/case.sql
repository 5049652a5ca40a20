WITH one AS MATERIALIZED (SELECT * FROM (SELECT j0.id AS "j0.id", j0.full_name AS "j0.full_name", t."user_id" AS "user_id" FROM (SELECT coalesce(app.user_id(), app.client_id(), $1::uuid) AS id, $1::uuid AS tenant_id, app.user_id() AS user_id, app.user_id() AS user_uuid, app.client_id() AS client_id) t LEFT JOIN users j0 ON j0.id = t.user_id AND j0.tenant_id = $1) o LIMIT 1) SELECT c.*, one."j0.id" AS "one.j0.id", one."j0.full_name" AS "one.j0.full_name", one."user_id" AS "one.user_id" FROM one LEFT JOIN (SELECT p.k0, c.* FROM unnest(ARRAY(SELECT one."user_id" FROM one)) AS p (k0) CROSS JOIN LATERAL (SELECT t.status AS "status", j0.id AS "j0.id", j0.term_name AS "j0.term_name", j0.ends_at AS "j0.ends_at", j1.id AS "j1.id", j1.code AS "j1.code", j1.title AS "j1.title", j2.id AS "j2.id", (j2.percent)::float8 AS "j2.percent", j2.completed_modules AS "j2.completed_modules", j2.modules AS "j2.modules", j2.last_interacted_at AS "j2.last_interacted_at", j3.id AS "j3.id", j3.content_type AS "j3.content_type", j3.title AS "j3.title", t.id AS "id" FROM (SELECT t.* FROM enrollments t WHERE t.tenant_id = $1 AND t.user_id = p.k0 AND ((t.status = ($2::text)::enrollment_status)) ORDER BY t.enrolled_at DESC, t.id DESC LIMIT 2) t LEFT JOIN course_offerings j0 ON j0.id = t.offering_id AND j0.tenant_id = $1 LEFT JOIN courses j1 ON j1.id = j0.course_id AND j1.tenant_id = $1 LEFT JOIN course_progress j2 ON j2.enrollment_id = t.id AND j2.tenant_id = $1 LEFT JOIN content_items j3 ON j3.id = j2.last_content_item_id AND j3.tenant_id = $1 ORDER BY t.enrolled_at DESC, t.id DESC) c) c ON true;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.letter_grade AS "letter_grade" FROM course_grades t WHERE t.tenant_id = $1 AND t.offering_id = p.k0 AND (t.user_id = app.user_id()) ORDER BY t.graded_at DESC, t.id LIMIT 1) c;

SELECT t.k0, t."is_started" AS "is_started", j0.id AS "j0.id", j0.content_type AS "j0.content_type", j0.title AS "j0.title", j0.estimated_duration_seconds AS "j0.estimated_duration_seconds" FROM (
WITH RECURSIVE e AS MATERIALIZED (
    SELECT e.id AS k0, e.user_id, e.offering_id, o.course_id
    FROM enrollments e JOIN course_offerings o ON o.tenant_id = $1 AND o.id = e.offering_id
    WHERE e.tenant_id = $1 AND e.id = ANY(($2::text)::uuid[])
        AND (app.user_id() IS NOT NULL OR app.reaches('progress:read'))
), tree (course_id, id, path) AS (
    SELECT m.course_id, m.id, ARRAY[m.sequence_index] FROM modules m
    WHERE m.tenant_id = $1 AND m.parent_id IS NULL AND m.audience > 'staff'
        AND (m.visible_from <= statement_timestamp()) IS NOT FALSE
        AND (m.visible_until > statement_timestamp()) IS NOT FALSE
        AND m.course_id IN (SELECT e.course_id FROM e)
    UNION ALL
    SELECT m.course_id, m.id, tree.path || m.sequence_index FROM tree CROSS JOIN modules m
    WHERE m.tenant_id = $1 AND m.parent_id = tree.id AND m.audience > 'staff'
        AND (m.visible_from <= statement_timestamp()) IS NOT FALSE
        AND (m.visible_until > statement_timestamp()) IS NOT FALSE
)
SELECT DISTINCT ON (e.k0) e.k0, i.id AS content_item_id, p.first_started_at IS NOT NULL AS is_started
FROM e JOIN tree ON tree.course_id = e.course_id
JOIN content_items i ON i.tenant_id = $1 AND i.module_id = tree.id AND i.audience > 'staff'
    AND (i.visible_from <= statement_timestamp()) IS NOT FALSE
    AND (i.visible_until > statement_timestamp()) IS NOT FALSE
LEFT JOIN content_progress p ON p.tenant_id = $1 AND p.user_id = e.user_id
    AND p.offering_id = e.offering_id AND p.content_item_id = i.id
WHERE p.completed_at IS NULL
ORDER BY e.k0, tree.path, i.sequence_index, i.id
) t LEFT JOIN content_items j0 ON j0.id = t.content_item_id AND j0.tenant_id = $1;

WITH one AS MATERIALIZED (SELECT * FROM (SELECT t.title AS "title", t.id AS "id" FROM courses t WHERE t.tenant_id = $1 AND t.code = ANY($2::TEXT[]) AND t.deleted_at IS NULL) o LIMIT 1) SELECT c.*, one."title" AS "one.title", one."id" AS "one.id" FROM one LEFT JOIN (WITH RECURSIVE tree (k0, id, level, path) AS (SELECT t.course_id, t.id, 1, ARRAY[t.sequence_index::int] FROM modules t WHERE t.tenant_id = $1 AND t.course_id = ANY(ARRAY(SELECT one."id" FROM one)) AND t.parent_id IS NULL UNION ALL SELECT tree.k0, t.id, tree.level + 1, tree.path || ARRAY[t.sequence_index::int] FROM tree CROSS JOIN modules t WHERE t.tenant_id = $1 AND t.parent_id = tree.id AND tree.level < 100) SELECT p.k0, p.path AS "path", t.title AS "title", t.depth AS "depth", t.parent_id AS "parent_id", t.module_type AS "module_type", t.id AS "id" FROM (SELECT tree.*, row_number() OVER (PARTITION BY tree.k0 ORDER BY tree.path) AS place FROM tree) p JOIN modules t ON t.id = p.id WHERE t.tenant_id = $1 AND p.place <= 8 ORDER BY p.k0, p.place) c ON true;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT (t.progress_percent)::float8 AS "progress_percent", t.completed_at AS "completed_at" FROM module_progress t WHERE t.tenant_id = $1 AND t.module_id = p.k0 AND (t.user_id = app.user_id()) ORDER BY t.updated_at DESC, t.id DESC LIMIT 1) c;

SELECT t.module_id AS "k0", t.content_type AS "content_type", t.id AS "id", t.title AS "title", t.estimated_duration_seconds AS "estimated_duration_seconds" FROM content_items t WHERE t.tenant_id = $1 AND t.module_id = ANY(($2::text)::uuid[]) ORDER BY t.module_id, t.sequence_index, t.id LIMIT 10001;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT (t.progress_percent)::float8 AS "progress_percent", t.completed_at AS "completed_at", t.is_passed AS "is_passed", t.attempts_count AS "attempts_count" FROM content_progress t WHERE t.tenant_id = $1 AND t.content_item_id = p.k0 AND (t.user_id = app.user_id()) ORDER BY t.updated_at DESC, t.id DESC LIMIT 1) c;

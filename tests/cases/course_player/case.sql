SELECT j0.id AS "j0.id", j0.full_name AS "j0.full_name", t."user_id" AS "user_id" FROM (SELECT $1::uuid AS tenant_id, app.user_id() AS user_id, app.user_id() AS user_uuid) t LEFT JOIN users j0 ON j0.id = t.user_id AND j0.tenant_id = $1;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.status AS "status", j0.id AS "j0.id", j0.term_name AS "j0.term_name", j0.ends_at AS "j0.ends_at", j1.id AS "j1.id", j1.code AS "j1.code", j1.title AS "j1.title", t.id AS "id", t.user_id AS "user_id", t.offering_id AS "offering_id" FROM enrollments t LEFT JOIN course_offerings j0 ON j0.id = t.offering_id AND j0.tenant_id = $1 LEFT JOIN courses j1 ON j1.id = j0.course_id AND j1.tenant_id = $1 WHERE t.tenant_id = $1 AND t.user_id = p.k0 AND ((t.status = ($3::text)::enrollment_status)) ORDER BY t.enrolled_at DESC, t.id DESC LIMIT 2) c;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.letter_grade AS "letter_grade" FROM course_grades t WHERE t.tenant_id = $1 AND t.offering_id = p.k0 AND (t.user_id = app.user_id()) ORDER BY t.graded_at DESC, t.id LIMIT 1) c;

SELECT t.k0, t."percent" AS "percent", t."completed_modules" AS "completed_modules", t."modules" AS "modules", t."last_interacted_at" AS "last_interacted_at", j0.id AS "j0.id", j0.content_type AS "j0.content_type", j0.title AS "j0.title" FROM (
WITH e AS MATERIALIZED (
    SELECT k.id, k.user_id, k.offering_id FROM unnest(($2::text)::uuid[], ($3::text)::uuid[], ($4::text)::uuid[]) AS k (id, user_id, offering_id) WHERE app.user_id() IS NOT NULL OR app.reaches('progress:read')
), tops AS MATERIALIZED (
    SELECT o.id AS offering_id, array_agg(r.id) AS ids
    FROM course_offerings o JOIN modules r ON r.tenant_id = $1 AND r.course_id = o.course_id
    WHERE o.tenant_id = $1 AND o.id IN (SELECT e.offering_id FROM e)
        AND r.parent_id IS NULL AND r.is_published
    GROUP BY o.id
)
SELECT e.id AS k0, e.id AS enrollment_id,
    coalesce(round(m.done / cardinality(tops.ids), 2), 0)::float8 AS percent,
    coalesce(cardinality(tops.ids), 0) AS modules, m.completed AS completed_modules,
    l.last_interacted_at, l.content_item_id AS last_content_item_id
FROM e LEFT JOIN tops ON tops.offering_id = e.offering_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(p.progress_percent), 0) AS done, count(p.completed_at)::int AS completed
    FROM module_progress p
    WHERE p.tenant_id = $1 AND p.user_id = e.user_id AND p.offering_id = e.offering_id
        AND p.module_id = ANY(tops.ids)
) m
LEFT JOIN LATERAL (
    SELECT c.content_item_id, c.last_interacted_at FROM content_progress c
    WHERE c.tenant_id = $1 AND c.user_id = e.user_id AND c.offering_id = e.offering_id
        AND c.last_interacted_at IS NOT NULL
    ORDER BY c.last_interacted_at DESC, c.id DESC LIMIT 1
) l ON true
) t LEFT JOIN content_items j0 ON j0.id = t.last_content_item_id AND j0.tenant_id = $1;

SELECT t.k0, t."is_started" AS "is_started", j0.id AS "j0.id", j0.content_type AS "j0.content_type", j0.title AS "j0.title", j0.estimated_duration_seconds AS "j0.estimated_duration_seconds" FROM (
WITH RECURSIVE e AS MATERIALIZED (
    SELECT e.id AS k0, e.user_id, e.offering_id, o.course_id
    FROM enrollments e JOIN course_offerings o ON o.tenant_id = $1 AND o.id = e.offering_id
    WHERE e.tenant_id = $1 AND e.id = ANY(($2::text)::uuid[])
        AND (app.user_id() IS NOT NULL OR app.reaches('progress:read'))
), tree (course_id, id, path) AS (
    SELECT m.course_id, m.id, ARRAY[m.sequence_index] FROM modules m
    WHERE m.tenant_id = $1 AND m.parent_id IS NULL AND m.audience > 'staff'
        AND m.course_id IN (SELECT e.course_id FROM e)
    UNION ALL
    SELECT m.course_id, m.id, tree.path || m.sequence_index FROM tree CROSS JOIN modules m
    WHERE m.tenant_id = $1 AND m.parent_id = tree.id AND m.audience > 'staff'
)
SELECT DISTINCT ON (e.k0) e.k0, i.id AS content_item_id, p.first_started_at IS NOT NULL AS is_started
FROM e JOIN tree ON tree.course_id = e.course_id
JOIN content_items i ON i.tenant_id = $1 AND i.module_id = tree.id AND i.audience > 'staff'
LEFT JOIN content_progress p ON p.tenant_id = $1 AND p.user_id = e.user_id
    AND p.offering_id = e.offering_id AND p.content_item_id = i.id
WHERE p.completed_at IS NULL
ORDER BY e.k0, tree.path, i.sequence_index, i.id
) t LEFT JOIN content_items j0 ON j0.id = t.content_item_id AND j0.tenant_id = $1;

SELECT t.title AS "title", t.id AS "id" FROM courses t WHERE t.tenant_id = $1 AND t.code = ANY($2::TEXT[]) AND t.deleted_at IS NULL;

WITH RECURSIVE tree (k0, id, level, path) AS (SELECT t.course_id, t.id, 1, ARRAY[t.sequence_index::int] FROM modules t WHERE t.tenant_id = $1 AND t.course_id = ANY(($2::text)::uuid[]) AND t.parent_id IS NULL UNION ALL SELECT tree.k0, t.id, tree.level + 1, tree.path || ARRAY[t.sequence_index::int] FROM tree CROSS JOIN modules t WHERE t.tenant_id = $1 AND t.parent_id = tree.id AND tree.level < 100) SELECT p.k0, p.path AS "path", t.title AS "title", t.depth AS "depth", t.parent_id AS "parent_id", t.module_type AS "module_type", t.id AS "id" FROM (SELECT tree.*, row_number() OVER (PARTITION BY tree.k0 ORDER BY tree.path) AS place FROM tree) p JOIN modules t ON t.id = p.id WHERE t.tenant_id = $1 AND p.place <= 9 ORDER BY p.k0, p.place;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT (t.progress_percent)::float8 AS "progress_percent", t.completed_at AS "completed_at" FROM module_progress t WHERE t.tenant_id = $1 AND t.module_id = p.k0 AND (t.user_id = app.user_id()) ORDER BY t.updated_at DESC, t.id DESC LIMIT 1) c;

SELECT t.module_id AS "k0", t.content_type AS "content_type", t.id AS "id", t.title AS "title", t.estimated_duration_seconds AS "estimated_duration_seconds" FROM content_items t WHERE t.tenant_id = $1 AND t.module_id = ANY(($2::text)::uuid[]) ORDER BY t.module_id, t.sequence_index, t.id LIMIT 10001;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT (t.progress_percent)::float8 AS "progress_percent", t.completed_at AS "completed_at", t.is_passed AS "is_passed", t.attempts_count AS "attempts_count" FROM content_progress t WHERE t.tenant_id = $1 AND t.content_item_id = p.k0 AND (t.user_id = app.user_id()) ORDER BY t.updated_at DESC, t.id DESC LIMIT 1) c;

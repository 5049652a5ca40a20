SELECT j0.id AS "j0.id" FROM (SELECT $1::uuid AS tenant_id, app.user_id() AS user_id, app.user_id() AS user_uuid) t LEFT JOIN users j0 ON j0.id = t.user_id AND j0.tenant_id = $1;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT j0.id AS "j0.id", j0.term_name AS "j0.term_name", j1.id AS "j1.id", j1.code AS "j1.code", j1.title AS "j1.title" FROM offering_instructors t LEFT JOIN course_offerings j0 ON j0.id = t.offering_id AND j0.tenant_id = $1 LEFT JOIN courses j1 ON j1.id = j0.course_id AND j1.tenant_id = $1 WHERE t.tenant_id = $1 AND t.user_id = p.k0 ORDER BY t.id LIMIT 3) c;

SELECT t.user_id AS "k0", count(*) AS "count" FROM offering_instructors t WHERE t.tenant_id = $1 AND t.user_id = ANY(($2::text)::uuid[]) GROUP BY t.user_id;

SELECT j.offering_id AS "k0", t.full_name AS "full_name" FROM offering_instructors j JOIN users t ON t.id = j.user_id WHERE t.tenant_id = $1 AND j.tenant_id = $1 AND j.offering_id = ANY(($2::text)::uuid[]) ORDER BY j.offering_id, t.full_name, t.id LIMIT 10001;

SELECT t.offering_id AS "k0", count(*) AS "count" FROM enrollments t WHERE t.tenant_id = $1 AND t.offering_id = ANY(($2::text)::uuid[]) GROUP BY t.offering_id;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.status AS "status", t.enrolled_at AS "enrolled_at", j0.id AS "j0.id", j0.full_name AS "j0.full_name", CASE WHEN app.is_person(j0.id) OR app.reaches('sensitive') OR app.reaches('sensitive:read') THEN j0.email ELSE NULL END AS "j0.email", t.id AS "id", t.user_id AS "user_id", t.offering_id AS "offering_id" FROM enrollments t LEFT JOIN users j0 ON j0.id = t.user_id AND j0.tenant_id = $1 WHERE t.tenant_id = $1 AND t.offering_id = p.k0 ORDER BY t.status, t.enrolled_at DESC, t.id DESC LIMIT 4) c;

SELECT t.offering_id AS "k0", count(*) AS "count" FROM enrollments t WHERE t.tenant_id = $1 AND t.offering_id = ANY(($2::text)::uuid[]) GROUP BY t.offering_id;

SELECT t.k0, t."percent" AS "percent", t."completed_modules" AS "completed_modules" FROM (
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
) t;

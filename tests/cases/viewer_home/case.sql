SELECT t."user_uuid" AS "user_uuid", j0.id AS "j0.id", j0.full_name AS "j0.full_name", CASE WHEN app.is_person(j0.id) OR app.reaches('sensitive') OR app.reaches('sensitive:read') THEN j0.email ELSE NULL END AS "j0.email", CASE WHEN app.is_person(j0.id) OR app.reaches('sensitive') OR app.reaches('sensitive:read') THEN j0.phone ELSE NULL END AS "j0.phone", j0.time_zone AS "j0.time_zone", j1.id AS "j1.id", j1.name AS "j1.name", j1.short_code AS "j1.short_code", CASE WHEN app.reaches('staff') THEN j1.plan ELSE NULL END AS "j1.plan", t."user_id" AS "user_id" FROM (SELECT $1::uuid AS tenant_id, app.user_id() AS user_id, app.user_id() AS user_uuid) t LEFT JOIN users j0 ON j0.id = t.user_id AND j0.tenant_id = $1 LEFT JOIN tenants j1 ON j1.id = t.tenant_id AND j1.id = $1;

SELECT t.user_id AS "k0", t.role AS "role", t.organization_id AS "organization_id" FROM user_roles t WHERE t.tenant_id = $1 AND t.user_id = ANY(($2::text)::uuid[]) ORDER BY t.user_id, t.role, t.id LIMIT 10001;

SELECT t.kind AS "kind", t.name AS "name", t.id AS "id" FROM organizations t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.status AS "status", t.enrolled_at AS "enrolled_at", j0.id AS "j0.id", j0.term_name AS "j0.term_name", j1.id AS "j1.id", j1.code AS "j1.code", j1.title AS "j1.title", (t.enrolled_at)::text AS "c0", (t.id)::text AS "c1" FROM enrollments t LEFT JOIN course_offerings j0 ON j0.id = t.offering_id AND j0.tenant_id = $1 LEFT JOIN courses j1 ON j1.id = j0.course_id AND j1.tenant_id = $1 WHERE t.tenant_id = $1 AND t.user_id = p.k0 ORDER BY t.enrolled_at DESC, t.id DESC LIMIT 4) c;

SELECT t.user_id AS "k0", count(*) AS "count" FROM enrollments t WHERE t.tenant_id = $1 AND t.user_id = ANY(($2::text)::uuid[]) GROUP BY t.user_id;

SELECT * FROM (
WITH e AS MATERIALIZED (
    SELECT e.id, e.user_id, e.offering_id FROM enrollments e WHERE e.tenant_id = $1 AND e.user_id = ANY(($2::text)::uuid[]) AND e.status = 'active' AND (app.user_id() IS NOT NULL OR app.reaches('progress:read'))
), tops AS MATERIALIZED (
    SELECT o.id AS offering_id, array_agg(r.id) AS ids
    FROM course_offerings o JOIN modules r ON r.tenant_id = $1 AND r.course_id = o.course_id
    WHERE o.tenant_id = $1 AND o.id IN (SELECT e.offering_id FROM e)
        AND r.parent_id IS NULL AND r.is_published
    GROUP BY o.id
)
SELECT e.user_id AS k0, e.id AS enrollment_id,
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
) s ORDER BY s.last_interacted_at DESC NULLS LAST, s.enrollment_id LIMIT 50;

SELECT t.content_type AS "content_type", t.title AS "title", t.id AS "id" FROM content_items t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT t.offering_id AS "offering_id", t.id AS "id" FROM enrollments t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT t.course_id AS "course_id", t.id AS "id" FROM course_offerings t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT t.code AS "code", t.id AS "id" FROM courses t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

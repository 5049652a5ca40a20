SELECT j0.id AS "j0.id" FROM (SELECT $1::uuid AS tenant_id, app.user_id() AS user_id, app.user_id() AS user_uuid) t LEFT JOIN users j0 ON j0.id = t.user_id AND j0.tenant_id = $1;

SELECT j.guardian_id AS "k0", t.full_name AS "full_name", CASE WHEN app.is_person(t.id) OR app.reaches('sensitive') OR app.reaches('sensitive:read') THEN t.email ELSE NULL END AS "email", t.id AS "id" FROM guardianships j JOIN users t ON t.id = j.student_id WHERE t.tenant_id = $1 AND j.tenant_id = $1 AND j.guardian_id = ANY(($2::text)::uuid[]) ORDER BY j.guardian_id, t.full_name, t.id LIMIT 10001;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.status AS "status", t.offering_id AS "offering_id", t.id AS "id", t.user_id AS "user_id" FROM enrollments t WHERE t.tenant_id = $1 AND t.user_id = p.k0 ORDER BY t.enrolled_at DESC, t.id DESC LIMIT 3) c;

SELECT t.user_id AS "k0", count(*) AS "count" FROM enrollments t WHERE t.tenant_id = $1 AND t.user_id = ANY(($2::text)::uuid[]) GROUP BY t.user_id;

SELECT t.course_id AS "course_id", t.id AS "id" FROM course_offerings t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT t.title AS "title", t.id AS "id" FROM courses t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT t.k0, t."percent" AS "percent" FROM (
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

SELECT t.user_id AS "k0", CASE WHEN app.is_person(t.user_id) OR app.reaches('sensitive') OR app.reaches('sensitive:read') THEN t.date_of_birth ELSE NULL END AS "date_of_birth", t.languages AS "languages", t.assigned_tutor_id AS "assigned_tutor_id" FROM student_profiles t WHERE t.tenant_id = $1 AND t.user_id = ANY(($2::text)::uuid[]) ORDER BY t.user_id, t.created_at, t.id LIMIT 10001;

SELECT t.full_name AS "full_name", t.id AS "id" FROM users t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT j0.id AS "j0.id", j0.full_name AS "j0.full_name" FROM student_profiles t LEFT JOIN users j0 ON j0.id = t.user_id AND j0.tenant_id = $1 WHERE t.tenant_id = $1 ORDER BY t.id LIMIT 21;

SELECT count(*) AS "count" FROM student_profiles t WHERE t.tenant_id = $1;

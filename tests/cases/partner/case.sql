WITH one AS MATERIALIZED (SELECT * FROM (SELECT t."user_uuid" AS "user_uuid", j0.id AS "j0.id", j1.id AS "j1.id", j1.short_code AS "j1.short_code", t."user_id" AS "user_id" FROM (SELECT coalesce(app.user_id(), app.client_id(), $1::uuid) AS id, $1::uuid AS tenant_id, app.user_id() AS user_id, app.user_id() AS user_uuid, app.client_id() AS client_id) t LEFT JOIN users j0 ON j0.id = t.user_id AND j0.tenant_id = $1 LEFT JOIN tenants j1 ON j1.id = t.tenant_id AND j1.id = $1) o LIMIT 1) SELECT c.*, one."user_uuid" AS "one.user_uuid", one."j0.id" AS "one.j0.id", one."j1.id" AS "one.j1.id", one."j1.short_code" AS "one.j1.short_code", one."user_id" AS "one.user_id" FROM one LEFT JOIN (SELECT t.user_id AS "k0", t.role AS "role" FROM user_roles t WHERE t.tenant_id = $1 AND t.user_id = ANY(ARRAY(SELECT one."user_id" FROM one)) ORDER BY t.user_id, t.role, t.id LIMIT 10001) c ON true;

SELECT t.status AS "status", j0.id AS "j0.id", j0.full_name AS "j0.full_name", CASE WHEN (((t.status IN ('active', 'completed') AND app.teaches(t.offering_id)) OR app.reaches('sensitive:read') OR app.reaches('sensitive') OR app.is_person(j0.id) OR j0.id IN (SELECT app.dealt_with('pupils people contacts'))) AND app.permits('sensitive:read')) THEN j0.email ELSE NULL END AS "j0.email" FROM (SELECT t.* FROM enrollments t WHERE t.tenant_id = $1 ORDER BY t.enrolled_at, t.id LIMIT 2) t LEFT JOIN users j0 ON j0.id = t.user_id AND j0.tenant_id = $1 ORDER BY t.enrolled_at, t.id;

SELECT count(*) AS "count" FROM enrollments t WHERE t.tenant_id = $1;

SELECT (t.progress_percent)::float8 AS "progress_percent", j0.id AS "j0.id", j0.title AS "j0.title" FROM (SELECT t.* FROM module_progress t WHERE t.tenant_id = $1 ORDER BY t.id LIMIT 1) t LEFT JOIN modules j0 ON j0.id = t.module_id AND j0.tenant_id = $1 ORDER BY t.id;

SELECT count(*) AS "count" FROM module_progress t WHERE t.tenant_id = $1;

SELECT count(*) AS "count" FROM course_contexts t WHERE t.tenant_id = $1;

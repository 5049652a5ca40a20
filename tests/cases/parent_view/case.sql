WITH one AS MATERIALIZED (SELECT * FROM (SELECT j0.id AS "j0.id" FROM (SELECT coalesce(app.user_id(), app.client_id(), $1::uuid) AS id, $1::uuid AS tenant_id, app.user_id() AS user_id, app.user_id() AS user_uuid, app.client_id() AS client_id) t LEFT JOIN users j0 ON j0.id = t.user_id AND j0.tenant_id = $1) o LIMIT 1) SELECT c.*, one."j0.id" AS "one.j0.id" FROM one LEFT JOIN (SELECT j.guardian_id AS "k0", t.full_name AS "full_name", CASE WHEN ((app.reaches('sensitive:read') OR app.reaches('sensitive') OR app.is_person(t.id) OR t.id IN (SELECT app.dealt_with('pupils people contacts'))) AND app.permits('sensitive:read')) THEN t.email ELSE NULL END AS "email", t.id AS "id" FROM guardianships j JOIN users t ON t.id = j.student_id WHERE t.tenant_id = $1 AND j.tenant_id = $1 AND j.guardian_id = ANY(ARRAY(SELECT one."j0.id" FROM one)) ORDER BY j.guardian_id, t.full_name, t.id LIMIT 10001) c ON true;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.status AS "status", t.offering_id AS "offering_id", j0.id AS "j0.id", (j0.percent)::float8 AS "j0.percent" FROM (SELECT t.* FROM enrollments t WHERE t.tenant_id = $1 AND t.user_id = p.k0 ORDER BY t.enrolled_at DESC, t.id DESC LIMIT 2) t LEFT JOIN course_progress j0 ON j0.enrollment_id = t.id AND j0.tenant_id = $1 ORDER BY t.enrolled_at DESC, t.id DESC) c;

SELECT t.user_id AS "k0", count(*) AS "count" FROM enrollments t WHERE t.tenant_id = $1 AND t.user_id = ANY(($2::text)::uuid[]) GROUP BY t.user_id;

SELECT t.course_id AS "course_id", t.id AS "id" FROM course_offerings t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT t.title AS "title", t.id AS "id" FROM courses t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT t.user_id AS "k0", CASE WHEN ((app.reaches('sensitive:read') OR app.reaches('sensitive') OR app.is_person(t.user_id) OR app.reaches_in('sensitive', t.organization_id) OR t.user_id IN (SELECT app.dealt_with('pupils'))) AND app.permits('sensitive:read')) THEN t.date_of_birth ELSE NULL END AS "date_of_birth", t.languages AS "languages", t.assigned_tutor_id AS "assigned_tutor_id" FROM student_profiles t WHERE t.tenant_id = $1 AND t.user_id = ANY(($2::text)::uuid[]) ORDER BY t.user_id, t.created_at, t.id LIMIT 10001;

SELECT t.full_name AS "full_name", t.id AS "id" FROM users t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT j0.id AS "j0.id", j0.full_name AS "j0.full_name" FROM (SELECT t.* FROM student_profiles t WHERE t.tenant_id = $1 ORDER BY t.id LIMIT 20) t LEFT JOIN users j0 ON j0.id = t.user_id AND j0.tenant_id = $1 ORDER BY t.id;

SELECT count(*) AS "count" FROM student_profiles t WHERE t.tenant_id = $1;

WITH one AS MATERIALIZED (SELECT * FROM (SELECT j0.id AS "j0.id", j0.full_name AS "j0.full_name" FROM (SELECT $1::uuid AS tenant_id, app.user_id() AS user_id, app.user_id() AS user_uuid) t LEFT JOIN users j0 ON j0.id = t.user_id AND j0.tenant_id = $1) o LIMIT 1) SELECT c.*, one."j0.id" AS "one.j0.id", one."j0.full_name" AS "one.j0.full_name" FROM one LEFT JOIN (SELECT t.user_id AS "k0", t.organization_id AS "organization_id", t.subjects AS "subjects", t.max_students AS "max_students", t.availability AS "availability" FROM tutor_profiles t WHERE t.tenant_id = $1 AND t.user_id = ANY(ARRAY(SELECT one."j0.id" FROM one)) ORDER BY t.user_id, t.created_at, t.id LIMIT 10001) c ON true;

SELECT t.kind AS "kind", t.name AS "name", t.id AS "id" FROM organizations t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (WITH page AS MATERIALIZED (SELECT t.* FROM class_sessions t WHERE t.tenant_id = $1 AND t.tutor_id = p.k0 AND ((t.starts_at < ($3::text)::TIMESTAMP WITH TIME ZONE) AND (t.starts_at >= ($4::text)::TIMESTAMP WITH TIME ZONE)) ORDER BY t.starts_at, t.id LIMIT 21) SELECT t.title AS "title", t.starts_at AS "starts_at", t.ends_at AS "ends_at", t.status AS "status", t.meeting_url AS "meeting_url", j0.id AS "j0.id", j0.kind AS "j0.kind", j0.name AS "j0.name", t.id AS "id" FROM page t FULL JOIN (SELECT * FROM organizations WHERE tenant_id = $1 AND id = ANY(ARRAY(SELECT t.organization_id FROM page t))) j0 ON j0.id = t.organization_id ORDER BY t.starts_at, t.id) c;

SELECT t.tutor_id AS "k0", count(*) AS "count" FROM class_sessions t WHERE t.tenant_id = $1 AND t.tutor_id = ANY(($2::text)::uuid[]) AND ((t.starts_at < ($3::text)::TIMESTAMP WITH TIME ZONE) AND (t.starts_at >= ($4::text)::TIMESTAMP WITH TIME ZONE)) GROUP BY t.tutor_id;

SELECT j.class_session_id AS "k0", t.full_name AS "full_name" FROM class_session_students j JOIN users t ON t.id = j.student_id WHERE t.tenant_id = $1 AND j.tenant_id = $1 AND j.class_session_id = ANY(($2::text)::uuid[]) ORDER BY j.class_session_id, t.full_name, t.id LIMIT 10001;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT j0.id AS "j0.id", j0.full_name AS "j0.full_name", j0.locale AS "j0.locale", t.academic_age AS "academic_age", CASE WHEN app.reaches('sensitive') OR app.reaches('sensitive:read') OR app.is_person(t.user_id) THEN t.special_needs ELSE NULL END AS "special_needs", j1.id AS "j1.id", j1.kind AS "j1.kind", j1.name AS "j1.name", t.user_id AS "user_id" FROM (SELECT t.* FROM student_profiles t WHERE t.tenant_id = $1 AND t.assigned_tutor_id = p.k0 ORDER BY t.id LIMIT 20) t LEFT JOIN users j0 ON j0.id = t.user_id AND j0.tenant_id = $1 LEFT JOIN organizations j1 ON j1.id = t.organization_id AND j1.tenant_id = $1 ORDER BY t.id) c;

SELECT t.assigned_tutor_id AS "k0", count(*) AS "count" FROM student_profiles t WHERE t.tenant_id = $1 AND t.assigned_tutor_id = ANY(($2::text)::uuid[]) GROUP BY t.assigned_tutor_id;

SELECT t.student_id AS "k0", t.relationship AS "relationship", t.guardian_id AS "guardian_id" FROM guardianships t WHERE t.tenant_id = $1 AND t.student_id = ANY(($2::text)::uuid[]) ORDER BY t.student_id, t.created_at, t.id LIMIT 10001;

SELECT t.full_name AS "full_name", CASE WHEN app.reaches('sensitive') OR app.reaches('sensitive:read') OR app.is_person(t.id) THEN t.phone ELSE NULL END AS "phone", CASE WHEN app.reaches('sensitive') OR app.reaches('sensitive:read') OR app.is_person(t.id) THEN t.email ELSE NULL END AS "email", t.id AS "id" FROM users t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.skill AS "skill", t.score AS "score", t.notes AS "notes", t.created_at AS "created_at" FROM skill_assessments t WHERE t.tenant_id = $1 AND t.student_id = p.k0 ORDER BY t.created_at DESC, t.id DESC LIMIT 2) c;

SELECT t.student_id AS "k0", count(*) AS "count" FROM skill_assessments t WHERE t.tenant_id = $1 AND t.student_id = ANY(($2::text)::uuid[]) GROUP BY t.student_id;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.points AS "points", t.badge AS "badge" FROM achievements t WHERE t.tenant_id = $1 AND t.student_id = p.k0 ORDER BY t.created_at DESC, t.id DESC LIMIT 1) c;

SELECT t.student_id AS "k0", count(*) AS "count" FROM achievements t WHERE t.tenant_id = $1 AND t.student_id = ANY(($2::text)::uuid[]) GROUP BY t.student_id;

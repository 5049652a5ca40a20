SELECT t.id AS "id", t.title AS "title" FROM courses t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT t.id AS "id", t.full_name AS "full_name", CASE WHEN ((app.reaches('sensitive') OR app.is_person(t.id) OR app.is_pupil(t.id) OR app.belongs(t.id) OR app.is_contact(t.id) OR app.reaches('sensitive:read')) AND app.permits('sensitive:read')) THEN t.email ELSE NULL END AS "email" FROM users t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT t.id AS "id", t.title AS "title" FROM modules t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT t.kind AS "kind", t.id AS "id", t.name AS "name" FROM organizations t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

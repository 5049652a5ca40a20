SELECT t.id AS "id", t.title AS "title" FROM courses t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT t.id AS "id", t.full_name AS "full_name", CASE WHEN ((app.reaches('sensitive:read') OR app.reaches('sensitive') OR app.is_person(t.id) OR t.id IN (SELECT app.dealt_with('pupils people contacts'))) AND app.permits('sensitive:read')) THEN t.email ELSE NULL END AS "email" FROM users t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT t.id AS "id", t.title AS "title" FROM modules t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT t.kind AS "kind", t.id AS "id", t.name AS "name" FROM organizations t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

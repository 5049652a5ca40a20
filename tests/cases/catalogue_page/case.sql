SELECT t.code AS "code", t.title AS "title", t.status AS "status", t.price_cents AS "price_cents", t.currency AS "currency", t.metadata AS "metadata", (t.title)::text AS "c0", (t.id)::text AS "c1" FROM courses t WHERE t.tenant_id = $1 ORDER BY t.title, t.id LIMIT 3;

SELECT count(*) AS "count" FROM courses t WHERE t.tenant_id = $1;

SELECT t.code AS "code", t.title AS "title", j0.id AS "j0.id", j0.kind AS "j0.kind", j0.name AS "j0.name", j1.id AS "j1.id", j1.code AS "j1.code", j1.name AS "j1.name", j2.id AS "j2.id", j2.filename AS "j2.filename", (t.title)::text AS "c0", (t.id)::text AS "c1" FROM (SELECT t.* FROM courses t WHERE t.tenant_id = $1 ORDER BY t.title DESC, t.id DESC LIMIT 3) t LEFT JOIN organizations j0 ON j0.id = t.organization_id AND j0.tenant_id = $1 LEFT JOIN subjects j1 ON j1.id = t.primary_subject_id LEFT JOIN assets j2 ON j2.id = t.thumbnail_asset_id AND j2.tenant_id = $1 ORDER BY t.title DESC, t.id DESC;

SELECT t.full_name AS "full_name" FROM users t WHERE t.tenant_id = $1 ORDER BY t.full_name, t.id LIMIT 20;

SELECT count(*) AS "count" FROM users t WHERE t.tenant_id = $1;

SELECT count(*) AS "count" FROM enrollments t WHERE t.tenant_id = $1;

SELECT t.name AS "name", CASE WHEN app.reaches('staff') THEN t.metadata ELSE NULL END AS "metadata", t.id AS "id" FROM organizations t WHERE t.tenant_id = $1 AND t.code = ANY($2::TEXT[]) AND t.kind = 'university' AND t.deleted_at IS NULL;

SELECT t.organization_id AS "k0", count(*) AS "count" FROM courses t WHERE t.tenant_id = $1 AND t.organization_id = ANY(($2::text)::uuid[]) GROUP BY t.organization_id;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.name AS "name", t.id AS "id" FROM organizations t WHERE t.tenant_id = $1 AND t.parent_id = p.k0 AND t.kind = 'department' ORDER BY t.name, t.id LIMIT 3) c;

SELECT t.parent_id AS "k0", count(*) AS "count" FROM organizations t WHERE t.tenant_id = $1 AND t.parent_id = ANY(($2::text)::uuid[]) AND t.kind = 'department' GROUP BY t.parent_id;

WITH RECURSIVE up (k0, above, level) AS (SELECT t.id, t.parent_id, 1 FROM organizations t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]) UNION ALL SELECT up.k0, t.parent_id, up.level + 1 FROM up CROSS JOIN organizations t WHERE t.tenant_id = $1 AND t.id = up.above) SELECT up.k0, t.kind AS "kind", t.name AS "name" FROM up CROSS JOIN organizations t WHERE t.tenant_id = $1 AND t.id = up.above ORDER BY up.k0, up.level DESC;

WITH RECURSIVE tree (k0, id, level, path) AS (SELECT t.parent_id, t.id, 1, ARRAY[t.name::text, t.id::text] FROM organizations t WHERE t.tenant_id = $1 AND t.parent_id = ANY(($2::text)::uuid[]) UNION ALL SELECT tree.k0, t.id, tree.level + 1, tree.path || ARRAY[t.name::text, t.id::text] FROM tree CROSS JOIN organizations t WHERE t.tenant_id = $1 AND t.parent_id = tree.id AND tree.level < 100) SELECT p.k0, p.path AS "path", t.kind AS "kind", t.name AS "name", t.depth AS "depth", t.parent_id AS "parent_id" FROM (SELECT tree.*, row_number() OVER (PARTITION BY tree.k0 ORDER BY tree.path) AS place FROM tree) p JOIN organizations t ON t.id = p.id WHERE t.tenant_id = $1 AND p.place <= 5 ORDER BY p.k0, p.place;

WITH RECURSIVE tree (k0, id, level, path) AS (SELECT t.parent_id, t.id, 1, ARRAY[t.name::text, t.id::text] FROM organizations t WHERE t.tenant_id = $1 AND t.parent_id = ANY(($2::text)::uuid[]) UNION ALL SELECT tree.k0, t.id, tree.level + 1, tree.path || ARRAY[t.name::text, t.id::text] FROM tree CROSS JOIN organizations t WHERE t.tenant_id = $1 AND t.parent_id = tree.id AND tree.level < 100) SELECT tree.k0, count(*) AS "count" FROM tree GROUP BY tree.k0;

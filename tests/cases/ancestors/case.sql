SELECT t.title AS "title", t.depth AS "depth", j0.id AS "j0.id", j0.code AS "j0.code", j1.id AS "j1.id", j1.title AS "j1.title", t.id AS "id" FROM (SELECT t.* FROM modules t WHERE t.tenant_id = $1 AND ((t.depth >= ($2::text)::INTEGER)) ORDER BY t.depth DESC, t.id DESC LIMIT 3) t LEFT JOIN courses j0 ON j0.id = t.course_id AND j0.tenant_id = $1 LEFT JOIN modules j1 ON j1.id = t.parent_id AND j1.tenant_id = $1 ORDER BY t.depth DESC, t.id DESC;

WITH RECURSIVE up (k0, above, level) AS (SELECT t.id, t.parent_id, 1 FROM modules t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]) UNION ALL SELECT up.k0, t.parent_id, up.level + 1 FROM up CROSS JOIN modules t WHERE t.tenant_id = $1 AND t.id = up.above) SELECT up.k0, t.title AS "title", t.depth AS "depth" FROM up CROSS JOIN modules t WHERE t.tenant_id = $1 AND t.id = up.above ORDER BY up.k0, up.level DESC;

SELECT t.module_id AS "k0", t.content_type AS "content_type", t.title AS "title", t.module_id AS "module_id", t.course_id AS "course_id" FROM content_items t WHERE t.tenant_id = $1 AND t.module_id = ANY(($2::text)::uuid[]) ORDER BY t.module_id, t.sequence_index, t.id LIMIT 10001;

SELECT t.title AS "title", t.id AS "id" FROM modules t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT t.code AS "code", t.id AS "id" FROM courses t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

WITH one AS MATERIALIZED (SELECT * FROM (SELECT t.id AS "id", t.title AS "title" FROM courses t WHERE t.tenant_id = $1 AND t.code = ANY($2::TEXT[]) AND t.deleted_at IS NULL) o LIMIT 1) SELECT c.*, one."id" AS "one.id", one."title" AS "one.title" FROM one LEFT JOIN (WITH RECURSIVE tree AS (SELECT t.course_id AS "k0", t.id AS "#id", 1 AS "#level", t.sequence_index AS "o.sequence_index", t.id AS "o.id", t.title AS "title", t.depth AS "depth", t.id AS "id" FROM modules t WHERE t.tenant_id = $1 AND t.course_id = ANY(ARRAY(SELECT one."id" FROM one)) AND t.parent_id IS NULL UNION ALL SELECT t.parent_id, t.id, tree."#level" + 1, t.sequence_index, t.id, t.title AS "title", t.depth AS "depth", t.id AS "id" FROM tree CROSS JOIN modules t WHERE t.tenant_id = $1 AND t.parent_id = tree."#id" AND tree."#level" < 4) SELECT tree.k0, tree."title", tree."depth", tree."id", tree."#level" FROM tree ORDER BY tree."#level", tree.k0, tree."o.sequence_index", tree."o.id" LIMIT 10001) c ON true;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT (t.progress_percent)::float8 AS "progress_percent", t.completed_at AS "completed_at" FROM module_progress t WHERE t.tenant_id = $1 AND t.module_id = p.k0 AND (t.user_id = app.user_id()) ORDER BY t.updated_at DESC, t.id DESC LIMIT 1) c;

SELECT t.module_id AS "k0", t.content_type AS "content_type", t.title AS "title", t.id AS "id" FROM content_items t WHERE t.tenant_id = $1 AND t.module_id = ANY(($2::text)::uuid[]) ORDER BY t.module_id, t.sequence_index, t.id LIMIT 10001;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT (t.progress_percent)::float8 AS "progress_percent", t.attempts_count AS "attempts_count", t.is_passed AS "is_passed" FROM content_progress t WHERE t.tenant_id = $1 AND t.content_item_id = p.k0 AND (t.user_id = app.user_id()) ORDER BY t.updated_at DESC, t.id DESC LIMIT 1) c;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT (t.progress_percent)::float8 AS "progress_percent", t.completed_at AS "completed_at" FROM module_progress t WHERE t.tenant_id = $1 AND t.module_id = p.k0 AND (t.user_id = app.user_id()) ORDER BY t.updated_at DESC, t.id DESC LIMIT 1) c;

SELECT t.module_id AS "k0", t.content_type AS "content_type", t.title AS "title", t.id AS "id" FROM content_items t WHERE t.tenant_id = $1 AND t.module_id = ANY(($2::text)::uuid[]) ORDER BY t.module_id, t.sequence_index, t.id LIMIT 10001;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT (t.progress_percent)::float8 AS "progress_percent", t.completed_at AS "completed_at" FROM module_progress t WHERE t.tenant_id = $1 AND t.module_id = p.k0 AND (t.user_id = app.user_id()) ORDER BY t.updated_at DESC, t.id DESC LIMIT 1) c;

SELECT t.module_id AS "k0", t.content_type AS "content_type", t.title AS "title", t.id AS "id" FROM content_items t WHERE t.tenant_id = $1 AND t.module_id = ANY(($2::text)::uuid[]) ORDER BY t.module_id, t.sequence_index, t.id LIMIT 10001;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT (t.progress_percent)::float8 AS "progress_percent", t.attempts_count AS "attempts_count", t.is_passed AS "is_passed" FROM content_progress t WHERE t.tenant_id = $1 AND t.content_item_id = p.k0 AND (t.user_id = app.user_id()) ORDER BY t.updated_at DESC, t.id DESC LIMIT 1) c;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT (t.progress_percent)::float8 AS "progress_percent", t.completed_at AS "completed_at" FROM module_progress t WHERE t.tenant_id = $1 AND t.module_id = p.k0 AND (t.user_id = app.user_id()) ORDER BY t.updated_at DESC, t.id DESC LIMIT 1) c;

SELECT t.module_id AS "k0", t.content_type AS "content_type", t.title AS "title", t.id AS "id" FROM content_items t WHERE t.tenant_id = $1 AND t.module_id = ANY(($2::text)::uuid[]) ORDER BY t.module_id, t.sequence_index, t.id LIMIT 10001;

SELECT p.k0, c.* FROM unnest(($2::text)::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT (t.progress_percent)::float8 AS "progress_percent", t.attempts_count AS "attempts_count", t.is_passed AS "is_passed" FROM content_progress t WHERE t.tenant_id = $1 AND t.content_item_id = p.k0 AND (t.user_id = app.user_id()) ORDER BY t.updated_at DESC, t.id DESC LIMIT 1) c;

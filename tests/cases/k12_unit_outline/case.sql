WITH one AS MATERIALIZED (SELECT * FROM (SELECT t.title AS "title", t.id AS "id" FROM courses t WHERE t.tenant_id = $1 AND t.code = ANY($2::TEXT[]) AND t.deleted_at IS NULL) o LIMIT 1) SELECT c.*, one."title" AS "one.title", one."id" AS "one.id" FROM one LEFT JOIN (SELECT t.course_id AS "k0", t.sequence_index AS "sequence_index", t.module_type AS "module_type", t.title AS "title", t.lesson_id AS "lesson_id" FROM modules t WHERE t.tenant_id = $1 AND t.course_id = ANY(ARRAY(SELECT one."id" FROM one)) AND t.parent_id IS NULL ORDER BY t.course_id, t.sequence_index, t.id LIMIT 10001) c ON true;

SELECT t.title AS "title", t.current_version_id AS "current_version_id", t.id AS "id" FROM lessons t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

SELECT t.version_no AS "version_no", t.id AS "id" FROM lesson_versions t WHERE t.tenant_id = $1 AND t.id = ANY(($2::text)::uuid[]);

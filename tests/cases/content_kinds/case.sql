SELECT t.id AS "id" FROM courses t WHERE t.tenant_id = $1 AND t.code = ANY($2::TEXT[]) AND t.deleted_at IS NULL;

SELECT p.k0, c.* FROM unnest($2::uuid[]) AS p (k0) CROSS JOIN LATERAL (SELECT t.content_type AS "content_type", t.title AS "title", CASE WHEN app.reaches('keys') THEN t.data ELSE app.learner_payload(t.data) END AS "data" FROM content_items t WHERE t.tenant_id = $1 AND t.course_id = p.k0 AND ((t.content_type = ANY(($3::text[])::content_type[]))) ORDER BY t.id LIMIT 13) c;

SELECT t.course_id AS "k0", count(*) AS "count" FROM content_items t WHERE t.tenant_id = $1 AND t.course_id = ANY($2::uuid[]) AND ((t.content_type = ANY(($3::text[])::content_type[]))) GROUP BY t.course_id;

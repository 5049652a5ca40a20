SELECT t.current_version_id AS "current_version_id" FROM lessons t WHERE t.tenant_id = $1 AND ((t.id = ($2::text)::UUID) AND (t.status = ($3::text)::lesson_status)) ORDER BY t.title, t.id LIMIT 21;
